"""Where numbers on screen come from: a named trace."""

from dataclasses import dataclass

import numpy as np

from rnn_math.trace import Address, Trace


@dataclass(frozen=True)
class Source:
    """A trace and the name by which the clip knows it."""

    name: str
    trace: Trace

    def __deepcopy__(self, memo: object) -> "Source":
        """Nothing in it changes: a mobject that is copied shows the same trace."""
        return self

    def addresses(self, quantity: str, step: int) -> list[Address]:
        """Addresses of a whole vector or matrix, row by row."""
        shape = np.shape(self.trace.array(quantity, step))
        return [Address(quantity, step, index) for index in np.ndindex(*shape)]
