import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lecture.config.model import LectureConfig
from lecture.page.figures import figures
from lecture.page.site import write_site
from lecture.production.film import film
from lecture.production.job import Job
from lecture.publishing.clip import render
from lecture.video.webm import joined
from tests.lecture.page import small
from tests.lecture.page.browsing import served


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that is made once, whichever worker of a run needs it first."""
    root = factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):  # each has a folder of its own in that of the run
        root = root.parent
    folder = root / name
    ready, broken = root / f"{name}.ready", root / f"{name}.broken"
    try:
        folder.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + 300
        while not ready.exists():
            assert not broken.exists(), "another worker could not make it"
            assert time.monotonic() < deadline, "another worker did not make it"
            time.sleep(0.1)
        return folder
    try:
        make(folder)
    except BaseException:
        broken.touch()
        raise
    ready.touch()
    return folder


@pytest.fixture(scope="session")
def lecture_config() -> LectureConfig:
    """A lecture of two clips, whose texts try to be more than text."""
    return small.config()


@pytest.fixture(scope="session")
def renders(tmp_path_factory: pytest.TempPathFactory, lecture_config: LectureConfig) -> Path:
    """The folder with the small lecture's clips and its site."""

    def make(out: Path) -> None:
        for job in lecture_config.jobs():
            render(job, out)
        webms = {job.clip: _webm(job) for job in lecture_config.jobs()}
        drawn = figures(lecture_config)
        write_site(lecture_config, drawn, out, webms)

    return once(tmp_path_factory, "small-lecture", make)


def _webm(job: Job) -> bytes:
    return joined([*film(job, kinds=("webm",)).segments.values()], job.video.fps)


@pytest.fixture(scope="session")
def site(renders: Path) -> Path:
    """The folder of the small lecture's site."""
    return renders / "site"


@pytest.fixture(scope="session")
def home(site: Path) -> Iterator[str]:
    """The address of the site, in a subfolder of a server."""
    with served(site.parent) as address:
        yield f"{address}site/"
