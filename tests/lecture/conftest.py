from collections.abc import Iterator
from pathlib import Path

import pytest

from lecture import clips
from lecture.manim_setup import manim_configured
from lecture.render import Clip, render
from tests.lecture import tiny


@pytest.fixture
def manim() -> Iterator[None]:
    with manim_configured(tiny.VIDEO):
        yield


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    """The tiny clip, rendered once."""
    out: Path = tmp_path_factory.mktemp("renders")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clips, "build_scene", tiny.build)
        return render(tiny.job(), out)
