"""Captioning: one image in, its caption out, letter by letter until the network says stop."""

from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from rnn_math import cache as model_cache
from rnn_math import readout, training
from rnn_math import weights as checkpoints
from rnn_math.cell import Cell
from rnn_math.errors import WeightsError
from rnn_math.tasks import (
    captioning_data,
    captioning_training,
    captioning_warp,
    shipped,
    text,
    words,
    writing,
)
from rnn_math.tasks.captioning_data import OUTPUTS, PIXELS, VOCABULARY
from rnn_math.tasks.captioning_image import digit_image
from rnn_math.tasks.captioning_model import Caption, CaptioningModel
from rnn_math.tasks.captioning_training import Settings, train
from rnn_math.tasks.kinds import SOURCES, check_kind, demand
from rnn_math.tasks.task import Score, Task
from rnn_math.tasks.text import END, START
from rnn_math.training import Parameters

__all__ = ["TASKS", "Caption", "CaptioningModel", "digit_image", "load_model"]

NAME = "captioning"
DEFAULT = Settings(hidden_size=32, embedding_size=8, seed=0)


def load_model(
    hidden_size: int = DEFAULT.hidden_size,
    embedding_size: int = DEFAULT.embedding_size,
    seed: int = DEFAULT.seed,
    weights: Path | str | None = None,
    kind: str = DEFAULT.kind,
) -> CaptioningModel:
    """The captioner of these sizes, or the one in a checkpoint.

    Weights of the default sizes come with the package; others are trained once and then cached.
    ``kind`` is that of the decoder's cell, a name of ``rnn_math.cells.KINDS``; the encoder is a
    plain layer. A checkpoint (``rnn_math.weights.load_parts``) brings its own cell and sizes: a
    plain encoder of 64 pixels, of which one step is run from a state of zeros, and a decoder with
    embedding, vocabulary and labels. Raises ``InputError`` for sizes outside 1 to 64, a negative
    seed and an unknown kind, and ``WeightsError`` for a checkpoint that cannot be used.
    """
    words.check_sizes(hidden_size, embedding_size, seed)
    check_kind(kind)
    if weights is not None:
        return _read(Path(weights))
    settings = Settings(hidden_size, embedding_size, seed, kind)
    return _shipped() if settings == DEFAULT else _trained(settings)


@lru_cache(maxsize=1)
def _shipped() -> CaptioningModel:
    return _read(shipped.path_of(NAME))


def _read(path: Path) -> CaptioningModel:
    encoder, decoder = checkpoints.load_parts(path)
    demand(f"{path}: encoder", encoder.cell, "tanh")
    writer = writing.loaded(f"{path}: decoder", decoder, START, END, "letter")
    pixels, H = encoder.cell.input_size, encoder.cell.hidden_size
    if (pixels, H) != (PIXELS, decoder.cell.hidden_size):
        raise WeightsError(
            f"{path}: encoder.W_x: shape ({H}, {pixels}), must be ({decoder.cell.hidden_size}, "
            f"{PIXELS}): the decoder's units x the pixels of an image"
        )
    return CaptioningModel(encoder.cell, *writer)


@lru_cache(maxsize=64)
def _trained(settings: Settings) -> CaptioningModel:
    sources = (
        readout,
        training,
        text,
        words,
        writing,
        captioning_data,
        captioning_training,
        captioning_warp,
        *SOURCES,
    )
    key = model_cache.key_of(sources, **asdict(settings))
    return _model(model_cache.fetch(NAME, key, lambda: train(settings)))


def _model(p: Parameters) -> CaptioningModel:
    W_x, b = p["encoder.W_x"], p["encoder.b"]
    encoder = Cell.tanh(W_x, np.zeros((len(b), len(b))), b)
    writer = writing.writer(words.part(p, "decoder"), VOCABULARY, OUTPUTS)
    return CaptioningModel(encoder, *writer)


def _retrain(seed: int, kind: str = DEFAULT.kind) -> Score:
    return _model(train(replace(DEFAULT, seed=seed, kind=kind))).score


def _ship() -> bytes:
    model = _model(train(DEFAULT))
    arrays, lists, _ = checkpoints.contents_of_parts(*model.checkpoints())
    return shipped.content_of(
        arrays, **lists, settings=shipped.told(DEFAULT), score=asdict(model.score)
    )


TASKS = (Task(NAME, "vector to sequence", _retrain, _ship, any_cell=True),)
