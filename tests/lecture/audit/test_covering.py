"""A fixed tenth of the covering array; ``make audit`` walks through all of it."""

from itertools import combinations

import pytest

from rnn_math.errors import LayoutError
from scenes.lecture_scene import LectureScene
from scenes.params import CLIPS
from scenes.rolling import Rolling
from tests.lecture.audit.covering import TENTH, Chosen, audited, sets
from tests.lecture.audit.levels import LEVELS, LOOKS

QUICK = 256  # units times inputs of a network that is trained in no time


def is_quick(chosen: Chosen) -> bool:
    """Is there no large network to be trained first? ``make audit`` has the patience."""
    units = max(chosen.levels.get(key, 1) for key in ("hidden_size", "forecast_hidden_size"))
    gates = 4 if chosen.levels.get("cell") else 1
    if gates > 1 and chosen.clip == "architectures":  # it would train three more
        return False
    return gates * units * chosen.levels.get("embedding_size", 4) <= QUICK


TAKEN = [chosen for clip in LEVELS for chosen in sets(clip)[::TENTH] if is_quick(chosen)]
ROLLING = {"words": 5, "letters": "known", "hidden_size": 4, "embedding_size": 3, "cell": None}
LOOK = {"theme": "dark", "notation": "hidden", "language": "en"}


@pytest.mark.parametrize("chosen", TAKEN, ids=lambda c: f"{c.clip}-{c.number}")
def test_a_tenth_is_legible_or_refused_by_its_own_key(chosen: Chosen) -> None:
    assert not audited(chosen).findings


@pytest.mark.parametrize("clip", CLIPS)
def test_every_pair_of_levels_occurs(clip: str) -> None:
    levels = {**LEVELS[clip], **LOOKS}
    met = {pair for chosen in sets(clip) for pair in combinations(chosen.levels.items(), 2)}
    for (one, ones), (other, others) in combinations(levels.items(), 2):
        assert {((one, a), (other, b)) for a in ones for b in others} <= met


def test_a_refusal_that_comes_late_or_blames_nothing_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(scene: LectureScene) -> None:
        raise LayoutError("no room")

    monkeypatch.setattr(Rolling, "pass_the_state", refuse)
    verdict = audited(Chosen("rolling", 0, ROLLING | LOOK))
    assert ["by no key" in verdict.findings[0], "frames" in verdict.findings[1]] == [True, True]
