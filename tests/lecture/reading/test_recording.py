"""Guided recording, from a source of libav's that stands for a microphone."""

import time
from pathlib import Path

import av
import pytest

from lecture.freshness.cache import Cache
from lecture.reading import microphone
from lecture.reading.recording import guide
from lecture.reading.script import BeatScript, ClipScript, Sentence
from lecture.reading.takes import NO_TAKE, states_of
from lecture.voice.engine import VoiceError
from lecture.voice.takes.listening import heard
from lecture.voice.voice import Voice

TEXT = "This takes about three seconds to be read aloud."


def script() -> ClipScript:
    beats = tuple(
        BeatScript(
            name, "Headline", 3.0, f"rolling/{name}.wav",
            (Sentence(TEXT, TEXT, f"rolling/{name}.1.wav"),),
        )
        for name in ("one", "two", "three")
    )  # fmt: skip
    return ClipScript("rolling", "Title", "en", beats)


def states(folder: Path) -> dict[str, str]:
    return states_of([script()], Voice(takes=str(folder)), Cache(folder.parent / "cache"))


def source(*seconds: float) -> microphone.Microphone:
    """The first is only tried; each is over after its own time."""
    left = iter((1.0, *seconds))
    return lambda: av.open(
        f"sine=frequency=300:sample_rate=44100:duration={next(left)}", format="lavfi"
    )


def test_what_is_of_use_is_kept_and_all_else_recorded_again(tmp_path: Path) -> None:
    folder, said = tmp_path / "takes", []
    answers = iter(["", "", "", "", "s", "q"])
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        if question.startswith("Recording"):
            time.sleep(0.5)  # the source is faster than sound
        return next(answers)

    guide([script()], states(folder), folder, source(0.5, 3.0), ask, said.append)
    assert said[0] == "3 beats have no take."
    assert any("lasts 0.5 s, and its text takes about" in each for each in said)
    assert "rolling/one.wav: 3.0 s" in said
    assert sum(question.startswith("Recording") for question in asked) == 2
    assert [str(p.relative_to(folder)) for p in folder.rglob("*.*")] == ["rolling/one.wav"]
    assert abs(len(heard(folder / "rolling" / "one.wav").samples) / 48_000 - 3) < 0.1
    assert states(folder) == {
        "rolling/one.wav": states(folder)["rolling/one.wav"],
        "rolling/two.wav": NO_TAKE,
        "rolling/three.wav": NO_TAKE,
    }


def test_without_a_microphone_nothing_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(microphone, "_DEVICES", {})

    def ask(question: str) -> str:
        raise AssertionError(question)

    with pytest.raises(VoiceError, match=r"--record: there is no microphone .*record with any"):
        guide([script()], {}, tmp_path / "takes", microphone.microphone, ask, print)
    assert not (tmp_path / "takes").exists()
