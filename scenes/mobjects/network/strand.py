"""One wire of a network that is being rewired: of the old wiring, of the new one, or of both."""

from typing import Literal

import numpy as np

from scenes.mobjects.network.blocks import DeadEnd
from scenes.mobjects.network.places import Places
from scenes.mobjects.network.wired_network import WiredNetwork
from scenes.mobjects.shapes.wires import TIP, Route, Wire
from scenes.paint import set_filling, set_line
from scenes.theme import Theme, blend, rgb

Kind = Literal["dead end", "feedback", "state", "input", "output"]  # in the order of drawing
Key = tuple[Kind, int]  # what a wire is and the step that it belongs to
Shape = Wire | DeadEnd

_BOLDER = 1.7  # width of a wire that changes, over its own


class Strand:
    """A wire that ``stays``, or one that ``comes`` or goes; one that grows thick ``changes`` too.

    ``old`` and ``new`` are that wire in the two networks, None where it is missing. ``shape`` is
    what is drawn.
    """

    def __init__(self, key: Key, old: Shape | None, new: Shape | None, theme: Theme) -> None:
        self.kind, self.step = key
        self.theme, self.stays, self.comes = theme, bool(old and new), old is None
        model = old or new
        assert model is not None
        self.shape = model.copy()
        color = model.line.get_stroke_color().to_hex()
        self.color = rgb(color)
        lit = blend(self.color, rgb(theme.text), 0.6) if self.kind == "dead end" else self.color
        widths = [shape.line.get_stroke_width() for shape in (old, new) if shape is not None]
        self.widths = widths[0], widths[-1]
        self.changes = not self.stays or widths[0] != widths[-1]
        self.lit = lit if self.changes else rgb(theme.faint)

    def route(self, places: Places) -> Route:
        """Where the whole wire runs among ``places``."""
        routes = {
            "dead end": places.dead_end_route,
            "feedback": places.feedback_route,
            "state": places.state_route,
            "input": places.input_route,
            "output": places.output_route,
        }
        return routes[self.kind](self.step)

    def draw(
        self, places: Places, part: float, light: float, share: float, whole: bool = False
    ) -> None:
        """Draw the first ``part`` of it, or all of it that faintly if it is drawn ``whole``.

        ``light`` is how far what changes is lit and what stays has stepped back, ``share`` how
        far the steps are on their way from old to new places.
        """
        color = blend(self.color, self.lit, light)
        width = self.widths[0] + (self.widths[1] - self.widths[0]) * share
        if self.changes:
            width *= 1 + (_BOLDER - 1) * light
        route, shape = self.route(places), self.shape
        seen = part
        if not whole:
            route, seen = _start_of(route, part)
        shape.follow(route)
        set_line(shape.line, color, seen, width)
        if isinstance(shape, Wire):
            set_filling(shape.tip, color, seen)
        else:
            set_line(shape.bar, color, seen)


def strands_of(before: WiredNetwork, after: WiredNetwork) -> dict[Key, Strand]:
    """Every wire of the two networks, in the order in which they are drawn."""
    old, new = _wires(before), _wires(after)
    keys = [key for key in old if key not in new]
    order = list(Kind.__args__)  # type: ignore[attr-defined]
    keys = sorted([*keys, *new], key=lambda key: (order.index(key[0]), key[1]))
    return {key: Strand(key, old.get(key), new.get(key), before.theme) for key in keys}


def _wires(network: WiredNetwork) -> dict[Key, Shape]:
    found: dict[Key, Shape] = {}
    found |= {("dead end", step): wire for step, wire in network.dead_ends.items()}
    found |= {("feedback", step): wire for step, wire in network.feedback.items()}
    found |= {("state", step): wire for step, wire in network.state_wires.items()}
    found |= {("input", step): wire for step, wire in network.input_wires.items()}
    found |= {("output", step): wire for step, wire in network.output_wires.items()}
    return found


def _start_of(route: Route, part: float) -> tuple[Route, float]:
    """The first ``part`` of a route, and how opaque it is drawn: it fades in with its arrowhead."""
    if part >= 1:
        return route, 1.0
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(route, axis=0), axis=1))])
    reached = part * lengths[-1]
    end = min(max(reached, 1.1 * TIP), lengths[-1])
    inside = lengths < end - 1e-6
    head = [np.interp(end, lengths, route[:, axis]) for axis in range(3)]
    return np.vstack([route[inside], head]), min(reached / (1.1 * TIP), 1.0)
