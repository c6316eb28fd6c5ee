"""A layer as a box that holds its two weight matrices, each a chip with its symbol."""

from manim import RoundedRectangle, VGroup

from scenes.lighting import Part
from scenes.mobjects.text.text import Math
from scenes.mobjects.text.tokens import Token
from scenes.params import Notation
from scenes.roles import ROLES, symbol
from scenes.theme import Size, Theme

_CHIP_HEIGHT = 0.52
_OFF_CENTER = 0.33  # of the two chips
_IN_BOX, _IN_CHIP = 0.08, 0.08  # between a chip and the box, a name and its chip


def named_in_words(notation: Notation) -> bool:
    """Does ``notation`` write its weights as words, which are wider than symbols?"""
    return symbol("W_h", notation).startswith('"')


def chip(role: str, theme: Theme, notation: Notation, width: float) -> Part:
    """The symbol of ``role`` in its frame; a long word shrinks, then stands on two lines."""
    color = ROLES[role].ink(theme)
    frame = RoundedRectangle(
        corner_radius=0.1,
        width=width,
        height=_CHIP_HEIGHT,
        stroke_color=color,
        stroke_width=2.0,
        fill_color=theme.background,
        fill_opacity=1.0,
    )
    name = _name(symbol(role, notation), color, width - 2 * _IN_CHIP)
    return Part(role, "component", theme, frame, *name)


def _name(written: str, color: str, room: float) -> VGroup:
    name = Math(written, color, Size.LABEL)
    scale = min(1.0, room / name.width)
    if scale * Size.LABEL < Size.SMALLEST and written.startswith('"'):
        return Token(written.strip('"'), color, Size.SMALLEST, broken=True).center()
    return name.scale(scale)


class Layer(VGroup):
    """The box with its two ``chips``, by role; all of it can be lit."""

    def __init__(self, theme: Theme, notation: Notation, width: float, height: float) -> None:
        self.box = RoundedRectangle(
            corner_radius=0.16,
            width=width,
            height=height,
            stroke_color=theme.muted,
            stroke_width=2.5,
            fill_color=theme.panel,
            fill_opacity=1.0,
        )
        self.chips = {
            role: chip(role, theme, notation, width - 2 * _IN_BOX).shift((0, y, 0))
            for role, y in (("W_h", _OFF_CENTER), ("W_x", -_OFF_CENTER))
        }
        super().__init__(Part("block", "component", theme, self.box), *self.chips.values())
