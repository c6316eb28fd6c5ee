"""An image and the one state that is made of it, so large that every number can be read."""

from dataclasses import dataclass

from manim import VGroup

from scenes.binding import Source
from scenes.mobjects.shapes.wires import Wire
from scenes.mobjects.tasks.image_grid import ImageGrid, StateGrid
from scenes.mobjects.text.text import Words
from scenes.theme import Size, Theme

_SIDE = 4.5  # of the image
_Y = 0.3
_BETWEEN = 1.7  # image and state
_NAME = 0.42  # from an edge to the name under it


@dataclass(frozen=True)
class EncodingWords:
    """What stands under the image and the state, and over the wire between them."""

    image: str  # with {pixels}
    state: str  # with {units}
    lone_state: str  # of a single unit
    layer: str


class EncodingView:
    """The ``image`` in the middle, with its numbers and its name in ``image_notes``.

    :meth:`make_room` moves both aside for the ``wire`` and the ``state``, which have their
    ``layer_name`` and ``state_notes``. Nothing is on screen by itself.
    """

    def __init__(self, source: Source, theme: Theme, words: EncodingWords) -> None:
        pixels, units = (len(source.trace.array(name, 1)) for name in ("x", "h"))
        self.image = ImageGrid(source, theme, _SIDE)
        self.state = StateGrid(source, 1, theme)
        name = Words(words.image.format(pixels=pixels), theme.input, Size.LABEL)
        self.image_notes = VGroup(self.image.numbers, name)
        name_of_state = words.lone_state if units == 1 else words.state.format(units=units)
        self.state_name = Words(name_of_state, theme.state, Size.LABEL)
        self.state_notes = VGroup(self.state.numbers, self.state_name)
        low = -_SIDE / 2 - _NAME
        name.stand(0, low)
        self.state_name.stand(0, min(-self.state.height / 2 - _NAME, 0))
        right_part = VGroup(self.state, self.state_notes)
        left_part = VGroup(self.image, self.image_notes)
        everything = left_part.width + _BETWEEN + right_part.width
        self.aside = -everything / 2 + left_part.width / 2
        right_part.shift((everything / 2 - right_part.width / 2, _Y, 0))
        left_part.shift((0, _Y, 0))
        start = self.aside + self.image.width / 2
        self.wire = Wire([(start, _Y), (self.state.get_left()[0], _Y)], theme.input)
        self.layer_name = Words(words.layer, theme.muted, Size.NOTE)
        self.layer_name.stand((start + self.state.get_left()[0]) / 2, _Y + 0.2)

    def make_room(self, image: VGroup) -> VGroup:
        """Where ``image``, which is all that is on screen so far, stands beside the state."""
        return image.shift((self.aside, 0, 0))
