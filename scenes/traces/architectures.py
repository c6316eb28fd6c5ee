"""Clip 9: a task for each of the four architectures."""

from collections.abc import Mapping
from dataclasses import replace

from rnn_math.errors import InputError
from rnn_math.tasks import captioning, spam, spam_data, tagging, translation
from rnn_math.tasks.captioning_data import true_name
from rnn_math.tasks.kinds import demand
from rnn_math.tasks.spam_data import LABELS
from rnn_math.tasks.tagging_data import TAGS
from rnn_math.tasks.translation_score import learnt_dictionary
from rnn_math.trace import Trace
from scenes.naming import naming, naming_model
from scenes.params import ArchitecturesParams
from scenes.traces.drawable import demand_drawable


def traces(clip: str, params: ArchitecturesParams) -> dict[str, Trace]:
    """The traces of one task for each architecture, by name.

    ``image`` is what makes the first state of ``captioning``; ``encoder`` and ``decoder``
    translate together.
    """
    with naming_model(clip, params):
        tagger = tagging.load_model(
            params.hidden_size, params.embedding_size, params.seed, params.weights
        )
        demand(str(params.weights), tagger.cell, "tanh")
        demand_drawable(tagger.cell)
        if tagger.readout is None:
            raise InputError(
                "a model without a readout, must have one (W_o, b_o): without it nothing comes out"
            )
    with naming(clip, params, "spam_weights"):
        judge = spam.load_model(weights=params.spam_weights)
        demand_drawable(judge.cell)
    with naming(clip, params, "captioning_weights"):
        writer = captioning.load_model(weights=params.captioning_weights)
        demand_drawable(writer.cell)
    with naming(clip, params, "translation_weights"):
        translator = translation.load_model(weights=params.translation_weights)
        demand_drawable(translator.decoder)
    with naming(clip, params, "sentence"):
        sentence = tagger.trace(tagging.tokenize(params.sentence))
    with naming(clip, params, "message"):
        message = judge.trace(spam.tokenize(params.message))
    with naming(clip, params, "digit"):
        image = captioning.digit_image(params.digit)
    with naming(clip, params, "phrase"):
        pair = translator.trace(translation.tokenize(params.phrase))
    return {
        "tagging": replace(sentence, score=tagger.score),
        "spam": message,
        "image": writer.encode(image),
        "captioning": replace(writer.trace(image), score=writer.score),
        "encoder": pair.encoder,
        "decoder": pair.decoder,
    }


def from_elsewhere(params: ArchitecturesParams) -> frozenset[str]:
    """The architectures whose networks are the lecturer's, trained on what we do not know."""
    given = {
        "sequence-to-sequence": params.weights,
        "sequence-to-vector": params.spam_weights,
        "vector-to-sequence": params.captioning_weights,
        "encoder-decoder": params.translation_weights,
    }
    return frozenset(name for name, weights in given.items() if weights is not None)


def of_another_kind(traces: Mapping[str, Trace]) -> frozenset[str]:
    """The architectures whose networks have other labels, or read other words, than ours."""
    foreign = {
        "sequence-to-sequence": set(traces["tagging"].labels) != set(TAGS),
        "sequence-to-vector": set(traces["spam"].labels) != set(LABELS),
        "encoder-decoder": not set(traces["encoder"].tokens) <= set(learnt_dictionary()),
    }
    return frozenset(name for name, is_foreign in foreign.items() if is_foreign)


def truths(params: ArchitecturesParams) -> dict[str, tuple[str, ...]]:
    """What each task should say, where our data know it, by the name of its last trace."""
    label = spam_data.true_label(spam.tokenize(params.message))
    known = {
        "tagging": tagging.true_tags(tagging.tokenize(params.sentence)),
        "spam": () if label is None else (label,),
        "captioning": tuple(true_name(params.digit) or ""),
        "decoder": translation.true_translation(translation.tokenize(params.phrase)),
    }
    return {name: right for name, right in known.items() if right}
