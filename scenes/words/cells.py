"""What a clip calls the cell of a network."""

from collections.abc import Mapping

from rnn_math.trace import Trace
from scenes.cells.pictures import title_of


def cell_of(trace: Trace) -> dict[str, str]:
    """The value that the narration names."""
    return {"cell": title_of(trace.cell.kind)}


def network_of(trace: Trace, words: Mapping[str, str]) -> str:
    """What a board calls the network: of a gated cell, which one it is."""
    title = title_of(trace.cell.kind)
    return f"{words['network']} ({title})" if title else words["network"]
