from collections.abc import Callable

import numpy as np
import pytest

from rnn_math.cell import Cell
from rnn_math.cells import Kind


@pytest.fixture(scope="session")
def cell_of() -> Callable[..., Cell]:
    """Makes a cell of a kind, F inputs and H units, random but repeatable."""

    def make(kind: Kind, F: int, H: int, seed: int = 0) -> Cell:
        rng = np.random.default_rng([seed, F, H])
        return Cell(kind, {name: 0.7 * rng.normal(size=s) for name, s in kind.shapes(F, H).items()})

    return make
