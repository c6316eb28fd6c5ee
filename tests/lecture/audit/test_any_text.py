"""A sentence that tries to be more than text is drawn sign by sign in every clip that takes it."""

from typing import Any

import pytest

from lecture.audit.walk import Walk
from lecture.drawing.renderer import FrameRenderer
from lecture.manim_setup import manim_configured
from lecture.production.clips import build_scene
from lecture.production.job import Job
from lecture.video.format import VideoFormat
from rnn_math.errors import LectureError
from scenes.mobjects.text.text import Words
from scenes.mobjects.text.tokens import halves
from scenes.params import CLIPS, Look, ThemeName
from scenes.questions import Choice, Question
from scenes.theme import THEMES
from scenes.timeline import Beat

VIDEO = VideoFormat(320, 180, 15)
WORD = "<script>alert(1)</script>"
SENTENCE = f'{WORD} & "quotes"'
WIDEST = "W" * 18 + "@&%#<>()"

QUESTION = Question(
    text=f"What is {SENTENCE}?",
    source=SENTENCE,
    target=SENTENCE,
    answer="encoder-decoder",
    choices=(
        Choice(architecture="encoder-decoder", why=f"Because of {SENTENCE}."),
        Choice(architecture="sequence-to-vector", why=SENTENCE),
    ),
)


def params_with(clip: str, word: str) -> dict[str, Any]:
    """Parameters of ``clip`` with ``word`` wherever it can stand."""
    sentence = f'{word} & "quotes"'
    return {
        "feedback": {"sentence": f"{sentence} {word}"},
        "rolling": {"sentence": sentence},
        "equation": {"sentence": sentence, "step": 1},
        "state": {"sentence": sentence, "swap_step": 3, "swap_word": word},
        "sequence-to-sequence": {"sentence": sentence},
        "sequence-to-vector": {"message": sentence, "second_message": sentence},
        "architectures": {"sentence": sentence, "message": sentence},
    }[clip]


TAKING = (
    "feedback",
    "rolling",
    "equation",
    "state",
    "sequence-to-sequence",
    "sequence-to-vector",
    "architectures",
)


class Reader(Walk):
    """Looks, and notes what is written on screen at the end of every beat."""

    def __init__(self, fps: int) -> None:
        super().__init__(fps)
        self.lines: set[str] = set()

    def end_beat(self, renderer: FrameRenderer, beat: Beat) -> None:
        scene = renderer.scene
        assert scene is not None
        family = (each for top in scene.mobjects for each in top.get_family())
        self.lines |= {each.string for each in family if isinstance(each, Words)}
        super().end_beat(renderer, beat)

    def has_read(self, word: str) -> bool:
        """Was ``word`` there, sign by sign, on one line or on two?"""
        return word in self.lines or set(halves(word)) <= self.lines


def read(clip: str, params: dict[str, Any], theme: ThemeName = "dark") -> Reader:
    """What is seen of a clip. Its audit must find nothing."""
    with manim_configured(VIDEO):
        reader = Reader(VIDEO.fps)
        job = Job(clip, CLIPS[clip](**params), Look(theme=theme), VIDEO)
        scene = build_scene(job, FrameRenderer(reader))
        scene.render()
        reader.finish(scene)
    assert not reader.findings, "\n".join(map(str, reader.findings))
    return reader


@pytest.mark.parametrize("theme", list(THEMES))
@pytest.mark.parametrize("clip", TAKING)
def test_every_sign_of_a_sentence_is_shown(clip: str, theme: ThemeName) -> None:
    reader = read(clip, params_with(clip, WORD), theme)
    assert reader.has_read(WORD)
    if clip != "equation":  # where one word of the sentence is computed
        assert reader.has_read("&")
        assert reader.has_read('"quotes"')


@pytest.mark.parametrize("clip", TAKING)
def test_the_widest_word_is_legible(clip: str) -> None:
    assert read(clip, params_with(clip, WIDEST)).has_read(WIDEST)


def test_every_sign_of_a_question_is_shown() -> None:
    reader = read("quiz", {"questions": (QUESTION,)})
    assert reader.has_read(WORD)
    assert any(WORD in line for line in reader.lines - {WORD})


def test_a_clip_with_words_of_its_own_refuses_the_sentence_by_name() -> None:
    with pytest.raises(LectureError, match=r"encoder-decoder\.sentence = .*script"):
        read("encoder-decoder", {"sentence": SENTENCE})
