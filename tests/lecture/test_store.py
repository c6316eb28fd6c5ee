"""What lies beside a video may have been edited, or be of another version."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lecture.freshness.checksums import sealed
from lecture.freshness.fingerprint import Fingerprint, Surroundings
from lecture.publishing.store import SUFFIXES, document_of, fresh_clip, is_joined, state_of
from lecture.publishing.timeline import clip_document, lecture_document
from scenes.timeline import Beat, Shown, Timeline
from tests.lecture import tiny

BEAT = Beat("one", 0, 5, "A line", "Words.", ("state",), (Shown("0.5", "tiny", "h", 1, (0,)),))
ODD: tuple[Any, ...] = (None, 7, "x", [], {}, ["x"], {"x": "x"})


@pytest.fixture(scope="module")
def fingerprint() -> Fingerprint:
    """Those of the tiny clip, but for some of its many files."""
    fingerprint = Surroundings().fingerprint_of(tiny.job())
    return replace(fingerprint, files={"scenes/a.py": "1"}, writers={"lecture/b.py": "2"})


@pytest.fixture
def document(fingerprint: Fingerprint) -> dict[str, Any]:
    timeline = Timeline("rolling", "Title", tiny.VIDEO.fps, (BEAT,))
    made_of = {**fingerprint.made_of, "bytes": 1}
    told = {**clip_document(timeline, tiny.job()), "made_of": made_of}
    copy: dict[str, Any] = json.loads(json.dumps(told))
    return copy


def put(document: Any, stem: Path) -> Any:
    """Publish ``document``; one of another shape without its checksums."""
    stem.parent.mkdir(exist_ok=True)
    for suffix in SUFFIXES:
        stem.with_suffix(suffix).write_bytes(b".")
    with suppress(LookupError, TypeError):
        document = sealed(stem, document, SUFFIXES[:-1])
    stem.with_suffix(".json").write_text(json.dumps(document), encoding="utf-8")
    return document


def mangled(document: Any, depth: int) -> Iterator[Any]:
    """Copies of ``document`` with one part gone, or odd, or with one too many."""
    yield from ODD
    if isinstance(document, dict) and depth:
        yield {**document, "another": 1}
        for key, value in document.items():
            yield {name: its for name, its in document.items() if name != key}
            yield from ({**document, key: its} for its in mangled(value, depth - 1))
    elif document and isinstance(document, list) and depth:
        yield from ([its, *document[1:]] for its in mangled(document[0], depth - 1))


def test_what_is_whole_is_fresh(
    fingerprint: Fingerprint, document: dict[str, Any], tmp_path: Path
) -> None:
    put(document, tmp_path / "clips" / "rolling")
    assert state_of(fingerprint, tmp_path).state == "fresh"
    assert fresh_clip(fingerprint, tmp_path) is not None


def test_a_timeline_of_any_shape_has_a_state(
    fingerprint: Fingerprint, document: dict[str, Any], tmp_path: Path
) -> None:
    states = []
    for odd in mangled(document, 3):
        put(odd, tmp_path / "clips" / "rolling")
        states.append(state_of(fingerprint, tmp_path).state)
        assert (fresh_clip(fingerprint, tmp_path) is None) == (states[-1] != "fresh")
    assert {*states} == {"fresh", "missing", "stale"}


@pytest.mark.parametrize("key", ["version", "title", "seconds", "look", "parameters", "beats"])
def test_a_timeline_that_lacks_something_counts_as_missing(
    fingerprint: Fingerprint, document: dict[str, Any], tmp_path: Path, key: str
) -> None:
    del document[key]
    put(document, tmp_path / "clips" / "rolling")
    assert state_of(fingerprint, tmp_path).state == "missing"


def test_a_lecture_of_any_shape_is_joined_or_not(document: dict[str, Any], tmp_path: Path) -> None:
    whole = lecture_document("Title", [document]) | {"made_of": {"clips": {}, "bytes": 1}}
    for odd in mangled(whole, 2):
        put(odd, tmp_path / "lecture")
        is_joined((), "Title", tmp_path)
    whole = put(whole, tmp_path / "lecture")
    assert is_joined((), "Title", tmp_path)
    assert document_of(tmp_path / "lecture", "lecture") == whole


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_is_gone_or_empty_is_missed(
    fingerprint: Fingerprint, document: dict[str, Any], tmp_path: Path, suffix: str
) -> None:
    stem = tmp_path / "clips" / "rolling"
    for spoil in (Path.unlink, lambda file: file.write_bytes(b"")):
        put(document, stem)
        assert fresh_clip(fingerprint, tmp_path) is not None
        spoil(stem.with_suffix(suffix))
        assert fresh_clip(fingerprint, tmp_path) is None
        assert state_of(fingerprint, tmp_path).state == "missing"
