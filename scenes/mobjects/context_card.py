"""The state that crosses from an encoder to a decoder: numbers as colours, on their way."""

from manim import Rectangle, VGroup

from scenes.glide import Glide
from scenes.mobjects.text import Words
from scenes.mobjects.wired_network import WiredNetwork
from scenes.theme import Frame, Size, Theme

_LARGE = 1.25  # height while it is looked at
_OVER = 0.5  # from the blocks to its lower edge then: above the dead ends
_GAP = 0.14


class ContextCard(VGroup):
    """The state of ``step``, as its block shows it, in a frame in the colour of the state.

    It rises, large and with its ``label``, over the wire on which it will cross (:meth:`rise`),
    comes down onto it (:meth:`sink`) and runs into the next block (:meth:`cross`).
    """

    def __init__(self, network: WiredNetwork, step: int, label: str, theme: Theme) -> None:
        self.network, self.step = network, step
        self.field = network.states[step].copy()
        self.frame = Rectangle(
            width=self.field.width + 0.04,
            height=self.field.height + 0.04,
            stroke_color=theme.state,
            stroke_width=3,
        ).move_to(self.field)
        self.small = self.frame.height
        self.label = Words(label, theme.text, Size.NOTE)
        super().__init__(self.field, self.frame)
        self.label.move_to((self._middle, self._top + _GAP + self.label.height / 2, 0))

    def rise(self, run_time: float) -> Glide:
        """Up, and large enough to be looked at."""
        y = self._top - _LARGE / 2
        place = (self._middle, y, 0)
        return Glide(
            self, lambda it: it.scale(_LARGE / self.small).move_to(place), run_time=run_time
        )

    def sink(self, run_time: float) -> Glide:
        """Onto the wire, as small as it was."""
        place = (self._middle, self.network.places.y, 0)
        return Glide(
            self, lambda it: it.scale(self.small / it[1].height).move_to(place), run_time=run_time
        )

    def cross(self, run_time: float) -> Glide:
        """Into the next block, from where it is."""
        target = self.network.blocks[self.step + 1]
        return Glide(self, lambda it: it.move_to(target), run_time=run_time)

    @property
    def _middle(self) -> float:
        middle = (self.network.x(self.step) + self.network.x(self.step + 1)) / 2
        half = self.label.width / 2
        return min(max(middle, half - Frame.SAFE_X), Frame.SAFE_X - half)

    @property
    def _top(self) -> float:
        return self.network.top + _OVER + _LARGE
