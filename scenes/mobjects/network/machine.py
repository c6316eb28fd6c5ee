"""A layer at work: it reads word after word of a sentence, with or without a loop."""

from typing import Any

from manim import Animation, Mobject, RoundedRectangle, VGroup

from rnn_math.trace import Trace
from scenes.binding import Source
from scenes.lighting import DIM, REST, Light, Part
from scenes.mobjects.cell.layer import chip
from scenes.mobjects.numbers.cells import Cells, CellStyle
from scenes.mobjects.shapes.wires import Route, Wire, rounded
from scenes.mobjects.text.sentence import Sentence
from scenes.mobjects.text.text import Math
from scenes.params import Notation
from scenes.roles import symbol
from scenes.theme import Frame, Pace, Size, Theme

_X, _Y = -3.4, -0.57  # middle of the block
_WIDTH, _HEIGHT = 1.5, 1.5
_OUT = 0.84
_STATE_HEIGHT = Frame.CONTENT_TOP - (_Y + _HEIGHT / 2 + _OUT + 0.06)
_TOKEN_TOP = -2.25
_TALLEST = 1.0  # of all words, below which a wire is still long enough
_LOOP_REACH, _LOOP_RISE = 0.6, 0.4


class Machine(VGroup):
    """The block, its wires and the sentence below; an input wire that reaches for any word.

    ``W_h`` and ``loop`` are no submobjects: they come when the output is fed back.
    """

    def __init__(self, trace: Trace, theme: Theme, notation: Notation) -> None:
        self.theme, self.notation = theme, notation
        spacing = min(2.6, 2 * (Frame.SAFE_X - 0.6) / max(len(trace), 2))
        self.places = [(t - (len(trace) - 1) / 2) * spacing for t in range(len(trace))]
        self.tokens = Sentence.within(_TALLEST, trace, self.places, theme)
        top = max(_TOKEN_TOP, Frame.CONTENT_BOTTOM + self.tokens.height)
        self.tokens.shift((0, top - self.tokens.get_top()[1], 0))
        self._below = top + 0.14  # where the input wire begins, and where it turns
        self._across = (self._below + _Y - _HEIGHT / 2) / 2 - 0.1
        self.box = RoundedRectangle(
            corner_radius=0.16,
            width=_WIDTH,
            height=_HEIGHT,
            stroke_color=theme.muted,
            stroke_width=2.5,
            fill_color=theme.panel,
            fill_opacity=1.0,
        ).move_to((_X, _Y, 0))
        self.W_x, self.W_h = (
            chip(role, theme, notation, _WIDTH - 0.24).move_to(self.box) for role in ("W_x", "W_h")
        )
        self.W_h.shift((0, 0.34, 0))
        self.x_wire = Wire(self.input_route(self.places[0]), theme.input)
        top_of_box = _Y + _HEIGHT / 2
        self.h_wire = Wire([(_X, top_of_box), (_X, top_of_box + _OUT)], theme.state)
        self.loop = Wire(self._loop_route(), theme.state)
        self.x_name = Math(symbol("x", notation), theme.input, Size.LABEL)
        over_wire = (self._across + _Y - _HEIGHT / 2) / 2
        self.x_name.move_to((_X - 0.14 - self.x_name.width / 2, over_wire, 0))
        self.h_name = Math(symbol("h", notation), theme.state, Size.LABEL)
        self.h_name.move_to((_X + 0.14 + self.h_name.width / 2, top_of_box + _OUT - 0.22, 0))
        self.words = [Part("x", "component", theme, *token) for token in self.tokens]
        super().__init__(
            *self.words, self.x_wire, self.h_wire, self.box, self.W_x, self.x_name, self.h_name
        )

    def _loop_route(self) -> Route:
        right, left = _X + _WIDTH / 2, _X - _WIDTH / 2
        top = _Y + _HEIGHT / 2 + _LOOP_RISE
        return rounded(
            [
                (right, _Y),
                (right + _LOOP_REACH, _Y),
                (right + _LOOP_REACH, top),
                (left - _LOOP_REACH, top),
                (left - _LOOP_REACH, _Y),
                (left, _Y),
            ],
            0.3,
        )

    def input_route(self, x: float) -> Route:
        """From the word at ``x`` up, across and into the block."""
        bottom = _Y - _HEIGHT / 2
        corners = [(x, self._below), (x, self._across), (_X, self._across), (_X, bottom)]
        return rounded(corners, 0.18)

    def make_room(self) -> Animation:
        """Move W_x down, so that W_h has a place above it."""
        return self.W_x.animate.shift((0, -0.34, 0))

    def attend(self, t: int) -> Light:
        """Let every word but that of step ``t`` + 1 step back."""
        levels = {word: REST if i == t else DIM for i, word in enumerate(self.words)}
        return Light(levels, Pace.QUICK)

    def state(self, source: Source, step: int) -> Cells:
        """What comes out at ``step``, where it comes out."""
        state = Cells(source, "h", step, self.theme, CellStyle(max_height=_STATE_HEIGHT))
        bottom = _Y + _HEIGHT / 2 + _OUT + 0.06
        return state.move_to((_X, bottom + state.height / 2, 0))


class Reach(Animation):
    """Swing the input wire to the word of step ``t`` + 1."""

    def __init__(self, machine: Machine, t: int, **kwargs: Any) -> None:
        self.machine, self.end = machine, machine.places[t]
        super().__init__(machine.x_wire, **kwargs)

    def begin(self) -> None:
        """Remember which word the wire comes from."""
        self.start = float(self.machine.x_wire.route[0][0])
        super().begin()

    def create_starting_mobject(self) -> Mobject:
        """Nothing is copied: a wire can take any route."""
        return self.mobject

    def interpolate_mobject(self, alpha: float) -> None:
        """Follow the route from wherever its foot is."""
        x = self.start + (self.end - self.start) * self.rate_func(alpha)
        self.machine.x_wire.follow(self.machine.input_route(x))
