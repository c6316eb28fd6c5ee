"""Images of handwritten digits and their captions, spelt out: a 7 is "seven".

The images are those that scikit-learn ships; ``data/README.md`` has the credit. They stand in the
order in which forms were read in, some 130 to a form; who filled in which is not known. The last
three forms are held out: harder and more honest than a random part (nearest neighbour: 96 % right
instead of 99 %).

Settings were chosen by leaving forms out of the eleven training forms, in four parts.
"""

from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_math.arrays import FloatArray, read_only
from rnn_math.tasks.text import END, START

SIDE = 8  # pixels
PIXELS = SIDE * SIDE
BRIGHTEST = 16  # of a pixel
NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
LETTERS = tuple(sorted(set("".join(NAMES))))
OUTPUTS = (END, *LETTERS)
VOCABULARY = (START, *LETTERS)  # what can be read: the start, and whatever can be fed back

Split = Literal["train", "test"]
FIRST_HELD_OUT = 1415  # where the twelfth form begins
_FILE = Path(__file__).parent / "data" / "captioning_digits.npz"


class Digits(NamedTuple):
    """N images and what is on them."""

    images: FloatArray  # (N, 64) row by row, 0 for paper and 1 for ink
    labels: NDArray[np.intp]  # (N) the digits


@cache
def digits(split: Split) -> Digits:
    """The images of one split, in the order of the file."""
    with np.load(_FILE, allow_pickle=False) as file:
        images, labels = file["images"], file["labels"]
    part = slice(FIRST_HELD_OUT) if split == "train" else slice(FIRST_HELD_OUT, None)
    pixels = images[part].reshape(-1, PIXELS) / BRIGHTEST
    return Digits(read_only(pixels), labels[part].astype(np.intp))


def true_name(digit: int | str) -> str | None:
    """The right caption of a held-out image; None for a file, of which we do not know it."""
    return None if isinstance(digit, str) else NAMES[digits("test").labels[digit]]
