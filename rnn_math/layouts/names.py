"""Names of arrays in a checkpoint: what is there, what is missing, what could be two things."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from numpy.typing import NDArray

from rnn_math.errors import WeightsError

Arrays = Mapping[str, NDArray[Any]]


class Source(NamedTuple):
    """Where one of our arrays comes from: a stored one, perhaps transposed."""

    key: str
    transposed: bool = False

    def __str__(self) -> str:
        return self.key + (" (transposed)" if self.transposed else "")

    def of(self, arrays: Arrays) -> NDArray[Any]:
        """The array itself, as ours is shaped."""
        return arrays[self.key].T if self.transposed else arrays[self.key]


def require(arrays: Arrays, *keys: str) -> None:
    """Raise ``WeightsError`` unless all ``keys`` are there."""
    missing = [key for key in keys if key not in arrays]
    if missing:
        raise WeightsError(f"{', '.join(missing)}: missing, it has {some(arrays)}")


def only(what: str, found: Collection[str], settled: str = "") -> str:
    """The one that is ``found``. Raises ``WeightsError`` where there are several."""
    if len(found) > 1:
        raise WeightsError(
            f"several could be the {what} ({some(found)}), must be exactly one{settled}"
        )
    return next(iter(found))


def some(names: Collection[str]) -> str:
    """A few names, so that a message stays one message however many there are."""
    shown = [repr(name) for name in sorted(names)[:8]]
    return ", ".join(shown + ["..."] * (len(names) > 8)) or "none"


def either(choices: Collection[str]) -> str:
    """``a, b or c``."""
    *others, last = choices
    return f"{', '.join(others)} or {last}" if others else last
