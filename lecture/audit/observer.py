"""Looks at scenes: from the mobjects that are there to what is drawn, in drawing order."""

from collections.abc import Iterable

import numpy as np
from manim import Mobject, Scene, VMobject

from lecture.audit.drawn import Drawn, Place
from lecture.audit.findings import VISIBLE
from lecture.audit.geometry import Geometry
from lecture.audit.view import View
from scenes.theme import Theme

_LINE_WIDTH = 0.01  # scene units for each unit of a stroke's width, as Manim's camera has it


class Observer:
    """Turns scenes into views and remembers what has not changed since the last one."""

    def __init__(self) -> None:
        self._seen: dict[int, Drawn] = {}
        self._everywhere = Place()

    def look(self, scene: Scene, theme: Theme, at_rest: bool) -> View:
        """What is on screen now."""
        shown = self._in_drawing_order([*scene.mobjects, *scene.foreground_mobjects])
        self._seen = {id(mobject): self._drawn(mobject, place) for mobject, place in shown}
        items = [item for item in self._seen.values() if item.is_seen]
        for order, item in enumerate(items):
            item.order = order
        return View(scene, theme, items, at_rest)

    def _in_drawing_order(self, tops: Iterable[Mobject]) -> list[tuple[VMobject, Place]]:
        """What has points, as the camera draws it: what comes twice is drawn the last time."""
        found: list[tuple[VMobject, Place]] = []

        def visit(mobject: Mobject, place: Place) -> None:
            if isinstance(mobject, VMobject) and len(mobject.points):
                found.append((mobject, place))
            if mobject.submobjects:
                inner = place.inside(mobject)
                for child in mobject.submobjects:
                    visit(child, inner)

        for top in tops:
            visit(top, self._everywhere)
        last = {id(mobject): number for number, (mobject, _) in enumerate(found)}
        once = [found[number] for number in sorted(last.values())]
        return sorted(once, key=lambda pair: pair[0].z_index)

    def _drawn(self, mobject: VMobject, place: Place) -> Drawn:
        before = self._seen.get(id(mobject))
        fills, strokes = mobject.get_fill_rgbas(), mobject.get_stroke_rgbas()
        width = mobject.get_stroke_width()
        shape = hash(mobject.points.tobytes())
        mark = hash((shape, fills.tobytes(), strokes.tobytes(), width))
        if before is not None and before.mobject is mobject and before.mark == mark:
            if before.moved:
                before.moved = False
                before.notes.clear()
            before.still, before.place = True, place
            return before
        kept = before is not None and before.shape == shape
        is_lined = width > 0 and len(strokes) and strokes[:, 3].max() > VISIBLE
        return Drawn(
            mobject=mobject,
            place=place,
            geometry=before.geometry if before and kept else Geometry(mobject.points),
            shape=shape,
            mark=mark,
            fill=fills[0] if len(fills) else np.zeros(4),
            stroke=strokes.copy(),
            width=float(width) * _LINE_WIDTH if is_lined else 0.0,
            moved=before is not None and not kept,
        )
