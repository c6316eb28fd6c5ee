"""Training the spam filter. Everything that decides its weights is here, in the data and below."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnn_math import training
from rnn_math.cells import KINDS
from rnn_math.tasks import words
from rnn_math.tasks.spam_data import LABELS, Message
from rnn_math.tasks.text import UNKNOWN, bare, find, index_of
from rnn_math.tasks.words import Rows
from rnn_math.training import UNANSWERED, Adam, Mask, Parameters, Targets

Asked = tuple[Targets, float]  # the answers that are asked for, and their weight in the loss


@dataclass(frozen=True)
class Settings:
    """Sizes, seed and everything else that training depends on; chosen without fold 0."""

    hidden_size: int
    embedding_size: int
    seed: int
    kind: str = "tanh"  # of the cell, by name
    updates: int = 300
    rate: float = 0.02  # falls to zero over the second half
    largest_gradient: float = 1.0
    # Both keep the numbers small enough to be read, and tanh away from its flat ends.
    weight_decay: float = 0.1
    state_penalty: float = 0.05  # on the mean of h^2, added to the loss
    word_dropout: float = 0.2  # words replaced by "unknown", so that the model learns to read it
    # How much of the loss asks for the answer after every word instead of after the last alone
    # ("target replication", Lipton et al., 2016): what stands early is learnt, too.
    early_answers: float = 0.5


def vocabulary(chosen: Sequence[Message]) -> tuple[str, ...]:
    """The words of messages, in lower case and bare, and the entry for all others."""
    seen = {bare(word).lower() for message in chosen for word in message.words}
    return (UNKNOWN, *sorted(seen))


def train(settings: Settings, chosen: Sequence[Message]) -> Parameters:
    """The cell's weights, W_o, b_o and the embedding (V, F), the same for the same settings."""
    rng = np.random.default_rng(settings.seed)
    F, H = settings.embedding_size, settings.hidden_size
    index, kind = index_of(vocabulary(chosen)), KINDS[settings.kind]
    p = words.initial_reader(len(index), F, H, rng, kind)
    p |= words.initial_readout(len(LABELS), H, rng)
    rows, mask = words.side_by_side(
        [[find(word, index)[0] for word in message.words] for message in chosen]
    )
    wanted = np.array([LABELS.index(message.label) for message in chosen])
    # The state stands still on padding, so the last one is the last that was real.
    at_the_end = np.full(mask.shape, UNANSWERED)
    at_the_end[-1] = wanted
    asked = (
        (at_the_end, 1.0 - settings.early_answers),
        (np.where(mask, wanted, UNANSWERED), settings.early_answers),
    )
    adam = Adam(settings.rate, settings.weight_decay, frozenset(p) - {*kind.biases, "b_o"})
    for update in range(settings.updates):
        dropped = rng.random(rows.shape) < settings.word_dropout
        read = np.where(dropped, index[UNKNOWN], rows)
        gradients = _gradients(p, read, mask, asked, settings.state_penalty)
        rate = settings.rate * min(1.0, 2.0 * (1.0 - update / settings.updates))
        p = adam.update(p, training.clip(gradients, settings.largest_gradient), rate)
    return p


def _gradients(
    p: Parameters, read: Rows, mask: Mask, asked: Sequence[Asked], state_penalty: float
) -> Parameters:
    made = words.read(p, read, mask)
    h = made.h
    dh = state_penalty * 2.0 * h * mask[:, :, None] / mask.sum()
    gradients = {"W_o": np.zeros_like(p["W_o"]), "b_o": np.zeros_like(p["b_o"])}
    for targets, weight in asked:
        _, readout = training.cross_entropy(p["W_o"], p["b_o"], h, targets)
        dh = dh + weight * readout.h
        gradients["W_o"] += weight * readout.W_o
        gradients["b_o"] += weight * readout.b_o
    return gradients | words.reader_gradients(p, read, made, dh)[0]
