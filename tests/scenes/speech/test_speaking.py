"""A scene waits for the words that it marks, and for the end of what is said."""

from collections.abc import Callable, Iterator

import pytest
from manim import Circle, FadeIn

from lecture.drawing.renderer import FrameRenderer, Visitor
from lecture.manim_setup import manim_configured
from lecture.video.format import VideoFormat
from rnn_math.errors import InputError
from scenes.lecture_scene import LectureScene
from scenes.script import CHARACTERS_A_SECOND, Line, Script
from scenes.speech.speech import RATE, Speech, Utterance

FPS = 10
SCRIPT = Script("rolling", "A title", {"show": Line("A", "Look at it [[now]]and [[then]]rest.")})
SPEECH = Speech(
    "en", utterances={"Look at it and rest.": Utterance(4 * RATE, ((11, 2 * RATE), (15, 3 * RATE)))}
)


@pytest.fixture(autouse=True)
def _manim() -> Iterator[None]:
    with manim_configured(VideoFormat(320, 180, FPS)):
        yield


def told(do: Callable[[LectureScene], None], speech: Speech | None) -> LectureScene:
    class Spoken(LectureScene):
        clip = "rolling"

        def construct(self) -> None:
            self.tell(self.show)

        def show(self) -> None:
            do(self)

    scene = Spoken(script=SCRIPT, speech=speech, renderer=FrameRenderer(Visitor()))
    scene.render()
    return scene


def appear(scene: LectureScene) -> None:
    scene.on("now")
    scene.play(FadeIn(Circle()), run_time=scene.time_to("then", 0.5))
    scene.read(1.5)
    scene.on("now")  # it is past


def test_what_is_marked_happens_as_it_is_said() -> None:
    scene = told(appear, SPEECH)
    (beat,) = scene.timeline.beats
    assert beat.marks == (("now", 22), ("then", 32), ("now", 22))
    assert [(said.start, said.frames) for said in beat.speech] == [(2, 40)]
    assert beat.frames == 2 + 40 + 5


def test_motion_may_outlast_speech() -> None:
    def dawdle(scene: LectureScene) -> None:
        scene.play(FadeIn(Circle()), run_time=6.0)

    assert told(dawdle, SPEECH).timeline.frames == 60 + 8


def test_without_a_voice_marks_take_no_time() -> None:
    scene = told(appear, None)
    (beat,) = scene.timeline.beats
    assert (beat.marks, beat.speech) == ((), ())
    assert beat.narration == "Look at it and rest."
    assert beat.frames == max(5 + 15 + 8, round(FPS * len(beat.narration) / CHARACTERS_A_SECOND))


@pytest.mark.parametrize("speech", [SPEECH, None])
def test_a_mark_that_the_line_lacks_is_named(speech: Speech | None) -> None:
    with pytest.raises(InputError, match=r"script of rolling: .* no mark \[\[never\]\]"):
        told(lambda scene: scene.on("never"), speech)
