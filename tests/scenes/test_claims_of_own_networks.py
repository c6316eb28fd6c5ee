"""Nothing is claimed of networks of which nobody knows what they were trained on."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from rnn_math import weights
from rnn_math.cell import Cell
from rnn_math.tasks import captioning, forecasting, spam, tagging, translation
from rnn_math.tasks.text import END
from rnn_math.weights import save
from scenes.lecture_scene import LectureScene
from scenes.mobjects.text.text import Words
from tests.scenes.narrating import said, untrue

UNKNOWN = "not known to us"
Own = Callable[[str], str]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Own:
    """Files of networks of which nobody knows what they were trained on, by name."""
    folder = tmp_path_factory.mktemp("own")
    tagger, filter_ = tagging.load_model(), spam.load_model()
    writer, translator = captioning.load_model(), translation.load_model()
    units = tagger.cell.hidden_size
    plain = Cell.tanh(tagger.cell.W_x, np.zeros((units, units)), tagger.cell.b)
    save(folder / "tagger.npz", tagger.checkpoint())
    others = replace(tagger, tags=("DET", "NOUN", "VERB", "ADP"))
    save(folder / "other tags.npz", others.checkpoint())
    save(folder / "no memory.npz", replace(tagger, cell=plain).checkpoint())
    save(folder / "spam.npz", filter_.checkpoint())
    save(folder / "other labels.npz", replace(filter_, labels=("chat", "news")).checkpoint())
    save(folder / "forecaster.npz", forecasting.load_model("price").checkpoint())
    weights.save_parts(folder / "captions.npz", *writer.checkpoints())
    weights.save_parts(folder / "translator.npz", *translator.checkpoints())
    end = np.array([1000.0 * (label == END) for label in translator.labels])
    mute = replace(translator.readout, b_o=translator.readout.b_o + end)
    other = tuple(f"{word}z" for word in translator.french)
    weights.save_parts(folder / "other words.npz", *replace(translator, french=other).checkpoints())
    weights.save_parts(folder / "mute.npz", *replace(translator, readout=mute).checkpoints())
    return lambda name: str(folder / f"{name}.npz")


@pytest.mark.parametrize(
    ("clip", "params", "beat", "now", "no_more"),
    [
        (
            "feedback",
            {"weights": "no memory"},
            "meet-it-with-memory",
            "the same numbers",
            "different",
        ),
        ("state", {"weights": "no memory"}, "measure-the-memory", "and none at “Berlin”", "still"),
        ("state", {"weights": "no memory"}, "compare-the-tags", "the same again", "0.00"),
        ("sequence-to-sequence", {"weights": "tagger"}, "score-the-tags", UNKNOWN, "never trained"),
        (
            "sequence-to-sequence",
            {"forecast_weights": "forecaster"},
            "score-the-forecasts",
            "Over the last 120 days",
            "held-out",
        ),
        (
            "sequence-to-sequence",
            {"forecast_weights": "forecaster", "series": "sunspots"},
            "forecast-every-step",
            UNKNOWN,
            "not trained on",
        ),
        (
            "sequence-to-sequence",
            {"weights": "other tags"},
            "tag-every-word",
            "Which tag belongs to which word?",
            "names",
        ),
        ("sequence-to-vector", {"weights": "spam"}, "score-the-filter", UNKNOWN, "held out"),
        (
            "sequence-to-vector",
            {"weights": "other labels"},
            "read-to-the-end",
            "What kind of",
            "spam",
        ),
        (
            "vector-to-sequence",
            {"weights": "captions"},
            "score-the-captions",
            UNKNOWN,
            "not trained",
        ),
        ("encoder-decoder", {"weights": "translator"}, "read-to-the-end", "How is", "not trained"),
        (
            "encoder-decoder",
            {"weights": "translator"},
            "score-the-translator",
            UNKNOWN,
            "not trained",
        ),
        ("encoder-decoder", {"weights": "mute"}, "write-word-by-word", "“end”, at once", "first"),
        ("encoder-decoder", {"weights": "mute"}, "show-a-mistake", "there it stops", "reads next"),
        ("architectures", {"spam_weights": "spam"}, "admit-the-score", UNKNOWN, "not trained on,"),
    ],
)
def test_nothing_is_claimed_of_somebody_elses_network(
    tell: Callable[..., LectureScene],
    own: Own,
    clip: str,
    params: dict[str, Any],
    beat: str,
    now: str,
    no_more: str,
) -> None:
    given = {key: own(name) if "weights" in key else name for key, name in params.items()}
    scene = tell(clip, **given)
    told = said(scene)[beat]
    assert not untrue(scene)
    assert now in told
    assert no_more not in told


@pytest.mark.parametrize(
    ("clip", "params"),
    [
        ("sequence-to-sequence", {"weights": "tagger", "forecast_weights": "forecaster"}),
        ("sequence-to-vector", {"weights": "spam"}),
        ("vector-to-sequence", {"weights": "captions"}),
        ("encoder-decoder", {"weights": "translator"}),
    ],
)
def test_no_title_says_that_its_items_were_held_out(
    tell: Callable[..., LectureScene], own: Own, clip: str, params: dict[str, str]
) -> None:
    shown: dict[bool, set[str]] = {True: set(), False: set()}
    for is_own, words in shown.items():

        def look(scene: LectureScene, beat: str, words: set[str] = words) -> None:
            words.update(word.string for word in words_in(scene))

        given = {key: own(name) for key, name in params.items()} if is_own else {}
        tell(clip, after=look, **given)
    held = {is_own: {w for w in words if "held" in w} for is_own, words in shown.items()}
    assert held[False], "of ours it is said"
    assert not held[True]


def test_a_translator_of_other_words_is_not_said_to_know_french(
    tell: Callable[..., LectureScene], own: Own
) -> None:
    given = {"weights": own("other words"), "sentence": "ellez litz", "second_sentence": "ellez"}
    scene = tell("encoder-decoder", **given)
    assert not untrue(scene)
    everything = " ".join(said(scene).values())
    assert "English" not in everything
    assert "French" not in everything
    assert "How is “ellez litz” translated?" in everything


def test_tasks_of_another_kind_have_other_names(
    tell: Callable[..., LectureScene], own: Own
) -> None:
    scene = tell(
        "architectures",
        weights=own("other tags"),
        spam_weights=own("other labels"),
        translation_weights=own("other words"),
        phrase="lez chienz dortz",
    )
    names = [panel.title[1].string for panel in scene.grid.panels]
    assert names == ["tagging words", "judging messages", "naming digits", "translating"]


def words_in(scene: LectureScene) -> list[Words]:
    return [m for top in scene.mobjects for m in top.get_family() if isinstance(m, Words)]


def test_a_message_of_foreign_labels_is_no_mistake(
    tell: Callable[..., LectureScene], own: Own
) -> None:
    scene = tell("sequence-to-vector", weights=own("other labels"))
    assert not scene.first.mistake
    assert not tell("sequence-to-sequence", weights=own("other tags")).tagging.mistakes
