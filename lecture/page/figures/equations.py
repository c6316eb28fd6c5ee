"""The equations of a cell: those that are shown first as markup, the others for a script."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from lecture.page.mathml import line, term_of
from scenes.params import Notation
from scenes.terms import Term

_SHORT = {
    "mi": "i",
    'mi mathvariant="normal"': "n",
    'mi mathvariant="normal" class="bold"': "b",
    "msub": "s",
    "mrow": "r",
}
"""What tags are called in a script's data, which knows them as ``LONG`` in cells.js."""

Lines = Sequence[tuple[str, Sequence[Term]]]
"""Each line with its name."""


class Equations:
    """``shown`` is the markup of one notation; ``data`` are the lines and symbols of all others.

    Their terms are numbers in a table, in which each stands once: most return in every notation.
    What is written in a term is a number, too, in ``markups``, which all cells share.
    """

    def __init__(
        self,
        lines: Mapping[Notation, Lines],
        symbols: Mapping[Notation, Mapping[str, Markup]],
        shown: Notation,
        markups: "Markups",
    ) -> None:
        self.shown = Markup("").join(line(name, parts) for name, parts in lines[shown])
        self.symbols = symbols[shown]
        others = [notation for notation in lines if notation != shown]
        terms: dict[tuple[str, str], int] = {}

        def number(role: str, written: Markup) -> int:
            return terms.setdefault((role, written), len(terms))

        self.data: dict[str, Any] = {
            "names": [name for name, _ in lines[shown]],
            "lines": {
                notation: [
                    [number(*term_of(part)) for part in parts] for _, parts in lines[notation]
                ]
                for notation in others
            },
            "roles": list(symbols[shown]),
            "symbols": {
                notation: [number("", symbol) for symbol in symbols[notation].values()]
                for notation in others
            },
        }
        self.data["terms"] = [[role, markups.number(written)] for role, written in terms]


class Markups:
    """Pieces of equations, each once, by its number: cells and notations have most in common."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, written: str) -> int:
        """The number of a piece, which is kept if it is new."""
        return self._numbers.setdefault(_in_brackets(written), len(self._numbers))

    @property
    def data(self) -> list[str]:
        """All pieces in the order of their numbers, for a script."""
        return list(self._numbers)


def _in_brackets(markup: str) -> str:
    """Tags in square brackets, which end as ``[]``, with single quotes; the usual ones as letters.

    Inside JSON on a page, angle brackets take six bytes each and double quotes two.
    """
    if set("[]'") & set(markup):
        raise ValueError(f"brackets or quotes in {markup!r}: a script takes them for those of tags")
    for tag, short in _SHORT.items():
        markup = markup.replace(f"<{tag}>", f"[{short}]")
    brackets = str.maketrans({"<": "[", ">": "]", '"': "'"})
    return re.sub(r"</\w+>", "[]", markup).translate(brackets)
