"""Clips that speak: the same bytes however they are made, and sound where the timeline says."""

import json
from dataclasses import replace
from pathlib import Path

import av
import jsonschema
import numpy as np
import pytest

from lecture.freshness.cache import Cache
from lecture.production.job import Job
from lecture.production.produce import produce, smaller
from lecture.publishing.lecture import join
from lecture.publishing.store import state_of
from lecture.publishing.timeline import schema
from lecture.voice.engine import VoiceError
from lecture.voice.speaker import Speaker
from lecture.voice.voice import NOBODY, Voice
from scenes.speech.speech import RATE
from tests.lecture.small_tree import VIDEO, Here, Tree, jobs, script_file
from tests.lecture.voice import tones

SCRIPT = script_file("rolling")
TONES = Voice(f"{tones.__name__}:Tones", "1")
SAMPLES_A_FRAME = RATE / VIDEO.fps


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """Its scenes have a voice if their jobs have one."""
    tree = Tree(tmp_path / "tree")
    tree.stand_for_ours(monkeypatch)
    tree.speak(monkeypatch)
    tones.Tones.spoken.clear()
    return tree


def told(voice: Voice = TONES) -> list[Job]:
    return [replace(job, voice=voice) for job in jobs()]


def made(tree: Tree, out: Path, voice: Voice = TONES, workers: int = 1) -> dict[str, int]:
    """Beats drawn, by clip; the lecture is joined, too."""
    drawn = {}
    cache = Cache(out / ".cache")
    for outcome in produce(
        tree.fingerprint(told(voice)), out, workers, cache, executor=Here(), also=("webm",)
    ):
        assert outcome.result is not None, outcome.mistake + outcome.fault
        drawn[outcome.job.clip] = outcome.result.drawn
    join(("rolling", "state"), "Both", out, Speaker(voice, "en", cache).sound)
    for outcome in smaller(tree.fingerprint(told(voice)), workers, cache, executor=Here()):
        assert outcome.result is not None, outcome.mistake + outcome.fault
        (out / f"{outcome.job.clip}.webm").write_bytes(outcome.result)
    return drawn


def files(out: Path) -> dict[str, bytes]:
    found = [p for p in out.rglob("*") if p.is_file() and ".cache" not in p.parts]
    return {str(p.relative_to(out)): p.read_bytes() for p in found}


def heard(file: Path) -> np.ndarray:
    with av.open(str(file)) as container:
        resampler = av.AudioResampler("flt", "mono", RATE)
        frames = [*container.decode(audio=0), None]
        parts = [part.to_ndarray()[0] for frame in frames for part in resampler.resample(frame)]
    return np.concatenate(parts)


def sentences(out: Path) -> list[tuple[Path, int, int]]:
    """The file, and first frame and frames, of all that is said in clips and in the lecture."""
    found = []
    lecture = json.loads((out / "lecture.json").read_text(encoding="utf-8"))
    for clip in lecture["clips"]:
        for beat in clip["beats"]:
            for said in beat["speech"]:
                place = said["start"], said["frames"]
                found.append((out / "clips" / f"{clip['clip']}.mp4", *place))
                found.append((out / f"{clip['clip']}.webm", *place))
                found.append((out / "lecture.mp4", clip["start"] + place[0], place[1]))
    return found


def test_sound_begins_and_ends_where_the_timeline_says(tree: Tree, tmp_path: Path) -> None:
    out = tmp_path / "out"
    made(tree, out)
    sounds = {file: np.abs(heard(file)) > 0.02 for file, _, _ in sentences(out)}
    assert len(sounds) == 5
    for file, start, frames in sentences(out):
        first, last = start * SAMPLES_A_FRAME, (start + frames) * SAMPLES_A_FRAME
        loud = np.flatnonzero(sounds[file])
        begun = loud[loud > first - SAMPLES_A_FRAME / 2][0]
        ended = loud[loud < last + SAMPLES_A_FRAME / 2][-1]
        assert abs(begun - first) < RATE / 50
        assert last - SAMPLES_A_FRAME - RATE / 50 < ended < last + RATE / 50
    for name in ("clips/rolling", "clips/state", "lecture"):
        document = json.loads((out / f"{name}.json").read_text(encoding="utf-8"))
        jsonschema.validate(document, schema())
        length = document["frames"] * SAMPLES_A_FRAME
        assert abs(len(heard(out / f"{name}.mp4")) - length) <= 512
        with av.open(str(out / f"{name}.mp4")) as container:
            sound, video = container.streams.audio[0], container.streams.video[0]
            assert abs(sound.duration * sound.time_base - video.duration * video.time_base) < 0.002


def test_serial_parallel_and_cached_are_the_same_bytes(tree: Tree, tmp_path: Path) -> None:
    one, three = tmp_path / "one", tmp_path / "three"
    assert made(tree, one) == {"rolling": 3, "state": 3}
    assert made(tree, three, workers=3) == {"rolling": 3, "state": 3}
    assert files(one) == files(three)
    before = files(one)
    for clip in ("rolling", "state"):
        (one / "clips" / f"{clip}.mp4").unlink()
    assert made(tree, one) == {"rolling": 0, "state": 0}
    assert files(one) == before


def test_one_word_makes_one_sentence_and_draws_what_is_longer(tree: Tree, tmp_path: Path) -> None:
    out = tmp_path / "out"
    made(tree, out)
    tones.Tones.spoken.clear()
    tree.edit(SCRIPT, "is a circle.", "is a square.")  # as many words
    assert made(tree, out) == {"rolling": 0, "state": 0}
    assert tones.Tones.spoken == ["Here is a square."]
    tree.edit(SCRIPT, "is a square.", "is a square of the very largest kind.")
    assert made(tree, out) == {"rolling": 1, "state": 0}
    assert tones.Tones.spoken[1:] == ["Here is a square of the very largest kind."]
    made(tree, tmp_path / "cold")
    assert files(out) == files(tmp_path / "cold")


def test_nobody_speaks_as_before(tree: Tree, tmp_path: Path) -> None:
    out = tmp_path / "out"
    made(tree, out)
    spoken = {name: content for name, content in files(out).items() if name.endswith(".mp4")}
    made(tree, out, NOBODY)
    silent = files(out)
    for name in spoken:
        with av.open(str(out / name)) as container:
            assert not container.streams.audio
    assert "speech" not in silent["clips/rolling.json"].decode()
    made(tree, out)
    assert {name: files(out)[name] for name in spoken} == spoken


def test_a_clip_is_stale_when_its_voice_is_another(tree: Tree, tmp_path: Path) -> None:
    made(tree, tmp_path)
    for voice, why in {
        NOBODY: "voice tests.lecture.voice.tones:Tones → none",
        replace(TONES, made_by="2"): "voice.program 1 → 2",
        replace(TONES, say=(("circle", "ring"),)): "voice.say",
    }.items():
        ((_, fingerprint), *_) = tree.fingerprint(told(voice)).items()
        assert any(reason.startswith(why) for reason in state_of(fingerprint, tmp_path).why), why


def test_what_waits_for_a_word_is_drawn_again_when_it_comes_later(
    tree: Tree, tmp_path: Path
) -> None:
    waiting = 'self.on("it")\n        self.play(FadeIn(self.shape)'
    tree.edit("scenes/rolling.py", "self.play(FadeIn(self.shape)", waiting)
    tree.edit(SCRIPT, "Here is a circle.", "Here is [[it]]a nice red round circle.")
    out = tmp_path / "out"
    made(tree, out)
    tree.edit(
        SCRIPT, "Here is [[it]]a nice red round circle.", "Here is a nice [[it]]red round one."
    )
    assert made(tree, out) == {"rolling": 1, "state": 0}
    made(tree, tmp_path / "cold")
    assert files(out) == files(tmp_path / "cold")


def test_a_voice_that_fails_leaves_nothing(tree: Tree, tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match=r"^(rolling|state), show-a-circle: .* gives no sound"):
        made(tree, tmp_path / "out", Voice(f"{tones.__name__}:Silence"))
    assert files(tmp_path / "out") == {}
