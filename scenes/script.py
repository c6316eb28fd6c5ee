"""The words of the lecture: one TOML file a language, one table a clip, one a beat.

    [feedback]
    title = "The twist"

    [feedback.meet-a-word-twice]
    headline = "Same word, same numbers"
    narration = "The layer meets {word} twice and answers {first} both times."

Other keys of a clip's table are words that stand in its picture.

Values in braces are filled in by the scene from its trace.
"""

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from string import Formatter

from rnn_math.errors import InputError

CHARACTERS_A_SECOND = 15.0  # narration is never faster; 17 is what subtitlers hold readable


@dataclass(frozen=True)
class Line:
    """What one beat says: ``headline`` on screen, ``narration`` as captions."""

    headline: str
    narration: str

    def filled(self, values: dict[str, str]) -> "Line":
        """Put ``values`` where the braces are."""
        return Line(self.headline.format(**values), self.narration.format(**values))

    @property
    def names(self) -> set[str]:
        """The names of the values that it needs."""
        text = self.headline + self.narration
        return {name for _, name, _, _ in Formatter().parse(text) if name}


@dataclass(frozen=True)
class Script:
    """All lines of one clip."""

    clip: str
    title: str
    lines: dict[str, Line]
    words: dict[str, str] = field(default_factory=dict)  # what else stands in the picture

    def line(self, beat: str) -> Line:
        """The line of ``beat``; :class:`InputError` if the script has none."""
        if beat not in self.lines:
            raise InputError(
                f"script of {self.clip}: no line for beat {beat!r}; "
                f'add [{self.clip}.{beat}] with headline = "…" and narration = "…"'
            )
        return self.lines[beat]


@lru_cache(maxsize=16)
def load_script(clip: str, language: str = "en") -> Script:
    """Read the script of ``clip`` in ``language``."""
    folder = resources.files("scenes") / "scripts"
    names = (path.name for path in folder.iterdir())
    known = sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml"))
    if language not in known:
        raise InputError(
            f"lecture.language = {language!r}: no such script; there is {', '.join(known)}"
        )
    tables = tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8"))
    table = tables[clip]
    lines = {name: Line(**value) for name, value in table.items() if isinstance(value, dict)}
    words = {name: value for name, value in table.items() if isinstance(value, str)}
    return Script(clip, table["title"], lines, words)
