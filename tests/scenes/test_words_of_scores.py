import pytest

from rnn_math.score import Baseline, Score
from scenes.words.scores import all_do_their_job, values

WORDS = {"a-task": "adding", "b-task": "baking", "c-task": "counting"}


def scores(*pairs: tuple[float, float]) -> dict[str, Score]:
    return {
        name: Score(held_out, 200, "things", (Baseline("guess", baseline),))
        for name, (held_out, baseline) in zip("abc", pairs, strict=False)
    }


@pytest.mark.parametrize(
    ("pairs", "clear", "won", "task", "is_fine"),
    [
        ([(0.98, 0.97), (0.9, 0.3), (0.9, 0.7)], "2", "3", "baking", True),
        ([(0.98, 0.97), (0.9, 0.89)], "0", "2", "adding", False),
        ([(0.98, 0.6), (0.8, 0.9)], "1", "1", "adding", False),
        ([(0.98, 0.6), (0.9, 0.4)], "2", "2", "baking", True),
    ],
)
def test_no_more_is_claimed_than_the_scores_say(
    pairs: list[tuple[float, float]], clear: str, won: str, task: str, is_fine: bool
) -> None:
    said = values(scores(*pairs), WORDS)
    assert (said["clear"], said["won"], said["task"]) == (clear, won, task)
    assert said["scored"] == str(len(pairs))
    assert all_do_their_job(scores(*pairs)) is is_fine
