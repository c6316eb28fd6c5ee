"""The script as a page to print."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from lecture.console import clock
from lecture.publishing.publish import publish, reported, staging
from lecture.reading.script import ClipScript
from lecture.templating import environment


def write_page(
    scripts: Sequence[ClipScript], title: str, states: Mapping[str, str], target: Path
) -> None:
    """Publish the page as ``target``. Raises :class:`OutputError` if it cannot be written."""
    with staging(target.parent) as folder, reported(target):
        staged = folder / "script.html"
        staged.write_text(page(scripts, title, states), encoding="utf-8", newline="\n")
        publish(staged, target)


def page(scripts: Sequence[ClipScript], title: str, states: Mapping[str, str]) -> str:
    """The page; every text in it is escaped. ``states`` say what became of takes, by name."""
    template = environment().get_template("script.html")
    return template.render(
        title=title,
        language=scripts[0].language,
        length=clock(sum(script.seconds for script in scripts)),
        clips=[(script, clock(script.seconds)) for script in scripts],
        states=states,
    )
