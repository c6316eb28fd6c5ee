from pathlib import Path

import pytest

from lecture.config.model import LectureConfig
from lecture.freshness.cache import Cache
from lecture.freshness.fingerprint import Surroundings
from lecture.pieces.published import Published, read_published
from lecture.present.presenter import write_presenter
from tests.lecture.page.conftest import lecture_config, once, renders

__all__ = ["lecture_config", "renders"]


@pytest.fixture(scope="session")
def published(lecture_config: LectureConfig, renders: Path) -> tuple[Published, ...]:
    """The small lecture's clips; nobody has kept their pictures."""
    surroundings = Surroundings()
    fingerprints = {job: surroundings.fingerprint_of(job) for job in lecture_config.jobs()}
    return tuple(read_published(fingerprints, renders, Cache(renders / ".cache")))


@pytest.fixture(scope="session")
def presenter(
    tmp_path_factory: pytest.TempPathFactory,
    published: tuple[Published, ...],
    lecture_config: LectureConfig,
) -> Path:
    """The presenter of the small lecture, with its media beside it."""

    def make(out: Path) -> None:
        write_presenter(lecture_config, published, out, minutes=30)

    return once(tmp_path_factory, "small-presenter", make) / "present" / "index.html"


@pytest.fixture(scope="session")
def one_file(
    tmp_path_factory: pytest.TempPathFactory,
    published: tuple[Published, ...],
    lecture_config: LectureConfig,
) -> Path:
    """The same in one file."""

    def make(out: Path) -> None:
        write_presenter(lecture_config, published, out, one_file=True)

    return once(tmp_path_factory, "small-presenter-in-one", make) / "present" / "index.html"
