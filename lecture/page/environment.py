"""The house that every page lives in: templates, colours.

The stylesheet's colours are those of the two themes that the clips are drawn in; which of them
is used is the reader's choice.
"""

import re
from collections.abc import Mapping
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from lecture.console import clock, megabytes
from scenes.cells.pictures import PICTURES
from scenes.roles import ROLES
from scenes.theme import DARK, LIGHT, Theme

Words = Mapping[str, Any]

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
_SCRIPTS = (
    "base.js", "light.js", "cells.js", "cell.js", "rolling.js", "learning.js", "wirings.js",
    "quiz.js", "start.js", "clips.js",
)  # fmt: skip
"""In this order inside of one function: each may use what those before it define."""


def environment(package: str = "lecture.page") -> Environment:
    """Templates of ``package``; every text in them is escaped and nothing may be left out."""
    jinja = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.policies["json.dumps_kwargs"] = {"separators": (",", ":"), "ensure_ascii": False}
    jinja.filters |= {"clock": clock, "megabytes": megabytes}
    return jinja


def stylesheet() -> str:
    """``page.css``: the colours of both themes, then the rules."""
    colors_of = {
        role.name: role.color for picture in PICTURES.values() for role in picture.roles.values()
    }
    colors_of |= {role.name: role.color for role in ROLES.values()}
    roles = "\n".join(
        f".role-{name}, [data-role={name}] {{ --role: var(--role-{color}); }}"
        for name, color in colors_of.items()
    )
    dark = variables(DARK).replace("\n", "\n  ")
    colors = (
        f":root {{\n  color-scheme: light dark;\n{variables(LIGHT)}\n}}\n"
        f"@media (prefers-color-scheme: dark) {{\n  :root {{\n  {dark}\n  }}\n}}\n"
    )
    return tight("\n".join((colors + roles, *static(_STYLES))))


def tight(style: str) -> str:
    """Without spaces that only its authors need: none inside of brackets, nor of a text."""
    return re.sub(r"(?<=[:;{},]) +| *(?=[{}])|;\s*(?=\})", "", style)


def script() -> str:
    """``page.js``."""
    lines = "\n".join(('(() => {\n"use strict";', *static(_SCRIPTS), "})();\n")).split("\n")
    return "\n".join(map(tight_line, lines))


_REMARK = re.compile(r" // [^\"'`/]*$")
_TEXT = re.compile(r'("(?:[^"\\]|\\.)*")')
_SPACED = re.compile(r" ?(=>|&&|\|\||\?\?|[=!]==|[=?:,;<>*{}()\[\]]) ?")


def tight_line(line: str) -> str:
    """A line of a script without spaces around operators, but for what may hold more than code.

    That is a line with a template or a slash, which may be a pattern; texts stay as they are.
    """
    line = _REMARK.sub("", line)
    if "`" in line or "/" in line:
        return line
    return "".join(p if p.startswith('"') else _SPACED.sub(r"\1", p) for p in _TEXT.split(line))


def variables(theme: Theme) -> str:
    """The colours of ``theme`` as the stylesheet calls them."""
    inks = {f"role-{color}": color for color in ROLE_COLORS} | _INKS
    return "\n".join(f"  --{name}: {getattr(theme, color)};" for name, color in inks.items())


def static(names: tuple[str, ...], package: str = "lecture.page") -> list[str]:
    """Styles or scripts of ``package``, as short as they can be without being changed."""
    folder = resources.files(package) / "static"
    return [_lean((folder / name).read_text(encoding="utf-8")) for name in names]


def _lean(code: str) -> str:
    """Without indents and lines of comment, a fifth of what a reader would load."""
    lines = (line.strip() for line in code.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(_COMMENTS)) + "\n"
