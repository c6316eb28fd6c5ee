"""The table of roles: one thing, one name, one colour, one symbol a notation, one sentence.

Video, page, captions and tests read it; its words are in each language's ``roles.toml``. Symbols
are Typst mathematics with ``$t`` for the step's subscript, which :func:`symbol` fills in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from scenes.languages import current, words_of
from scenes.params import Notation
from scenes.theme import Theme

PLAIN = "plain"


@dataclass(frozen=True)
class Role:
    """One role of a recurrent cell.

    ``quantity`` is its entry in a :class:`rnn_math.trace.Trace`; ``color`` the name of its colour
    in a :class:`scenes.theme.Theme`; ``cell`` the kind of cell that it is named for, a table of
    the language's ``roles.toml``.
    """

    name: str
    color: str
    quantity: str
    cell: str = PLAIN

    @property
    def title(self) -> str:
        """What it is called, in the current language."""
        return str(self._words["title"])

    @property
    def sentence(self) -> str:
        """What it does, in the current language."""
        return str(self._words["sentence"])

    @property
    def _words(self) -> Mapping[str, str]:
        words: Mapping[str, str] = words_of(current(), "roles")[self.cell][self.name]
        return words

    def ink(self, theme: Theme) -> str:
        """The role's colour in ``theme``, ``#rrggbb``."""
        return str(getattr(theme, self.color))


ROLES: MappingProxyType[str, Role] = MappingProxyType(
    {
        role.name: role
        for role in (
            Role("x", "input", "x"),
            Role("h_prev", "state", "h_prev"),
            Role("W_x", "input", "W_x"),
            Role("W_h", "state", "W_h"),
            Role("b", "bias", "b"),
            Role("z", "sum", "z"),
            Role("tanh", "activation", "h"),
            Role("h", "state", "h"),
            Role("W_o", "output", "W_o"),
            Role("o", "output", "o"),
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
