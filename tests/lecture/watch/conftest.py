from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lecture.watch.watching import BOTH, Watching, all_fresh, copy_of_ours, with_small_clips


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return with_small_clips(copy_of_ours(tmp_path / "tree"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "lecture"
    folder.mkdir()
    return folder


@pytest.fixture
def watching(tree: Path, folder: Path) -> Iterator[Watching]:
    with Watching(tree, folder, *BOTH) as watching:
        watching.until(all_fresh)
        yield watching
