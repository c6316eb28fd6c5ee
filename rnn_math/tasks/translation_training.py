"""Training the translator. All that decides its weights is here, in the data and in training."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_math import training
from rnn_math.cells import KINDS
from rnn_math.tasks import words, writing
from rnn_math.tasks.text import END, index_of
from rnn_math.tasks.translation_data import Pair, pairs
from rnn_math.tasks.words import Rows
from rnn_math.tasks.writing import Dictation
from rnn_math.training import Adam, Mask, Parameters


@dataclass(frozen=True)
class Settings:
    """Sizes, seed and everything else that training depends on; chosen on validation data."""

    hidden_size: int
    embedding_size: int
    seed: int
    kind: str = "tanh"  # of both cells, by name
    updates: int = 4000
    batch: int = 64  # pairs an update
    rate: float = 0.02  # falls to zero over the second half
    largest_gradient: float = 1.0
    weight_decay: float = 0.2  # much of it: without, the pairs are learnt by heart


class Batch(NamedTuple):
    """Pairs side by side: (T_in, N) for the encoder, (T_out, N) for the decoder."""

    read: Rows
    mask: Mask  # of what is read, false on padding
    written: Dictation

    def of(self, chosen: NDArray[np.intp]) -> "Batch":
        """Those of its pairs whose numbers are ``chosen``."""
        return Batch(self.read[:, chosen], self.mask[:, chosen], self.written.of(chosen))


def french_vocabulary() -> tuple[str, ...]:
    """The French words of the training pairs."""
    return tuple(sorted({word for pair in pairs("train") for word in pair.french}))


def english_vocabulary() -> tuple[str, ...]:
    """What the decoder can write: the end, and the English words of the training pairs."""
    return (END, *sorted({word for pair in pairs("train") for word in pair.english}))


def batch_of(chosen: Sequence[Pair]) -> Batch:
    """Look the words of training pairs up.

    The decoder's embedding has the start where its outputs have the end, which is never read.
    """
    french, english = index_of(french_vocabulary()), index_of(english_vocabulary())
    read, mask = words.side_by_side([[french[w] for w in pair.french] for pair in chosen])
    written = [[*(english[w] for w in pair.english), english[END]] for pair in chosen]
    fed = [[0, *rows[:-1]] for rows in written]
    return Batch(read, mask, writing.dictation(fed, written))


def train(settings: Settings) -> Parameters:
    """Weights of both parts, ``encoder.W_x`` to ``decoder.b_o``, the same for the same settings."""
    rng = np.random.default_rng(settings.seed)
    F, H = settings.embedding_size, settings.hidden_size
    outputs, kind = len(english_vocabulary()), KINDS[settings.kind]
    encoder = words.initial_reader(len(french_vocabulary()), F, H, rng, kind)
    decoder = words.initial_reader(outputs, F, H, rng, kind)
    decoder |= words.initial_readout(outputs, H, rng)
    p = words.prefixed("encoder", encoder) | words.prefixed("decoder", decoder)
    data = batch_of(pairs("train"))
    biases = {*kind.biases, "b_o"}
    decayed = frozenset(name for name in p if name.partition(".")[2] not in biases)
    adam = Adam(settings.rate, settings.weight_decay, decayed)
    for update in range(settings.updates):
        chosen = rng.permutation(data.read.shape[1])[: settings.batch]
        gradients = _gradients(p, data.of(chosen))
        rate = settings.rate * min(1.0, 2.0 * (1.0 - update / settings.updates))
        p = adam.update(p, training.clip(gradients, settings.largest_gradient), rate)
    return p


def _gradients(p: Parameters, batch: Batch) -> Parameters:
    encoder, decoder = words.part(p, "encoder"), words.part(p, "decoder")
    read = words.read(encoder, batch.read, batch.mask)
    # They stand still on padding, so the last ones are the last real states.
    context = {name: states[-1] for name, states in read.states.items()}
    back, dcontext = writing.gradients(decoder, batch.written, context)
    nowhere_else = np.zeros_like(read.h)
    first, _ = words.reader_gradients(encoder, batch.read, read, nowhere_else, dcontext)
    return words.prefixed("encoder", first) | words.prefixed("decoder", back)
