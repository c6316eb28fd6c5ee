"""Takes of any kind are trimmed, cut and made equally loud; what cannot be used is named."""

import re
from pathlib import Path

import numpy as np
import pytest

from lecture.freshness.cache import Cache
from lecture.voice.engine import VoiceError
from lecture.voice.levels import LOUDNESS, loudness
from lecture.voice.speakers import speaker_of
from lecture.voice.takes import listening
from lecture.voice.takes.cutting import cut
from lecture.voice.takes.takes import Takes
from lecture.voice.voice import Voice
from rnn_math.errors import InputError
from scenes.speech.said import Said
from scenes.speech.speech import RATE
from tests.lecture.voice import tones
from tests.lecture.voice.recordings import recording, syllables, write

FIRST, SECOND = "This is the first sentence of two.", "And here is the second one, which ends it."
LENGTHS = (2.3, 2.8)
BEATS = {"one": [FIRST, SECOND], "two": ["Here is a circle."], "three": ["It has a name."]}


def read(folder: Path, beats: dict[str, list[str]] = BEATS) -> object:
    return Takes(folder, Cache(folder / "cache"), "1").read("rolling", beats)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("one.wav", {}),
        ("one.wav", {"rate": 8000, "codec": "pcm_mulaw"}),
        ("one.wav", {"rate": 96_000, "codec": "pcm_f32le"}),
        ("one.flac", {"rate": 44_100, "codec": "flac", "layout": "stereo", "place": 1}),
        ("one.mp3", {"rate": 44_100, "codec": "libmp3lame"}),
        ("one.m4a", {"codec": "aac", "layout": "stereo"}),
        ("one.ogg", {"codec": "libopus"}),
        ("one.wav", {"layout": "5.1", "place": 3}),
        ("one.mka", {"codec": "flac", "rate": 22_050}),
    ],
)
def test_any_format_is_a_take(tmp_path: Path, name: str, options: dict[str, object]) -> None:
    rate = int(options.get("rate", 48_000))  # type: ignore[call-overload]
    write(tmp_path / "rolling" / name, recording(LENGTHS, rate), **options)  # type: ignore[arg-type]
    reading = read(tmp_path)
    assert not reading.faults
    assert not reading.doubts
    for number, seconds in enumerate(LENGTHS, start=1):
        made = reading.utterances["one", number]
        assert abs(made.samples / RATE - seconds) < 0.12
        pcm = np.frombuffer(Cache(tmp_path / "cache").get(f"{made.key}.pcm"), np.int16)
        assert abs(loudness(pcm.astype(np.float32) / 32768) - LOUDNESS) < 1
        assert len(made.words) == len(BEATS["one"][number - 1].split())


def test_what_cannot_be_used_says_why(tmp_path: Path) -> None:
    folder = tmp_path / "rolling"
    texts = ["This is about a sentence of six seconds, if it is read at a pace that is calm."]
    names = [
        "long",
        "short",
        "silent",
        "corrupt",
        "text",
        "cut",
        "cut-flac",
        "twice",
        "empty",
        "endless",
        "good",
    ]
    beats = dict.fromkeys(names, texts)
    write(folder / "good.wav", recording([5.0]))
    write(folder / "long.wav", recording([45.0], 8000), 8000)
    write(folder / "endless.wav", recording([40 * 60.0], 1000), 1000)
    write(folder / "short.wav", recording([1.2]))
    write(folder / "silent.wav", 0.001 * recording([5.0]))
    whole = write(folder / "cut.wav", recording([5.0])).read_bytes()
    (folder / "cut.wav").write_bytes(whole[: len(whole) // 2])
    whole = write(folder / "cut-flac.flac", recording([5.0]), codec="flac").read_bytes()
    (folder / "cut-flac.flac").write_bytes(whole[: len(whole) // 2])
    (folder / "corrupt.flac").write_bytes(b"fLaC" + bytes(range(256)) * 40)
    (folder / "text.wav").write_text("no sound", encoding="utf-8")
    (folder / "empty.wav").write_bytes(b"")
    write(folder / "twice.wav", recording([5.0]))
    write(folder / "twice.flac", recording([5.0]), codec="flac")
    faults = read(tmp_path, beats).faults
    told = {Path(name).stem: why for name, why in faults.items()}
    assert told.keys() == beats.keys() - {"good"}
    for name, why in {
        "long": r"lasts 4\d\.\d s, and its text takes about 5\.\d s: is it of another text",
        "endless": "lasts 40:02, which is no beat: cut it",
        "short": "lasts 1.2 s, and its text takes about 5.. s: is it cut off, or of another",
        "silent": "is silent",
        "corrupt": "cannot be read as sound",
        "text": "cannot be read as sound",
        "empty": "cannot be read as sound",
        "cut": "is cut off: it is to last 6.6 s and holds 3.3 s",
        "cut-flac": "is cut off|cannot be read as sound",
        "twice": "is one of two of this name",
    }.items():
        assert re.search(why, told[name]), (name, told[name])


def test_what_is_doubtful_is_used_and_named(tmp_path: Path) -> None:
    folder = tmp_path / "rolling"
    write(folder / "two.wav", np.clip(12 * recording([1.2]), -1, 1))
    write(folder / "three.wav", recording([1.0])[round(1.1 * RATE) :])
    write(folder / "one.wav", recording(LENGTHS, pause=0.0))
    write(folder / "four.wav", recording([1.0]))
    write(folder / "two.2.wav", recording([1.0]))
    reading = read(tmp_path)
    assert not reading.faults
    assert reading.doubts["rolling/two.wav"].startswith("is clipped")
    assert "in the midst of sound" in reading.doubts["rolling/three.wav"]
    assert "has no pause after sentence 1" in reading.doubts["rolling/one.wav"]
    for unused in ("four", "two.2"):
        assert reading.doubts[f"rolling/{unused}.wav"].startswith("is used by no beat")
    assert [*reading.utterances] == [("one", 1), ("one", 2), ("three", 1), ("two", 1)]


def test_a_sentence_of_its_own_goes_before_its_beat(tmp_path: Path) -> None:
    write(tmp_path / "rolling" / "one.wav", recording(LENGTHS))
    before = read(tmp_path).utterances
    write(tmp_path / "rolling" / "one.2.wav", recording([3.3]))
    after = read(tmp_path).utterances
    assert after["one", 1] == before["one", 1]
    assert abs(after["one", 2].samples / RATE - 3.3) < 0.1


@pytest.mark.parametrize("noise", [0.0, 1e-3, 4e-3])
def test_sentences_are_cut_at_their_pauses(noise: float) -> None:
    """Commas are pauses, too; a click of the mouse before and after is no speech."""
    rng = np.random.default_rng(1)
    parts = ((1.4, 0.25), (1.1, 0.7), (2.0, 0.2), (1.5, 0.2), (0.9, 0.6), (0.7, 0.9))
    click = np.concatenate((np.zeros(RATE // 2), np.full(200, 0.5), np.zeros(RATE // 2)))
    sounds, begins, place = [click], [], len(click)
    for number, (seconds, pause) in enumerate(parts):
        begins.append(place)
        sounds += [syllables(seconds, RATE, number), np.zeros(round(pause * RATE))]
        place += sum(len(sound) for sound in sounds[-2:])
    samples = np.concatenate((*sounds, click))
    samples = (samples + rng.normal(0, noise, len(samples))).astype(np.float32)
    found = cut(samples, (37, 66, 10))
    assert found is not None
    assert not found.without_pause
    assert not found.is_cut_off
    for piece, first in zip(found.pieces, (0, 2, 5), strict=True):
        assert -0.03 * RATE < piece.start - begins[first] < 0.06 * RATE


def test_lost_sound_of_a_take_is_read_again(tmp_path: Path) -> None:
    write(tmp_path / "takes" / "rolling" / "one.wav", recording(LENGTHS))
    voice = Voice("recorded", takes=str(tmp_path / "takes"), fallback="none")
    speaker = speaker_of(voice, "en", Cache(tmp_path / "cache"))
    speech = speaker.speech([("rolling, one", FIRST), ("rolling, one", SECOND)])
    said = Said(SECOND, SECOND, 0, 1, speech.own["one", 2].key)
    kept = np.array(speaker.sound(said))
    for file in (tmp_path / "cache").glob("*.pcm"):
        file.unlink()
    np.testing.assert_array_equal(speaker_of(voice, "en", Cache(tmp_path / "c")).sound(said), kept)
    (tmp_path / "takes" / "rolling" / "one.wav").unlink()
    with pytest.raises(VoiceError, match="is not there any more: unrolled render"):
        speaker.sound(said)


@pytest.mark.parametrize("fallback", [f"{tones.__name__}:Tones", "none"])
def test_what_has_no_take_is_said_by_another_or_read(tmp_path: Path, fallback: str) -> None:
    write(tmp_path / "takes" / "rolling" / "one.1.wav", recording([2.3]))
    voice = Voice("recorded", takes=str(tmp_path / "takes"), fallback=fallback)
    speaker = speaker_of(voice, "en", Cache(tmp_path / "cache"))
    speech = speaker.speech([("rolling, one", FIRST), ("rolling, one", SECOND)])
    assert [*speech.own] == [("one", 1)]
    assert [*speech.utterances] == [SECOND]
    by = "silent" if fallback == "none" else f"said by {fallback}"
    assert speaker.notes == (f"rolling: 1 of 2 sentences have no take and are {by}: one",)
    other = Said(SECOND, SECOND, 0, 1, speech.utterances[SECOND].key)
    assert bool(len(speaker.sound(other))) is (fallback != "none")


def test_a_folder_that_is_not_there_or_empty_is_told(tmp_path: Path) -> None:
    voice = Voice("recorded", takes=str(tmp_path / "takes"), fallback="none")
    speaker = speaker_of(voice, "en", Cache(tmp_path / "cache"))
    with pytest.raises(VoiceError, match=r"\[voice\] takes = .*takes: there is no such folder"):
        speaker.speech([("rolling, one", FIRST)])
    (tmp_path / "takes" / "rolling").mkdir(parents=True)
    (tmp_path / "takes" / "rolling" / ".DS_Store").write_bytes(b"")
    with pytest.raises(VoiceError, match="holds no takes: put files there by the names"):
        speaker.speech([("rolling, one", FIRST)])
    assert listening.LONGEST < 40 * 60


def test_configuration_names_what_takes_need(tmp_path: Path) -> None:
    from lecture.config.model import load_config

    file = tmp_path / "lecture.toml"
    for keys, told in {
        "": r"it needs your takes: \[voice\] takes = \"folder\"",
        'takes = "t"\nfallback = "espek"': "fallback = espek: no engine 'espek'",
        'takes = "t"\nfallback = "recorded"': "fallback = recorded: must be another engine",
    }.items():
        file.write_text(f'[voice]\nengine = "recorded"\n{keys}\n', encoding="utf-8")
        with pytest.raises(InputError, match=f'voice.engine = "recorded": {told}'):
            load_config(file)
    file.write_text('[voice]\nengine = "recorded"\ntakes = "t"\n', encoding="utf-8")
    config = load_config(file)
    assert config.voice.takes == str(tmp_path / "t")
    assert config.voice.fallback == "builtin"
    file.write_text(file.read_text() + '[lecture]\nlanguage = "fr"\n', encoding="utf-8")
    french = load_config(file)
    assert french.voice.fallback in ("none", "builtin")
    assert bool(french.note) is (french.voice.fallback == "none")
