from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from lecture.config.model import load_config
from lecture.page.environment import script, stylesheet
from lecture.page.figures import Figures, figures
from lecture.page.pages import pages
from tests.lecture.page.browsing import watched
from tests.lecture.page.conftest import once


@pytest.fixture(scope="session")
def drawn() -> Figures:
    """The figures of the lecture as it comes."""
    return figures(load_config(Path("/dev/null")))


@pytest.fixture(scope="session")
def touched(tmp_path_factory: pytest.TempPathFactory, drawn: Figures) -> str:
    """The address of a course page without clips, opened from its file."""

    def make(folder: Path) -> None:
        (folder / "embed").mkdir()
        texts = pages(load_config(Path("/dev/null")), [], drawn)
        for name, text in (texts | {"page.css": stylesheet(), "page.js": script()}).items():
            (folder / name).write_text(text, encoding="utf-8")

    return once(tmp_path_factory, "figures-alone", make).as_uri()


@pytest.fixture
def page(browser: Browser, touched: str) -> Iterator[Page]:
    """A page in which nothing may go wrong, not opened yet: ``open_at`` does that."""
    with watched(browser, touched) as page:
        yield page


@pytest.fixture
def open_at(page: Page, touched: str) -> Any:
    """Open the course page with a query such as ``?step=2``."""

    def opened(query: str = "", name: str = "index.html") -> Page:
        page.goto(f"{touched}/{name}{query}")
        return page

    return opened
