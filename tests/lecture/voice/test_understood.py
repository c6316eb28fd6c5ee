"""A recogniser understands the builtin voice, numbers included, and hears words when they come."""

import numpy as np
import pytest

from lecture.freshness.cache import Cache
from lecture.production.job import Job
from lecture.production.recital import lines_of, recital
from lecture.video.format import VideoFormat
from lecture.voice.choice import chosen
from lecture.voice.speaker import Speaker
from lecture.voice.voice import Voice
from scenes.params import CLIPS, Look
from scenes.speech.said import Said
from scenes.speech.speech import RATE, Utterance
from tests.lecture.voice.recogniser import Recogniser, errors, words_of

pytestmark = pytest.mark.slow

CLIPS_HEARD = ("rolling", "sequence-to-vector")
VOICE, _ = chosen(Voice("builtin"), "en", asked=True)
MOST_ERRORS = 0.2
MEDIAN, MOST_LATE = 0.08, 0.3  # seconds between a word and what is expected of it


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser()


@pytest.fixture(scope="module")
def speaker(tmp_path_factory: pytest.TempPathFactory) -> Speaker:
    return Speaker(VOICE, "en", Cache(tmp_path_factory.mktemp("speech")))


@pytest.fixture(scope="module")
def lines() -> list[tuple[str, str]]:
    jobs = (
        Job(clip, CLIPS[clip](), Look(), VideoFormat(320, 180, 15), voice=VOICE)
        for clip in CLIPS_HEARD
    )
    return [line for job in jobs for line in lines_of(recital(job))]


def sounds(speaker: Speaker, texts: list[str]) -> list[tuple[Utterance, np.ndarray]]:
    made = speaker.speech([("test", text) for text in texts]).utterances
    return [(made[text], speaker.sound(Said(text, text, 0, 1, made[text].key))) for text in texts]


def test_most_words_are_understood(
    recogniser: Recogniser, speaker: Speaker, lines: list[tuple[str, str]]
) -> None:
    texts = [text for _, text in lines]
    heard = [recogniser.words(sound) for _, sound in sounds(speaker, texts)]
    said = [words_of(text) for text in texts]
    wrong = sum(errors(*pair) for pair in zip(said, heard, strict=True))
    assert wrong / sum(map(len, said)) < MOST_ERRORS


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("ninety-seven point two", "seventy-nine point two"),
        ("seventy-five point three", "seventy-five point eight"),
        ("ninety-two point eight", "forty-two point eight"),
    ],
)
def test_a_wrong_number_is_heard(
    recogniser: Recogniser,
    speaker: Speaker,
    lines: list[tuple[str, str]],
    right: str,
    wrong: str,
) -> None:
    text = next(text for _, text in lines if right in text)
    (_, sound), (_, spoiled) = sounds(speaker, [text, text.replace(right, wrong)])
    number = " ".join(words_of(right))
    assert number in " ".join(recogniser.words(sound))
    assert number not in " ".join(recogniser.words(spoiled))


def test_words_come_when_they_are_expected(
    recogniser: Recogniser, speaker: Speaker, lines: list[tuple[str, str]]
) -> None:
    apart = []
    texts = [text for _, text in lines]
    for text, (utterance, sound) in zip(texts, sounds(speaker, texts), strict=True):
        starts = recogniser.starts(text, sound)
        expected = [when / RATE for _, when in utterance.words]
        if starts is not None:
            apart += [abs(a - b) for a, b in zip(starts, expected, strict=True)]
    assert len(apart) > 200
    assert np.median(apart) < MEDIAN
    assert np.percentile(apart, 95) < MOST_LATE
