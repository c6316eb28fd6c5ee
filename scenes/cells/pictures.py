"""All kinds of gated cells that there is a picture of, by the name of the kind."""

from collections.abc import Mapping
from types import MappingProxyType

from scenes.cells.gru import GRU, GRU_RESET_BEFORE
from scenes.cells.lstm import LSTM
from scenes.cells.picture import CellPicture

PICTURES: Mapping[str, CellPicture] = MappingProxyType(
    {picture.kind.name: picture for picture in (LSTM, GRU, GRU_RESET_BEFORE)}
)
