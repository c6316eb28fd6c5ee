"""Sentences that did not fit their numbers, each with what is said now."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from rnn_math.cell import Cell
from rnn_math.score import Baseline, Score
from rnn_math.tasks import forecasting, tagging
from scenes.lecture_scene import LectureScene
from tests.scenes.narrating import TAGGED, instead, said, shares, untrue

UNKNOWN = "not known to us"
OFTEN = "Berlin is Berlin and Berlin is Berlin in Berlin"


@pytest.mark.parametrize(
    ("clip", "params", "beat", "now", "no_more"),
    [
        ("feedback", {"sentence": OFTEN}, "meet-the-word-again", "stands here 5 times", "twice"),
        ("feedback", {"sentence": OFTEN}, "read-with-feedback", "up to the second", "last word"),
        ("feedback", {}, "read-with-feedback", "when the last word comes", "up to"),
        (
            "feedback",
            {"sentence": "is Apple is in Berlin"},
            "read-off-the-answer",
            "The memory differs, the answer does not",
            "tells them apart",
        ),
        ("rolling", {"sentence": "Apple"}, "unroll-it", "a single word", "has become the arrow"),
        ("rolling", {"sentence": "Apple"}, "pass-the-state", "The copy reads its", "neighbour"),
        ("equation", {"step": 5}, "hand-it-on", "It was the last word", "the next step receives"),
        ("equation", {"step": 4}, "hand-it-on", "the next step receives", "last"),
        ("state", {}, "subtract-the-memories", "Both memories start empty", "Before the changed"),
        ("state", {"swap_step": 3}, "subtract-the-memories", "Before the changed word", "Both"),
        ("state", {"sentence": "Apple"}, "change-one-word", "the only word", "other words"),
        ("state", {"sentence": "Apple"}, "compare-the-tags", "output changes too", "only a part"),
        (
            "sequence-to-vector",
            {"message": "Free"},
            "read-to-the-end",
            "reads its only word",
            "What the other steps",
        ),
        ("sequence-to-vector", {"message": "Free now"}, "read-to-the-end", "both words", "2 words"),
        ("sequence-to-vector", {"message": "Free"}, "ask-too-early", "nothing on the way", "Had"),
        (
            "sequence-to-vector",
            {"second_message": "Free"},
            "judge-another-message",
            "one word",
            "But",
        ),
        (
            "encoder-decoder",
            {"sentence": "elle"},
            "compare-with-a-dictionary",
            f"we cannot say: what would be right is {UNKNOWN}",
            "Whoever",
        ),
        (
            "encoder-decoder",
            {"sentence": "la fille ne lit pas le"},
            "compare-with-a-dictionary",
            UNKNOWN,
            "Whoever",
        ),
        (
            "encoder-decoder",
            {"sentence": "le chien lave la voiture"},
            "compare-with-a-dictionary",
            "That is wrong, right would be “the dog is washing the car”",
            "Whoever",
        ),
        (
            "encoder-decoder",
            {},
            "compare-with-a-dictionary",
            "Whoever has read everything",
            "wrong",
        ),
        (
            "encoder-decoder",
            {"sentence": "tu"},
            "write-word-by-word",
            "At “end” it stops",
            "unknown",
        ),
        (
            "encoder-decoder",
            {"second_sentence": "elle"},
            "translate-another",
            f"What would be right is {UNKNOWN}",
            "That is right",
        ),
        (
            "encoder-decoder",
            {"second_sentence": "elle lit un livre rouge"},
            "translate-another",
            "The same words",
            "other words",
        ),
        (
            "architectures",
            {"phrase": "le chat"},
            "read-first-then-write",
            "here they are equal",
            "here 2",
        ),
    ],
)
def test_what_is_said_fits_its_numbers(
    tell: Callable[..., LectureScene],
    clip: str,
    params: dict[str, Any],
    beat: str,
    now: str,
    no_more: str,
) -> None:
    scene = tell(clip, **params)
    told = said(scene)[beat]
    assert not untrue(scene)
    assert now in told
    assert no_more not in told


@pytest.mark.parametrize("step", range(1, 6))
def test_numbers_that_are_said_to_make_another_do(
    tell: Callable[..., LectureScene], step: int
) -> None:
    told = said(tell("equation", step=step))["add-them-up"]
    numbers = [Decimal(n.replace("\N{MINUS SIGN}", "-")) for n in _numbers(told)]
    assert (sum(numbers[:-1]) == numbers[-1]) is ("about" not in told)


def _numbers(told: str) -> list[str]:
    pieces = told.replace(":", " ").rstrip(".").split()
    return [word for word in pieces if word[0] in "+\N{MINUS SIGN}0123456789" and "." in word]


def test_the_last_state_goes_to_no_next_step(tell: Callable[..., LectureScene]) -> None:
    assert tell("equation", step=5).handover.note.string == "the last state"
    assert tell("equation", step=4).handover.note.string == "to step 5"


@pytest.mark.parametrize(
    ("held_out", "verdict"),
    [
        (0.0, "In the digits shown, no change is just as good."),
        (1.0, "The best on this list is not the network, it is no change: 0.0."),
    ],
)
def test_a_tie_is_no_defeat(
    tell: Callable[..., LectureScene],
    monkeypatch: pytest.MonkeyPatch,
    held_out: float,
    verdict: str,
) -> None:
    model = forecasting.load_model("price")
    tie = Score(held_out, 120, "days", (Baseline("no change", 0.0),), "RMSE", lower_is_better=True)
    level = replace(model, score=tie)
    with instead("rnn_math.tasks.forecasting.load_model", level):
        told = said(tell("sequence-to-sequence"))["score-the-forecasts"]
    assert told.endswith(verdict)


def test_next_to_nothing_is_not_called_memory(tell: Callable[..., LectureScene]) -> None:
    model = tagging.load_model()
    faint = Cell.tanh(model.cell.W_x, model.cell.W_h * 0.02, model.cell.b)
    with instead(TAGGED, replace(model, cell=faint, score=shares(0.5, 0.9))):
        told = said(tell("state"))
    assert "less than 0.01 at “Berlin”" in told["measure-the-memory"]
    assert "Next to nothing" in told["measure-the-memory"]
    assert "differ by less than 0.01" in told["compare-the-tags"]
    assert "only a part" not in told["compare-the-tags"]
