from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from lecture.manim_setup import manim_configured
from lecture.production import clips
from lecture.publishing.clip import Clip, render
from tests.lecture import tiny
from tests.lecture.page.browsing import FLAGS, found_browser


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, once for all folders: Playwright starts only once in a process."""
    path = found_browser()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()
