"""The house that every page lives in: templates, words, colours.

The stylesheet's colours are those of the two themes that the clips are drawn in; which of them
is used is the reader's choice.
"""

import tomllib
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from lecture.console import clock, megabytes
from scenes.roles import ROLES
from scenes.theme import DARK, LIGHT, Theme

Words = MappingProxyType[str, Any]

ROLE_COLORS = ("input", "state", "bias", "sum", "activation", "output")

_INKS = {
    "ink": "text",
    "background": "background",
    "surface": "panel",
    "muted": "muted",
    "faint": "faint",
    "negative": "negative",
    "positive": "positive",
}
"""What the stylesheet calls the other colours of a theme."""

_COMMENTS = ("//", "/*", "* ", "*/")

_STYLES = ("page.css", "figures.css")
_SCRIPTS = ("page.js", "clips.js")


def environment() -> Environment:
    """Templates in which every text is escaped and nothing may be left out."""
    jinja = Environment(
        loader=PackageLoader("lecture.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.policies["json.dumps_kwargs"] = {"separators": (",", ":"), "ensure_ascii": False}
    jinja.filters |= {"clock": clock, "megabytes": megabytes}
    return jinja


@lru_cache(maxsize=8)
def words(language: str) -> Words:
    """What the page says in ``language``, or else in English."""
    folder = resources.files("lecture.page") / "words"
    known = {path.name: path for path in folder.iterdir()}
    chosen = known.get(f"{language}.toml", known["en.toml"])
    return MappingProxyType(tomllib.loads(chosen.read_text(encoding="utf-8")))


def stylesheet() -> str:
    """``page.css``: the colours of both themes, then the rules."""
    roles = "\n".join(
        f".role-{role.name} {{ --role: var(--role-{role.color}); }}" for role in ROLES.values()
    )
    dark = _variables(DARK).replace("\n", "\n  ")
    colors = (
        f":root {{\n  color-scheme: light dark;\n{_variables(LIGHT)}\n}}\n"
        f"@media (prefers-color-scheme: dark) {{\n  :root {{\n  {dark}\n  }}\n}}\n"
    )
    return "\n".join((colors + roles, *_static(_STYLES)))


def script() -> str:
    """``page.js``."""
    return "\n".join(_static(_SCRIPTS))


def _variables(theme: Theme) -> str:
    inks = {f"role-{color}": color for color in ROLE_COLORS} | _INKS
    return "\n".join(f"  --{name}: {getattr(theme, color)};" for name, color in inks.items())


def _static(names: tuple[str, ...]) -> list[str]:
    folder = resources.files("lecture.page") / "static"
    return [_lean((folder / name).read_text(encoding="utf-8")) for name in names]


def _lean(code: str) -> str:
    """Without indents and lines of comment, a fifth of what a reader would load."""
    lines = (line.strip() for line in code.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(_COMMENTS)) + "\n"
