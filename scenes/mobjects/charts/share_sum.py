"""What every copy says about one shared weight, and what one step makes of it."""

import itertools
from collections.abc import Mapping, Sequence

from manim import VGroup

from rnn_math.errors import LayoutError
from rnn_math.learning import Lesson
from rnn_math.trace import Address
from scenes.binding import Source
from scenes.mobjects.text.text import Math, Numeral, Words
from scenes.params import Notation
from scenes.roles import symbol
from scenes.theme import Size, Theme
from scenes.words.lengths import decimals_of
from scenes.words.lessons import DECIMALS, Entry, adds_up

_LARGEST = 0.3  # em of a number
_SIGN = 0.3  # room of a sign between two numbers, in em
_CLEAR = 0.9  # em beside such a sign, left and right together
_GAP = 0.2
_UNDER = 0.36  # from a number to its name


class ShareSum(VGroup):
    """A number under every step, a plus sign between them; below, what they add up to.

    ``shares[t]``, from 1, and ``signs`` come one by one; ``total`` last. Raises
    :class:`LayoutError` if the numbers have no room beside each other.
    """

    def __init__(
        self,
        source: Source,
        entry: Entry,
        theme: Theme,
        notation: Notation,
        said: Mapping[str, str],
        xs: Sequence[float],
        y: float,
    ) -> None:
        pitch = min((b - a for a, b in itertools.pairwise(xs)), default=4.0)
        size = _size(source, entry, pitch)
        self.shares: dict[int, Numeral] = {}
        self.signs: dict[int, Words] = {}
        for t, x in enumerate(xs, start=1):
            address = Address("share", t, tuple(entry))
            self.shares[t] = Numeral(source, address, theme.text, size, DECIMALS).stand(x, y)
            if t > 1:
                sign = Words("+", theme.muted, size)
                self.signs[t] = sign.stand((xs[t - 2] + x) / 2, y)
        total = Numeral(
            source, Address("gradient_W_h", 0, tuple(entry)), theme.output, _LARGEST, DECIMALS
        )
        name = _entry_name(entry, theme, notation, said["entry"])
        what = Words(said["gradient-of"], theme.muted, Size.NOTE)
        equals = Words(_sign(source, entry), theme.muted, _LARGEST)
        self.total = VGroup(equals, total, what, name)
        low = y - 0.62
        _in_a_row((what, name, equals, total), low)
        super().__init__()


class WeightStep(VGroup):
    """``weight - rate × gradient = next``, and the loss before and after, each with its name.

    ``parts`` come one by one.
    """

    def __init__(
        self,
        source: Source,
        stepped: Source,
        entry: Entry,
        theme: Theme,
        said: Mapping[str, str],
        y: float,
    ) -> None:
        def number(quantity: str, color: str, *, signed: bool = True) -> Numeral:
            shown = source if quantity != "stepped" else stepped
            quantity = "mean_loss" if quantity == "stepped" else quantity
            index = (0,) if quantity in ("rate", "mean_loss") else tuple(entry)
            address = Address(quantity, 0, index)
            value = shown.trace.value(address)
            decimals = DECIMALS
            if quantity == "mean_loss":
                decimals = decimals_of(value)
            elif quantity == "rate":
                decimals = max(0, -_exponent(value))
            return Numeral(shown, address, color, _LARGEST, decimals, signed=signed)

        signs = ("\N{MINUS SIGN}", "×", _sign(source, entry), "→")
        sign = [Words(text, theme.muted, _LARGEST) for text in signs]
        weight, rate = number("W_h", theme.state), number("rate", theme.text, signed=False)
        gradient = number("gradient_W_h", theme.output)
        moved = number("next_W_h", theme.state)
        before, after = (
            number("mean_loss", theme.text, signed=False),
            number("stepped", theme.text, signed=False),
        )
        rows = (
            ((weight, sign[0], rate, sign[1], gradient, sign[2], moved), y),
            ((before, sign[3], after), y - 1.05),
        )
        names = {
            weight: "weight", rate: "rate", gradient: "gradient", moved: "moved",
        }  # fmt: skip
        wide = {mobject: Words(said[key], theme.muted, Size.NOTE) for mobject, key in names.items()}
        for row, baseline in rows:
            widths = [max(m.width, wide[m].width if m in wide else 0.0) for m in row]
            left = -(sum(widths) + _GAP * (len(row) - 1)) / 2
            for mobject, width in zip(row, widths, strict=True):
                mobject.stand(left + width / 2, baseline)
                if mobject in wide:
                    wide[mobject].stand(left + width / 2, baseline - _UNDER)
                left += width + _GAP
        loss = Words(said["loss"], theme.muted, Size.NOTE)
        loss.stand(before.get_left()[0] - 0.25 - loss.width / 2, y - 1.05)
        shift = (loss.width + 0.25) / 2
        self.step = VGroup(
            weight, *sign[:3], rate, gradient, *(wide[m] for m in (weight, rate, gradient))
        )
        self.moved = VGroup(moved, wide[moved])
        self.before = VGroup(loss, before).shift((shift, 0, 0))
        self.after = VGroup(sign[3], after).shift((shift, 0, 0))
        super().__init__()


def _sign(source: Source, entry: Entry) -> str:
    """Equal, or about equal where rounded digits do not add up."""
    assert isinstance(source.trace, Lesson)
    return "=" if adds_up(source.trace, entry) else "≈"


def _entry_name(entry: Entry, theme: Theme, notation: Notation, said: str) -> VGroup:
    """The matrix by its symbol, and which row and column of it."""
    where = Words(said.format(row=entry.row + 1, column=entry.column + 1), theme.muted, Size.NOTE)
    name = Math(symbol("W_h", notation), theme.state, Size.NOTE * 1.2)
    where.stand(name.get_right()[0] + 0.14 + where.width / 2, name.get_y() - 0.3 * Size.NOTE)
    return VGroup(name, where)


def _in_a_row(parts: Sequence[VGroup | Words], y: float) -> None:
    left = -(sum(part.width for part in parts) + _GAP * (len(parts) - 1)) / 2
    for part in parts:
        part.set_x(left + part.width / 2)
        if isinstance(part, Words):
            part.stand(part.get_x(), y)
        else:
            part.shift((0, y + 0.3 * Size.NOTE - part[0].get_y(), 0))
        left += part.width + _GAP


def _size(source: Source, entry: Entry, pitch: float) -> float:
    trace = source.trace
    assert isinstance(trace, Lesson)
    widest = max(
        Numeral(source, Address("share", t, tuple(entry)), "#000000", 1.0, DECIMALS).width
        for t in range(1, len(trace) + 1)
    )
    size = min(_LARGEST, pitch / (widest + _SIGN + _CLEAR))
    if size < Size.SMALLEST:
        fits = int(len(trace) * size / Size.SMALLEST)
        raise LayoutError(f"{len(trace)} shares have no room beside each other: use {fits} words")
    return size


def _exponent(value: float) -> int:
    """The place of the last digit of a number as one writes it: -1 of 0.5."""
    written = f"{value:.10f}".rstrip("0")
    return -len(written.partition(".")[2])
