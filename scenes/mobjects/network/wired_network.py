"""Any architecture, drawn from its wiring: which steps read, which answer, what is fed back."""

from collections.abc import Mapping

import numpy as np
from manim import Animation, FadeIn, VGroup, VMobject

from rnn_math.wiring import Wiring
from scenes.binding import Source
from scenes.mobjects.network.blocks import DeadEnd, block
from scenes.mobjects.network.wiring_layout import WiringLayout, placed
from scenes.mobjects.numbers.color_field import ColorField
from scenes.mobjects.shapes.wires import Wire, pulse
from scenes.mobjects.text.tokens import TokenRow
from scenes.theme import Pace, Theme

__all__ = ["WiredNetwork", "WiringLayout"]

_STATE_WIDTH, _CONTEXT_WIDTH = 3.0, 6.0


class WiredNetwork(VGroup):
    """One block a step of ``wiring``; wires, words and dead ends as the wiring says.

    ``inputs`` holds the word read at each step that reads, ``outputs`` the word written at each
    step that answers, both by step number from 1. Things are found by step number as well:
    ``blocks``, ``input_wires`` and ``input_words`` where something is read, ``output_wires`` and
    ``output_words`` where the output is used, ``dead_ends`` where it is not, ``feedback[t]``
    which brings the output of t to step t + 1, and ``state_wires[t]`` which brings its state.
    ``context`` is the thick state wire on which another network hands over: an encoder that read
    a sequence, or one that is not drawn, and then it is ``state_wires[0]``.
    ``places`` is where everything stands.

    Only blocks and wires are on screen from the start; words come as they are read and written,
    see :meth:`arrive`, :meth:`compute` and :meth:`answer`, or all at once with :meth:`finished`.
    Raises :class:`LayoutError` if the steps or their words cannot be drawn legibly.
    """

    def __init__(
        self,
        wiring: Wiring,
        theme: Theme,
        inputs: Mapping[int, str] | None = None,
        outputs: Mapping[int, str] | None = None,
        layout: WiringLayout | None = None,
    ) -> None:
        self.wiring, self.theme = wiring, theme
        self.layout = layout or WiringLayout()
        inputs, outputs = inputs or {}, outputs or {}
        self.places = placed(wiring, self.layout)
        self.xs, self.block_width = self.places.xs, self.places.width
        self.blocks = {step.number: self._block(step.number) for step in wiring}
        self.input_wires = {n: self._input_wire(n) for n in wiring.reading}
        self.output_wires = {n: self._output_wire(n) for n in wiring.answering}
        self.dead_ends = {n: self._dead_end(n) for n in wiring.ignored}
        self.feedback = {n - 1: self._feedback_wire(n) for n in wiring.fed_back}
        first = 0 if wiring.context == 1 else 1
        self.state_wires = {n: self._state_wire(n) for n in range(first, len(wiring))}
        self.context = self.state_wires[wiring.context - 1] if wiring.context else None
        self.input_words = self._words(inputs, theme.input, above=False)
        self.output_words = self._words(outputs, theme.output, above=True)
        self.states: dict[int, VGroup] = {}
        super().__init__(
            *self.dead_ends.values(),
            *self.feedback.values(),
            *self.state_wires.values(),
            *self.input_wires.values(),
            *self.output_wires.values(),
            *self.blocks.values(),
        )

    def x(self, step: int) -> float:
        """The middle of the block of ``step``."""
        return self.places.x(step)

    def arrive(self, step: int) -> list[Animation]:
        """Everything that reaches the block of ``step``, on its way there: words first."""
        moves: list[Animation] = []
        if step in self.input_wires:
            moves.append(pulse(self.input_wires[step], self.theme.input))
        if step - 1 in self.feedback:
            moves.append(pulse(self.feedback[step - 1], self.theme.output))
        if step - 1 in self.state_wires:
            moves.append(pulse(self.state_wires[step - 1], self.theme.state))
        return moves

    def compute(self, step: int, source: Source, trace_step: int | None = None) -> Animation:
        """The state of ``step`` appears in its block, as colours."""
        h = source.trace.array("h", trace_step or step)
        columns = max(1, -(-len(h) // 8))
        grid = np.full((-(-len(h) // columns), columns), np.nan)
        grid.flat[: len(h)] = h
        inside = self.blocks[step]
        margin = 0.16 * inside.height / self.places.height  # it may be seen from nearby
        size = inside.width - margin, inside.height - margin
        field = ColorField(grid, self.theme, *size, limit=1.0)
        self.states[step] = field.move_to(inside)
        return FadeIn(field)

    def answer(self, step: int) -> list[Animation]:
        """The output of ``step`` leaves its block; nothing if nobody uses it."""
        if step not in self.output_wires:
            return []
        moves: list[Animation] = [pulse(self.output_wires[step], self.theme.output)]
        if step in self.output_words:
            moves.append(FadeIn(self.output_words[step]))
        return moves

    def waste(self) -> list[Animation]:
        """All outputs that nobody uses: each runs up to the bar of its dead end, and no further."""
        return [pulse(end, self.theme.output, Pace.SLOW) for end in self.dead_ends.values()]

    def finished(self) -> VGroup:
        """Words and states that have come so far, to be taken away with the network."""
        return VGroup(
            *self.input_words.values(), *self.output_words.values(), *self.states.values()
        )

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest that wires and words reach, shown or not."""
        whole = VGroup(self, *self.input_words.values(), *self.output_words.values())
        return whole.get_bottom()[1], whole.get_top()[1]

    # Layout

    def _block(self, step: int) -> VMobject:
        return block(self.places, step, self.theme)

    @property
    def top(self) -> float:
        """The upper edge of the blocks."""
        return self.places.top

    @property
    def bottom(self) -> float:
        """The lower edge of the blocks."""
        return self.places.bottom

    def _input_wire(self, step: int) -> Wire:
        return Wire(self.places.input_route(step), self.theme.input)

    def _output_wire(self, step: int) -> Wire:
        return Wire(self.places.output_route(step), self.theme.output)

    def _dead_end(self, step: int) -> DeadEnd:
        return DeadEnd(self.places.dead_end_route(step), self.theme)

    def _state_wire(self, step: int) -> Wire:
        width = _CONTEXT_WIDTH if step + 1 == self.wiring.context else _STATE_WIDTH
        return Wire(self.places.state_route(step), self.theme.state, width)

    def _feedback_wire(self, step: int) -> Wire:
        route = self.places.feedback_route(step - 1)
        return Wire(route, self.theme.output, radius=0.0)  # its bends are round already

    def _words(self, words: Mapping[int, str], color: str, above: bool) -> dict[int, VGroup]:
        if not words:
            return {}
        steps = sorted(words)
        row = TokenRow(
            [words[n] for n in steps],
            [self.x(n) for n in steps],
            self.theme,
            size=self.layout.size,
            color=color,
            edges=(self.layout.left, self.layout.right),
        )
        gap = 0.14
        if above:
            edge = self.top + self.layout.wire + gap
            row.shift((0, edge - row.get_bottom()[1], 0))
        else:
            edge = self.bottom - self.layout.wire - gap
            row.shift((0, edge - row.get_top()[1], 0))
        return dict(zip(steps, row, strict=True))
