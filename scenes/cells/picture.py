"""How a gated cell is described: its roles, what they are called, where they stand.

Places are scene units; a cell is drawn where the frame has room for it beside its equations.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from rnn_math.cells import Kind
from scenes.params import Notation
from scenes.roles import Role
from scenes.terms import Term

Form = Literal["chip", "matrix", "sigmoid", "tanh", "plus", "valve", "upright-valve"]
Side = Literal["left", "right", "top", "bottom"]
Corner = tuple[float, float] | tuple[str, Side]
"""A point, or the middle of a side of a piece, by the piece's name."""

Step = int | str


@dataclass(frozen=True)
class Piece:
    """One shape of the drawing. A valve opens as far as ``gate`` says, or as what it leaves."""

    name: str
    role: str
    form: Form
    at: tuple[float, float]
    gate: str = ""  # a quantity between 0 and 1
    leaves: bool = False  # is it open where the gate is closed?


@dataclass(frozen=True)
class Lead:
    """One wire of the drawing, from piece to piece."""

    role: str
    corners: tuple[Corner, ...]
    is_road: bool = False
    tip: bool = True


@dataclass(frozen=True)
class Names:
    """How one notation writes a gated cell, as Typst mathematics.

    ``{t}`` stands for the step and ``{g}`` for the letter of a gate.
    """

    roles: Mapping[str, str]  # of what has a value at every step
    letters: Mapping[str, str]  # of gates and candidate, in the names of their weights
    W_x: str
    W_h: str
    b: str
    b_h: str | None = None
    times: str = "⊙"
    row_vectors: bool = False
    transposed: bool = False
    sum_letter: str = "z"  # of what a gate has added up, before it is squashed


@dataclass(frozen=True)
class CellPicture:
    """All that a kind of cell has for the picture."""

    kind: Kind
    title: str  # what it is called, in every language
    roles: Mapping[str, Role]  # in the order in which they are explained
    names: Mapping[Notation, Names]
    lines: Callable[["CellPicture", Notation, Step], list[list[Term]]]  # of its equations
    pieces: tuple[Piece, ...]
    leads: tuple[Lead, ...]

    def __deepcopy__(self, memo: object) -> "CellPicture":
        """Nothing in it changes: a mobject that is copied is described by the same."""
        return self

    @property
    def entering(self) -> tuple[str, ...]:
        """Roles of what a step is given, as far as they are drawn."""
        return tuple(name for name in self.kind.given if name in self.roles)

    def symbol(self, role: str, notation: Notation, step: Step = "t") -> str:
        """Typst mathematics of ``role`` at ``step``, a number or ``"t"``."""
        if role.endswith("_prev"):
            before = step - 1 if isinstance(step, int) else f"{step}-1"
            return self.symbol(role.removesuffix("_prev"), notation, before)
        return self.names[notation].roles[role].format(t=step)

    def term(self, role: str, notation: Notation, step: Step) -> Term:
        """The symbol of a role as a part that can be lit."""
        return role, self.symbol(role, notation, step)

    def product(self, role: str, vector: str, notation: Notation, step: Step) -> list[Term]:
        """A matrix of the gate ``role`` and the ``vector`` that it meets."""
        names = self.names[notation]
        written = names.W_x if vector == "x" else names.W_h
        matrix = written.format(g=names.letters[role]) + ("^top" if names.transposed else "")
        factors: list[Term] = [(role, matrix), "thin", self.term(vector, notation, step)]
        return factors[::-1] if names.row_vectors else factors

    def biases(self, role: str, notation: Notation) -> list[str]:
        """The bias of a gate, or the two that are added up."""
        names = self.names[notation]
        written = (names.b, names.b_h) if names.b_h else (names.b,)
        return [each.format(g=names.letters[role]) for each in written]

    def weighed(self, role: str, notation: Notation, step: Step) -> list[Term]:
        """Input, state and bias of a gate, added up: W_x x + W_h h + b."""
        plus: Term = (role, "+")
        first = self.product(role, "x", notation, step)
        second = self.product(role, "h_prev", notation, step)
        one, *other = self.biases(role, notation)
        if other:
            return [*first, plus, (role, one), plus, *second, plus, (role, other[0])]
        return [*first, plus, *second, plus, (role, one)]

    def gate_line(self, role: str, squash: str, notation: Notation, step: Step) -> list[Term]:
        """``f = σ(W_x x + W_h h + b)``"""
        inside = self.weighed(role, notation, step)
        head: list[Term] = [self.term(role, notation, step), "=", (role, squash)]
        return [*head, "paren.l", *inside, "paren.r"]

    def sum_of(self, role: str, notation: Notation, step: Step) -> str:
        """The sum of a gate, before it is squashed: its letter as an index of that of sums."""
        names = self.names[notation]
        letter, of_sums = names.letters[role], names.sum_letter
        shown = names.roles["x"].format(t=step)
        shown = shown.replace("X", of_sums.upper()).replace("x", of_sums)
        return shown.replace("_(", f"_({letter} , ", 1)
