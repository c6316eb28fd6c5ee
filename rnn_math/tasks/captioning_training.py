"""Training the captioner. All that decides its weights is here, in the data and in training."""

from dataclasses import dataclass

import numpy as np

from rnn_math import training
from rnn_math.arrays import FloatArray
from rnn_math.cells import KINDS
from rnn_math.tasks import words, writing
from rnn_math.tasks.captioning_data import (
    NAMES,
    OUTPUTS,
    PIXELS,
    VOCABULARY,
    digits,
)
from rnn_math.tasks.captioning_warp import draw_warp
from rnn_math.tasks.kinds import kind_in
from rnn_math.tasks.text import END, START, index_of
from rnn_math.tasks.writing import Dictation
from rnn_math.training import Adam, Parameters


@dataclass(frozen=True)
class Settings:
    """Sizes, seed and everything else that training depends on; see ``captioning_data``."""

    hidden_size: int
    embedding_size: int
    seed: int
    kind: str = "tanh"  # of the decoder's cell, by name; the encoder is a plain layer
    updates: int = 4000
    batch: int = 64  # images an update
    rate: float = 0.01  # falls to zero over the second half
    largest_gradient: float = 1.0
    weight_decay: float = 0.03
    # The same digit looks a little different each time: see captioning_warp.
    warps: int = 64  # ways to redraw an image
    plain: int = 16  # and as many times it stays as it is
    groups: int = 16  # of an update's images, each redrawn in one way
    angle: float = 0.15
    stretch: float = 0.1
    move: float = 0.5
    noise: float = 0.2  # on every pixel


def captions() -> Dictation:
    """What is read and what is to be written for each of the ten digits."""
    read, write = index_of(VOCABULARY), index_of(OUTPUTS)
    return writing.dictation(
        [[read[START], *(read[letter] for letter in name)] for name in NAMES],
        [[*(write[letter] for letter in name), write[END]] for name in NAMES],
    )


def train(settings: Settings) -> Parameters:
    """The weights of both parts, the same for the same settings.

    The encoder has ``encoder.W_x`` (H, 64) and ``encoder.b`` (H), the decoder its embedding (V, F)
    and its cell's weights, W_o and b_o, with ``decoder.`` before their names.
    """
    rng = np.random.default_rng(settings.seed)
    F, H = settings.embedding_size, settings.hidden_size
    kind = KINDS[settings.kind]
    decoder = words.initial_reader(len(VOCABULARY), F, H, rng, kind)
    decoder |= words.initial_readout(len(OUTPUTS), H, rng)
    encoder = {"W_x": training.initial_weights((H, PIXELS), rng), "b": np.zeros(H)}
    p = words.prefixed("encoder", encoder) | words.prefixed("decoder", decoder)
    biases = {f"decoder.{name}" for name in (*kind.biases, "b_o")}
    adam = Adam(settings.rate, settings.weight_decay, frozenset(p) - {"encoder.b", *biases})
    data, written = digits("train"), captions()
    warps = _warps(settings, rng)
    for update in range(settings.updates):
        chosen = rng.integers(
            0, len(data.labels), (settings.groups, settings.batch // settings.groups)
        )
        images = data.images[chosen] @ warps[rng.integers(0, len(warps), settings.groups)]
        images = (images + settings.noise * rng.standard_normal(images.shape)).reshape(-1, PIXELS)
        labels = data.labels[chosen.ravel()]
        gradients = _gradients(p, images, written.of(labels))
        rate = settings.rate * min(1.0, 2.0 * (1.0 - update / settings.updates))
        p = adam.update(p, training.clip(gradients, settings.largest_gradient), rate)
    return p


def _warps(settings: Settings, rng: np.random.Generator) -> FloatArray:
    """What redraws rows of pixels, (warps + plain, 64, 64)."""
    drawn = [
        draw_warp(settings.angle, settings.stretch, settings.move, rng).T
        for _ in range(settings.warps)
    ]
    return np.stack(drawn + [np.eye(PIXELS)] * settings.plain)


def first_states(W_x: FloatArray, b: FloatArray, images: FloatArray) -> FloatArray:
    """The first states (N, H) of images (N, 64): tanh(W_x image + b), of the encoder's weights."""
    return np.tanh(images @ W_x.T + b)


def _gradients(p: Parameters, images: FloatArray, written: Dictation) -> Parameters:
    h0 = first_states(p["encoder.W_x"], p["encoder.b"], images)
    decoder = words.part(p, "decoder")
    read = kind_in(decoder).carried[0]  # what else the decoder carries begins at zero
    back, first = writing.gradients(decoder, written, {read: h0})
    dz = first[read] * (1.0 - h0**2)
    encoder = {"W_x": dz.T @ images, "b": dz.sum(axis=0)}
    return words.prefixed("encoder", encoder) | words.prefixed("decoder", back)
