"""A recurrent layer as a library packs it: which kind of cell it is, and that cell.

The columns of the recurrent matrix are the H units, so its rows tell how many gates there are.
Where that leaves two kinds open, the shape of the bias or what the file declares decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from rnn_math.arrays import FloatArray, Size, checked
from rnn_math.cell import Cell
from rnn_math.cells.libraries import PACKINGS, Library, Packed, Packing, called
from rnn_math.errors import WeightsError
from rnn_math.layouts.names import Arrays, Source, either

_GENERAL = "rnn"  # many call a layer so, of whatever kind it is


@dataclass(frozen=True)
class Layer:
    """The arrays of one recurrent layer, by where they are."""

    library: Library
    W_x: Source
    W_h: Source
    biases: tuple[str, ...] = ()  # two of PyTorch's, one of Keras's, or none
    name: str = ""  # what the layer is called in the file

    def cell(self, arrays: Arrays, declared: str = "") -> Cell:
        """The cell, of the ``declared`` kind if the file declares one.

        Raises ``WeightsError`` when arrays do not fit, or the kind is in doubt.
        """

        def take(source: Source, shape: tuple[Size, ...], meaning: str) -> FloatArray:
            return checked(str(source), source.of(arrays), shape, WeightsError, meaning)

        W_h = take(self.W_h, (None, None), self._wanted)
        packing = self._packing(arrays, W_h.shape, declared)
        rows = len(W_h)
        W_x = take(self.W_x, (rows, None), f"({rows}, F), with the rows of {self.W_h}")
        shape = packing.bias_shape(rows)
        biases = [take(Source(key), shape, str(shape)) for key in self.biases]
        b_x, b_h = np.vstack([*biases, np.zeros((2, rows))])[:2]  # what is not there is zero
        return Cell(packing.kind, packing.unpack(Packed(W_x, W_h, b_x, b_h)))

    def _packing(self, arrays: Arrays, shape: tuple[int, ...], declared: str) -> Packing:
        rows, H = shape
        fitting = [each for each in PACKINGS[self.library] if len(each.gates) * H == rows]
        if not fitting:
            raise WeightsError(f"{self.W_h}: shape {shape}, must be {self._wanted}")
        for key in self.biases:
            wanted = dict.fromkeys(each.bias_shape(rows) for each in fitting)
            fitting = [e for e in fitting if e.bias_shape(rows) == arrays[key].shape]
            if not fitting:
                raise WeightsError(
                    f"{key}: shape {arrays[key].shape}, must be {either([*map(str, wanted)])}, "
                    f"as {self.W_h} has {rows} rows"
                )
        told = f"{self.W_h}: shape {shape} is that of {either(_calls(fitting))}"
        if declared:
            fitting = [each for each in fitting if each.kind.name == declared]
            if not fitting:
                raise WeightsError(f"cell = {declared}, but {told}: correct what the file declares")
        elif self._is_another(fitting):
            raise WeightsError(
                f"{told}, but it is called {self.name}: rename it, or declare "
                f"{either(_declarations(fitting))}"
            )
        if len(fitting) > 1:
            raise WeightsError(f"{told}: declare {either(_declarations(fitting))}")
        return fitting[0]

    def _is_another(self, fitting: Iterable[Packing]) -> bool:
        """Is the layer called like a kind that it is not?"""
        names = {each.layer for each in PACKINGS[self.library]} - {_GENERAL}
        return self.name in names - {each.layer for each in fitting}

    @property
    def _wanted(self) -> str:
        """The shapes that a recurrent matrix of the library may have."""
        factors = {len(each.gates): each.called for each in reversed(PACKINGS[self.library])}
        return either(
            [
                f"({gates} H, H) of {name}" if gates > 1 else f"(H, H) of {name}"
                for gates, name in sorted(factors.items())
            ]
        )


def _calls(packings: Iterable[Packing]) -> list[str]:
    return list(dict.fromkeys(called(each.kind) for each in packings))


def _declarations(packings: Iterable[Packing]) -> list[str]:
    return [f"cell = {each.kind.name} ({each.called})" for each in packings]
