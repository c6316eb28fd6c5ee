"""Which word is being read: at the side of the picture while its numbers are worked out."""

from manim import VGroup

from scenes.mobjects.shapes.arrive import hide
from scenes.mobjects.text.text import Words
from scenes.mobjects.text.tokens import TokenRow
from scenes.theme import Size, Theme

_NOTE = 0.23


class Reading(VGroup):
    """The word of a step, what step it is, and notes; hidden until it arrives.

    ``room`` is how wide it may be. A small picture of the cell goes where (0, 0) is: the word,
    and ``doubt`` about it, stand above, ``note`` below. Raises :class:`LayoutError` for a word
    that is too long.
    """

    def __init__(
        self, word: str, count: str, doubt: str, note: str, theme: Theme, room: float
    ) -> None:
        below = Words(note, theme.muted, _NOTE).move_to((0, -1.0, 0))
        self.word = TokenRow([word], [0.0], theme, size=0.46, room=room)
        self.word.shift((0, 1.05 - self.word.get_bottom()[1], 0))
        self.count = Words(count, theme.muted, Size.NOTE)
        self.count.move_to((0, self.word.get_top()[1] + 0.32, 0))
        super().__init__(self.count, self.word, below)
        if doubt:
            self.doubt = Words(doubt, theme.muted, _NOTE).move_to((0, 0.82, 0))
            self.add(self.doubt)
        hide(self)
