"""A model that is larger than what a page shows of it, and has no readout."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, expect

from lecture.config.model import LectureConfig, load_config
from lecture.config.source import parse_override
from lecture.freshness.cache import Cache
from lecture.page import figures as house
from lecture.page.environment import script, stylesheet
from lecture.page.figures import figures
from lecture.page.pages import pages
from rnn_math import weights
from rnn_math.tasks.tagging import TaggingModel, load_model
from tests.lecture.page.browsing import watched


@pytest.fixture(scope="module")
def model() -> TaggingModel:
    return load_model(hidden_size=9, embedding_size=10)


@pytest.fixture(scope="module")
def config(model: TaggingModel, tmp_path_factory: pytest.TempPathFactory) -> LectureConfig:
    path = tmp_path_factory.mktemp("weights") / "no-readout.safetensors"
    weights.save(path, replace(model.checkpoint(), readout=None, labels=()))
    settings = (
        f'equation.weights="{path}"',
        'equation.sentence="Zzz works in Paris"',
        'lecture.notation="pytorch"',
    )
    return load_config(Path("/dev/null"), [parse_override(setting) for setting in settings])


def test_it_can_be_touched_all_the_same(
    browser: Browser, config: LectureConfig, model: TaggingModel, tmp_path: Path
) -> None:
    texts = pages(config, [], figures(config)) | {"page.css": stylesheet(), "page.js": script()}
    (tmp_path / "embed").mkdir()
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with watched(browser, tmp_path.as_uri()) as page:
        page.goto(f"{tmp_path.as_uri()}/index.html?part=W_h")
        plain = page.locator("[data-cell=tanh]")
        expect(page.locator("[data-note=W_h]")).to_contain_text("the corner of 9 × 9")
        expect(page.locator("[data-note=W_h] input")).to_have_count(64)
        expect(plain.locator("[data-role=o], [data-role=W_o], .answers")).to_have_count(0)
        expect(page.locator("#notation")).to_have_value("pytorch")
        expect(page.locator(".tape .unknown:visible")).to_have_text("Zzz")
        page.get_by_label("recurrent weights, row 8, column 3").fill("0.5")
        page.get_by_label("recurrent weights, row 8, column 3").press("Tab")
        recurrent = model.cell.W_h.copy()
        recurrent[7, 2] = 0.5
        ours = replace(model, cell=model.cell.with_weights(W_h=recurrent))
        trace = ours.trace(["Zzz", "works", "in", "Paris"])
        steps = page.evaluate("window.unrolled.trace().steps.map(step => step.h)")
        np.testing.assert_allclose(steps, trace.h, rtol=0, atol=1e-9)


def test_what_was_laid_out_once_is_read(
    config: LectureConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path)
    first = figures(config, cache)
    key = house._key(config)
    assert cache.get(key) is not None
    monkeypatch.setattr("lecture.page.figures.build.build", lambda _: pytest.fail("laid out again"))
    assert figures(config, cache) == first
    other = load_config(Path("/dev/null"), [parse_override('rolling.sentence="Anna sings"')])
    assert house._key(other) != key
    light = [parse_override('lecture.theme="light"'), parse_override('video.quality="preview"')]
    usual = load_config(Path("/dev/null"), [])
    assert house._key(load_config(Path("/dev/null"), light)) == house._key(usual)


def test_what_was_laid_out_once_needs_no_manim(config: LectureConfig, tmp_path: Path) -> None:
    usual = load_config(Path("/dev/null"))
    Cache(tmp_path).put(
        house._key(usual),
        b'{"cell":"","rolling":"","learning":"","architectures":"","quiz":[],"data":{}}',
    )
    code = (
        "import sys; from pathlib import Path; from lecture.freshness.cache import Cache;"
        "from lecture.config.model import load_config; from lecture.page.figures import figures;"
        f"figures(load_config(Path('/dev/null')), Cache(Path({str(tmp_path)!r})));"
        "assert 'manim' not in sys.modules, 'Manim was imported'"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
