"""Series to forecast: a simulated price, yearly sunspots, or any numbers of one's own.

A series is cut in time: the network is trained on the first 70 %, the next 10 % decide when to
stop, and the last 20 % are held out: never trained on, only ever scored.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import NormalDist

import numpy as np

from rnn_math.arrays import FloatArray, checked
from rnn_math.errors import InputError
from rnn_math.series.options import AS_IT_STOOD, UNSETTLED, Found, Options
from rnn_math.series.read import SHORTEST, read_csv

LARGEST = 1e15  # beyond it, a float64 has no decimals left
_NAMES_OF_ANYTHING = frozenset({"value", "values", "val", "y", "data", "series", "number"})
SUNSPOTS = Path(__file__).parent / "data" / "forecasting_sunspots.csv"


@dataclass(frozen=True, eq=False)
class Series:
    """N numbers in the order of time.

    Raises ``InputError`` when they are too few, not finite, or constant where the network learns.
    """

    name: str  # "yearly sunspots"
    unit: str  # of the values: "euros"; empty if nobody says
    steps: str  # what follows on each other, in the plural: "days"
    values: FloatArray  # (N)
    times: tuple[str, ...]  # the name of each step: "day 1", "1700"
    simulated: bool = False
    found: Found = AS_IT_STOOD  # what was done to a file to make it a series

    def __post_init__(self) -> None:
        meaning = f"(N,): one number for each of {self.steps}"
        values = checked(self.name, self.values, (None,), InputError, meaning)
        object.__setattr__(self, "values", values)
        if len(values) < SHORTEST:
            raise InputError(f"{self.name}: {len(values)} values, must be {SHORTEST} or more")
        if abs(values).max() > LARGEST:
            raise InputError(f"{self.name}: a value beyond ±{LARGEST:g}: use a larger unit")
        learnt = values[: self.validation]
        if (learnt == learnt[0]).all():
            raise InputError(
                f"{self.name}: its first {len(learnt)} values are all {learnt[0]:g}, must vary: "
                "there is nothing to learn"
            )

    @property
    def validation(self) -> int:
        """Where, counted from 0, the validation part begins and the training part ends."""
        return len(self.values) * 7 // 10

    @property
    def held_out(self) -> int:
        """Where, counted from 0, the held-out part begins and the validation part ends."""
        return len(self.values) * 8 // 10


def simulated_price(
    days: int = 600, seed: int = 1, drift: float = 1.5, noise: float = 0.8, band: float = 6.0
) -> Series:
    """A price that is *simulated*: it has a structure that can be learnt, as real ones have not.

    Buyers push the price up by ``drift`` a day until it is dear, more than ``band`` above 100;
    then sellers push it down until it is cheap, more than ``band`` below. Each day adds normal
    ``noise``. So the next day depends on which side is pushing, and today's price alone does not
    tell: at 100 it may go either way. Whoever remembers the last days knows.

    No forecast can have a root mean square error below ``noise``, and the turns cost more.
    """
    rng = random.Random(seed)  # unlike NumPy's, its random() is promised never to change
    bell = NormalDist(0.0, noise)
    price, pushing, prices = 100.0, +1, []
    for _ in range(days):
        prices.append(round(price, 2))
        price += pushing * drift + bell.inv_cdf(max(rng.random(), 1e-12))
        if abs(price - 100.0) > band:
            pushing = -1 if price > 100.0 else +1
    times = tuple(f"day {number}" for number in range(1, days + 1))
    return Series("simulated price", "euros", "days", np.array(prices), times, simulated=True)


def sunspots() -> Series:
    """Yearly sunspot numbers from 1700 to 2008; see ``data/README.md`` for the source."""
    table = read_csv(SUNSPOTS)
    return Series("yearly sunspots", "sunspots", "years", table.values, table.times)


def own_series(
    path: Path | str, options: Options = UNSETTLED, name: str | None = None, unit: str | None = None
) -> Series:
    """A series from a CSV file of one's own, as :func:`rnn_math.series.read.read_csv` reads it.

    It is called as its column is, or as its file is where that says nothing ("value"), unless
    it has a ``name``; its ``unit`` is the sign that the numbers bear, unless one is given.
    """
    table = read_csv(Path(path), options)
    says_nothing = table.name.lower() in _NAMES_OF_ANYTHING or table.name.startswith("column ")
    called = name or (Path(path).stem if says_nothing else table.name)
    unit = table.sign if unit is None else unit
    return Series(called, unit, "rows", table.values, table.times, found=table.found)


SHIPPED: dict[str, Callable[[], Series]] = {"price": simulated_price, "sunspots": sunspots}


@cache
def shipped_series(name: str) -> Series:
    """A series that comes with the package: ``price`` or ``sunspots``."""
    return SHIPPED[name]()
