"""Rules of clip 5: a sentence that is tagged, a series that is forecast."""

from rnn_math.tasks.distance import share_within
from rnn_math.tasks.forecast import Forecast
from rnn_math.tasks.forecasting_data import Series
from rnn_math.tasks.tagging import true_tags
from rnn_math.tasks.tagging_data import TAGS, sentences
from rnn_math.trace import Trace
from rnn_math.wiring import Source
from scenes.claims.cells import carries_two_states as carries_two_states
from scenes.claims.cells import cell_is_gated as cell_is_gated
from scenes.claims.facts import Facts
from scenes.claims.scores import network_is_ahead as network_is_ahead
from scenes.claims.scores import network_is_behind as network_is_behind
from scenes.claims.scores import network_is_level as network_is_level
from scenes.words.forecasts import standing


def trained_here(facts: Facts) -> bool:
    """Is the tagger ours, so that we know what it was not trained on?"""
    return facts.params.weights is None


def forecaster_trained_here(facts: Facts) -> bool:
    """Is the forecaster ours?"""
    return facts.params.forecast_weights is None


def every_step_reads_and_answers(facts: Facts) -> bool:
    """Is there an input and an output at every step of the sentence?"""
    return _is_aligned(facts.traces["sentence"])


def both_are_wired_alike(facts: Facts) -> bool:
    """Does the series go through the wiring of the sentence?"""
    return _is_aligned(facts.traces["sentence"]) and _is_aligned(facts.traces["forecast"])


def several_words(facts: Facts) -> bool:
    """Is there a next word?"""
    return len(facts.traces["sentence"]) > 1


def tags_are_ours(facts: Facts) -> bool:
    """Are the tags those of names: persons, organisations, places?"""
    return set(facts.traces["sentence"].labels) == set(TAGS)


def some_tag_is_wrong(facts: Facts) -> bool:
    """Do we know the right tags, and is any that the network gives another one?"""
    trace = facts.traces["sentence"]
    truth = true_tags(trace.tokens)
    return set(truth) <= set(trace.labels) and any(
        answer.label != tag for answer, tag in zip(trace.answers, truth, strict=False)
    )


def tags_are_scored(facts: Facts) -> bool:
    """Has the tagger a score on our sentences?"""
    return facts.traces["sentence"].score is not None


def series_is_simulated(facts: Facts) -> bool:
    """Is the series made up?"""
    return bool(_series(facts).simulated)


def file_began_with_the_newest(facts: Facts) -> bool:
    """Were the rows of the file turned round?"""
    return _series(facts).found.turned


def one_row_was_dropped(facts: Facts) -> bool:
    """Did one row lack its value?"""
    return _series(facts).found.dropped == 1


def several_rows_were_dropped(facts: Facts) -> bool:
    """Did more than one?"""
    return _series(facts).found.dropped > 1


def one_value_was_filled(facts: Facts) -> bool:
    """Was one value put between its neighbours?"""
    return _series(facts).found.filled == 1


def several_values_were_filled(facts: Facts) -> bool:
    """Were more than one?"""
    return _series(facts).found.filled > 1


def calendar_lacks_one_step(facts: Facts) -> bool:
    """Is one step of a regular calendar without a row?"""
    return _series(facts).found.gaps == 1


def calendar_lacks_several_steps(facts: Facts) -> bool:
    """Are more than one?"""
    return _series(facts).found.gaps > 1


def forecaster_is_ahead(facts: Facts) -> bool:
    """Is the network better than every baseline, in the digits that are said as well?"""
    return standing(_forecast(facts)) == "ahead"


def forecaster_is_level(facts: Facts) -> bool:
    """Is the best baseline as good in the digits that are said?"""
    return standing(_forecast(facts)) == "level"


def forecaster_is_behind(facts: Facts) -> bool:
    """Is a baseline better?"""
    return standing(_forecast(facts)) == "behind"


def _is_aligned(trace: Trace) -> bool:
    steps = list(range(1, len(trace) + 1))
    reads = [step.number for step in trace.wiring if step.source is Source.INPUT]
    return reads == steps and list(trace.wiring.answering) == steps


def _forecast(facts: Facts) -> Forecast:
    trace = facts.traces["forecast"]
    assert isinstance(trace, Forecast)
    return trace


def _series(facts: Facts) -> Series:
    return _forecast(facts).series


def held_out_sentences_are_near(facts: Facts) -> bool:
    """Do most of the test sentences differ from one that was trained on in two words at most?"""
    texts, known = ([each.words for each in sentences(split)] for split in ("test", "train"))
    return share_within(texts, known, 2) > 0.5
