"""How scores are told, several at once. Knows nothing of Manim."""

from collections.abc import Mapping

from rnn_math.score import Score
from scenes.numerals import format_percent


def all_do_their_job(scores: Mapping[str, Score]) -> bool:
    """Is no model worse than its strongest baseline, and at least one clearly better?"""
    each = scores.values()
    return all(score.beats_baseline for score in each) and any(score.is_clear for score in each)


def values(scores: Mapping[str, Score], words: Mapping[str, str]) -> dict[str, str]:
    """What fills a line about ``scores``, which are shares by the name of their task in ``words``.

    How many there are (``scored``), are better than their baseline (``won``), and ``clear``-ly so;
    and the ``task`` with the widest gap.
    """
    each = scores.values()
    clear = sum(score.is_clear for score in each)
    name, widest = max(scores.items(), key=lambda item: item[1].held_out - item[1].baseline)
    return {
        "scored": str(len(scores)),
        "won": str(sum(score.beats_baseline for score in each)),
        "clear": str(clear),
        "task": words[f"{name}-task"],
        "score": format_percent(widest.held_out, 1),
        "baseline": format_percent(widest.baseline, 1),
    }


def error_decimals(score: Score) -> int:
    """Decimals that show an error to two digits at least."""
    least = min([score.held_out, *(baseline.value for baseline in score.baselines)])
    decimals = 0
    while decimals < 6 and 0 < least * 10**decimals < 10:
        decimals += 1
    return max(decimals, 1)
