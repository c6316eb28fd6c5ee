"""A layer as a box that holds its two weight matrices, each a chip with its symbol."""

from manim import RoundedRectangle, VGroup

from scenes.lighting import Part
from scenes.mobjects.text.text import BOLD, Math, Words
from scenes.mobjects.text.tokens import Token
from scenes.params import Notation
from scenes.roles import ROLES, symbol
from scenes.theme import Size, Theme

_CHIP_HEIGHT = 0.52
_OFF_CENTER = 0.33  # of the two chips
_LOW_CHIP_HEIGHT = 0.46  # where the box has a title
_LOW_PLACES = 0.06, -0.46  # of the two chips, under the title
_TITLE_Y = 0.5
_IN_BOX, _IN_CHIP = 0.08, 0.08  # between a chip and the box, a name and its chip


def named_in_words(notation: Notation) -> bool:
    """Does ``notation`` write its weights as words, which are wider than symbols?"""
    return symbol("W_h", notation).startswith('"')


def chip(
    role: str, theme: Theme, notation: Notation, width: float, height: float = _CHIP_HEIGHT
) -> Part:
    """The symbol of ``role`` in its frame; a long word shrinks, then stands on two lines."""
    color = ROLES[role].ink(theme)
    frame = RoundedRectangle(
        corner_radius=0.1,
        width=width,
        height=height,
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
    """The box with its two ``chips``, by role, and its ``title``, if any; all of it can be lit."""

    def __init__(
        self, theme: Theme, notation: Notation, width: float, height: float, title: str = ""
    ) -> None:
        self.box = RoundedRectangle(
            corner_radius=0.16,
            width=width,
            height=height,
            stroke_color=theme.muted,
            stroke_width=2.5,
            fill_color=theme.panel,
            fill_opacity=1.0,
        )
        places = _LOW_PLACES if title else (_OFF_CENTER, -_OFF_CENTER)
        tall = _LOW_CHIP_HEIGHT if title else _CHIP_HEIGHT
        self.chips = {
            role: chip(role, theme, notation, width - 2 * _IN_BOX, tall).shift((0, y, 0))
            for role, y in zip(("W_h", "W_x"), places, strict=True)
        }
        named = []
        if title:
            name = Words(title, theme.text, Size.NOTE, BOLD)
            name.scale(min(1.0, (width - 2 * _IN_BOX) / name.width)).move_to((0, _TITLE_Y, 0))
            named = [name]
        super().__init__(Part("block", "component", theme, self.box, *named), *self.chips.values())
