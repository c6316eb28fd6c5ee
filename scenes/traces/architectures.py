"""Clip 9: a task for each of the four architectures."""

from dataclasses import replace

from rnn_math.errors import InputError
from rnn_math.tasks import captioning, spam, spam_data, tagging, translation
from rnn_math.tasks.captioning_data import true_name
from rnn_math.trace import Trace
from scenes.naming import naming
from scenes.params import ArchitecturesParams
from scenes.traces.drawable import demand_drawable


def traces(clip: str, params: ArchitecturesParams) -> dict[str, Trace]:
    """The traces of one task for each architecture, by name.

    ``image`` is what makes the first state of ``captioning``; ``encoder`` and ``decoder``
    translate together.
    """
    with naming(clip, params, "weights"):
        tagger = tagging.load_model(
            params.hidden_size, params.embedding_size, params.seed, params.weights
        )
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
