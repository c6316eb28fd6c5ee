"""The equations of a cell: those that are shown first as markup, the others for a script."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from lecture.page.mathml import line, term_of
from scenes.params import Notation
from scenes.terms import Term

Lines = Sequence[tuple[str, Sequence[Term]]]
"""Each line with its name."""


class Equations:
    """``shown`` is the markup of one notation; ``data`` are the lines and symbols of all others.

    Their terms are numbers in a table, in which each stands once: most return in every notation.
    """

    def __init__(
        self,
        lines: Mapping[Notation, Lines],
        symbols: Mapping[Notation, Mapping[str, Markup]],
        shown: Notation,
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
            "symbols": {
                notation: {role: number("", symbol) for role, symbol in symbols[notation].items()}
                for notation in others
            },
        }
        self.data["terms"] = [[role, _in_brackets(written)] for role, written in terms]


def _in_brackets(markup: str) -> str:
    """Tags in square brackets: inside JSON on a page, angle brackets take six bytes each."""
    if "[" in markup or "]" in markup:
        raise ValueError(f"brackets in {markup!r}: a script takes them for those of tags")
    return markup.replace("<", "[").replace(">", "]")
