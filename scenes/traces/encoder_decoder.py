"""Clip 8: two sentences that are translated."""

from rnn_math.tasks import translation
from rnn_math.trace import Trace
from scenes.naming import naming, naming_model
from scenes.params import EncoderDecoderParams
from scenes.traces.choice import demand_cell, kind_of
from scenes.traces.drawable import demand_drawable


def traces(clip: str, params: EncoderDecoderParams) -> dict[str, Trace]:
    """Two sentences, each read by an encoder and written by a decoder of one model."""
    with naming_model(clip, params):
        translator = translation.load_model(
            params.hidden_size,
            params.embedding_size,
            params.seed,
            params.weights,
            kind_of(params),
        )
        demand_cell(clip, params, "weights", translator.encoder)
        demand_drawable(translator.encoder)
    with naming(clip, params, "sentence"):
        first = translator.trace(translation.tokenize(params.sentence))
    with naming(clip, params, "second_sentence"):
        second = translator.trace(translation.tokenize(params.second_sentence))
    return {
        "encoder": first.encoder,
        "decoder": first.decoder,
        "second-encoder": second.encoder,
        "second-decoder": second.decoder,
    }
