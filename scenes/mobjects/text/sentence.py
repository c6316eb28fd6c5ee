"""A sentence under its states; words that the model does not know are marked."""

from collections.abc import Sequence

from manim import DashedLine, VGroup

from rnn_math.errors import LayoutError
from rnn_math.trace import Trace
from scenes.mobjects.text.text import Words, shrunk
from scenes.mobjects.text.tokens import Token, TokenRow
from scenes.theme import Frame, Size, Theme

_KEY_Y = 2.99
_KEY_ROOM = 0.26  # from its middle to what may stand below
_EASY = 0.26  # em at which words are read at a glance


class Sentence(VGroup):
    """The words of a trace at ``xs``, at most ``size`` large, their first line on the baseline 0.

    ``sentence.token(t)`` is the word of step t, from 1, with its dashed line if it is unknown.
    Raises :class:`LayoutError` if the words have no room.
    """

    def __init__(
        self, trace: Trace, xs: Sequence[float], theme: Theme, size: float = Size.TOKEN
    ) -> None:
        row = TokenRow(trace.tokens, xs, theme, size=size)
        self.tokens: list[Token] = list(row)
        self.drop = row.drop if row.levels == 2 else 0.0  # of what stands on the second level
        for token, known in zip(self.tokens, trace.known, strict=True):
            if not known:
                token.add(unknown_mark(token, theme))
        super().__init__(*self.tokens)

    @classmethod
    def within(
        cls,
        height: float,
        trace: Trace,
        xs: Sequence[float],
        theme: Theme,
        largest: float = Size.TOKEN,
    ) -> "Sentence":
        """The words as large as they are when all of them are no higher than ``height``.

        Long words on two lines and two levels may be; the smallest legible ones are at most 1.2.
        """
        for size in (largest, _EASY, Size.SMALLEST):
            sentence = cls(trace, xs, theme, size)
            if sentence.height <= height:
                break
        return sentence

    def token(self, step: int) -> Token:
        """The word that ``step`` reads."""
        return self.tokens[step - 1]

    @staticmethod
    def is_easy(trace: Trace, xs: Sequence[float], theme: Theme) -> bool:
        """Do the words stand on one line, unbroken and large?"""
        try:
            row = TokenRow(trace.tokens, xs, theme)
        except LayoutError:
            return False
        lines = [line for token in row for line in token]
        return len(lines) == len(row) and row.levels == 1 and lines[0].size >= _EASY


class UnknownKey(VGroup):
    """What a dashed line under a word means: words underlined so, no wider than ``room``."""

    def __init__(self, text: str, theme: Theme, room: float = 2.9) -> None:
        words = Words(text, theme.muted, Size.NOTE)
        words.scale(shrunk(words.width, room))
        super().__init__(words)
        self.add(unknown_mark(self, theme))


def unknown_key(traces: Trace | Sequence[Trace], text: str, theme: Theme) -> VGroup:
    """The key, under the headline, if a trace holds a word that needs it; else nothing."""
    if all(all(trace.known) for trace in ([traces] if isinstance(traces, Trace) else traces)):
        return VGroup()
    return VGroup(UnknownKey(text, theme).move_to((0, _KEY_Y, 0)))


def room_below_key(trace: Trace) -> float:
    """The height up to which a picture may reach: the key's line, where there is one."""
    return Frame.CONTENT_TOP if all(trace.known) else _KEY_Y - _KEY_ROOM


def unknown_mark(token: VGroup, theme: Theme) -> DashedLine:
    """A dashed line under ``token``: the model has never seen this word."""
    y = token.get_bottom()[1] - 0.07
    return DashedLine(
        (token.get_left()[0], y, 0),
        (token.get_right()[0], y, 0),
        dash_length=0.06,
        stroke_color=theme.muted,
        stroke_width=2.5,
    )
