"""Captions of what is spoken: with the voice, and still long enough to be read."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecture.publishing.captions import LINE, LINES, cues_of
from scenes.script import Line
from scenes.speech.speech import LEAST, RATE, READ, Guesses, Speech, Utterance, sentences_of
from scenes.timeline import Beat, Timeline

WORDS = st.sampled_from(
    ["a", "h", "state", "hands", "over,", "W_x", "−0.23", "99.2 %", "nevertheless;", "one"]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=40).map(lambda words: " ".join(words) + ".")
NARRATIONS = st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join)


def timeline(narrations: list[str], fps: int, speech: Speech) -> Timeline:
    beats: list[Beat] = []
    start = 0
    for number, narration in enumerate(narrations):
        said = speech.deliver(Line("", narration), fps)
        moved = tuple(
            type(each)(each.text, each.spoken, start + each.start, each.frames, "", each.words)
            for each in said.sentences
        )
        beats.append(Beat(f"beat-{number}", start, said.frames, "", narration, speech=moved))
        start += said.frames
    return Timeline("rolling", "A title", fps, tuple(beats))


class Hasty(dict[str, Utterance]):
    """A voice that is in a hurry."""

    def __missing__(self, spoken: str) -> Utterance:
        return Utterance(RATE * (len(spoken) + 1) // 40)


@given(
    st.lists(NARRATIONS, min_size=1, max_size=3),
    st.sampled_from([15, 30, 60]),
    st.sampled_from([Guesses(), Hasty()]),
)
def test_cues_can_be_read_and_go_with_the_voice(
    narrations: list[str], fps: int, utterances: dict[str, Utterance]
) -> None:
    told = timeline(narrations, fps, Speech("en", utterances=utterances))
    cues = cues_of(told)
    for cue in cues:
        lines = cue.text.split("\n")
        assert len(lines) <= LINES
        assert max(map(len, lines)) <= LINE
        length = cue.end - cue.start + 0.002
        assert length >= LEAST
        assert len(" ".join(lines)) <= READ * length
    for one, other in pairwise(cues):
        assert other.start - one.end >= 2 / fps - 0.002
    starts = {round(cue.start * fps) for cue in cues}
    for beat in told.beats:
        for said in beat.speech:
            assert said.start in starts
    assert cues[-1].end <= told.seconds
    assert " ".join(cue.text for cue in cues).split() == " ".join(narrations).split()


def test_a_caption_changes_with_the_word_that_it_begins_with() -> None:
    text = (
        "The first part of it is said at length, and the second one comes after a long, long rest."
    )
    (sentence,) = sentences_of(Line("", text), "en", {})
    at = sentence.spoken.index("and the")
    utterances = {sentence.spoken: Utterance(12 * RATE, ((at, 9 * RATE), (at + 4, 10 * RATE)))}
    first, second = cues_of(timeline([text], 60, Speech("en", utterances=utterances)))
    assert second.text.startswith("and the second")
    assert second.start == pytest.approx(first.start + 9, abs=2 / 60)


def test_what_is_said_otherwise_has_cues_all_the_same() -> None:
    line = Line(
        "", "Shown in one way, and long enough for more than one of two lines, it seems.", "Said."
    )
    speech = Speech("en", utterances={"Said.": Utterance(8 * RATE)})
    said = speech.deliver(line, 60).sentences
    assert said[0].words == ()
    told = Timeline("rolling", "", 60, (Beat("a", 0, 600, "", line.narration, speech=said),))
    assert "".join(cue.text for cue in cues_of(told)).replace("\n", " ") == line.narration
