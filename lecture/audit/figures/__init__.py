"""What must stand in the braces of a clip: a module a clip, computed apart from what tells it.

Each has ``figures``: by ``name`` or, where beats differ, by ``beat.name``, the text, the count or
the number that is to be said.
"""

from importlib import import_module

from rnn_math.trace import Trace
from scenes.claims.facts import Facts
from scenes.numerals import NUMBER, format_number, format_percent

Figure = str | int | float


def figures_of(facts: Facts) -> dict[str, Figure]:
    """The figures of a clip; none of one that has no braces."""
    try:
        module = import_module(f"{__name__}.{facts.clip.replace('-', '_')}")
    except ModuleNotFoundError:
        return {}
    found: dict[str, Figure] = module.figures(facts)
    return found


_TITLES = {"lstm": "LSTM", "gru": "GRU", "gru-reset-before": "GRU"}


def title_of_cell(trace: Trace) -> str:
    """What a gated cell is called; nothing for a plain one."""
    return _TITLES.get(trace.cell.kind.name, "")


def written(figure: Figure, said: str) -> str:
    """``figure`` in as many digits as the number in ``said``, and in its form."""
    number = NUMBER.search(said)
    if not isinstance(figure, float) or number is None:
        return str(figure)
    decimals = len(number[1] or "")
    if "%" in said:
        return format_percent(figure, decimals)
    first = number[0][0]
    signed, bounded = first in "+\N{MINUS SIGN}", first == "<"
    should = format_number(figure, decimals, signed=signed, bounded=bounded)
    return said.replace(number[0], should)
