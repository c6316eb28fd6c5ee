"""Scenes that a lecturer may add, with whatever Manim can do."""

from collections.abc import Callable
from typing import Any

import pytest
from manim import LEFT, RIGHT, UP, Dot, FadeIn, Square, TracedPath, always_rotate

from lecture.production import clips
from lecture.production.film import film
from lecture.production.job import Job
from lecture.video.segment import Footage
from scenes.lecture_scene import LectureScene
from scenes.params import Look, RollingParams
from scenes.script import Line, Script
from tests.lecture import tiny

NAMES = ("begin", "go-on", "end")
SCRIPT = Script("rolling", "Three", {name: Line(f"We {name}", "And so on.") for name in NAMES})


class Three(LectureScene):
    """Three beats; in each a dot comes."""

    clip = "rolling"

    def construct(self) -> None:
        for beat in (self.begin, self.go_on, self.end):
            self.tell(beat)

    def begin(self) -> None:
        self.play(FadeIn(Dot()), run_time=0.5)

    def go_on(self) -> None:
        self.play(FadeIn(Dot(UP)), run_time=0.5)

    def end(self) -> None:
        self.play(FadeIn(Dot(RIGHT)), run_time=0.5)


@pytest.fixture
def filmed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Footage]:
    def it(scene: type[LectureScene], *beats: int) -> Footage:
        def build(job: Job, renderer: object) -> LectureScene:
            return scene(job.params, job.look, SCRIPT, renderer=renderer)

        monkeypatch.setattr(clips, "build_scene", build)
        job = Job("rolling", RollingParams(), Look(), tiny.VIDEO)
        return film(job, beats) if beats else film(job)

    return it


def turning(scene: LectureScene) -> None:
    square = Square()
    always_rotate(square)
    scene.add(square)


def leaving_a_trace(scene: LectureScene) -> None:
    dot = Dot(LEFT)
    scene.add(dot, TracedPath(dot.get_center, stroke_width=8))
    scene.play(dot.animate.shift(RIGHT + UP), run_time=1.0)


def counting(scene: LectureScene) -> None:
    dot = Dot()
    scene.add(dot)
    scene.add_updater(lambda dt: dot.shift(dt * UP))


@pytest.mark.parametrize("what", [turning, leaving_a_trace, counting], ids=lambda it: it.__name__)
def test_a_beat_is_the_same_whichever_are_filmed_with_it(
    filmed: Callable[..., Footage], what: Callable[[LectureScene], None]
) -> None:
    class Its(Three):
        def begin(self) -> None:
            what(self)
            super().begin()

    whole = filmed(Its).segments
    assert len({segment.poster for segment in whole.values()}) == 3
    for beat, segment in whole.items():
        assert filmed(Its, beat).segments == {beat: segment}


def test_a_beat_in_which_nothing_is_played_has_its_headline(
    filmed: Callable[..., Footage],
) -> None:
    class Its(Three):
        def go_on(self) -> None:
            pass

    first, second, third = filmed(Its).segments.values()
    assert first.poster != second.poster != third.poster
    other = Script("rolling", "Three", {**SCRIPT.lines, "begin": Line("Other", "And so on.")})

    class WithOther(Its):
        def __init__(self, params: Any, look: Any, script: Script, **options: Any) -> None:
            super().__init__(params, look, other, **options)

    assert filmed(WithOther).segments[2] == third, "no trace of it two beats later"


def test_what_takes_time_outside_of_beats_is_refused(filmed: Callable[..., Footage]) -> None:
    class Its(Three):
        def construct(self) -> None:
            super().construct()
            self.wait(1)

    with pytest.raises(ValueError, match=r"rolling: whatever takes time belongs to a beat"):
        filmed(Its)


def test_a_section_is_no_mistake_and_a_sound_is_one(filmed: Callable[..., Footage]) -> None:
    class Sections(Three):
        def go_on(self) -> None:
            self.next_section("second")
            super().go_on()

    assert filmed(Sections).segments == filmed(Three).segments
    for call in ("add_sound", "add_subcaption"):

        class Its(Three):
            def go_on(self, call: str = call) -> None:
                getattr(self, call)("a.wav")
                super().go_on()

        with pytest.raises(ValueError, match=r"scenes/scripts"):
            filmed(Its)
