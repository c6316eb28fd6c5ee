"""One wiring turned into another: the same cells, other inputs and outputs."""

from typing import Any

from manim import Animation, Mobject, Scene, VGroup, linear, smooth

from scenes.mobjects.network.blocks import block, block_outline
from scenes.mobjects.network.places import Places
from scenes.mobjects.network.strand import Key, Strand, strands_of
from scenes.mobjects.network.wired_network import WiredNetwork
from scenes.paint import set_line, set_opacities
from scenes.theme import blend, rgb

REWIRED, SETTLED = 1.0, 2.0

_STEP_BACK = 0.15  # progress at which what stays has stepped back
_STARTS = 0.08  # progress at which the first wire moves
_LENGTHS = 3.0, 4.0, 5.0  # of going, sliding and coming, in proportion
_OUT = 0.2  # of its width that a copy has come out of another when it is drawn whole
_OVERLAP = 0.3  # of a phase that is left when the next begins
_LAG = 0.3  # of the coming that is over when the last wire begins
_BRANCH = 0.85  # of the time of other wires: feedback goes before and comes after its output

Span = tuple[float, float]


class Rewiring(VGroup):
    """The network ``before`` on its way to ``after``.

    ``progress`` runs from 0, which looks like ``before``, to 1, where everything is wired anew
    and what has changed is still lit, and on to 2, which looks like ``after``. First what goes
    retracts into where it came from, then the blocks slide to their places, then what comes
    grows in the order of the steps. A step that only one wiring has is a copy that comes out of
    the last block of the other, or slides back into it. Words and states take no part. Between
    two drawings of one wiring everything just slides, nothing is lit, and 1 is the end.

    ``strands`` holds the wires by (kind, step).
    """

    def __init__(self, before: WiredNetwork, after: WiredNetwork) -> None:
        self.before, self.after, self.theme = before, after, before.theme
        self.strands = strands_of(before, after)
        self.is_lit = any(strand.changes for strand in self.strands.values())
        self.count = max(len(before.wiring), len(after.wiring))
        self.boxes = [block(before.places, t + 1, self.theme) for t in range(self.count)]
        self.going, self.sliding, self.coming = self._phases()
        super().__init__(*(strand.shape for strand in self.strands.values()), *self.boxes)
        self.set_progress(0.0)

    def set_progress(self, progress: float) -> "Rewiring":
        """Draw the network at ``progress``, 0 to 2."""
        self.progress = progress
        share = float(smooth(_share(progress, *self.sliding)))
        places = self.before.places.towards(self.after.places, share)
        on, off = _share(progress, 0.0, _STEP_BACK), _share(progress, REWIRED, SETTLED)
        light = float(smooth(on) - smooth(off)) if self.is_lit else 0.0
        for key, strand in self.strands.items():
            pulled = self._is_pulled(key)
            part = self._pulled(key[1], places) if pulled else self._part(strand, progress)
            strand.draw(places, part, light, share, whole=pulled)
        for step in range(1, self.count + 1):
            self._draw_box(step, places, light)
        return self

    def _phases(self) -> tuple[Span, Span, Span]:
        """When wires go, blocks slide and wires come; what does not happen takes no time."""
        changing = [s for key, s in self.strands.items() if not self._is_pulled(key)]
        happens = (
            any(not s.stays and not s.comes for s in changing),
            self.before.places != self.after.places,
            any(s.comes for s in changing),
        )
        spans: list[Span] = []
        now = 0.0
        for length, takes_part in zip(_LENGTHS, happens, strict=True):
            start = max(now - _OVERLAP * length, 0.0)
            now = start + length if takes_part else now
            spans.append((start, now))
        scale = (REWIRED - _STARTS) / (now or 1.0)
        going, sliding, coming = ((_STARTS + a * scale, _STARTS + b * scale) for a, b in spans)
        return going, sliding, coming

    def _part(self, strand: Strand, progress: float) -> float:
        """How much of a wire there is at ``progress``."""
        if strand.stays:
            return 1.0
        branches = strand.kind == "feedback"  # from an output, while that is there
        if not strand.comes:
            share = _share(progress, *self.going)
            return 1 - float(smooth(_share(share, 0.0, _BRANCH if branches else 1.0)))
        late = max(strand.step - 1, 0) / max(self.count - 1, 1)
        share = _share(_share(progress, *self.coming), _LAG * late, 1 - _LAG * (1 - late))
        return float(smooth(_share(share, 1 - _BRANCH if branches else 0.0, 1.0)))

    def _is_pulled(self, key: Key) -> bool:
        """Does this wire join two copies, one of which comes out of the other?"""
        return key[0] == "state" and key[1] > 0 and not self.strands[key].stays

    def _pulled(self, step: int, places: Places) -> float:
        """How far the copies of ``step`` and the next have left one another."""
        full = max(network.places.gap(step) for network in (self.before, self.after))
        return min(max(places.gap(step) / full, 0.0), 1.0)

    def _draw_box(self, step: int, places: Places, light: float) -> None:
        box = self.boxes[step - 1]
        color = blend(rgb(self.theme.muted), rgb(self.theme.faint), light)
        box.set_points(block_outline(places, step))
        apart = places.x(step) - places.x(step - 1) if step > 1 else places.width
        seen = min(apart / (_OUT * places.width), 1.0)  # before that it is the one before
        set_opacities(box, seen, seen)
        set_line(box, color, seen)


def _share(value: float, start: float, end: float) -> float:
    """How far ``value`` is on its way from ``start`` to ``end``, 0 to 1."""
    if end <= start:
        return float(value >= end)
    return min(max((value - start) / (end - start), 0.0), 1.0)


class Rewire(Animation):
    """Take a rewiring from where it is to ``progress``; it stands in for both of its networks."""

    def __init__(self, rewiring: Rewiring, progress: float = REWIRED, **kwargs: Any) -> None:
        self.end = progress
        kwargs.setdefault("rate_func", linear)  # each phase is eased by itself
        super().__init__(rewiring, **kwargs)

    def begin(self) -> None:
        """Remember where the rewiring starts."""
        self.start = self.mobject.progress
        super().begin()

    def create_starting_mobject(self) -> Mobject:
        """Nothing is copied: a rewiring can be drawn at any progress."""
        return self.mobject

    def _setup_scene(self, scene: Scene) -> None:
        """Take the place of the network that was, behind whatever stood before that."""
        for network in (self.mobject.before, self.mobject.after):
            if network in scene.mobjects:
                scene.replace(network, self.mobject)
                return
        if self.mobject not in scene.mobjects:
            scene.add(self.mobject)

    def interpolate_mobject(self, alpha: float) -> None:
        """Draw the network as far as it has come."""
        share = self.rate_func(alpha)
        self.mobject.set_progress(self.start + (self.end - self.start) * share)

    def clean_up_from_scene(self, scene: Scene) -> None:
        """Leave the new network in its place once everything has settled."""
        super().clean_up_from_scene(scene)
        if self.end >= (SETTLED if self.mobject.is_lit else REWIRED):
            scene.replace(self.mobject, self.mobject.after)
