"""The table of roles: one thing, one name, one colour, one symbol a notation, one sentence.

Video, page, captions and tests read it. Symbols are Typst mathematics with ``$t`` for the step's
subscript, which :func:`symbol` fills in.
"""

from dataclasses import dataclass
from types import MappingProxyType

from scenes.params import Notation
from scenes.theme import Theme


@dataclass(frozen=True)
class Role:
    """One role of the recurrent cell.

    ``quantity`` is its entry in a :class:`rnn_math.trace.Trace`; ``color`` the name of its colour
    in a :class:`scenes.theme.Theme`.
    """

    name: str
    title: str
    color: str
    quantity: str
    sentence: str

    def ink(self, theme: Theme) -> str:
        """The role's colour in ``theme``, ``#rrggbb``."""
        return str(getattr(theme, self.color))


ROLES: MappingProxyType[str, Role] = MappingProxyType(
    {
        role.name: role
        for role in (
            Role("x", "input", "input", "x", "The current word, as a list of numbers."),
            Role(
                "h_prev",
                "previous state",
                "state",
                "h_prev",
                "What the cell made of all words before this one.",
            ),
            Role(
                "W_x",
                "input weights",
                "input",
                "W_x",
                "How strongly each input number moves each unit.",
            ),
            Role(
                "W_h",
                "recurrent weights",
                "state",
                "W_h",
                "How strongly each remembered number moves each unit.",
            ),
            Role("b", "bias", "bias", "b", "Where each unit stands before it has read anything."),
            Role("z", "sum", "sum", "z", "Input, memory and bias, added up."),
            Role(
                "tanh",
                "activation",
                "activation",
                "h",
                "Bends every sum into the range from minus one to one.",
            ),
            Role(
                "h",
                "state",
                "state",
                "h",
                "What the cell knows now; it is handed to the next step.",
            ),
            Role(
                "W_o",
                "readout weights",
                "output",
                "W_o",
                "How the state votes for each possible answer.",
            ),
            Role("o", "output", "output", "o", "The answer at this step, as probabilities."),
        )
    }
)


@dataclass(frozen=True)
class Symbols:
    """How one notation writes the roles, as Typst mathematics.

    ``{t}`` and ``{p}`` stand for the step and the one before it. ``row_vectors`` notations put
    the vector before the matrix, ``twice`` writes two biases as PyTorch does.
    """

    x: str
    h: str
    W_x: str
    W_h: str
    b: str
    W_o: str
    b_o: str
    o: str
    z: str = "z_({t})"
    b_h: str | None = None
    row_vectors: bool = False
    transposed: bool = False


NOTATIONS: MappingProxyType[Notation, Symbols] = MappingProxyType(
    {
        "hidden": Symbols(
            x="x_({t})", h="h_({t})", W_x="W_x", W_h="W_h", b="b",
            W_o="W_o", b_o="b_o", o="o_({t})",
        ),
        "output": Symbols(
            x="x_({t})", h="y_({t})", W_x="W_x", W_h="W_y", b="b",
            W_o="W_o", b_o="b_o", o="o_({t})",
        ),
        "pytorch": Symbols(
            x="x_({t})", h="h_({t})", W_x='W_"ih"', W_h='W_"hh"', b='b_"ih"', b_h='b_"hh"',
            W_o="W_o", b_o="b_o", o="o_({t})",
        ),
        "keras": Symbols(
            x="x_({t})", h="h_({t})", W_x='"kernel"', W_h='"recurrent"', b='"bias"',
            W_o='"kernel"_o', b_o='"bias"_o', o="o_({t})", row_vectors=True,
        ),
        "geron": Symbols(
            x="upright(bold(x))_(({t}))", h="upright(bold(y))_(({t}))",
            W_x="upright(bold(W))_x", W_h="upright(bold(W))_y", b="upright(bold(b))",
            W_o="upright(bold(W))_o", b_o="upright(bold(b))_o",
            o="upright(bold(o))_(({t}))", z="upright(bold(z))_(({t}))", transposed=True,
        ),
        "d2l": Symbols(
            x="upright(bold(X))_({t})", h="upright(bold(H))_({t})",
            W_x='upright(bold(W))_"xh"', W_h='upright(bold(W))_"hh"',
            b='upright(bold(b))_"h"', W_o='upright(bold(W))_"hq"', b_o='upright(bold(b))_"q"',
            o="upright(bold(O))_({t})", z="upright(bold(Z))_({t})", row_vectors=True,
        ),
    }
)  # fmt: skip


def symbol(role: str, notation: Notation, step: int | str = "t") -> str:
    """Typst mathematics of ``role`` at ``step`` (a number, or ``"t"`` for any step).

    ``h_prev`` is the state one step earlier.
    """
    symbols = NOTATIONS[notation]
    if role == "tanh":
        return "tanh"
    if role == "h_prev":
        return symbols.h.format(t=step - 1 if isinstance(step, int) else f"{step}-1")
    return str(getattr(symbols, role)).format(t=step)
