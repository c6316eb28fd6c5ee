"""What a machine can find of barriers, on every page, in both colour schemes."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.lecture.page.browsing import served, watched

PAGES = (
    "index.html",
    *(
        f"embed/{n}.html"
        for n in ("feedback", "rolling", "cell", "learning", "architectures", "quiz")
    ),
)


def violations(page: Page) -> list[str]:
    """What is wrong and where."""
    found = Axe().run(page).response["violations"]
    return [
        f"{v['id']}: {node['target']} {node['html'][:120]}" for v in found for node in v["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(browser: Browser, home: str, name: str, scheme: str) -> None:
    with watched(browser, home, color_scheme=scheme, reduced_motion="reduce") as page:
        page.goto(home + name)
        assert violations(page) == []
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        assert violations(page) == []


def test_axe_finds_what_is_wrong(browser: Browser, tmp_path: Path) -> None:
    html = '<!doctype html><html lang="en"><title>x</title><main><h1>x</h1><img src="data:,">'
    html += '<p style="color:#999;background:#fff">faint</p></main></html>'
    (tmp_path / "index.html").write_text(html, encoding="utf-8")
    with served(tmp_path) as address, watched(browser, address) as page:
        page.goto(address)
        assert {each.partition(":")[0] for each in violations(page)} == {
            "image-alt", "color-contrast"
        }  # fmt: skip
