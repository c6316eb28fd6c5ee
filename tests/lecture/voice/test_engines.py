"""Engines: those that are there speak, and whatever is wrong is told with its remedy."""

import sys
import wave
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from lecture.voice import program
from lecture.voice import service as services
from lecture.voice.choice import chosen
from lecture.voice.engine import VoiceError, engine_of
from lecture.voice.voice import NOBODY, Voice
from rnn_math.errors import InputError
from tests.lecture.voice import tones

MODULE = tones.__name__


def wav(samples: np.ndarray, rate: int) -> bytes:
    file = BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes((samples * 32767).astype("<i2").tobytes())
    return file.getvalue()


def stand_in(folder: Path, name: str, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program called ``name``, in Python."""
    file = folder / name
    file.write_text(f"#!{sys.executable}\nimport sys, time\n{body}\n", encoding="utf-8")
    file.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


def test_the_builtin_voice_is_in_its_wheel_and_says_equal_things_equally() -> None:
    voice, note = chosen(Voice("builtin"), "en", asked=True)
    assert not note
    assert "hibari-tts" in voice.made_by
    engine = engine_of(voice)
    once, twice = (engine.speak("It is minus zero point five.", "en") for _ in range(2))
    assert 1 < len(once.samples) / once.rate < 4
    np.testing.assert_array_equal(once.samples, twice.samples)


def test_a_sound_that_the_builtin_voice_does_not_know_is_named() -> None:
    with pytest.raises(VoiceError, match="no sound '龍' in “\\[tanh\\]"):
        engine_of(Voice("builtin")).speak("[tanh](/t龍/)", "en")


@pytest.mark.parametrize(
    ("engine", "language", "told"),
    [
        ("builtin", "fr", "speaks English only, not 'fr': take espeak"),
        ("espeak", "en", "apt-get install espeak-ng"),
        ("piper", "en", "pip install piper-tts"),
        ("espek", "en", "did you mean espeak"),
        ("no.such:Thing", "en", "no module no.such: install it, or put no.such.py beside"),
        ("a b:C", "en", "must be module:Class"),
    ],
)
def test_what_is_not_there_is_told(
    engine: str, language: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ValueError, match=told):
        chosen(Voice(engine), language, asked=True)


def test_what_nobody_asked_for_is_silent_with_one_line() -> None:
    voice, note = chosen(Voice("builtin"), "fr", asked=False)
    assert voice == NOBODY
    assert note.startswith("Nothing is spoken. The builtin voice: it speaks English only")


def test_a_program_gets_the_text_as_its_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = tmp_path / "tone.wav"
    sound.write_bytes(wav(tones.tone(4), tones.RATE))
    said = tmp_path / "said"
    body = (
        f"if '--voices' in sys.argv: print('Pty Language\\n 5 en'); sys.exit()\n"
        f"if '--version' in sys.argv: print('eSpeak 1'); sys.exit()\n"
        f"open({str(said)!r}, 'wb').write(sys.stdin.buffer.read())\n"
        f"sys.stdout.buffer.write(open({str(sound)!r}, 'rb').read())"
    )
    stand_in(tmp_path, "espeak-ng", body, monkeypatch)
    voice, _ = chosen(Voice("espeak"), "en", asked=True)
    assert voice.made_by == "eSpeak 1"
    heard = engine_of(voice).speak("--version; rm", "en")
    assert said.read_text(encoding="utf-8") == "--version; rm\n"
    assert abs(len(heard.samples) / heard.rate - 1) < 0.01
    with pytest.raises(ValueError, match="no voice for 'fr'"):
        chosen(Voice("espeak"), "fr", asked=True)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("print('no memory', file=sys.stderr); sys.exit(3)", "failed with 3 at “Hello.”: no mem"),
        ("time.sleep(30)", "no answer within 0.5 s to “Hello.”"),
        ("print('nonsense')", "what it made of “Hello.” cannot be read as sound"),
    ],
)
def test_a_program_that_fails_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, told: str
) -> None:
    monkeypatch.setattr(program, "PATIENCE", 0.5)
    stand_in(tmp_path, "espeak-ng", body, monkeypatch)
    with pytest.raises(VoiceError, match=told):
        engine_of(Voice("espeak")).speak("Hello.", "en")


def test_piper_needs_a_model_of_the_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, "piper", "", monkeypatch)
    model = tmp_path / "voice.onnx"
    model.write_bytes(b"weights")
    for about, told in {
        None: "must lie beside the model",
        "{}": "must lie beside the model",
        '{"espeak": {"voice": "de"}}': "speaks de, not 'en'",
    }.items():
        if about:
            Path(f"{model}.json").write_text(about, encoding="utf-8")
        with pytest.raises(ValueError, match=told):
            chosen(Voice("piper", model=str(model)), "en", asked=True)
    with pytest.raises(ValueError, match=r"needs a voice: \[voice\] model = "):
        chosen(Voice("piper"), "en", asked=True)
    voice, _ = chosen(Voice("piper", model=str(model)), "de", asked=True)
    assert voice.made_by.startswith("piper with voice.onnx ")


def test_a_service_of_one_s_own_is_found_beside_the_configuration(tmp_path: Path) -> None:
    text = "class Mine:\n def speak(self, text, language):\n  return [0.1, -0.1] * 4000, 8000\n"
    (tmp_path / "my_voice_for_a_test.py").write_text(text, encoding="utf-8")
    voice, _ = chosen(Voice("my_voice_for_a_test:Mine", folder=str(tmp_path)), "xx", asked=True)
    heard = engine_of(voice).speak("Hello.", "xx")
    assert (len(heard.samples), heard.rate) == (8000, 8000)


def test_a_service_of_manim_voiceover_writes_a_file(tmp_path: Path) -> None:
    text = (
        "import pathlib\n"
        "class Service:\n"
        " def generate_from_text(self, text, cache_dir=None, path=None):\n"
        f"  pathlib.Path(cache_dir, 'a.wav').write_bytes({wav(tones.tone(8), tones.RATE)!r})\n"
        "  return {'original_audio': 'a.wav'}\n"
    )
    (tmp_path / "a_service_for_a_test.py").write_text(text, encoding="utf-8")
    voice, _ = chosen(Voice("a_service_for_a_test:Service", folder=str(tmp_path)), "en", asked=True)
    heard = engine_of(voice).speak("Hello.", "en")
    assert abs(len(heard.samples) / heard.rate - 2) < 0.01


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Failing", r"failed at “Hello.” \(ConnectionError: no network\)"),
        ("Hanging", "no answer within 0.2 s to “Hello.”: is its service there"),
        ("Broken", r"cannot be made \(KeyError: 'API_KEY'\)"),
        ("Absent", "cannot be made"),
    ],
)
def test_a_service_that_fails_is_told(
    name: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "PATIENCE", 0.2)
    with pytest.raises(VoiceError, match=told):
        engine_of(Voice(f"{MODULE}:{name}")).speak("Hello.", "en")


def test_a_mistake_in_the_configuration_has_its_place() -> None:
    from lecture.config.model import load_config
    from lecture.config.source import Entry

    with pytest.raises(InputError, match=r"--set: voice.engine = \"espek\": no engine 'espek'"):
        load_config(None, [Entry("--set", "voice", "engine", "espek")])
    with pytest.raises(InputError, match=r"voice.say.*must be a table"):
        load_config(None, [Entry("--set", "voice", "say", "tan")])
