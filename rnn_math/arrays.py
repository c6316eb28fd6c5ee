"""Arrays that nobody can change: a number on screen stays the number that was computed."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rnn_math.errors import LectureError

FloatArray = NDArray[np.float64]
Size = int | None  # None: any size of at least one


def read_only(array: FloatArray) -> FloatArray:
    """The same array, no longer writable."""
    array.flags.writeable = False
    return array


def checked(
    name: str, values: ArrayLike, shape: Sequence[Size], error: type[LectureError], meaning: str
) -> FloatArray:
    """A read-only float64 copy of ``values``.

    Raises ``error`` when they are not real numbers, not of ``shape`` or not finite; ``meaning``
    says in words what the shape stands for.
    """
    try:
        given: NDArray[Any] = np.asarray(values)
    except ValueError as ragged:
        raise error(f"{name}: rows of different lengths, must be {meaning}") from ragged
    if given.dtype.kind not in "fiub":
        raise error(f"{name}: values of type {given.dtype}, must be real numbers")
    fits = given.ndim == len(shape) and all(
        have == want if want is not None else have > 0
        for have, want in zip(given.shape, shape, strict=True)
    )
    if not fits:
        raise error(f"{name}: shape {given.shape}, must be {meaning}")
    # ascontiguousarray keeps sums in one order whichever layout the numbers came in.
    with np.errstate(over="ignore"):
        array = np.array(given, dtype=np.float64, order="C")
    if not np.isfinite(array).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        place = ", ".join(map(str, where))
        raise error(f"{name}[{place}] = {array[where]}, must be a finite number")
    return read_only(array)
