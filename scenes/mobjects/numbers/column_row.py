"""Columns of one step side by side, with signs between them: a line of arithmetic on vectors."""

from collections.abc import Sequence
from dataclasses import dataclass

from manim import VGroup

from rnn_math.errors import LayoutError
from scenes.binding import Source
from scenes.lighting import Part
from scenes.mobjects.numbers.column import Column
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.text.text import Math
from scenes.roles import Role
from scenes.terms import Term
from scenes.theme import Theme

_SIZES = (
    (0.36, 1.7),
    (0.33, 1.7),
    (0.30, 1.7),
    (0.28, 1.62),
    (0.26, 1.62),
    (0.24, 1.62),
    (0.21, 1.6),
)
_NAME = 0.36  # em of the symbols above
_ABOVE = 0.26  # from a column to the baseline of its symbol
_SIGN, _BESIDE = 0.42, 0.16


@dataclass(frozen=True)
class Item:
    """A column: its quantity, its name above, and the role that it belongs to, if any."""

    quantity: str
    name: Sequence[Term]
    role: Role | None = None
    timeless: bool = False  # belongs to no step
    is_result: bool = False  # its cells arrive late, and are not lit


class ColumnRow(VGroup):
    """``items`` of ``step`` with ``signs`` between them, in the middle of ``area``.

    ``columns`` are in order, and ``by_quantity``. Raises :class:`LayoutError` if they
    are too large for it.
    """

    def __init__(
        self,
        source: Source,
        step: int,
        theme: Theme,
        items: Sequence[Item],
        signs: Sequence[str],
        roles: dict[str, str],
        area: Area,
    ) -> None:
        for size, leading in _SIZES:
            self._build(source, step, theme, items, signs, roles, size, size * leading, area)
            if self.width <= area.width and self.height <= area.height:
                break
        else:
            raise LayoutError(
                f"{items[-1].quantity}: {len(items)} columns of numbers are {self.width:.1f} x "
                f"{self.height:.1f} units, too large for {area.width:.1f} x {area.height:.1f}; "
                "use weights whose numbers are shorter"
            )
        self.move_to(area.center)

    def _build(
        self,
        source: Source,
        step: int,
        theme: Theme,
        items: Sequence[Item],
        signs: Sequence[str],
        colors: dict[str, str],
        size: float,
        line: float,
        area: Area,
    ) -> None:
        tall = area.height - _ABOVE - 0.7 - line
        self.columns: list[Column] = []
        self.signs: list[Math] = []
        self.named: list[VGroup] = []
        right = 0.0
        for number, item in enumerate(items):
            column = Column(
                source, item.quantity, 0 if item.timeless else step, theme,
                None if item.is_result or not item.role else item.role.name,
                size, line, tall, decimals=2,
                ink=item.role.ink(theme) if item.role else None,
            )  # fmt: skip
            name = Math(item.name, theme.text, _NAME, colors)
            width = max(column.width, name.width)
            if number:
                sign = Math(signs[number - 1], theme.text, _SIGN)
                sign.move_to((right + _BESIDE + sign.width / 2, 0, 0))
                self.signs.append(sign)
                right += sign.width + 2 * _BESIDE
            column.move_to((right + width / 2, 0, 0))
            name.stand(right + width / 2, column.get_top()[1] + _ABOVE)
            part = Part(item.role.name, "component", theme, *name) if item.role else name
            self.columns.append(column)
            self.named.append(part)
            right += width
        self.by_quantity = {
            item.quantity: column for item, column in zip(items, self.columns, strict=True)
        }
        super().__init__(*self.columns, *self.named, *self.signs)

    @property
    def written(self) -> dict[str, str]:
        """The numbers of the first unit, by quantity, in the digits that are shown."""
        return {quantity: column.written(0) for quantity, column in self.by_quantity.items()}
