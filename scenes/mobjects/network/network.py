"""The recurrent network in its two drawings, and everything between them."""

import numpy as np
from manim import Animation, FadeOut, VGroup, smooth

from scenes.binding import Source
from scenes.cells.pictures import title_of
from scenes.lighting import Part
from scenes.mobjects.cell.layer import Layer, named_in_words
from scenes.mobjects.cell.loop import pulled_open
from scenes.mobjects.cell.weights_card import WeightsCard
from scenes.mobjects.network.lanes import LANE, lane_names
from scenes.mobjects.numbers.cells import Cells, CellStyle
from scenes.mobjects.shapes.wires import Wire
from scenes.mobjects.text.sentence import Sentence, room_below_key
from scenes.mobjects.text.text import Math
from scenes.paint import set_opacity
from scenes.params import Notation
from scenes.roles import symbol
from scenes.theme import Frame, Size, Theme

_BLOCK_Y = -0.62
_BLOCK_HEIGHT = 1.5
_FEW = 6  # copies that may be wide
_WIDTHS = 1.15, 0.86  # of a block, of few copies and of many
_WORDY_WIDTHS = 1.45, 0.92  # where it holds words in place of symbols
_OUT = 0.85  # length of the wire above the block
_BELOW_CARD = 0.2
_STATES_Y = _BLOCK_Y + _BLOCK_HEIGHT / 2 + _OUT + 0.06
_TOKEN_TOP = -2.2
_TALLEST = 1.0  # of all words, below which a wire is still long enough
_ABOVE_TOKENS = 0.16
_STUB = 0.75  # length of the arrow that leaves the last copy
_LEFT_BEHIND = 0.7  # how far the block has gone on when its copy is labelled
_ROLLED_ZOOM = 1.5  # a single block is drawn this much larger than a copy
_ZOOMED_OUT = 1.5  # progress at which copies have their own size
_CENTER = np.array([0.0, -0.35, 0.0])


class Step(VGroup):
    """What belongs to one time step besides its block: wires, symbols, word and state."""

    def __init__(self, network: "Network", step: int | str) -> None:
        theme, notation = network.theme, network.notation
        bottom, top = _BLOCK_Y - _BLOCK_HEIGHT / 2, _BLOCK_Y + _BLOCK_HEIGHT / 2
        self.x_wire = Wire([(0, network.input_y), (0, bottom)], theme.input)
        self.h_wire = Wire([(0, top), (0, top + _OUT)], theme.state)
        x_name = Math(symbol("x", notation, step), theme.input, Size.LABEL)
        h_name = Math(symbol("h", notation, step), theme.state, Size.LABEL)
        for name, y in (
            (x_name, (bottom + network.input_y) / 2 - 0.04),
            (h_name, top + _OUT - 0.24),
        ):
            name.move_to((0.14 + name.width / 2, y, 0))
        self.wires = VGroup(
            Part("x", "component", theme, *self.x_wire), Part("h", "component", theme, *self.h_wire)
        )
        self.names = VGroup(
            Part("x", "component", theme, *x_name), Part("h", "component", theme, *h_name)
        )
        if isinstance(step, int):
            kind, gap = network.source.trace.cell.kind, network.spacing - network.width_of_block
            names = lane_names(kind, notation, theme, step, network.count, gap, _STUB)
            handed_on = VGroup(*names)
            self.names.add(*handed_on.shift((network.width_of_block / 2, _BLOCK_Y, 0)))
        super().__init__(self.wires, self.names)

    def move_to_x(self, x: float) -> None:
        """Stand on the block whose middle is at ``x``; symbols to the right count for nothing."""
        self.shift((x - self.x_wire.route[-1][0], 0, 0))


class Network(VGroup):
    """A recurrent network over the steps of a trace, rolled, unrolled, or on the way.

    ``progress`` runs from 0, one block with a loop, to ``len(trace)``, one copy a step: at
    ``progress`` p the block has left p copies behind. The loop is the arrows between copies, not
    yet stretched: each opens while the block moves from one copy's place to the next.
    ``gap`` is how far copies stand apart at most; without it they fill a frame.
    Raises :class:`LayoutError` if the words cannot be drawn legibly.
    """

    def __init__(
        self, source: Source, theme: Theme, notation: Notation, gap: float | None = None
    ) -> None:
        self.source, self.theme, self.notation = source, theme, notation
        self.count = len(source.trace)
        widths = _WORDY_WIDTHS if named_in_words(notation) else _WIDTHS
        self.width_of_block = widths[self.count > _FEW]
        room = 2 * Frame.SAFE_X - self.width_of_block - 2 * _STUB + 0.3
        widest = 2.6 if gap is None else self.width_of_block + gap
        self.spacing = min(widest, room / max(self.count - 1, 1))
        places = self._places(self.count)
        self.tokens = Sentence.within(_TALLEST, source.trace, places, theme)
        token_top = max(_TOKEN_TOP, Frame.CONTENT_BOTTOM + self.tokens.height)
        self.tokens.shift((0, token_top - self.tokens.get_top()[1], 0))
        self.input_y = token_top + _ABOVE_TOKENS
        self.blocks = [self._block() for _ in range(self.count)]
        self.steps = [Step(self, t + 1) for t in range(self.count)]
        self.anystep = Step(self, "t")
        self.links = [Wire([(0, 0), (1, 0)], theme.state) for _ in range(self.count)]
        more = source.trace.cell.kind.carried[1:]  # a second state has a lane of its own
        self.lanes = [[Wire([(0, 0), (1, 0)], theme.sum) for _ in self.links] for _ in more]
        self.link_parts = [
            Part("h_prev", "component", theme, *(line for link in links for line in link))
            for links in zip(self.links, *self.lanes, strict=True)
        ]
        self.token_parts = [Part("x", "component", theme, *token) for token in self.tokens]
        top = room_below_key(source.trace)
        middle = float(_CENTER[1])  # from which a network of few copies is drawn larger
        self._room_above = middle + (top - middle) / _zoom(self.count) - _STATES_Y
        self.states = [self._state(t + 1) for t in range(self.count)]
        self.state_parts = [Part("h", "component", theme, *state) for state in self.states]
        self.revealed = 0  # states that the signal has reached
        self._zoom = 1.0
        super().__init__()
        for block in self.blocks:
            block.set_y(_BLOCK_Y)
        self.set_progress(0.0)

    def _block(self) -> Layer:
        title = title_of(self.source.trace.cell.kind)
        return Layer(self.theme, self.notation, self.width_of_block, _BLOCK_HEIGHT, title)

    def _state(self, step: int) -> Cells:
        style = CellStyle(max_height=self._room_above)
        state = Cells(self.source, "h", step, self.theme, style)
        return state.move_to((0, _STATES_Y + state.height / 2, 0))

    def _places(self, progress: float) -> list[float]:
        """Where the blocks stand: those not left behind yet ride on the leading one."""
        middle = min(progress, self.count - 1) / 2
        return [(min(progress, t) - middle) * self.spacing for t in range(self.count)]

    def set_progress(self, progress: float) -> "Network":
        """Draw the network ``progress`` of the way from rolled (0) to unrolled (T)."""
        self.progress = progress
        self._zoom_to(1.0)
        places = self._places(progress)
        left_behind = [min(max(progress - t, 0.0), 1.0) for t in range(self.count)]
        lead = min(int(np.ceil(progress)), self.count - 1)
        for t, x in enumerate(places):
            for thing in (self.blocks[t], self.tokens[t], self.state_parts[t]):
                thing.set_x(x)
            self.steps[t].move_to_x(x)
            self._show_step(t, left_behind[t])
        self.anystep.move_to_x(places[lead])
        set_opacity(self.anystep.names, _fade(1 - left_behind[-1], 1 - _LEFT_BEHIND))
        for t in range(self.count):
            distance = self.spacing if t < self.count - 1 else self.width_of_block + _STUB
            size = self.width_of_block, _BLOCK_HEIGHT
            for n, link in enumerate(self.links_of(t)):
                route = pulled_open(left_behind[t], distance, *size, lane=n * LANE)
                link.follow(route + (places[t], _BLOCK_Y, 0))
        opening = min(int(progress) + 2, self.count)
        self.submobjects = [
            *self.link_parts[:opening],
            *(self.steps[t].wires for t in range(lead + 1)),
            *self.blocks[: lead + 1],
            *(self.steps[t].names for t in range(lead + 1)),
            self.anystep.names,
            *self.token_parts[: lead + 1],
            *self.state_parts[: min(lead + 1, self.revealed)],
        ]
        self._zoom_to(_zoom(progress))
        return self

    def all_at(self, progress: float) -> "Network":
        """The same with all that is not seen then, such as copies that ride on the leading one."""
        seen = set(self.set_progress(progress).submobjects)
        everything = (
            *self.link_parts,
            *(step.wires for step in self.steps),
            *self.blocks,
            *(step.names for step in self.steps),
            self.anystep.names,
            *self.token_parts,
            *self.state_parts,
        )
        for thing in everything:
            if thing not in seen:
                thing.scale(self._zoom, about_point=_CENTER)
        self.submobjects = list(everything)
        return self

    def _zoom_to(self, zoom: float) -> None:
        """Draw a single block large and many copies small."""
        if zoom != self._zoom:
            self.scale(zoom / self._zoom, about_point=_CENTER)
            self._zoom = zoom

    def links_of(self, t: int) -> list[Wire]:
        """The arrows that leave the copy of step t + 1: one for every state that is handed on."""
        return [self.links[t], *(lane[t] for lane in self.lanes)]

    def reveal(self, t: int) -> None:
        """The signal has reached step t + 1: its state is part of the drawing from now on."""
        self.revealed = t + 1
        self.set_progress(self.progress)

    def hide_states(self) -> Animation:
        """Take the states off the drawing."""
        shown = VGroup(*self.state_parts[: self.revealed])
        self.revealed = 0
        self.set_progress(self.progress)
        return FadeOut(shown)

    def weights_card(self) -> WeightsCard:
        """The weights that all copies share, where the states stood."""
        height = self._room_above - _BELOW_CARD
        card = WeightsCard(self.source, self.theme, self.notation, height)
        return card.move_to((0, _STATES_Y + _BELOW_CARD + height / 2, 0))

    def _show_step(self, t: int, left_behind: float) -> None:
        """Symbols, word and state of a step come when its block has gone on."""
        share = _fade(left_behind, _LEFT_BEHIND)
        for thing in (self.steps[t].names, self.token_parts[t], self.state_parts[t]):
            set_opacity(thing, share)


def _zoom(progress: float) -> float:
    """How much larger than copies a network is drawn that has left ``progress`` of them behind."""
    return _ROLLED_ZOOM + (1 - _ROLLED_ZOOM) * _fade(progress / _ZOOMED_OUT, 0.0)


def _fade(value: float, start: float) -> float:
    """0 up to ``start``, then smoothly to 1."""
    return float(smooth(min(max((value - start) / (1 - start), 0.0), 1.0)))
