"""The LSTM for the picture: its roles, symbols, equations and the layout of its diagram.

Symbols are those of each source: PyTorch's ``nn.LSTM``, Keras's ``LSTM`` (kernel, recurrent
kernel), Géron, and Zhang et al., Dive into Deep Learning (d2l), section 10.1.
"""

from collections.abc import Mapping
from types import MappingProxyType

from rnn_math.cells import LSTM as KIND
from scenes.cells.picture import CellPicture, Lead, Names, Piece, Step
from scenes.params import Notation
from scenes.roles import ROLES, Role
from scenes.terms import Term

_ROAD, _NEW, _OUT = 1.45, 0.35, -0.35  # heights of the road and of the valves under it
_GATES, _STATES, _INPUTS = -0.88, -1.48, -2.22  # heights of the gates and of what they read
_IN, _EXIT, _LEAVES = -6.1, 0.95, -1.3
_F, _I, _G, _O, _H = -4.75, -3.75, -2.7, -1.72, -0.45  # columns
_TAP = 0.17  # from the middle of a gate to what it reads

LETTERS = {"forget": "f", "input": "i", "candidate": "g", "output": "o"}


def _lower(h: str = "h", wrap: str = "{}", step: str = "_({t})") -> Mapping[str, str]:
    letters = {"x": "x", "h": h, "c": "c", **LETTERS}
    return {role: wrap.format(letter) + step for role, letter in letters.items()}


BOLD = "upright(bold({}))"
_KERAS = {**LETTERS, "candidate": "c"}
_D2L = {"forget": "F", "input": "I", "candidate": "tilde(C)", "output": "O"}
_CAPITALS = {"x": "X", "h": "H", "c": "C", **_D2L}

_HIDDEN = Names(_lower(), LETTERS, "W_(x {g})", "W_(h {g})", "b_{g}")

NAMES: Mapping[Notation, Names] = MappingProxyType(
    {
        "hidden": _HIDDEN,
        "output": Names(_lower("y"), LETTERS, "W_(x {g})", "W_(y {g})", "b_{g}"),
        "pytorch": Names(
            _lower(), LETTERS, 'W_"i{g}"', 'W_"h{g}"', 'b_"i{g}"', b_h='b_"h{g}"'
        ),
        "keras": Names(
            {**_lower(), "candidate": "tilde(c)_({t})"}, _KERAS,
            '"kernel"_{g}', '"recurrent"_{g}', '"bias"_{g}', row_vectors=True,
        ),
        "geron": Names(
            _lower(wrap=BOLD, step="_(({t}))"), LETTERS,
            "upright(bold(W))_(x {g})", "upright(bold(W))_(h {g})", "upright(bold(b))_{g}",
            times="⊗", transposed=True,
        ),
        "d2l": Names(
            {role: BOLD.format(letter) + "_({t})" for role, letter in _CAPITALS.items()},
            _KERAS, 'upright(bold(W))_"x{g}"', 'upright(bold(W))_"h{g}"',
            'upright(bold(b))_"{g}"', row_vectors=True,
        ),
    }
)  # fmt: skip

_SIGMOID = ROLES["tanh"].color


def _role(name: str, color: str) -> Role:
    return Role(name, color, name, "lstm")


PICTURE_ROLES: Mapping[str, Role] = MappingProxyType(
    {
        role.name: role
        for role in (
            ROLES["x"],
            ROLES["h_prev"],
            _role("c_prev", "sum"),
            _role("forget", _SIGMOID),
            _role("candidate", "bias"),
            _role("input", _SIGMOID),
            _role("c", "sum"),
            _role("output", _SIGMOID),
            _role("h", "state"),
        )
    }
)


def _lines(picture: CellPicture, notation: Notation, step: Step) -> list[list[Term]]:
    def term(role: str) -> Term:
        return picture.term(role, notation, step)

    times = picture.names[notation].times
    gates = [
        picture.gate_line(role, "tanh" if role == "candidate" else "sigma", notation, step)
        for role in ("forget", "candidate", "input")
    ]
    cell = [term("c"), "=", term("forget"), times, term("c_prev"), ("c", "+")]
    cell += [term("input"), times, term("candidate")]
    shown = [term("h"), "=", term("output"), times, ("h", "tanh"), "paren.l", term("c"), "paren.r"]
    return [*gates, cell, picture.gate_line("output", "sigma", notation, step), shown]


def _taps() -> tuple[Lead, ...]:
    """What every gate reads: the state and the input, each on a wire of its own."""
    taps = []
    for x in (_F, _I, _G, _O):
        bottom = _GATES - 0.31
        taps.append(Lead("h_prev", ((x - _TAP, _STATES), (x - _TAP, bottom))))
        taps.append(Lead("x", ((x + _TAP, _INPUTS), (x + _TAP, bottom))))
    return tuple(taps)


LSTM = CellPicture(
    kind=KIND,
    title="LSTM",
    roles=PICTURE_ROLES,
    names=NAMES,
    lines=_lines,
    pieces=(
        Piece("c_prev", "c_prev", "chip", (_IN, _ROAD)),
        Piece("h_prev", "h_prev", "chip", (_IN, _STATES)),
        Piece("x", "x", "chip", (_IN, _INPUTS)),
        Piece("forget", "forget", "sigmoid", (_F, _GATES)),
        Piece("forget-valve", "forget", "valve", (_F, _ROAD), gate="forget"),
        Piece("input", "input", "sigmoid", (_I, _GATES)),
        Piece("input-valve", "input", "upright-valve", (_G, _NEW), gate="input"),
        Piece("candidate", "candidate", "tanh", (_G, _GATES)),
        Piece("plus", "c", "plus", (_G, _ROAD)),
        Piece("c", "c", "chip", (_H, _ROAD)),
        Piece("output", "output", "sigmoid", (_O, _GATES)),
        Piece("bent", "h", "tanh", (_H, 0.53)),
        Piece("output-valve", "output", "upright-valve", (_H, _OUT), gate="output"),
        Piece("h", "h", "chip", (_H, _LEAVES)),
    ),
    leads=(
        Lead("c_prev", (("c_prev", "right"), ("forget-valve", "left")), is_road=True, tip=False),
        Lead("c_prev", (("forget-valve", "right"), ("plus", "left")), is_road=True),
        Lead("h_prev", (("h_prev", "right"), (_O - _TAP, _STATES)), tip=False),
        Lead("x", (("x", "right"), (_O + _TAP, _INPUTS)), tip=False),
        *_taps(),
        Lead("forget", (("forget", "top"), ("forget-valve", "bottom"))),
        Lead("candidate", (("candidate", "top"), ("input-valve", "bottom")), tip=False),
        Lead("candidate", (("input-valve", "top"), ("plus", "bottom"))),
        Lead("input", (("input", "top"), (_I, _NEW), ("input-valve", "left"))),
        Lead("c", (("plus", "right"), ("c", "left")), is_road=True),
        Lead("c", (("c", "right"), (_EXIT, _ROAD)), is_road=True),
        Lead("c", (("c", "bottom"), ("bent", "top"))),
        Lead("output", (("output", "top"), (_O, _OUT), ("output-valve", "left"))),
        Lead("h", (("bent", "bottom"), ("output-valve", "top")), tip=False),
        Lead("h", (("output-valve", "bottom"), ("h", "top"))),
        Lead("h", (("h", "right"), (_EXIT, _LEAVES))),
    ),
)
