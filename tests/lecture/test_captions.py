import io
from html import unescape

import pytest
import srt
import webvtt
from hypothesis import example, given
from hypothesis import strategies as st

from lecture.publishing.captions import (
    LINE,
    LINES,
    Cue,
    cues_of,
    pieces_of,
    shifted,
    to_srt,
    to_vtt,
)
from scenes.timeline import Beat, Timeline

WORDS = st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc", "Z"))), max_size=60)
NARRATIONS = WORDS.map(lambda words: " ".join(word for word in words if word))
SAMPLE = (
    "The state after a word is computed from the word and from the state before it, which itself "
    "came from the word before; so every word that was read has left its mark. Nothing is lost "
    "at once. It fades."
)


def timeline(narrations: list[str], frames: list[int]) -> Timeline:
    beats, start = [], 0
    for number, (narration, length) in enumerate(zip(narrations, frames, strict=True)):
        beats.append(Beat(f"beat-{number}", start, length, "", narration))
        start += length
    return Timeline("rolling", "Title", 30, tuple(beats))


@given(NARRATIONS)
@example("x" * 500)
@example(SAMPLE)
@example("a" * 42 + " " + "b" * 42 + " c")
def test_pieces_fit_and_lose_nothing(text: str) -> None:
    pieces = pieces_of(text)
    for piece in pieces:
        lines = piece.split("\n")
        assert len(lines) <= LINES
        assert all(len(line) <= LINE for line in lines)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_pieces_end_where_a_reader_pauses() -> None:
    pieces = pieces_of(SAMPLE)
    assert len(pieces) >= 3
    assert all(piece[-1] in ".,;" for piece in pieces)


def test_no_piece_is_a_leftover() -> None:
    assert min(len(piece) for piece in pieces_of(SAMPLE)) >= LINE // 3


@given(st.lists(st.tuples(NARRATIONS, st.integers(1, 900)), min_size=1, max_size=5))
def test_cues_follow_each_other_within_their_beats(beats: list[tuple[str, int]]) -> None:
    told = timeline(*(list(column) for column in zip(*beats, strict=True)))
    cues = cues_of(told)
    end = 0.0
    for cue in cues:
        assert cue.start >= end - 1e-9
        assert cue.end >= cue.start
        end = cue.end
    assert end <= told.seconds + 1e-3


def test_a_cue_lasts_as_long_as_its_share_of_the_text() -> None:
    cues = cues_of(timeline([SAMPLE], [300]))
    assert len(cues) > 2
    rates = [len(cue.text) / (cue.end - cue.start) for cue in cues]
    assert max(rates) == pytest.approx(min(rates), rel=1e-2)
    assert cues[0].start == 0
    assert cues[-1].end == 10


@given(st.lists(NARRATIONS.filter(bool), min_size=1, max_size=4))
@example(["a <b> & --> c", "&lt;i&gt; &amp;", "{\\an8} <c.red>x</c>"])
def test_webvtt_gives_the_same_text_back(narrations: list[str]) -> None:
    cues = cues_of(timeline(narrations, [200] * len(narrations)))
    text = to_vtt(cues)
    assert text.startswith("WEBVTT\n")
    assert text.count("-->") == len(cues), "an arrow in a text is no timing"
    parsed = list(webvtt.from_buffer(io.StringIO(text)))
    assert [unescape(c.text) for c in parsed] == [cue.text for cue in cues]
    for seen, cue in zip(parsed, cues, strict=True):
        assert seen.start_in_seconds == pytest.approx(cue.start, abs=1.0)
    assert "<" not in text


@given(st.lists(NARRATIONS.filter(bool), min_size=1, max_size=4))
def test_subrip_gives_the_same_text_back(narrations: list[str]) -> None:
    cues = cues_of(timeline(narrations, [200] * len(narrations)))
    parsed = list(srt.parse(to_srt(cues)))
    assert [s.content for s in parsed] == [cue.text.replace("-->", "→") for cue in cues]
    for seen, cue in zip(parsed, cues, strict=True):
        assert seen.start.total_seconds() == pytest.approx(cue.start, abs=1e-3)
        assert seen.end.total_seconds() == pytest.approx(cue.end, abs=1e-3)


def test_cues_move_with_their_clip() -> None:
    assert shifted([Cue(1.0, 2.5, "x")], 10) == (Cue(11.0, 12.5, "x"),)
