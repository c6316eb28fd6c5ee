"""Of the real lecture, too, only what an edit has changed is drawn, as a full render would draw it.

Every edit is followed by a cold render of all clips, half a minute for two cores:
``UNROLLED_EDITS=20 pytest tests/lecture/test_edits.py`` makes each kind of them.
"""

import os
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from lecture.config.model import load_config
from lecture.freshness.fingerprint import Surroundings
from lecture.freshness.sources import Sources
from scenes.params import CLIPS
from tests.lecture.edited_project import DATA, Project, different
from tests.lecture.edits import KINDS
from tests.lecture.small_tree import script_file

pytestmark = pytest.mark.slow

EDITS = int(os.environ.get("UNROLLED_EDITS") or 6)


def test_a_clip_is_made_of_what_is_loaded_and_read_for_it(tmp_path: Path) -> None:
    project = Project(tmp_path)
    surroundings = Surroundings(Sources(project.root))
    for job in load_config().jobs():
        data = [file for file, clips in DATA.items() if job.clip in clips]
        assert sorted(surroundings.fingerprint_of(job).files) == sorted(
            project.loaded[job.clip] + data
        )


def test_random_edits_of_the_lecture_draw_what_is_new_and_nothing_else(tmp_path: Path) -> None:
    project, chance = Project(tmp_path), Random(20)
    assert project.complaints({*CLIPS}) == []
    kinds = chance.sample(KINDS, len(KINDS)) + chance.choices(KINDS, k=EDITS)
    for number, kind in enumerate(kinds[:EDITS]):
        stale = kind(project, chance)
        assert project.complaints(stale) == [], f"edit {number}: {kind.__name__}"


FAULTS: dict[str, tuple[tuple[str, str, str], Callable[[Project], None], str]] = {
    "a key that forgets the parameters": (
        (
            "lecture/freshness/fingerprint.py",
            '("lines", "writers", "voice")',
            '("lines", "writers", "voice", "parameters")',
        ),
        lambda project: project.choose("rolling", "sentence", "Apple sings"),
        "clips/rolling.mp4 differs",
    ),
    "a key of what is said": (
        ("lecture/freshness/keys.py", "beat.frames)", "beat.narration)"),
        lambda project: project.edit(script_file("rolling"), "the whole", "an entire"),
        "rolling: 1 beats drawn, 0 are new",
    ),
    "imports that are not followed": (
        (
            "lecture/freshness/sources.py",
            "self._imported(waiting.pop()) - seen",
            "{waiting.pop()} - seen",
        ),
        lambda project: project.edit("scenes/theme.py", "QUICK = 0.4", "QUICK = 0.8"),
        "rolling is called fresh",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_made_on_purpose_is_found(fault: str, tmp_path: Path) -> None:
    spoiling, edit, complaint = FAULTS[fault]
    project = Project(tmp_path, ("rolling",))
    project.edit(*spoiling)
    assert project.complaints({"rolling"}) == []
    edit(project)
    assert complaint in project.complaints({"rolling"})


def test_a_file_that_was_tampered_with_is_found(tmp_path: Path) -> None:
    for name in ("warm", "cold"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "rolling.mp4").write_bytes(b"video")
    assert different(tmp_path / "warm", tmp_path / "cold") == []
    (tmp_path / "warm" / "rolling.mp4").write_bytes(b"vudeo")
    (tmp_path / "cold" / "rolling.vtt").write_bytes(b"")
    assert different(tmp_path / "warm", tmp_path / "cold") == [
        "rolling.mp4 differs", "rolling.vtt differs",
    ]  # fmt: skip
