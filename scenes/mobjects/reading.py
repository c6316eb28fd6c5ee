"""Which word is being read: at the side of the picture while its numbers are worked out."""

from manim import VGroup

from scenes.mobjects.arrive import hide
from scenes.mobjects.text import Words
from scenes.mobjects.tokens import TokenRow
from scenes.theme import Size, Theme

_LEADING = 0.42


class Reading(VGroup):
    """The word of a step, what step it is, and notes; hidden until it arrives.

    ``room`` is how wide it may be. The anchor, ``middle``, is where a picture of the cell goes:
    word above, notes below. Raises :class:`LayoutError` for a word that is too long.
    """

    def __init__(
        self, word: str, count: str, notes: list[str], theme: Theme, room: float
    ) -> None:
        self.count = Words(count, theme.muted, Size.NOTE)
        self.word = TokenRow([word], [0.0], theme, y=0.0, size=0.46, room=room)
        self.notes = VGroup(*(Words(note, theme.muted, 0.23) for note in notes))
        super().__init__(self.count, self.word, self.notes)
        for number, note in enumerate(self.notes):
            note.scale(min(1.0, room / note.width)).move_to((0, -1.0 - number * 0.34, 0))
        self.word.shift((0, 1.05 - self.word.get_bottom()[1], 0))
        self.count.move_to((0, self.word.get_top()[1] + 0.34, 0))
        hide(self)
