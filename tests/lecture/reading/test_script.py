"""What is said, as it is read aloud: on a terminal, on paper, as JSON."""

from dataclasses import replace
from pathlib import Path

import pytest

from lecture.production import clips
from lecture.reading.page import write_page
from lecture.reading.script import ClipScript, Sentence, script_of
from lecture.reading.terminal import tell
from lecture.voice.takes.names import files_of
from lecture.voice.voice import Voice
from tests.lecture import tiny


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> ClipScript:
    def build(job: object, renderer: object) -> tiny.Tiny:
        scene = tiny.build(job, renderer)  # type: ignore[arg-type]
        scene.speech = job.speech  # type: ignore[attr-defined]
        return scene

    monkeypatch.setattr(clips, "build_scene", build)
    return script_of(replace(tiny.job(), voice=Voice(say=(("square", "four-cornered thing"),))))


def test_every_beat_has_its_sentences_and_the_names_of_its_takes(told: ClipScript) -> None:
    assert [beat.take for beat in told.beats] == [
        "rolling/show-a-circle.wav",
        "rolling/move-it.wav",
    ]
    (sentence,) = told.beats[1].sentences
    assert sentence.text == "Now it moves --> to the <right> & becomes a square."
    assert sentence.take == "rolling/move-it.1.wav"
    assert ("square", "four-cornered thing") in sentence.hints
    for beat in told.beats:
        assert 2 < beat.seconds < 6
    assert told.seconds == pytest.approx(sum(beat.seconds for beat in told.beats), abs=0.1)


def test_what_is_said_otherwise_than_written_is_spelled_out() -> None:
    sentence = Sentence("At “Berlin”, −0.02 and 3.", "At “Berlin”, minus zero point and three.", "")
    assert sentence.hints == (("−0.02", "minus zero point"),)
    assert Sentence("Tanh is.", "[Tanh](/tænʃ/) is.", "").hints == ()


def test_the_page_is_escaped_and_whole(told: ClipScript, tmp_path: Path) -> None:
    file = tmp_path / "made" / "script.html"
    write_page([told], "Mine & <yours>", {"rolling/move-it.wav": "is <missing>"}, file)
    page = file.read_text(encoding="utf-8")
    assert "Mine &amp; &lt;yours&gt;" in page
    assert "to the &lt;right&gt; &amp; becomes" in page
    assert "is &lt;missing&gt;" in page
    assert '<html lang="en">' in page
    assert [each.name for each in file.parent.iterdir()] == ["script.html"]


def test_the_terminal_reads_as_it_is_written(
    told: ClipScript, capsys: pytest.CaptureFixture[str]
) -> None:
    tell([told], {"rolling/move-it.wav": "no take"})
    said = capsys.readouterr().out
    assert "A <tiny> clip & more" in said
    assert "Now it moves --> to the <right> & becomes a square." in said
    assert "rolling/move-it.wav  no take" in said


def test_files_are_takes_by_their_names(tmp_path: Path) -> None:
    folder = tmp_path / "rolling"
    folder.mkdir()
    for name in ("a-b.wav", "a-b.2.m4a", ".DS_Store", "Thumbs.db", "readme.txt", "c.0.ogg"):
        (folder / name).write_bytes(b"")
    found = {(file.beat, file.number) for file in files_of(tmp_path, "rolling")}
    assert found == {("a-b", None), ("a-b", 2), ("c.0", None)}
    assert [*files_of(tmp_path, "state")] == []
