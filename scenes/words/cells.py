"""What a clip calls the cell of a network."""

from collections.abc import Mapping

from rnn_math.cells import Kind
from rnn_math.cells.operations import SIGMOID
from rnn_math.trace import Trace
from scenes.cells.pictures import title_of


def cell_of(trace: Trace) -> dict[str, str]:
    """The value that the narration names."""
    return {"cell": title_of(trace.cell.kind)}


def facts_of(kind: Kind) -> dict[str, str]:
    """What is counted of a kind of cell."""
    gates = sum(each.operation is SIGMOID for each in kind.nodes)
    return {"gates": str(gates), "states": str(len(kind.carried))}


def network_of(trace: Trace, words: Mapping[str, str]) -> str:
    """What a board calls the network: of a gated cell, which one it is."""
    title = title_of(trace.cell.kind)
    return f"{words['network']} ({title})" if title else words["network"]
