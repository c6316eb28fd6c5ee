"""Clip 7: two images, and those that the model misreads."""

from rnn_math.tasks import captioning
from rnn_math.tasks.captioning_data import true_name
from rnn_math.trace import Trace
from scenes.naming import naming, naming_model
from scenes.params import VectorToSequenceParams
from scenes.traces.choice import demand_cell, kind_of
from scenes.traces.drawable import demand_drawable


def traces(clip: str, params: VectorToSequenceParams) -> dict[str, Trace]:
    """Two images, encoded and captioned by one model: a trace of each part."""
    writer = _captioner(clip, params)
    with naming(clip, params, "digit"):
        first = captioning.digit_image(params.digit)
    with naming(clip, params, "second_digit"):
        second = captioning.digit_image(params.second_digit)
    return {
        "image": writer.encode(first),
        "caption": writer.trace(first),
        "second-image": writer.encode(second),
        "second-caption": writer.trace(second),
    }


def misread(clip: str, params: VectorToSequenceParams) -> list[tuple[str, Trace, str, str]]:
    """The held-out images with a wrong caption: name, trace of the encoder, caption, the right one.

    As many as a picture can show have a place of their own; the list holds them all.
    """
    writer = _captioner(clip, params)
    found = []
    for number in writer.mistakes:
        image, right = captioning.digit_image(number), true_name(number)
        assert right is not None, "held-out images have a label"
        found.append((f"image {number}", writer.encode(image), writer.predict(image).text, right))
    return found


def _captioner(clip: str, params: VectorToSequenceParams) -> captioning.CaptioningModel:
    with naming_model(clip, params):
        writer = captioning.load_model(
            params.hidden_size,
            params.embedding_size,
            params.seed,
            params.weights,
            kind_of(params),
        )
        demand_cell(clip, params, "weights", writer.cell)
        demand_drawable(writer.cell)
    return writer
