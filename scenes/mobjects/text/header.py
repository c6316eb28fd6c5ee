"""One line over a picture: what it shows at the left, what its marks mean at the right."""

from manim import VGroup

from rnn_math.errors import LayoutError
from scenes.mobjects.text.text import Words
from scenes.theme import Frame, Size

_APART = 0.5


def spread(title: Words, right_part: VGroup, left: float, right: float) -> None:
    """Put ``title`` at ``left`` and ``right_part`` so that it ends at ``right``.

    Where they do not fit they take the whole width of the frame, and the title shrinks. Raises
    :class:`LayoutError` if it cannot be read then.
    """
    if title.width + _APART + right_part.width > right - left:
        wider = (title.width + _APART + right_part.width - (right - left)) / 2
        left, right = max(left - wider, -Frame.SAFE_X), min(right + wider, Frame.SAFE_X)
        left = max(min(left, right - title.width - _APART - right_part.width), -Frame.SAFE_X)
    room = right - left - right_part.width - _APART
    if title.width > room:
        baseline = title.baseline
        title.scale(room / title.width)
        title.shift((0, baseline - title.baseline, 0))
    if title.size < Size.SMALLEST:
        raise LayoutError(f"the title {title.string!r} is too long to be drawn; use shorter names")
    title.set_x(left + title.width / 2)
    right_part.shift((right - right_part.get_right()[0], 0, 0))
