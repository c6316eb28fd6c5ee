"""There is time to read what is said and what is shown."""

import pytest
from manim import FadeIn, FadeOut

from lecture.audit import reading
from lecture.publishing.captions import Cue
from scenes import speaking
from scenes.script import Line
from scenes.timeline import Beat, Timeline
from tests.lecture.audit.probe import Probe, findings, kinds

LONG = "This is a sentence that takes some time to be read, more than it is given."


def test_a_beat_shorter_than_its_narration_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speaking, "CHARACTERS_A_SECOND", 40.0)
    found = findings(lambda scene: scene.add(scene.words()), said=Line("", LONG))
    assert {f.kind for f in found} == {"reading", "captions"}
    assert [f.what for f in found if f.kind == "reading"] == ["narration"]


def test_reading_time_is_seventeen_characters_a_second() -> None:
    def trouble(frames: int) -> int:
        beat = Beat("one", 0, frames, "", "x" * 170)
        return len(list(reading.beats(Timeline("rolling", "", 10, (beat,)))))

    assert (trouble(99), trouble(100)) == (1, 0)


@pytest.mark.parametrize(
    ("cues", "found"),
    [
        ([Cue(0, 3, "one caption"), Cue(3, 6, "another one")], []),
        ([Cue(0, 3, "one caption"), Cue(2.9, 6, "another one")], ["0.10 s before"]),
        ([Cue(0, 0.5, "far too fast to be read")], ["0.50 s, takes 1.4 s"]),
        ([Cue(0, 0.5, "short")], ["0.50 s, must be shown for 0.83 s"]),
        ([Cue(0, 12, "longer than the clip")], ["the clip at 10.00 s"]),
    ],
)
def test_captions_that_cannot_be_followed_are_reported(cues: list[Cue], found: list[str]) -> None:
    messages = [suspect.message for _, suspect in reading.captions(tuple(cues), 10.0)]
    assert len(messages) == len(found)
    assert all(part in message for part, message in zip(found, messages, strict=True))


def test_a_sentence_that_goes_too_soon_is_reported() -> None:
    def act(scene: Probe, seconds: float) -> None:
        words = scene.words(LONG).scale(0.9)
        scene.play(FadeIn(words))
        scene.wait(seconds)
        scene.play(FadeOut(words))

    assert kinds(lambda scene: act(scene, 1.0)) == ["reading"]
    assert kinds(lambda scene: act(scene, 4.0)) == []


def test_a_headline_must_be_readable_too() -> None:
    said = Line("A headline of quite some words over a beat that is very short", "Short.")
    assert kinds(lambda scene: scene.play(FadeIn(scene.words())), said=said) == ["reading"]


def test_labels_of_one_word_are_seen_at_a_glance() -> None:
    def act(scene: Probe) -> None:
        word = scene.words("Vorwärtsverkettung")
        scene.play(FadeIn(word), run_time=0.4)
        scene.play(FadeOut(word), run_time=0.4)

    assert kinds(act) == []
