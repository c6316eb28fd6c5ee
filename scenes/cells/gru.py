"""The GRU for the picture: its roles, symbols, equations and the layout of its diagram.

What is drawn is what is computed: where the reset gate acts, before or after the state's matrix, is
told by the kind of the cell and not by the notation.
"""

from collections.abc import Callable
from functools import partial
from types import MappingProxyType

from rnn_math.cells import GRU as RESET_AFTER
from rnn_math.cells import GRU_RESET_BEFORE as RESET_BEFORE
from scenes.cells.gru_symbols import MEMORY_BIASES, NAMES
from scenes.cells.picture import CellPicture, Lead, Piece, Step
from scenes.params import Notation
from scenes.roles import ROLES, Role
from scenes.terms import Term

_ROAD, _NEW = 1.45, 0.35  # heights of the road and of the valve under it
_OVER = -0.22  # height of the wire over the reset gate
_GATES, _STATES, _INPUTS = -0.88, -1.48, -2.22  # heights of the gates and of what they read
_IN, _OUT = -6.1, 0.95
_Z, _R, _M, _RESET, _N = -4.88, -3.88, -2.93, -2.08, -1.12  # columns
_TAP = 0.17  # from the middle of a gate to what it reads

_SIGMOID = ROLES["tanh"].color


def _role(name: str, color: str) -> Role:
    return Role(name, color, name, cell=RESET_AFTER.name)


_ROLES = {
    role.name: role
    for role in (
        ROLES["x"],
        _role("h_prev", "state"),
        _role("reset", _SIGMOID),
        _role("memory", "state"),
        _role("candidate", "bias"),
        _role("update", _SIGMOID),
        _role("h", "state"),
    )
}

Lines = Callable[[CellPicture, Notation, Step], list[list[Term]]]


def _lines(
    candidate: Lines, picture: CellPicture, notation: Notation, step: Step
) -> list[list[Term]]:
    def term(role: str) -> Term:
        return picture.term(role, notation, step)

    times = picture.names[notation].times
    reset, update = (
        picture.gate_line(role, "sigma", notation, step) for role in ("reset", "update")
    )
    mix = [term("h"), "=", term("update"), times, term("h_prev"), ("h", "+")]
    mix += ["paren.l", "1", "minus", term("update"), "paren.r", times, term("candidate")]
    return [reset, update, *candidate(picture, notation, step), mix]


def _read_after(picture: CellPicture, notation: Notation, step: Step) -> list[list[Term]]:
    """The candidate: the state's matrix comes first, then what it made is reset.

    Too long for one line.
    """
    for_word, for_state = MEMORY_BIASES[notation]
    times = picture.names[notation].times
    word = picture.product("candidate", "x", notation, step)
    head: list[Term] = [picture.term("candidate", notation, step), "=", ("candidate", "tanh")]
    plus: Term = ("candidate", "+")
    memory: list[Term] = [
        ("memory", part[1]) if isinstance(part, tuple) and part[0] == "candidate" else part
        for part in picture.product("candidate", "h_prev", notation, step)
    ]
    recalled = [picture.term("reset", notation, step), times, "paren.l", *memory]
    recalled += [("memory", "+"), ("memory", for_state), "paren.r", "paren.r"]
    return [
        [*head, "paren.l", *word, plus, ("candidate", for_word)],
        ["quad", plus, "thin", *recalled],
    ]


def _read_before(picture: CellPicture, notation: Notation, step: Step) -> list[list[Term]]:
    """The candidate: the state is reset, and its matrix meets what is left."""
    state = picture.term("h_prev", notation, step)
    times = picture.names[notation].times
    left: list[Term] = ["paren.l", picture.term("reset", notation, step), times, state, "paren.r"]
    line: list[Term] = []
    for part in picture.gate_line("candidate", "tanh", notation, step):
        line += left if part == state else [part]
    return [line]


def _pieces(with_matrix: bool) -> tuple[Piece, ...]:
    matrix = (Piece("memory", "memory", "matrix", (_M, _GATES)),)
    return (
        Piece("h_prev", "h_prev", "chip", (_IN, _ROAD)),
        Piece("x", "x", "chip", (_IN, _INPUTS)),
        Piece("reset", "reset", "sigmoid", (_R, _GATES)),
        Piece("reset-valve", "reset", "valve", (_RESET, _GATES), gate="reset"),
        *(matrix if with_matrix else ()),
        Piece("candidate", "candidate", "tanh", (_N, _GATES)),
        Piece("update", "update", "sigmoid", (_Z, _GATES)),
        Piece("update-valve", "update", "valve", (_Z, _ROAD), gate="update"),
        Piece("rest-valve", "update", "upright-valve", (_N, _NEW), gate="update", leaves=True),
        Piece("plus", "h", "plus", (_N, _ROAD)),
        Piece("h", "h", "chip", (_OUT, _ROAD)),
    )


def _leads(with_matrix: bool) -> tuple[Lead, ...]:
    bottom = _GATES - 0.31
    taps = [
        lead
        for x in (_Z, _R)
        for lead in (
            Lead("h_prev", ((x - _TAP, _STATES), (x - _TAP, bottom))),
            Lead("x", ((x + _TAP, _INPUTS), (x + _TAP, bottom))),
        )
    ]
    recall: tuple[Lead, ...] = (
        Lead("h_prev", ((_M, _STATES), (_M, _GATES), ("reset-valve", "left")), tip=False),
    )
    if with_matrix:
        recall = (
            Lead("h_prev", ((_M, _STATES), ("memory", "bottom"))),
            Lead("memory", (("memory", "right"), ("reset-valve", "left")), tip=False),
        )
    through = "memory" if with_matrix else "h_prev"
    return (
        Lead("h_prev", (("h_prev", "right"), ("update-valve", "left")), is_road=True, tip=False),
        Lead("h_prev", (("update-valve", "right"), ("plus", "left")), is_road=True),
        Lead("h_prev", (("h_prev", "bottom"), (_IN, _STATES), (_M, _STATES)), tip=False),
        Lead("x", (("x", "right"), (_N, _INPUTS), ("candidate", "bottom"))),
        *taps,
        *recall,
        Lead("reset", (("reset", "top"), (_R, _OVER), (_RESET, _OVER), ("reset-valve", "top"))),
        Lead(through, (("reset-valve", "right"), ("candidate", "left"))),
        Lead("candidate", (("candidate", "top"), ("rest-valve", "bottom")), tip=False),
        Lead("candidate", (("rest-valve", "top"), ("plus", "bottom"))),
        Lead("update", (("update", "top"), ("update-valve", "bottom"))),
        Lead("update", ((_Z, _NEW), ("rest-valve", "left"))),
        Lead("h", (("plus", "right"), ("h", "left")), is_road=True),
    )


GRU = CellPicture(
    kind=RESET_AFTER,
    title="GRU",
    roles=MappingProxyType(_ROLES),
    names=NAMES,
    lines=partial(_lines, _read_after),
    pieces=_pieces(with_matrix=True),
    leads=_leads(with_matrix=True),
)
"""As PyTorch computes it, and Keras by default."""

GRU_RESET_BEFORE = CellPicture(
    kind=RESET_BEFORE,
    title="GRU",
    roles=MappingProxyType({name: role for name, role in _ROLES.items() if name != "memory"}),
    names=NAMES,
    lines=partial(_lines, _read_before),
    pieces=_pieces(with_matrix=False),
    leads=_leads(with_matrix=False),
)
"""As in the paper, in Géron and in d2l, and Keras's with ``reset_after=False``."""
