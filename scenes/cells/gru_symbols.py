"""How each notation writes a GRU.

Symbols are those of each source: PyTorch's ``nn.GRU``, Keras's ``GRU`` (kernel, recurrent kernel),
Géron, and Zhang et al., Dive into Deep Learning (d2l), section 10.2.
"""

from collections.abc import Mapping
from types import MappingProxyType

from scenes.cells.lstm import BOLD
from scenes.cells.picture import Names
from scenes.params import Notation

_LETTERS = {"reset": "r", "update": "z", "candidate": "n"}
_KERAS = {**_LETTERS, "candidate": "h"}
_D2L = {"reset": "R", "update": "Z", "candidate": "tilde(H)"}


def _named(letters: Mapping[str, str], wrap: str = "{}", step: str = "_({t})") -> dict[str, str]:
    return {role: wrap.format(letter) + step for role, letter in letters.items()}


_LOWER = {"x": "x", "h": "h", **_LETTERS}

NAMES: Mapping[Notation, Names] = MappingProxyType(
    {
        "hidden": Names(
            _named(_LOWER), _LETTERS, "W_(x {g})", "W_(h {g})", "b_{g}", sum_letter="a"
        ),
        "output": Names(
            _named({**_LOWER, "h": "y"}), _LETTERS, "W_(x {g})", "W_(y {g})", "b_{g}",
            sum_letter="a",
        ),
        "pytorch": Names(
            _named(_LOWER), _LETTERS, 'W_"i{g}"', 'W_"h{g}"', 'b_"i{g}"', b_h='b_"h{g}"',
            sum_letter="a",
        ),
        "keras": Names(
            _named({**_LOWER, "candidate": "tilde(h)"}), _KERAS,
            '"kernel"_{g}', '"recurrent"_{g}', '"bias"_{g}', row_vectors=True, sum_letter="a",
        ),
        "geron": Names(
            _named({**_LOWER, "candidate": "g"}, BOLD, "_(({t}))"), {**_LETTERS, "candidate": "g"},
            "upright(bold(W))_(x {g})", "upright(bold(W))_(h {g})", "upright(bold(b))_{g}",
            times="⊗", transposed=True, sum_letter="a",
        ),
        "d2l": Names(
            _named({"x": "X", "h": "H", **_D2L}, BOLD), _KERAS,
            'upright(bold(W))_"x{g}"', 'upright(bold(W))_"h{g}"', 'upright(bold(b))_"{g}"',
            row_vectors=True, sum_letter="a",
        ),
    }
)  # fmt: skip

MEMORY_BIASES: Mapping[Notation, tuple[str, str]] = MappingProxyType(
    {
        "hidden": ("b_(x n)", "b_(h n)"),
        "output": ("b_(x n)", "b_(y n)"),
        "pytorch": ('b_"in"', 'b_"hn"'),
        "keras": ('"bias"_"xh"', '"bias"_"hh"'),
        "geron": ("upright(bold(b))_(x g)", "upright(bold(b))_(h g)"),
        "d2l": ('upright(bold(b))_"xh"', 'upright(bold(b))_"hh"'),
    }
)
"""Of the candidate: what is added to the word's sum, and to the state's before it is reset."""
