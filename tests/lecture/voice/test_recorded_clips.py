"""Clips with takes: heard where the timeline says, made anew by the beat, listed where missing."""

from pathlib import Path

import numpy as np
import pytest

from lecture.freshness.cache import Cache
from lecture.production.job import Job
from lecture.production.produce import produce
from lecture.publishing.lecture import join
from lecture.publishing.store import state_of
from lecture.voice.engine import VoiceError
from lecture.voice.levels import LOUDNESS, loudness
from lecture.voice.speakers import speaker_of
from lecture.voice.voice import Voice
from scenes.speech.speech import RATE
from tests.lecture.small_tree import VIDEO, Here, Tree, jobs, script_file
from tests.lecture.voice import tones
from tests.lecture.voice.recordings import recording, write
from tests.lecture.voice.test_spoken_clips import files, heard, sentences

SAMPLES_A_FRAME = RATE / VIDEO.fps
CIRCLE = "Here is a circle, and it stays where it is for as long as it takes to read."
NAME = "It has a name, which is written below and can be read there."
BY = f"{tones.__name__}:Tones"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    tree = Tree(tmp_path / "tree")
    tree.stand_for_ours(monkeypatch)
    tree.speak(monkeypatch)
    takes = tmp_path / "takes"
    for clip in ("rolling", "state"):
        tree.edit(script_file(clip), "Here is a circle.", CIRCLE)
        tree.edit(script_file(clip), "It has a name.", NAME)
        write(takes / clip / "show-a-circle.wav", recording([5.2], 8000), 8000)
        write(takes / clip / "move-it.wav", recording([4.4]), layout="5.1", place=2)
    write(takes / "state" / "name-it.m4a", recording([4.1], 44_100), 44_100, codec="aac")
    return tree


def told(takes: Path) -> list[Job]:
    from dataclasses import replace

    voice = Voice("recorded", "1", takes=str(takes), fallback=BY)
    return [replace(job, voice=voice) for job in jobs()]


def made(tree: Tree, tmp_path: Path) -> tuple[dict[str, int], list[str]]:
    """Beats drawn, by clip, and what was said of it; the lecture is joined, too."""
    drawn, said, out = {}, [], tmp_path / "out"
    ours = told(tmp_path / "takes")
    cache = Cache(out / ".cache")
    prints = tree.fingerprint(ours)
    for outcome in produce(prints, out, 1, cache, executor=Here(), say=said.append):
        assert outcome.result is not None, outcome.mistake + outcome.fault
        drawn[outcome.job.clip] = outcome.result.drawn
    join(("rolling", "state"), "Both", out, speaker_of(ours[0].voice, "en", cache).sound)
    return drawn, said


def test_takes_are_heard_where_the_timeline_says_and_as_loud_as_all(
    tree: Tree, tmp_path: Path
) -> None:
    drawn, said = made(tree, tmp_path)
    assert drawn == {"rolling": 3, "state": 3}
    assert said == [f"rolling: 1 of 3 sentences have no take and are said by {BY}: name-it"]
    places = [each for each in sentences(tmp_path / "out") if each[0].suffix == ".mp4"]
    sounds = {file: heard(file) for file, _, _ in places}
    assert len(sounds) == 3
    for file, start, frames in places:
        loud = np.flatnonzero(np.abs(sounds[file]) > 0.02)
        begun = loud[loud > (start - 1) * SAMPLES_A_FRAME][0]
        assert abs(begun - start * SAMPLES_A_FRAME) < RATE / 60
        assert loud[loud < (start + frames + 1) * SAMPLES_A_FRAME][-1] > start * SAMPLES_A_FRAME
    for samples in sounds.values():
        assert abs(loudness(samples) - LOUDNESS) <= 0.5


def test_another_take_of_equal_length_draws_nothing(tree: Tree, tmp_path: Path) -> None:
    made(tree, tmp_path)
    out, takes = tmp_path / "out", tmp_path / "takes"
    before = files(out)
    write(takes / "rolling" / "show-a-circle.wav", recording([5.2], 16_000), 16_000)
    ((_, changed), *_) = tree.fingerprint(told(takes)).items()
    assert any("takes/show-a-circle.wav" in why for why in state_of(changed, out).why)
    assert made(tree, tmp_path)[0] == {"rolling": 0, "state": 0}
    assert files(out)["clips/rolling.mp4"] != before["clips/rolling.mp4"]
    assert files(out)["clips/state.mp4"] == before["clips/state.mp4"]
    write(takes / "rolling" / "show-a-circle.wav", recording([6.5]))
    assert made(tree, tmp_path)[0] == {"rolling": 1, "state": 0}


def test_takes_that_cannot_be_used_leave_nothing(tree: Tree, tmp_path: Path) -> None:
    takes = tmp_path / "takes" / "rolling"
    write(takes / "move-it.wav", recording([44.4], 8000), 8000)
    (takes / "name-it.flac").write_bytes(b"fLaC nonsense")
    with pytest.raises(VoiceError) as error:
        made(tree, tmp_path)
    first, second = str(error.value).splitlines()
    assert "rolling/move-it.wav lasts 44." in first
    assert "rolling/name-it.flac cannot be read as sound" in second
    assert files(tmp_path / "out") == {}
