"""A digit of the user's own: any small picture becomes what the network was trained to see."""

import struct
import warnings
import zlib
from pathlib import Path
from typing import Any

import numpy as np

from rnn_math.arrays import FloatArray, read_only
from rnn_math.errors import InputError
from rnn_math.tasks.captioning_data import BRIGHTEST, SIDE, digits

MAX_BYTES = 8 * 2**20
LARGEST_SIDE = 2048  # pixels: a larger picture is made smaller, as every telephone's is
MAX_PIXELS = 120_000_000
FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF")
FAINTEST = 0.1  # difference between ink and paper, of that between black and white
INK = 0.25  # from here on a pixel belongs to the digit
EVEN = 0.2  # of the digit's contrast: by how much the sides of the paper may differ


def digit_image(given: int | str | Path) -> FloatArray:
    """An image (64), 0 for paper and 1 for ink: a held-out one by its number, or a file.

    Raises ``InputError`` for a number out of range and a file in which no digit can be seen.
    """
    if isinstance(given, int):
        held_out = digits("test").images
        if not 0 <= given < len(held_out):
            raise InputError(f"digit = {given}, must be 0 to {len(held_out) - 1}, or an image file")
        image: FloatArray = held_out[given]
        return image
    return from_grey(read_grey(Path(given)), str(given))


def from_grey(grey: FloatArray, name: str) -> FloatArray:
    """An image (64) of a grey picture (rows, columns), 0 for black and 1 for white.

    Ink is what differs from the border, so that black on white and white on black look the same.
    As in the training images, the digit fills the height and stands in the middle; a picture of
    8x8 pixels is taken as it is. Raises ``InputError``, which names the picture, for a blank one.
    """
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    paper = float(np.median(border))
    ink = np.clip(paper - grey if paper > 0.5 else grey - paper, 0.0, None)
    if ink.max() < FAINTEST:
        raise InputError(f"{name}: blank, must show a digit: dark on light or light on dark")
    if ink.shape != (SIDE, SIDE):
        _check_paper(grey, paper > 0.5, float(ink.max()), name)
    ink = ink / ink.max()
    if ink.shape != (SIDE, SIDE):
        ink = _resized(_framed(ink))
        ink = ink / ink.max()
    return read_only(np.round(ink * BRIGHTEST).ravel() / BRIGHTEST)


def _check_paper(grey: FloatArray, is_light: bool, contrast: float, name: str) -> None:
    """Raise ``InputError`` where a shadow or a gradient of light would be read as ink."""
    of_paper = 0.9 if is_light else 0.1  # of a side: a digit may touch it, but not fill it
    edges = grey[0], grey[-1], grey[:, 0], grey[:, -1]
    sides = [float(np.quantile(edge, of_paper)) for edge in edges]
    if max(sides) - min(sides) > EVEN * contrast:
        raise InputError(
            f"{name}: uneven paper, its sides differ by {(max(sides) - min(sides)) / contrast:.0%} "
            "of what the digit stands out: take it in even light, or raise the contrast"
        )


def _framed(ink: FloatArray) -> FloatArray:
    """The digit alone, in the middle of a square."""
    rows, columns = np.flatnonzero((ink > INK).any(axis=1)), np.flatnonzero((ink > INK).any(axis=0))
    digit = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = digit.shape
    side = max(height, width)
    above, left = (side - height) // 2, (side - width) // 2
    return np.pad(digit, ((above, side - height - above), (left, side - width - left)))


def _is_light(coloured: Any) -> bool:
    """Is a picture with transparent parts light where it can be seen?"""
    pixels = np.asarray(coloured, dtype=np.float64)
    alpha = pixels[..., 3]
    if alpha.min() > 0 or not alpha.any():
        return False
    light = (pixels[..., :3].mean(axis=-1) * alpha).sum() / alpha.sum()
    return bool(light > 127.5)


def _resized(square: FloatArray) -> FloatArray:
    """The square at 8x8 pixels, each the mean of what it covers."""
    side = len(square)
    edges = np.arange(SIDE + 1)[:, None] * side / SIDE
    covered = np.clip(edges - np.arange(side), 0.0, 1.0)  # of each pixel, how much is before
    share = np.diff(covered, axis=0) * SIDE / side  # (8, side)
    return share @ square @ share.T


def read_grey(path: Path) -> FloatArray:
    """A picture (rows, columns), 0 for black and 1 for white.

    What is transparent is white, or black where all that can be seen is light.

    Raises ``InputError`` when the file is missing, too large, or no picture.
    """
    from PIL import Image, ImageOps  # only where a picture is read: numbers need no pictures

    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path}: {path.stat().st_size} bytes, must be at most {MAX_BYTES}")
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(path, formats=FORMATS) as picture,
        ):
            if picture.width * picture.height > MAX_PIXELS:
                raise InputError(
                    f"{path}: {picture.width} x {picture.height} pixels, must be at most "
                    f"{MAX_PIXELS // 10**6} million: make it smaller"
                )
            if max(picture.size) > LARGEST_SIDE:
                picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
            upright = ImageOps.exif_transpose(picture)
            if upright.mode.startswith(("I", "F")):  # more than 8 bits
                deep = np.asarray(upright, dtype=np.float64)
                return deep / max(float(deep.max()), 1.0)
            coloured = upright.convert("RGBA")
            ground = Image.new("RGBA", coloured.size, "black" if _is_light(coloured) else "white")
            grey = Image.alpha_composite(ground, coloured).convert("L")
            return np.asarray(grey, dtype=np.float64) / 255.0
    except FileNotFoundError as error:
        raise InputError(f"{path}: not found: check the path of the image") from error
    except (
        OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error,
        Image.DecompressionBombError,
    ) as error:  # fmt: skip
        raise InputError(
            f"{path}: no readable image ({error}): save it as PNG, one of {', '.join(FORMATS)}"
        ) from error
