"""A page of a French lecture: nothing of ours on it is English, and its numbers are French."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from lecture.config.model import load_config
from lecture.config.source import parse_override
from lecture.page.figures import figures
from lecture.page.pages import pages
from scenes.languages import words_of
from tests.lecture.page.browsing import served, watched

ALIKE = 5  # characters up to which a text may be the same in both: "bias", "{x}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from lecture.page.environment import script, stylesheet

    config = load_config(None, [parse_override("lecture.language=fr")])
    folder = tmp_path_factory.mktemp("french")
    texts = pages(config, (), figures(config)) | {"page.css": stylesheet(), "page.js": script()}
    for name, text in texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def texts_of(table: Any) -> set[str]:
    """Every text in a table, cut at its braces."""
    if isinstance(table, str):
        return {piece.strip() for piece in re.split(r"\{.*?\}", table)}
    values = table.values() if hasattr(table, "values") else table
    return set().union(*(texts_of(value) for value in values)) if values else set()


def test_nothing_of_ours_is_english(site: Path) -> None:
    english, french = (texts_of(words_of(language, "page")) for language in ("en", "fr"))
    only = {text for text in english if len(text) > ALIKE} - french
    assert len(only) > 60
    page = unescape((site / "index.html").read_text(encoding="utf-8"))
    assert '<html lang="fr">' in page
    said = [(f">{text}<", f'label="{text}"', f'":"{text}"') for text in only]
    assert [each for forms in said for each in forms if each in page] == []
    assert "Les réseaux de neurones récurrents, dépliés" in page
    assert not re.search(r"<td[^>]*>[+−]?\d+\.\d", page)
    assert re.search(r"<td[^>]*>[+−]?\d+,\d", page)


def test_what_the_reader_changes_is_told_in_french(site: Path, browser: Browser) -> None:
    with served(site) as address, watched(browser, address) as page:
        page.goto(f"{address}index.html?step=2")
        expect(page.locator("[data-step-name]").first).to_have_text(re.compile(r"2 sur 5"))
        page.fill("#sentence", "Maria " * 11)
        page.press("#sentence", "Enter")
        expect(page.locator("[data-message]")).to_have_text("Ici, une phrase a de 1 à 10 mots.")
        page.fill("#sentence", "Maria works")
        page.press("#sentence", "Enter")
        expect(page.locator("[data-value='h.1.0']").first).to_have_text(re.compile(r"^[+−]0,\d\d$"))
