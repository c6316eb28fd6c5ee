"""Which kind of cell a clip shows: the one asked for, that of a checkpoint, or the plain one."""

from rnn_math.cell import Cell
from rnn_math.cells import TANH
from rnn_math.cells.libraries import called
from rnn_math.errors import InputError
from rnn_math.tasks.kinds import demand, family
from scenes.params import AnyCell
from scenes.section import Section


def kind_of(params: Section) -> str:
    """The kind of cell that is trained for a clip, by name."""
    return (params.cell if isinstance(params, AnyCell) else None) or TANH.name


def demand_cell(clip: str, params: Section, key: str, cell: Cell) -> None:
    """Refuse the cell of the checkpoint at ``key``, if there is one, where the clip can't show it.

    Raises ``InputError``, which begins with ``clip.cell``, where another one is asked for, and
    ``WeightsError`` where the clip is about the plain cell alone.
    """
    path = getattr(params, key)
    if path is None:
        return
    if not isinstance(params, AnyCell):
        demand(str(path), cell, TANH.name)
    elif params.cell not in (None, family(cell.kind)):
        raise InputError(
            f"{clip}.cell = {params.cell!r}: {key} = {path!r} holds {called(cell.kind)}, must be "
            f"{family(cell.kind)!r} or left out, or the weights be of another network"
        )
