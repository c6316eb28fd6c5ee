"""Walks a scene and looks at it: all along every animation, at every rest, after every beat.

A fault at rest (a hold, the end of a beat) is reported. While things move, a fault is reported
if it goes on for longer than ``PATIENCE``: two numbers may cross-fade and a wire may be drawn
past a word, but nothing may stay unreadable. An animation is looked at four times at least, at
most a quarter of a second apart, and in its last frame.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

import numpy as np

from lecture.audit import contrast, legibility, light, neighbours, reading, truth
from lecture.audit.claims import Claims
from lecture.audit.findings import CHARACTERS_A_SECOND, PATIENCE, Finding, Suspect
from lecture.audit.observer import Observer
from lecture.audit.view import View
from lecture.drawing.renderer import FrameRenderer, Visitor
from lecture.publishing.captions import cues_of
from lecture.publishing.sound import is_spoken
from scenes.lecture_scene import LectureScene
from scenes.speech.speech import READ
from scenes.timeline import Beat

_APART = 0.25  # seconds between two looks
_LOOKS = 4  # at an animation

_CHECKS: tuple[Callable[[View], Iterator[Suspect]], ...] = (
    truth.truth,
    light.light,
    legibility.outside,
    legibility.overlaps,
    legibility.crossings,
    legibility.hidden,
    legibility.sizes,
    contrast.contrasts,
    neighbours.neighbours,
)


class Walk(Visitor):
    """Looks at a scene while it is walked; ``findings`` says what was wrong."""

    def __init__(self, fps: int) -> None:
        self.fps = fps
        self._eye = Observer()
        self._sentences = reading.Sentences()
        self._since: dict[tuple[object, ...], float] = {}
        self._found: dict[tuple[str, str, str], Finding] = {}
        self._clip = self._beat = ""
        self._lit: set[str] = set()
        self._looks: tuple[object, list[Suspect]] = (None, [])
        self._claims: Claims | None = None

    @property
    def findings(self) -> list[Finding]:
        """In the order in which a viewer would come upon them."""
        return sorted(self._found.values(), key=lambda finding: finding.seconds)

    def offsets(self, start: int, count: int) -> Sequence[int]:
        """The last frame and some before it; the first is like the last one of what came before."""
        looks = max(_LOOKS, int(np.ceil(count / self.fps / _APART)))
        return sorted({round(o) for o in np.linspace(0, count - 1, looks + 1)[1:]})

    def begin_beat(self, renderer: FrameRenderer, name: str) -> None:
        """Findings are reported under their beat."""
        self._beat = name
        self._lit = set()
        self._looks = None, []

    def visit(self, renderer: FrameRenderer, frame: int, repeat: int) -> None:
        """Look at one picture."""
        scene = _lecture_scene(renderer)
        self._clip = scene.clip
        held = bool(scene.is_current_animation_frozen_frame())
        since = renderer.frame if held else frame  # a hold is the same from its first frame on
        self._look(self._eye.look(scene, scene.theme, held), since / self.fps)

    def end_beat(self, renderer: FrameRenderer, beat: Beat) -> None:
        """Look at what stays, and compare it with what the timeline says of the beat."""
        scene, now = _lecture_scene(renderer), renderer.frame / self.fps
        view = self._eye.look(scene, scene.theme, True)
        self._look(view, now)
        for suspect in chain(truth.recorded(view, beat), self._claims_of(scene).shown(view)):
            self._report(suspect, now)
        claims = self._claims_of(scene)
        for suspect in chain(claims.told(beat), claims.figures(beat)):
            self._report(suspect, beat.start / self.fps)
        for role in sorted(set(beat.roles) - self._lit):
            message = (
                "the timeline says that it is lit in this beat, nothing on screen does: play it"
            )
            self._report(Suspect("light", (role,), role, message), beat.start / self.fps)

    def finish(self, scene: LectureScene) -> None:
        """Look at the whole: its sentences, beats and captions."""
        timeline = scene.timeline
        for suspect in self._sentences.finish(timeline.seconds):
            self._report(suspect, timeline.seconds)
        told = {beat.name: beat for beat in timeline.beats}
        for suspect in self._claims_of(scene).untold(told):
            self._report(suspect, timeline.seconds)
        for beat, suspect in reading.beats(timeline):
            self._beat = beat.name
            self._report(suspect, beat.start / timeline.fps)
        rate = READ if is_spoken(timeline) else CHARACTERS_A_SECOND  # who hears it reads along
        for cue, suspect in reading.captions(cues_of(timeline), timeline.seconds, rate):
            self._beat = next(
                (b.name for b in timeline.beats if cue.start < (b.start + b.frames) / timeline.fps),
                "",
            )
            self._report(suspect, cue.start)

    def _claims_of(self, scene: LectureScene) -> Claims:
        self._claims = self._claims or Claims(scene)
        return self._claims

    def _look(self, view: View, now: float) -> None:
        suspects = self._suspects(view)
        since: dict[tuple[object, ...], float] = {}
        for suspect in suspects:
            key = (suspect.kind, *suspect.key)
            since[key] = self._since.get(key, now)
            if suspect.at_once or view.at_rest or now - since[key] > PATIENCE:
                self._report(suspect, since[key])
        self._since = since
        for suspect in self._sentences.observe(view, now):
            self._report(suspect, now)

    def _suspects(self, view: View) -> Iterable[Suspect]:
        """What all checks say; a picture like the last one is not looked at again."""
        looks = (view.at_rest, tuple((id(i.mobject), i.mark, i.still) for i in view.items))
        if looks != self._looks[0]:
            self._looks = looks, list(chain.from_iterable(check(view) for check in _CHECKS))
            self._lit |= light.lit_roles(view)
        return self._looks[1]

    def _report(self, suspect: Suspect, seconds: float) -> None:
        place = (suspect.kind, self._beat, suspect.what)
        self._found.setdefault(
            place,
            Finding(
                suspect.kind,
                self._clip,
                self._beat,
                round(seconds, 3),
                suspect.what,
                suspect.message,
            ),
        )


def _lecture_scene(renderer: FrameRenderer) -> LectureScene:
    assert isinstance(renderer.scene, LectureScene)
    return renderer.scene
