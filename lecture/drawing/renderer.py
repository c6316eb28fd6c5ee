"""Walks a scene frame by frame and shows each frame to a visitor.

Takes the place of Manim's Cairo renderer. It counts whole frames, so that time never drifts;
it keeps no cache and writes no file. What is drawn, and whether anything is drawn at all, is
the visitor's to say: a video looks at every frame, a storyboard at the end of every beat, the
audit at a few moments of every animation without drawing one.
"""

from collections.abc import Sequence
from typing import Any

from manim import Camera, Mobject, Scene
from manim.renderer.protocol import RendererCapabilities

from lecture.drawing.canvas import Picture
from lecture.drawing.drawing import Drawing
from lecture.drawing.tiles import Rectangle
from scenes.timeline import Beat


class Visitor:
    """Says which frames of a play are looked at, and looks at them. This one looks at none."""

    def offsets(self, start: int, count: int) -> Sequence[int]:
        """The frames to visit, from 0, of a play of ``count`` frames that begins at ``start``."""
        return ()

    def visit(self, renderer: "FrameRenderer", frame: int, repeat: int) -> None:
        """Look at ``frame``; the next ``repeat - 1`` frames to be visited are the same."""

    def begin_beat(self, renderer: "FrameRenderer", name: str) -> None:
        """A beat begins with the next frame."""

    def end_beat(self, renderer: "FrameRenderer", beat: Beat) -> None:
        """A beat ends; the scene is in its last state."""


class _NoFiles:
    """Stands where Manim keeps its file writer; there is nothing to write or to abort."""

    def abort_encode_jobs(self, **_: Any) -> None:
        """Manim calls this when a scene raises."""

    def next_section(self, *_: Any, **__: Any) -> None:
        """Stock Manim begins a file; here each beat is one."""

    def add_sound(self, *_: Any, **__: Any) -> None:
        """Raises ValueError."""
        raise ValueError("a clip has no sound of its own: its narration is in scenes/scripts")

    @property
    def subcaptions(self) -> Any:
        """Raises ValueError."""
        raise ValueError("captions are the narration of the beats, in scenes/scripts")


class FrameRenderer:
    """The renderer that is passed to a scene: ``Rolling(renderer=FrameRenderer(visitor))``."""

    capabilities = RendererCapabilities(live_preview=False)

    def __init__(self, visitor: Visitor) -> None:
        self.camera = Camera()
        self.visitor = visitor
        self.file_writer = _NoFiles()
        self.skip_animations = False
        self.num_plays = 0
        self.frame = 0
        self.scene: Scene | None = None
        self._fps = int(self.camera.frame_rate)
        self._step = 0  # frames of the current play that are over
        self._playing: Scene | None = None
        self._drawing: Drawing | None = None

    @property
    def time(self) -> float:
        """Seconds from the start of the clip."""
        return (self.frame + self._step) / self._fps

    def init_scene(self, scene: Scene, *_: Any) -> None:
        """Called by the scene when it is made."""
        self.scene = scene

    def play(self, scene: Scene, *animations: Any, **options: Any) -> None:
        """Play ``animations`` over whole frames, frame i at i / fps as stock Manim does."""
        scene.compile_animation_data(*animations, **options)
        if scene.stop_condition is not None:
            raise ValueError("wait_until has no length of its own: a beat needs whole frames")
        scene.begin_animations()
        count = max(1, round(scene.duration * self._fps))
        offsets = self.visitor.offsets(self.frame, count)
        self._begin_drawing(scene)
        if not scene.is_current_animation_frozen_frame():
            self._animate(scene, count, offsets)
        elif offsets:
            self.visitor.visit(self, self.frame + offsets[0], len(offsets))
        self._begin_drawing()
        self._step = 0
        self.frame += count
        self.num_plays += 1

    def picture(self) -> Picture:
        """The scene as it stands, drawn. The array is drawn over by the next call."""
        assert self.scene is not None
        return self._begun().of(self.scene)

    def changes(self) -> list[Rectangle] | None:
        """Where pictures may have changed since this was asked; None if anywhere."""
        return None if self._drawing is None else self._drawing.changes()

    def begin_beat(self, name: str) -> None:
        """Called by the scene before the first play of a beat."""
        self.visitor.begin_beat(self, name)

    def end_beat(self, beat: Beat) -> None:
        """Called by the scene after the last play of a beat."""
        self.visitor.end_beat(self, beat)

    def update_frame(self, scene: Scene, **_: Any) -> None:
        """Draw the scene; Manim's own helpers expect it of a renderer."""
        self.picture()

    def scene_finished(self, scene: Scene) -> None:
        """Called by Manim after the last play; nothing is left to write."""

    def _animate(self, scene: Scene, count: int, offsets: Sequence[int]) -> None:
        updated = _updated(scene)
        if offsets and (updated or scene.updaters):
            self._draw_what_stands_still(scene)  # as it is before an updater moves it
        for self._step in range(count) if _counts_time(scene, updated) else offsets:
            scene.update_to_time(self._step / self._fps)
            if self._step in offsets:
                self.visitor.visit(self, self.frame + self._step, 1)
        self._step = count
        for animation in scene.animations or []:
            animation.finish()
            animation.clean_up_from_scene(scene)
        scene.update_mobjects(0)

    def _begin_drawing(self, scene: Scene | None = None) -> None:
        """A play of ``scene`` begins, or one has ended."""
        self._playing = scene
        if self._drawing is not None:
            self._drawing.begin(scene)

    def _draw_what_stands_still(self, scene: Scene) -> None:
        self._begun().prepare(scene)

    def _begun(self) -> Drawing:
        """The drawing; there is none before the first picture is asked for."""
        if self._drawing is None:
            self._drawing = Drawing(self.camera)
            self._drawing.begin(self._playing)
        return self._drawing


def _updated(scene: Scene) -> list[Mobject]:
    """What has updaters, on screen or on its way there."""
    moving = [each.mobject for each in scene.animations or [] if each.mobject is not None]
    shown = [*scene.mobjects, *scene.foreground_mobjects, *moving]
    return [each for top in shown for each in top.get_family() if each.updaters]


def _counts_time(scene: Scene, updated: list[Mobject]) -> bool:
    """Does anything depend on every frame that there was, drawn or not?"""
    return bool(
        scene.always_update_mobjects
        or scene.updaters
        or any(each.has_time_based_updater() for each in updated)
    )
