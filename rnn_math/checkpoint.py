"""What a checkpoint holds, once it is read: a cell and what goes with it."""

from dataclasses import dataclass

from rnn_math.arrays import FloatArray, checked
from rnn_math.cell import Cell
from rnn_math.errors import WeightsError
from rnn_math.readout import Readout


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """A cell and what goes with it. Raises ``WeightsError`` when the parts do not fit."""

    cell: Cell
    readout: Readout | None = None
    embedding: FloatArray | None = None  # (V, F)
    vocabulary: tuple[str, ...] = ()  # the word of each row of the embedding, if known
    labels: tuple[str, ...] = ()  # the name of each output, if known
    nonlinearity: str = ""  # as the file declares it; empty where it does not

    def __post_init__(self) -> None:
        F, H = self.cell.input_size, self.cell.hidden_size
        if self.readout is not None and self.readout.hidden_size != H:
            raise WeightsError(f"W_o: reads {self.readout.hidden_size} units, must read H = {H}")
        V = 0
        if self.embedding is not None:
            meaning = f"(V, F) with F = {F}, the inputs of the cell"
            rows = checked("embedding", self.embedding, (None, F), WeightsError, meaning)
            object.__setattr__(self, "embedding", rows)
            V = len(rows)
        if self.vocabulary and len(self.vocabulary) != V:
            raise WeightsError(
                f"vocabulary: {len(self.vocabulary)} words for an embedding of {V} rows, must be "
                "one for each"
            )
        outputs = self.readout.output_size if self.readout else 0
        if self.labels and len(self.labels) != outputs:
            raise WeightsError(
                f"labels: {len(self.labels)} for a readout of {outputs} outputs, must be one each"
            )
