"""A scene as a picture: what stands still is drawn once, what moves over it where it moves."""

from collections.abc import Iterable
from operator import attrgetter

from manim import Camera, Mobject, Scene

from lecture.drawing.canvas import Canvas, Picture
from lecture.drawing.lens import Lens
from lecture.drawing.outline import Outlines
from lecture.drawing.tiles import Rectangle, Tiles


class Drawing:
    """The picture of a scene, kept up to date.

    What stands still behind everything that moves in a play is on a canvas of its own.
    """

    def __init__(self, camera: Camera) -> None:
        self._lens = Lens(camera)
        self._outlines = Outlines(self._lens)
        self._still: set[int] = set()
        self._behind: set[int] | None = None  # those that are on the canvas behind
        self._behind_changed: Tiles = 0  # since it was last put into a picture
        self._changed: Tiles = 0  # since the last time that somebody asked
        self._start_anew()

    def begin(self, scene: Scene | None) -> None:
        """A play of ``scene`` begins: Manim knows what stands still in it. None: it has ended."""
        self._still = {id(each) for each in family(scene.static_mobjects if scene else ())}
        self._behind = None

    def prepare(self, scene: Scene) -> list[Mobject]:
        """Draw what stands still behind everything that moves, once a play; all that is shown."""
        if self._ground is not self._lens.camera.background:
            self._start_anew()
        shown = family([*scene.mobjects, *scene.foreground_mobjects])
        if self._behind is None:
            self._outlines.forget_all_but(shown)
            back = self._run_from_the_back(shown)
            self._behind = {id(each) for each in back}
            self._behind_changed |= self._back.show([self._outlines.of(each) for each in back])
        return shown

    def of(self, scene: Scene) -> Picture:
        """``scene`` as it stands. The array is drawn over by the next call."""
        shown = self.prepare(scene)
        assert self._behind is not None
        front = [self._outlines.of(each) for each in shown if id(each) not in self._behind]
        self._changed |= self._front.show(front, self._behind_changed)
        self._behind_changed = 0
        return self._front.pixels

    def changes(self) -> list[Rectangle]:
        """Where pictures may have changed since this was asked."""
        changed, self._changed = self._changed, 0
        return list(self._lens.grid.rectangles(changed))

    def _run_from_the_back(self, shown: list[Mobject]) -> list[Mobject]:
        """Stock Manim takes whatever stands still, also what lies in front, and draws it behind."""
        moving = (n for n, each in enumerate(shown) if id(each) not in self._still)
        return shown[: next(moving, len(shown))]

    def _start_anew(self) -> None:
        self._ground = self._lens.camera.background
        self._back = Canvas(self._ground, self._lens)
        self._front = Canvas(self._back.pixels, self._lens)
        self._behind = None
        self._changed = self._lens.grid.whole


def family(mobjects: Iterable[Mobject]) -> list[Mobject]:
    """Everything with points among ``mobjects`` and what they contain, from the back.

    The order is Manim's: a mobject before what it contains; one that is there twice, where it is
    the last time.
    """
    found: list[Mobject] = []
    _collect(mobjects, found)
    if len(set(found)) < len(found):
        found = list(dict.fromkeys(reversed(found)))[::-1]
    if any(map(attrgetter("z_index"), found)):
        found.sort(key=lambda each: each.z_index)
    return found


def _collect(mobjects: Iterable[Mobject], found: list[Mobject]) -> None:
    for mobject in mobjects:
        if len(mobject.points):
            found.append(mobject)
        if mobject.submobjects:
            _collect(mobject.submobjects, found)
