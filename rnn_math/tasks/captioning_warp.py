"""The same digit, drawn a little differently: turned, stretched, sheared, moved."""

import numpy as np

from rnn_math.arrays import FloatArray
from rnn_math.tasks.captioning_data import SIDE


def warp(turn: FloatArray, move: FloatArray) -> FloatArray:
    """The matrix (64, 64) that redraws an image: its new pixels are ``warp @ image``.

    Where a new pixel lies, in pixels from the middle, ``turn`` (2, 2) times that plus ``move``
    (2) is where it comes from; between pixels of the old image lies their weighted mean.
    """
    middle = np.arange(SIDE) - (SIDE - 1) / 2
    places = np.stack(np.meshgrid(middle, middle, indexing="ij"), axis=-1).reshape(-1, 2)
    sources = places @ turn.T + move
    of_rows, of_columns = (
        np.clip(1.0 - abs(sources[:, axis, None] - middle), 0.0, None) for axis in (0, 1)
    )
    share: FloatArray = of_rows[:, :, None] * of_columns[:, None, :]
    return share.reshape(len(places), -1)


def draw_warp(angle: float, stretch: float, move: float, rng: np.random.Generator) -> FloatArray:
    """A random warp (64, 64): by up to ``angle`` in radians and ``move`` pixels each way, and with
    ``stretch`` as the standard deviation of what is added to every entry of the turn.
    """
    a = rng.uniform(-angle, angle)
    rotation = np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])
    turn = rotation + stretch * rng.standard_normal((2, 2))
    return warp(turn, rng.uniform(-move, move, 2))
