from dataclasses import replace
from pathlib import Path

import pytest

from rnn_math import weights
from rnn_math.errors import InputError, LectureError
from rnn_math.tasks.tagging import load_model
from scenes.lecture_scene import LectureScene, numerals
from scenes.mobjects.text.text import Words

CLIP = "sequence-to-sequence"


def strings(scene: LectureScene) -> list[str]:
    return [
        mobject.string
        for top in scene.mobjects
        for mobject in top.get_family()
        if isinstance(mobject, Words) and mobject.get_fill_opacity() > 0
    ]


def test_tags_probabilities_forecasts_and_scores_are_those_of_the_trace(tell) -> None:
    shown: dict[str, dict[tuple[str, int], str]] = {}

    def look(scene: LectureScene, beat: str) -> None:
        found = numerals(scene.mobjects)
        assert all(n.string == n.expected for n in found)
        shown[beat] = {(n.address.quantity, n.address.step): n.string for n in found}

    scene = tell(CLIP, after=look)
    sentence, forecast = (scene.sources[name].trace for name in ("sentence", "forecast"))
    steps = range(1, len(sentence) + 1)
    assert set(shown["tag-every-word"]) == {("o", t) for t in steps}
    assert {("held_out", 0), ("baselines", 0)} <= set(shown["score-the-tags"])
    days = range(1, len(forecast) + 1)
    assert set(shown["forecast-every-step"]) == {
        (quantity, t) for quantity in ("value", "prediction") for t in days
    }
    worst = scene.view.residuals.worst
    assert {("error", worst), ("no_change_error", worst)} <= set(shown["see-the-misses"])
    assert f"{forecast.score.held_out:.2f}" in shown["score-the-forecasts"].values()


def test_a_tag_comes_out_at_the_step_of_its_word(tell) -> None:
    view = tell(CLIP).tagging
    tags = [tag.get_x() for tag in view.tags.tags]
    assert [token.get_x() for token in view.words] == pytest.approx(tags, abs=1e-6)
    assert [tag.label.string for tag in view.tags.tags] == ["ORG", "O", "O", "O", "LOC"]
    assert not view.mistakes


def test_a_mistake_is_shown_as_a_mistake(tell) -> None:
    seen: list[str] = []

    def look(scene: LectureScene, beat: str) -> None:
        if beat == "tag-every-word":
            seen.extend(strings(scene))

    scene = tell(
        CLIP,
        after=look,
        sentence="Mr Washington is in Washington",
        hidden_size=1,
        embedding_size=1,
    )
    assert list(scene.tagging.mistakes) == [2]
    assert seen.count("right: PER") == 1
    assert "mistake" in scene.timeline.beats[1].narration


@pytest.mark.parametrize(("series", "label"), [("price", "simulated"), ("sunspots", "sunspots")])
def test_the_chart_says_what_it_shows(tell, series: str, label: str) -> None:
    seen: list[str] = []
    scene = tell(CLIP, after=lambda s, _: seen.extend(strings(s)), series=series, window=2)
    assert any(label in string for string in seen)
    told = scene.timeline.beats[3].narration
    assert ("simulated" in told) == (series == "price")


def test_a_series_of_ones_own_is_shown(tell, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("load\n" + "\n".join(str(20 + t * 7 % 11) for t in range(50)))
    scene = tell(CLIP, series=str(path), sentence="Apple")
    assert len(scene.sources["forecast"].trace) == 9, "no more than is held out"


@pytest.mark.parametrize(
    ("params", "key"),
    [
        ({"series": "nowhere.csv"}, "series = 'nowhere.csv'"),
        ({"window_start": 500}, "window_start = 500, must be 1 to 119"),
        ({"forecast_weights": "nowhere.npz"}, "forecast_weights"),
    ],
)
def test_what_cannot_be_forecast_is_refused(tell, params: dict[str, object], key: str) -> None:
    with pytest.raises(LectureError, match=f"{CLIP}.{key}"):
        tell(CLIP, **params)


def test_a_model_without_a_readout_is_refused(tell, tmp_path: Path) -> None:
    path = tmp_path / "mute.safetensors"
    weights.save(path, replace(load_model().checkpoint(), readout=None, labels=()))
    with pytest.raises(InputError, match="without a readout"):
        tell(CLIP, weights=str(path))
