"""Clip 9: a task for each of the four architectures."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from rnn_math.cell import Cell
from rnn_math.cells import Kind
from rnn_math.cells.libraries import called
from rnn_math.errors import InputError, WeightsError
from rnn_math.tasks import captioning, spam, spam_data, tagging, translation
from rnn_math.tasks.captioning_data import true_name
from rnn_math.tasks.spam_data import LABELS
from rnn_math.tasks.tagging_data import TAGS
from rnn_math.tasks.translation_score import learnt_dictionary
from rnn_math.trace import Trace
from scenes.naming import naming, naming_model
from scenes.params import ArchitecturesParams
from scenes.traces.choice import demand_cell, kind_of
from scenes.traces.drawable import demand_drawable


def traces(clip: str, params: ArchitecturesParams) -> dict[str, Trace]:
    """The traces of one task for each architecture, by name.

    ``image`` is what makes the first state of ``captioning``; ``encoder`` and ``decoder``
    translate together.
    """
    models = _models(clip, params)
    tagger, judge, writer, translator = (models[key] for key in _LOADED)
    with naming_model(clip, params):
        if tagger.readout is None:
            raise InputError(
                "a model without a readout, must have one (W_o, b_o): without it nothing comes out"
            )
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


_LOADED: dict[str, Callable[[ArchitecturesParams, str], Any]] = {
    "weights": lambda p, kind: tagging.load_model(
        p.hidden_size, p.embedding_size, p.seed, p.weights, kind
    ),
    "spam_weights": lambda p, kind: spam.load_model(weights=p.spam_weights, kind=kind),
    "captioning_weights": lambda p, kind: captioning.load_model(
        weights=p.captioning_weights, kind=kind
    ),
    "translation_weights": lambda p, kind: translation.load_model(
        weights=p.translation_weights, kind=kind
    ),
}
"""What loads the network of each architecture, by the key of its checkpoint."""


def _models(clip: str, params: ArchitecturesParams) -> dict[str, Any]:
    """The four networks by the keys of their checkpoints, all with one kind of cell.

    That of a checkpoint is the one that the others are trained with.
    """
    models: dict[str, Any] = {}
    found: Kind | None = None
    for key in sorted(_LOADED, key=lambda key: getattr(params, key) is None):  # given ones first
        blamed = naming_model(clip, params) if key == "weights" else naming(clip, params, key)
        with blamed:
            model = models[key] = _LOADED[key](params, found.name if found else kind_of(params))
            cell: Cell = model.decoder if key == "translation_weights" else model.cell
            demand_drawable(cell)
            demand_cell(clip, params, key, cell)
            found = found or cell.kind
            if cell.kind != found:
                raise WeightsError(
                    f"{called(cell.kind)}, must be {called(found)} as that of another checkpoint: "
                    "the clip shows one cell in four wirings"
                )
    return models


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
