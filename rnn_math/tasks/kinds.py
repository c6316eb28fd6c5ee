"""Which kinds of cell a task or a clip can use, and which clip shows the others."""

from rnn_math.cell import Cell
from rnn_math.cells import GRU, GRU_RESET_BEFORE, LSTM, TANH, Kind
from rnn_math.cells.libraries import PACKINGS, called
from rnn_math.errors import WeightsError
from rnn_math.layouts.names import either

_CLIPS = {TANH: "equation", GRU: "gru", GRU_RESET_BEFORE: "gru", LSTM: "lstm"}
"""The clip that takes each kind of cell apart."""


def family(kind: Kind) -> str:
    """What a lecturer calls a kind of cell: both forms of the GRU are a gru."""
    return GRU.name if kind == GRU_RESET_BEFORE else kind.name


def demand(where: str, cell: Cell, *kinds: str) -> None:
    """Raise ``WeightsError``, which begins with ``where``, for a cell of none of these kinds."""
    if cell.kind.name in kinds:
        return
    wanted = [kind for kind in _CLIPS if kind.name in kinds]
    libraries = [each.called for many in PACKINGS.values() for each in many if each.kind in wanted]
    clip = _CLIPS.get(cell.kind)
    shown = f": the clip {clip} shows such a cell, as {clip}.weights" if clip else ""
    raise WeightsError(
        f"{where}: {called(cell.kind)}, must be {called(wanted[0])} ({either(libraries)}){shown}"
    )
