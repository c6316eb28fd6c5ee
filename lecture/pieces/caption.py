"""Captions as pictures: set as all other text of the lecture, on a plate in the band below it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import Camera, RoundedRectangle, VMobject, tempconfig
from numpy.typing import NDArray

from lecture.drawing.canvas import Canvas
from lecture.drawing.lens import Lens
from lecture.drawing.outline import Outlines
from lecture.manim_setup import manim_configured
from lecture.video.format import VideoFormat
from scenes.mobjects.text.text import Words
from scenes.params import Look
from scenes.theme import THEMES, Frame
from scenes.typeset import use_fonts

# In scene units. With accents on capitals and with descenders, two lines just fill the band.
_SIZE = 0.33  # an x-height of 19 pixels at 1080p
_LINE = 1.2  # from baseline to baseline, in em
_BASELINE = -3.78  # of the last line
_ABOVE, _BELOW = 0.95, 0.42  # from the outer baselines to the edges of the plate, in _SIZE
_ASIDE = 0.25  # from the text to the edges of the plate
_CORNER = 0.1

BAND = 0.12
"""Share of a picture, from its lower edge, that is kept for captions."""


@dataclass(frozen=True, eq=False)
class Caption:
    """What lies on the lowest rows of a picture, from row ``top`` on, which is even.

    ``color`` is rows × width × RGB in 0..1, already times ``alpha``, which is rows × width × 1.
    """

    top: int
    color: NDArray[np.float32]
    alpha: NDArray[np.float32]


def caption(text: str, look: Look) -> list[VMobject]:
    """A plate and the lines of ``text`` on it; in smaller letters if they would be too wide.

    Raises :class:`InputError` if a character has no glyph.
    """
    use_fonts(look.fonts)
    theme = THEMES[look.theme]
    strings = text.split("\n")
    room = 2 * (Frame.SAFE_X - _ASIDE)
    widest = max(Words(string, theme.text, _SIZE).width for string in strings)
    size = _SIZE * min(1.0, room / widest)
    lines = [Words(string, theme.text, size) for string in strings]
    for above, line in enumerate(reversed(lines)):
        line.stand(0.0, _BASELINE + above * _LINE * _SIZE)
    bottom = _BASELINE - _BELOW * _SIZE
    top = _BASELINE + ((len(lines) - 1) * _LINE + _ABOVE) * _SIZE
    plate = RoundedRectangle(
        corner_radius=_CORNER,
        width=max(line.width for line in lines) + 2 * _ASIDE,
        height=top - bottom,
        fill_color=theme.panel,
        fill_opacity=1.0,
        stroke_width=0.0,
    ).move_to((0.0, (top + bottom) / 2, 0.0))
    return [plate, *lines]


def captions(texts: Iterable[str], size: tuple[int, int], look: Look) -> Mapping[str, Caption]:
    """Each of ``texts`` as it lies in pictures of ``size``: pixels across and down.

    Raises :class:`InputError` if a character has no glyph.
    """
    width, height = size
    top = int(height * (1 - BAND)) // 2 * 2
    made: dict[str, Caption] = {}
    with manim_configured(VideoFormat(width, height, 1)), tempconfig({"background_opacity": 0.0}):
        camera = Camera()
        lens = Lens(camera)
        canvas, outlines = Canvas(camera.background, lens), Outlines(lens)
        for text in dict.fromkeys(texts):
            canvas.show([outlines.of(each) for each in caption(text, look)])
            drawn: Any = canvas.pixels[top:].astype(np.float32) / 255
            made[text] = Caption(top, drawn[..., :3], drawn[..., 3:])
    return made
