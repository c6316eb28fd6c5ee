"""A whole cell in one line, whatever its kind: the plain one in full, others as a function."""

from manim import VGroup

from rnn_math.cells import TANH, Kind
from rnn_math.cells.kind import INPUT, previous
from scenes.cells.pictures import PICTURES, title_of
from scenes.mobjects.equation.equation import Equation
from scenes.mobjects.text.text import Math
from scenes.params import Notation
from scenes.roles import symbol
from scenes.theme import Theme


def cell_equation(kind: Kind, theme: Theme, notation: Notation, size: float) -> VGroup:
    """``h_t = tanh(W_x x_t + W_h h_(t-1) + b)``, or ``(h_t, c_t) = LSTM(x_t, h_(t-1), c_(t-1))``.

    A cell with gates has too many equations for one line; what goes in and comes out has room.
    """
    if kind == TANH:
        return Equation(theme, notation, size=size)
    picture = PICTURES.get(kind.name)

    def written(role: str) -> str:
        return picture.symbol(role, notation) if picture else symbol(role, notation)

    made = " comma ".join(map(written, kind.carried))
    given = " comma ".join(map(written, (INPUT, *map(previous, kind.carried))))
    made = f"paren.l {made} paren.r" if len(kind.carried) > 1 else made
    return Math([f'{made} = op("{title_of(kind)}") paren.l {given} paren.r'], theme.text, size)
