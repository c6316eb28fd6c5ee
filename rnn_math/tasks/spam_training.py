"""Training the spam filter. Everything that decides its weights is here, in the data and below."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnn_math import training
from rnn_math.tasks import text, words
from rnn_math.tasks.spam_data import LABELS, Message
from rnn_math.training import UNANSWERED, Adam, Parameters


@dataclass(frozen=True)
class Settings:
    """Sizes, seed and everything else that training depends on."""

    hidden_size: int = 8
    embedding_size: int = 4
    seed: int = 0
    updates: int = 300
    rate: float = 0.02  # falls to zero over the second half
    largest_gradient: float = 1.0
    weight_decay: float = 0.1
    state_penalty: float = 0.05
    word_dropout: float = 0.2
    least: int = 1  # how often a word must occur to have an embedding of its own


def plain(word: str) -> str:
    """A word as the vocabulary lists it: in lower case, without punctuation around it."""
    return text.bare(word).lower()


def vocabulary(chosen: Sequence[Message], least: int = 1) -> tuple[str, ...]:
    """The words of messages, and the entry for all others."""
    count = Counter(plain(word) for message in chosen for word in message.words)
    return (text.UNKNOWN, *sorted(w for w in count if count[w] >= least))


def train(settings: Settings, chosen: Sequence[Message]) -> Parameters:
    """W_x, W_h, b, W_o, b_o and the embedding (V, F), the same for the same settings."""
    rng = np.random.default_rng(settings.seed)
    F, H = settings.embedding_size, settings.hidden_size
    known = text.index_of(vocabulary(chosen, settings.least))
    p = words.initial_reader(len(known), F, H, rng) | words.initial_readout(len(LABELS), H, rng)
    rows, mask = words.side_by_side(
        [[text.find(word, known)[0] for word in message.words] for message in chosen]
    )
    # The state stands still on padding, so the last one is the last that was real.
    targets = np.full(mask.shape, UNANSWERED)
    targets[-1] = [LABELS.index(message.label) for message in chosen]
    adam = Adam(settings.rate, settings.weight_decay, frozenset(p) - {"b", "b_o"})
    for update in range(settings.updates):
        dropped = rng.random(rows.shape) < settings.word_dropout
        read = np.where(dropped, known[text.UNKNOWN], rows)
        h = words.read(p, read, mask)
        _, readout = training.cross_entropy(p["W_o"], p["b_o"], h, targets)
        penalty = settings.state_penalty * 2.0 * h * mask[:, :, None] / mask.sum()
        gradients, _ = words.reader_gradients(p, read, mask, h, readout.h + penalty)
        gradients |= {"W_o": readout.W_o, "b_o": readout.b_o}
        rate = settings.rate * min(1.0, 2.0 * (1.0 - update / settings.updates))
        p = adam.update(p, training.clip(gradients, settings.largest_gradient), rate)
    return p
