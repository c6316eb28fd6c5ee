"""``present/index.html``: the presenter, with its media beside it or inside of it."""

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from lecture.config.model import LectureConfig
from lecture.page.clips import ClipOnPage, total_minutes
from lecture.page.environment import environment, static, variables
from lecture.pieces.published import Published
from lecture.present.show import THUMB, ShownClip, shown, write_media
from lecture.publishing.publish import publish, reported, staging
from rnn_math.errors import OutputError
from scenes.languages import words_of
from scenes.theme import THEMES

PACKAGE = "lecture.present"

LARGEST = 350_000_000
"""Bytes of media that one file can hold: browsers read no page of more than half a gigabyte."""

_STYLES = ("present.css",)
_SCRIPTS = ("stage.js", "acts.js", "keys.js", "speaker.js")
_BUTTONS = {
    "back": "M19 12H5m6-6-6 6 6 6",
    "on": "M5 12h14m-6-6 6 6-6 6",
    "overview": "M4 5h6v5H4zm10 0h6v5h-6zM4 14h6v5H4zm10 0h6v5h-6z",
    "black": "M4 5h16v14H4zM8 9h8v6H8z",
    "loop": "M19 8V4m0 4h-4m4 0a8 8 0 1 0 1 5",
    "voice": "M4 10v4h3l5 4V6l-5 4zm12-1a4 4 0 0 1 0 6m2.500-8.500a8 8 0 0 1 0 11",
    "captions": "M3 6h18v12H3zm7.500 4.500a2 2 0 1 0 0 3m6-3a2 2 0 1 0 0 3",
    "full": "M4 9V4h5m6 0h5v5m0 6v5h-5m-6 0H4v-5",
    "speaker": "M8 4h12v9H8zM4 9v11h12v-4",
    "help": "M9 9a3 3 0 1 1 4 3c-.7.4-1 1-1 2m0 3v.5",
}
"""Buttons of the bar, with the path of their picture in a square of 24."""

_TOGGLES = ("black", "loop", "voice", "captions")
_KEYS = {
    "back": "←", "on": "→", "overview": "O", "black": "B", "loop": "L", "voice": "M",
    "captions": "C", "full": "F", "speaker": "S", "help": "?",
}  # fmt: skip
_SAID = ("told", "speaker_view", "place")


@dataclass(frozen=True)
class Presenter:
    """A presenter that has been published."""

    index: Path
    beats: int
    size: int  # bytes of all its files


def write_presenter(
    config: LectureConfig,
    published: Sequence[Published],
    out: Path,
    *,
    one_file: bool = False,
    minutes: float | None = None,
) -> Presenter:
    """Publish ``present/`` under ``out``: the show of some clips.

    ``minutes`` is how long the speaker has, as long as the clips if left out.

    Raises :class:`OutputError` if it were too large for ``one_file``.
    """
    target = out / "present"
    if one_file:
        _refuse_too_large(published)
    show = shown(published)
    with staging(out) as folder, reported(target):
        media = folder / "media"
        media.mkdir()
        for clip, mine in zip(published, show, strict=True):
            write_media(clip, mine, media)
        inside = _packed(media, show) if one_file else {}
        clips = [each.clip for each in published]
        page = _page(config, clips, show, minutes, media, inside)
        (folder / "index.html").write_text(page, encoding="utf-8", newline="\n")
        files = () if one_file else sorted(media.iterdir())
        size = sum(file.stat().st_size for file in (*files, folder / "index.html"))
        _publish(folder, files, target)
    return Presenter(target / "index.html", sum(len(clip.beats) for clip in show), size)


def _refuse_too_large(published: Iterable[Published]) -> None:
    size = sum(each.video.stat().st_size for each in published)
    if size > LARGEST:
        raise OutputError(
            f"present --one-file: the videos are {size / 1e6:.0f} MB, more than browsers open in "
            f"one page ({LARGEST / 1e6:.0f} MB): leave it out, name fewer clips, or choose "
            "--quality 720p30"
        )


def _packed(media: Path, show: Iterable[ShownClip]) -> dict[str, Markup]:
    """What lies in ``media`` by name, as text; thumbnails are in the page anyway."""
    return {
        file: Markup(b64encode((media / file).read_bytes()).decode())
        for clip in show
        for beat in clip.beats
        for file in beat.files[:2]
    }


def _page(
    config: LectureConfig,
    clips: Sequence[ClipOnPage],
    show: Sequence[ShownClip],
    minutes: float | None,
    media: Path,
    inside: Mapping[str, Markup],
) -> str:
    said = words_of(config.look.language, "presenter")
    theme = THEMES[config.look.theme]
    first = clips[0]
    beats = [beat for clip in show for beat in clip.beats]
    seconds = sum(clip.seconds for clip in clips)
    planned = seconds / 60 if minutes is None else minutes
    about = said["about"].format(clips=len(clips), beats=len(beats), minutes=total_minutes(clips))
    return (
        environment(PACKAGE)
        .get_template("present.html")
        .render(
            title=config.title,
            about=about,
            language=config.look.language,
            theme=theme.name,
            words=said,
            buttons=_BUTTONS,
            toggles=_TOGGLES,
            keys=_KEYS,
            clips=[_listed(clip, media, inside) for clip in show],
            thumb_width=THUMB,
            thumb_height=round(THUMB * first.height / first.width),
            canvas_height=round(960 * first.height / first.width),
            style=Markup(_style(config.look.theme)),
            script=Markup(_script()),
            inside=inside,
            data={
                "beats": [beat.data for beat in beats],
                "minutes": planned,
                "words": {key: said[key] for key in _SAID},
            },
        )
    )


def _listed(clip: ShownClip, media: Path, inside: Mapping[str, Markup]) -> dict[str, Any]:
    """A clip in the overview."""
    return {
        "title": clip.title,
        "beats": [
            {"number": beat.number, "title": beat.title, "thumb": _thumb(beat.files[2], media)}
            if inside
            else {"number": beat.number, "title": beat.title, "thumb": f"media/{beat.files[2]}"}
            for beat in clip.beats
        ],
    }


def _thumb(name: str, media: Path) -> str:
    return f"data:image/webp;base64,{b64encode((media / name).read_bytes()).decode()}"


def _style(theme: str) -> str:
    colors = f":root {{ color-scheme: {theme};\n{variables(THEMES[theme])}\n}}\n"
    return "\n".join((colors, *static(_STYLES, PACKAGE)))


def _script() -> str:
    """All scripts in one scope of their own."""
    return "\n".join(('(() => {\n"use strict";', *static(_SCRIPTS, PACKAGE), "})();"))


def _publish(folder: Path, files: Sequence[Path], target: Path) -> None:
    """Media first and the page last; then what only an earlier presenter needed goes."""
    for file in files:
        publish(file, target / "media" / file.name)
    publish(folder / "index.html", target / "index.html")
    needed = {file.name for file in files}
    for old in (target / "media").glob("*"):
        if old.is_file() and old.name not in needed:
            old.unlink()
    if not needed:
        with suppress(OSError):  # there is none, or somebody keeps files there
            (target / "media").rmdir()
