"""Sentences are made once, equally loud, without silence around them and without a click."""

from pathlib import Path

import numpy as np
import pytest

from lecture.freshness.cache import Cache
from lecture.voice.engine import VoiceError
from lecture.voice.levels import LOUDNESS, at_our_rate, heard_part, loudness, made_equal
from lecture.voice.speaker import Speaker
from lecture.voice.voice import Voice
from lecture.voice.words import estimated
from scenes.speech.said import Said
from scenes.speech.speech import RATE
from tests.lecture.voice import tones

MODULE = tones.__name__


def speaker(folder: Path, cls: str = "Tones", made_by: str = "1") -> Speaker:
    return Speaker(Voice(f"{MODULE}:{cls}", made_by), "en", Cache(folder))


def said(text: str, key: str) -> Said:
    return Said(text, text, 0, 1, key)


def test_a_sentence_is_spoken_once(tmp_path: Path) -> None:
    tones.Tones.spoken.clear()
    lines = [("rolling, show", "One two."), ("rolling, move", "One two."), ("x", "Three.")]
    first = speaker(tmp_path).speech(lines)
    again = speaker(tmp_path).speech(lines)
    assert first == again
    assert tones.Tones.spoken == ["One two.", "Three."]
    assert abs(first.utterances["One two."].samples / RATE - 0.5) < 0.04
    speaker(tmp_path, made_by="2").speech(lines)
    assert len(tones.Tones.spoken) == 4


def test_sound_that_was_lost_is_made_again(tmp_path: Path) -> None:
    key = speaker(tmp_path).speech([("", "One two.")]).utterances["One two."].key
    kept = np.array(speaker(tmp_path).sound(said("One two.", key)))
    (tmp_path / f"{key}.pcm").unlink()
    np.testing.assert_array_equal(speaker(tmp_path).sound(said("One two.", key)), kept)


@pytest.mark.parametrize(
    ("cls", "told"),
    [
        ("Silence", "gives no sound for “One.”"),
        ("Nothing", "gives no sound for “One.”"),
        ("NoNumbers", "gives samples that are no numbers"),
        ("Endless", "speaks for more than 180 s"),
    ],
)
def test_what_is_no_speech_is_told_with_its_place(tmp_path: Path, cls: str, told: str) -> None:
    with pytest.raises(VoiceError, match=f"^rolling, show: .*{told}.*or --voice none"):
        speaker(tmp_path, cls).speech([("rolling, show", "One.")])
    assert not [*tmp_path.glob("*")]


def test_symbols_alone_yield_no_sound(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match=r"quiz, ask-1: .* gives no sound for “…”"):
        Speaker(Voice("builtin"), "en", Cache(tmp_path)).speech([("quiz, ask-1", "…")])


@pytest.mark.parametrize("level", [0.01, 0.2, 0.9])
@pytest.mark.parametrize("seconds", [0.3, 4.0])
def test_everything_is_equally_loud(level: float, seconds: float) -> None:
    noise = np.random.default_rng(0).normal(0, 1, round(seconds * RATE))
    voice = noise * (1 + np.sin(np.arange(len(noise)) * 2 * np.pi * 4 / RATE))
    made = made_equal((level * voice / np.abs(voice).max()).astype(np.float32))
    levels = made.astype(np.float32) / 32768
    assert len(made) == len(noise)
    assert abs(loudness(levels) - LOUDNESS) < 1
    assert np.abs(levels).max() <= 10 ** (-3.4 / 20)
    assert made[0] == made[-1] == 0
    assert np.abs(np.diff(levels[:20])).max() < 0.05, "no click"


def test_silence_around_a_sound_is_no_part_of_it() -> None:
    rate = 8000
    sound = np.concatenate((np.zeros(1000), tones.tone(2), np.zeros(3000))).astype(np.float32)
    part = heard_part(sound, rate)
    assert 1000 - rate // 50 <= part.start <= 1000
    assert 1000 + 2 * tones.WORD <= part.stop <= 1000 + 2 * tones.WORD + rate // 50
    assert heard_part(np.zeros(100, np.float32), rate) == slice(0, 0)


def test_any_rate_becomes_ours() -> None:
    for rate in (8000, 22_050, 24_000, RATE):
        tone = np.sin(np.arange(rate) * 2 * np.pi * 440 / rate).astype(np.float32)
        ours = at_our_rate(tone, rate)
        assert abs(len(ours) - RATE) < RATE / 500
        peak = np.argmax(np.abs(np.fft.rfft(ours[:RATE])))
        assert abs(peak * RATE / len(ours[:RATE]) - 440) < 1


def test_a_comma_is_where_the_silence_is() -> None:
    tone = (10_000 * np.sin(np.arange(RATE) * 2 * np.pi * 300 / RATE)).astype(np.int16)
    samples = np.concatenate((tone, np.zeros(RATE // 4, np.int16), tone, tone))
    words = estimated("Aaaa bbbb, cccc dddd eeee ffff", samples)
    assert [at for at, _ in words] == [0, 5, 11, 16, 21, 26]
    assert abs(dict(words)[11] - 1.25 * RATE) < RATE / 50
    assert estimated("", samples) == ()
