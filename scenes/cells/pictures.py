"""All kinds of gated cells that there is a picture of, by the name of the kind."""

from collections.abc import Mapping
from types import MappingProxyType

from rnn_math.cells import TANH, Kind
from scenes.cells.gru import GRU, GRU_RESET_BEFORE
from scenes.cells.lstm import LSTM
from scenes.cells.picture import CellPicture

PICTURES: Mapping[str, CellPicture] = MappingProxyType(
    {picture.kind.name: picture for picture in (LSTM, GRU, GRU_RESET_BEFORE)}
)


def title_of(kind: Kind) -> str:
    """What a block says of its cell: nothing if it is the plain one."""
    if kind == TANH:
        return ""
    return PICTURES[kind.name].title if kind.name in PICTURES else kind.name
