"""A GRU that resets before its matrix, on the page: its drawing, its equations, its numbers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from lecture.config.model import load_config
from lecture.config.source import parse_override
from lecture.page.environment import script, stylesheet
from lecture.page.figures import figures
from lecture.page.pages import pages
from rnn_math.tasks.tagging import TaggingModel, load_model
from scenes.cells.pictures import PICTURES
from scenes.params import CLIPS, GatedParams
from tests.lecture.page.browsing import served, watched
from tests.lecture.page.figures.test_cell import part, term
from tests.lecture.page.figures.test_gated_cells import SENTENCE, compare, model_of, steps_of
from tests.lecture.page.test_axe import violations

NAME = "gru-reset-before"


@pytest.fixture(scope="module")
def before() -> TaggingModel:
    """The model that the clip takes for this form."""
    params = CLIPS["gru"]()
    assert isinstance(params, GatedParams)
    return load_model(params.hidden_size, params.embedding_size, params.seed, kind=NAME)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("reset-before")
    (made / "embed").mkdir()
    config = load_config(Path("/dev/null"), [parse_override('gru.reset="before"')])
    texts = pages(config, [], figures(config))
    for name, text in (texts | {"page.css": stylesheet(), "page.js": script()}).items():
        (made / name).write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def page(browser: Browser, folder: Path) -> Iterator[Page]:
    with served(folder) as address, watched(browser, address) as page:
        page.goto(f"{address}embed/cell.html?cell={NAME}")
        yield page


def test_every_node_is_that_of_numpy(page: Page, before: TaggingModel) -> None:
    expect(page.get_by_role("radio", name="GRU")).to_be_checked()
    compare(steps_of(page), before, SENTENCE)
    page.evaluate("window.unrolled.cell.read(['Maria', 'flies', 'to', 'Xyzzy'])")
    compare(steps_of(page), before, ["Maria", "flies", "to", "Xyzzy"])


def test_the_other_form_would_be_noticed(page: Page, before: TaggingModel) -> None:
    """The state's matrix meets what the reset gate has left of the state."""
    nodes = {node.name: node for node in before.cell.kind.nodes}
    assert nodes != {node.name: node for node in PICTURES["gru"].kind.nodes}
    with pytest.raises((AssertionError, KeyError)):
        compare(steps_of(page), model_of("gru"), SENTENCE)


def test_every_part_lights_with_its_terms(page: Page) -> None:
    for name, role in PICTURES[NAME].roles.items():
        part(page, name).locator(".target").first.hover()
        expect(part(page, name)).to_contain_class("lit")
        expect(term(page, name)).to_contain_class("lit")
        expect(page.locator(".note:visible")).to_contain_text(role.sentence)
        page.keyboard.press("Escape")
    assert violations(page) == []
