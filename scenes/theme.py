"""Colours by role, sizes and durations: two themes, one vocabulary.

Hues are those of Okabe and Ito (2008), which readers with any colour vision can tell apart,
moved in lightness until each keeps its contrast on its own background (WCAG 2.2: text 4.5:1,
graphics 3:1). ``tests/scenes/test_theme.py`` measures every pair.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

Rgb = tuple[float, float, float]


@lru_cache(maxsize=512)
def rgb(color: str) -> Rgb:
    """Read ``#rrggbb`` as three numbers in 0..1."""
    return (int(color[1:3], 16) / 255, int(color[3:5], 16) / 255, int(color[5:7], 16) / 255)


def hexadecimal(color: Rgb) -> str:
    """Write three numbers in 0..1 as ``#rrggbb``."""
    return "#" + "".join(f"{round(255 * channel):02x}" for channel in color)


def mix(first: str, second: str, share: float) -> str:
    """Blend two colours in sRGB; ``share`` is how much of ``second`` there is."""
    return hexadecimal(blend(rgb(first), rgb(second), share))


def blend(first: Rgb, second: Rgb, share: float) -> Rgb:
    """The same of three numbers each."""
    (r, g, b), (to_r, to_g, to_b) = first, second
    return r + (to_r - r) * share, g + (to_g - g) * share, b + (to_b - b) * share


def luminance(color: Rgb) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: Rgb, second: Rgb) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, bright = sorted((luminance(first), luminance(second)))
    return (bright + 0.05) / (dark + 0.05)


@dataclass(frozen=True)
class Theme:
    """One look: every colour on screen has its name here."""

    name: str
    background: str
    panel: str  # inside of a block or a cell that holds nothing yet
    text: str
    muted: str  # text that has stepped back
    faint: str  # lines and borders that have stepped back
    input: str
    state: str
    output: str
    bias: str
    sum: str
    activation: str
    negative: str  # full end of the diverging scale
    positive: str

    def signed(self, value: float, limit: float = 1.0, *, lifted: bool = False) -> str:
        """Colour of a signed value: neutral at zero, full at ``±limit`` and beyond.

        Where colour stands alone, without the number, small values are ``lifted``: a quarter of
        the limit has half of the colour.
        """
        share = min(abs(value) / limit, 1.0)
        if lifted:
            share = sqrt(share)
        return mix(self.panel, self.negative if value < 0 else self.positive, share)

    def on(self, fill: str) -> str:
        """Colour of text on ``fill``: whichever of the two ends of the theme reads better."""
        return max((self.text, self.background), key=lambda ink: contrast(rgb(ink), rgb(fill)))


DARK = Theme(
    name="dark",
    background="#0f1318",
    panel="#1d242d",
    text="#f2f4f6",
    muted="#98a2ad",
    faint="#6c7681",
    input="#56b4e9",
    state="#f0a830",
    output="#2fc89a",
    bias="#d89bc0",
    sum="#f2f4f6",
    activation="#f0e442",
    negative="#7456cc",
    positive="#bb451e",
)

LIGHT = Theme(
    name="light",
    background="#fdfdfb",
    panel="#eceef0",
    text="#15191e",
    muted="#5d666f",
    faint="#7b848d",
    input="#0f6ea8",
    state="#9c5400",
    output="#00755a",
    bias="#9c3f78",
    sum="#15191e",
    activation="#7a6a00",
    negative="#9d8ae0",
    positive="#f08a62",
)

THEMES = {theme.name: theme for theme in (DARK, LIGHT)}


class Size:
    """Type sizes in scene units an em (a frame is 8 units high, 1080 pixels at 1080p)."""

    TITLE = 0.62
    HEADLINE = 0.40
    EQUATION = 0.52
    LABEL = 0.32
    TOKEN = 0.34
    NUMBER = 0.22
    NOTE = 0.305
    SMALLEST = 0.21  # an x-height of 12 pixels at 1080p


class Pace:
    """Durations in seconds."""

    QUICK = 0.4
    NORMAL = 0.8
    SLOW = 1.4
    HOLD = 0.8


class Frame:
    """Where things may stand: a frame is 128/9 by 8 units."""

    WIDTH = 128 / 9
    HEIGHT = 8.0
    SAFE_X = 6.65
    TOP = 3.75
    HEADLINE_Y = 3.35
    CONTENT_TOP = 2.9
    CONTENT_BOTTOM = -2.95  # captions are laid over what is below
