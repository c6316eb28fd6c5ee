"""From the colours that mobjects are drawn in to those that a stylesheet fills in.

Mobjects are built in a theme of their own in which every colour stands for one name, so that a
page can follow its reader's colour scheme.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from scenes.theme import DARK, mix, rgb

PAGE = replace(DARK, name="page", sum="#f2f4f7")  # text and sum are one colour in DARK
"""The theme to build mobjects in whose colours are going to be looked up here."""

NAMES = (
    "background", "panel", "text", "muted", "faint",
    "input", "state", "output", "bias", "sum", "activation",
)  # fmt: skip
"""The plain colours of a theme: the stylesheet has a rule for each, as ``.f-`` and ``.s-``."""

_BY_COLOR = {getattr(PAGE, name): name for name in NAMES}
_ENDS = ("negative", "positive", "text")  # what the panel's colour is blended with: ``.m-``
_STEPS = 200


class Ink(NamedTuple):
    """A colour by its name in a theme; ``share`` is how much of it is blended into the panel's."""

    name: str
    share: float | None = None


@lru_cache(maxsize=1024)
def ink(color: str) -> Ink:
    """What ``color`` stands for: ``#rrggbb`` of :data:`PAGE`, or a blend with its panel.

    Raises ``ValueError`` for a colour that is not of the theme: it would ignore the scheme.
    """
    color = color.lower()
    if name := _BY_COLOR.get(color):
        return Ink(name)
    end, share = min(_blends(color), key=lambda blend: blend[2])[:2]
    if max(_distances(color, mix(PAGE.panel, getattr(PAGE, end), share))) > 2 / 255:
        raise ValueError(f"{color} is no colour of the theme, nor a blend with its panel")
    return Ink(end, share)


def _blends(color: str) -> Iterator[tuple[str, float, float]]:
    for end in _ENDS:
        for step in range(_STEPS + 1):
            share = step / _STEPS
            yield end, share, sum(_distances(color, mix(PAGE.panel, getattr(PAGE, end), share)))


def _distances(first: str, second: str) -> list[float]:
    return [abs(a - b) for a, b in zip(rgb(first), rgb(second), strict=True)]
