"""All pictures in which one step of a trace is worked out, side by side in the same room."""

from manim import VGroup

from scenes.binding import Source
from scenes.mobjects.equation.bend import BendingStage
from scenes.mobjects.equation.column_sum import ColumnSum
from scenes.mobjects.equation.product import NAME_OVER, MatrixProduct
from scenes.mobjects.equation.reading import Reading
from scenes.mobjects.equation.worked_row import INPUT, MEMORY
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.text.text import Math
from scenes.params import Notation
from scenes.theme import Frame, Theme

ROOM = Area(left=-3.45, right=Frame.SAFE_X, bottom=-2.85, top=1.75)
ASIDE = (-5.2, -0.5, 0.0)  # where the small cell stands while numbers are worked out
ASIDE_WIDTH = 2.8
_WIDEST = 3.05  # of the word above it, which ends where the frame does
_ONE_BY_ONE = 4  # rows of the first product that are worked out; of a taller one, three


class StepPictures:
    """Step ``step`` of a trace: ``word`` (W_x x), ``memory`` (W_h h), their ``sum``, the ``bend``
    through tanh, and the ``reading`` at the side.

    They are not shown together; all are built at once, so that what cannot be drawn is refused
    (:class:`LayoutError`) before anything is shown.
    """

    def __init__(
        self, source: Source, step: int, theme: Theme, notation: Notation, words: dict[str, str]
    ) -> None:
        trace = source.trace
        self.sum = ColumnSum(source, step, theme, notation, ROOM)
        units = trace.cell.hidden_size
        rows = units if units <= _ONE_BY_ONE else _ONE_BY_ONE - 1
        self.word = MatrixProduct(source, INPUT, step, theme, notation, ROOM, words, rows)
        kept = self.word.result.width / self.word.size
        self.memory = MatrixProduct(source, MEMORY, step, theme, notation, ROOM, words, beside=kept)
        self.bend = BendingStage(source, step, theme, notation, ROOM)
        place = words["reading"].format(step=step, count=len(trace))
        doubt = "" if trace.known[step - 1] else words["unknown"]
        self.reading = Reading(
            trace.tokens[step - 1], place, doubt, words["rounded"], theme, _WIDEST
        ).shift(ASIDE)
        self.name_of_kept: Math = self.sum.named["Wx"].copy()

    def keep(self) -> VGroup:
        """A copy of the first result where it is kept: left of the second product."""
        kept = self.word.result.copy().scale(self.memory.size / self.word.size)
        kept.move_to((ROOM.left + kept.width / 2, self.memory.result.get_y(), 0))
        x = ROOM.left + max(kept.width, self.name_of_kept.width) / 2
        over = kept.get_top()[1] + NAME_OVER  # its lines may be further apart
        self.name_of_kept.stand(x, max(over, self.memory.baseline_of_names))
        return kept

    @property
    def said(self) -> dict[str, str]:
        """What is said of the first unit, in the digits that are shown."""
        columns = {**self.sum.columns, "h": self.bend.h}
        return {quantity: column.written(0) for quantity, column in columns.items()}

    @property
    def summed(self) -> dict[str, str]:
        """What is said of the unit whose terms are added up."""
        unit, columns = self.sum.unit, self.sum.columns
        terms = {quantity: column.written(unit) for quantity, column in columns.items()}
        return {"unit": str(unit + 1), **terms}
