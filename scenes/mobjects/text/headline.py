"""What stands over the picture while a beat is told."""

from manim import VGroup

from scenes.mobjects.text.text import BOLD, Words
from scenes.theme import Frame, Size, Theme

_LEADING = 1.2  # em from line to line
_ROOM = 2 * Frame.SAFE_X


class Headline(VGroup):
    """``string`` on one line, as large as has room; what would be small stands on two.

    It is in its place: at the top of the frame, in the middle.
    """

    def __init__(self, string: str, theme: Theme) -> None:
        self.string = string
        color = theme.text
        line = Words(string, color, Size.HEADLINE, BOLD)
        size = Size.HEADLINE * min(1.0, _ROOM / line.width)
        if size >= Size.NOTE or " " not in string:
            super().__init__(line.scale(size / Size.HEADLINE))
            self.move_to((0, Frame.HEADLINE_Y, 0))
            return
        lines = [Words(half, color, Size.NOTE, BOLD) for half in _halves(string)]
        scale = min(1.0, _ROOM / max(line.width for line in lines))
        for number, line in enumerate(lines):
            line.scale(scale).stand(0, -number * _LEADING * Size.NOTE * scale)
        super().__init__(*lines)
        self.move_to((0, Frame.TOP - self.height / 2, 0))


def _halves(string: str) -> tuple[str, str]:
    """Two lines, broken at the space that leaves them about equally long."""
    spaces = (at for at, sign in enumerate(string) if sign == " ")
    best = min(spaces, key=lambda at: abs(2 * at + 1 - len(string)))
    return string[:best], string[best + 1 :]
