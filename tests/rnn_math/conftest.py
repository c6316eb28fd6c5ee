import os
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from rnn_math.cell import Cell
from rnn_math.readout import Readout

Network = Callable[..., tuple[Cell, Readout]]


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Models trained by tests stay out of the user's cache."""
    before = os.environ.get("UNROLLED_CACHE")
    os.environ["UNROLLED_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["UNROLLED_CACHE"]
    else:
        os.environ["UNROLLED_CACHE"] = before


@pytest.fixture(scope="session")
def network() -> Network:
    """Makes a cell of F inputs and H units and a readout of O outputs, random but repeatable."""

    def make(F: int = 3, H: int = 4, outputs: int = 2, seed: int = 0) -> tuple[Cell, Readout]:
        rng = np.random.default_rng([seed, F, H, outputs])
        cell = Cell.tanh(rng.normal(size=(H, F)), rng.normal(size=(H, H)), rng.normal(size=H))
        return cell, Readout(rng.normal(size=(outputs, H)), rng.normal(size=outputs))

    return make
