"""Rules of clip 9: one task for each of four wirings."""

from rnn_math.score import Score
from rnn_math.tasks.text import END
from rnn_math.wiring import Source
from scenes.claims.cells import carries_two_states as carries_two_states
from scenes.claims.cells import cell_is_gated as cell_is_gated
from scenes.claims.facts import Facts
from scenes.traces.architectures import truths
from scenes.words.scores import all_do_their_job as _all_do_their_job


def several_words(facts: Facts) -> bool:
    """Are there copies of the cell?"""
    return len(facts.traces["tagging"]) > 1


def tagger_answers_at_every_step(facts: Facts) -> bool:
    """Is there an output for every word?"""
    trace = facts.traces["tagging"]
    return list(trace.wiring.answering) == list(range(1, len(trace) + 1))


def all_cells_are_of_one_kind(facts: Facts) -> bool:
    """Is there one equation for all, though each has weights of its own?"""
    names = "tagging", "spam", "captioning", "encoder", "decoder"
    return len({facts.traces[name].cell.kind.name for name in names}) == 1


def filter_answers_at_the_end(facts: Facts) -> bool:
    """Is the last output the only one that is used?"""
    trace = facts.traces["spam"]
    return list(trace.wiring.answering) == [len(trace)]


def encoder_reads_and_decoder_writes(facts: Facts) -> bool:
    """Is no output of the encoder used, and nothing but the start put into the decoder?"""
    encoder, decoder = facts.traces["encoder"].wiring, facts.traces["decoder"].wiring
    given = [step.number for step in decoder if step.source is Source.INPUT]
    return not encoder.answering and len(given) <= 1 and len(decoder.answering) == len(decoder)


def lengths_differ(facts: Facts) -> bool:
    """Has the translation another number of words than the phrase?"""
    written = [a for a in facts.traces["decoder"].answers if a.label != END]
    return len(written) != len(facts.traces["encoder"])


def some_answer_is_wrong(facts: Facts) -> bool:
    """Does any network say something other than what we know to be right?"""
    return any(
        set(right) <= set(facts.traces[name].labels)
        and [a.label for a in facts.traces[name].answers if a.label != END] != list(right)
        for name, right in truths(facts.params).items()
    )


def some_network_was_trained_here(facts: Facts) -> bool:
    """Is any of the four ours?"""
    return None in _weights(facts)


def all_networks_were_trained_here(facts: Facts) -> bool:
    """Are all that have a score?"""
    return not any(
        weights is not None and facts.traces[name].score is not None
        for name, weights in zip(_SCORED, _weights(facts), strict=True)
    )


def some_network_is_scored(facts: Facts) -> bool:
    """Has any a score on our data?"""
    return bool(_scores(facts))


def all_do_their_job(facts: Facts) -> bool:
    """Is none worse than its best baseline, and any clearly better?"""
    return _all_do_their_job(_scores(facts))


def every_network_is_clearly_better(facts: Facts) -> bool:
    """Is every one better than its best baseline by more than chance explains?"""
    return all(score.is_clear for score in _scores(facts).values())


_SCORED = ("tagging", "spam", "captioning", "decoder")


def _weights(facts: Facts) -> tuple[str | None, ...]:
    p = facts.params
    return p.weights, p.spam_weights, p.captioning_weights, p.translation_weights


def _scores(facts: Facts) -> dict[str, Score]:
    found = {name: facts.traces[name].score for name in _SCORED}
    return {name: score for name, score in found.items() if score is not None}
