"""Which kinds of cell a task or a clip can use, and which clip shows the others."""

from collections.abc import Mapping

from rnn_math.arrays import FloatArray
from rnn_math.cell import Cell
from rnn_math.cells import (
    GRU,
    GRU_RESET_BEFORE,
    KINDS,
    LSTM,
    TANH,
    Kind,
    gates,
    gru,
    lstm,
    operations,
    tanh,
    through_time,
)
from rnn_math.cells import kind as kinds
from rnn_math.cells.libraries import PACKINGS, called
from rnn_math.errors import InputError, WeightsError
from rnn_math.layouts.names import either

SOURCES = (gates, gru, kinds, lstm, operations, tanh, through_time)
"""Modules that decide, with those of a task, what is learnt."""

_CLIPS = {TANH: "equation", GRU: "gru", GRU_RESET_BEFORE: "gru", LSTM: "lstm"}
"""The clip that takes each kind of cell apart."""


def kind_in(parameters: Mapping[str, FloatArray]) -> Kind:
    """The kind of cell whose weights are among ``parameters``: their names tell."""
    return next(kind for kind in KINDS.values() if parameters.keys() >= set(kind.weights))


def cell_of(parameters: Mapping[str, FloatArray]) -> Cell:
    """The cell whose weights are among ``parameters``."""
    kind = kind_in(parameters)
    return Cell(kind, {name: parameters[name] for name in kind.weights})


def check_kind(name: str) -> None:
    """Raise ``InputError`` for the ``name`` of no kind of cell."""
    if name not in KINDS:
        raise InputError(f"cell = {name!r}, must be one of {', '.join(KINDS)}")


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
