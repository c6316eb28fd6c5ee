"""The training of the tagger, looked at on its way: its weights now and then, and its losses.

It is the very training that makes the tagger of the lecture (``tagging_training.train``), which is
only watched: its last snapshot is that tagger.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import lru_cache

import numpy as np

from rnn_math import cache as model_cache
from rnn_math import readout, training
from rnn_math.arrays import FloatArray, read_only
from rnn_math.cells import KINDS, kind, operations, tanh, through_time
from rnn_math.learning import Lesson, lesson
from rnn_math.readout import Readout
from rnn_math.tasks import tagging_data, tagging_training, text
from rnn_math.tasks.tagging import DEFAULT, TaggingModel, model_of
from rnn_math.tasks.tagging_data import TAGS, sentences
from rnn_math.tasks.tagging_training import Settings, batch_of, mean_loss, train, vocabulary
from rnn_math.training import Parameters

SNAPSHOTS = (0, 5, 20, 100, 2000)
"""Updates after which the weights are kept: before the first one, then further apart."""

MEASURED = (0, 5, 10, 20, 35, 50, 75, 100, 150, 250, 400, 650, 1000, 1500, 2000)
"""Updates after which both losses are measured; the snapshots are among them."""

NAME = "tagging_course"


@dataclass(frozen=True, eq=False)
class Course:
    """The tagger at each of ``SNAPSHOTS``, and the mean loss of a word at each of ``MEASURED``."""

    snapshots: tuple[TaggingModel, ...]
    training_loss: FloatArray  # (K)
    held_out_loss: FloatArray  # (K), on the test sentences


def course(hidden_size: int, embedding_size: int, seed: int) -> Course:
    """The training of the tagger of these sizes, done once and then cached.

    Sizes are those of ``tagging.load_model``.
    """
    return _course(
        replace(DEFAULT, hidden_size=hidden_size, embedding_size=embedding_size, seed=seed)
    )


@lru_cache(maxsize=8)
def _course(settings: Settings) -> Course:
    sources = (
        readout, training, tagging_data, tagging_training, text, kind, operations, tanh,
        through_time,
    )  # fmt: skip
    facts = {"snapshots": SNAPSHOTS, "measured": MEASURED}
    key = model_cache.key_of(sources, **asdict(settings), **facts)
    return _of(model_cache.fetch(NAME, key, lambda: watched(settings)))


def watched(settings: Settings = DEFAULT) -> Parameters:
    """Train, and keep ``UPDATE.NAME``, the weights of each snapshot, and the losses."""
    kept: Parameters = {}
    losses: dict[str, list[float]] = {"training_loss": [], "held_out_loss": []}
    words = vocabulary()
    batches = [batch_of(sentences(split), words, TAGS) for split in ("train", "test")]

    def watch(update: int, p: Parameters) -> None:
        if update in MEASURED:
            for name, batch in zip(losses, batches, strict=True):
                losses[name].append(mean_loss(KINDS[settings.kind], p, batch))
        if update in SNAPSHOTS:
            kept.update({f"{update}.{name}": array.copy() for name, array in p.items()})

    train(settings, watch)
    return kept | {name: np.array(values) for name, values in losses.items()}


def _of(found: Parameters) -> Course:
    snapshots = []
    for update in SNAPSHOTS:
        prefix = f"{update}."
        p = {name.removeprefix(prefix): a for name, a in found.items() if name.startswith(prefix)}
        snapshots.append(model_of("tanh", p))
    return Course(
        tuple(snapshots), read_only(found["training_loss"]), read_only(found["held_out_loss"])
    )


@dataclass(frozen=True, eq=False)
class Schooled(Lesson):
    """A lesson with all of the course beside it.

    Beside the quantities of a lesson there are at step 0 ``updates`` (K), ``training_loss`` (K) and
    ``held_out_loss`` (K).
    """

    course: Course

    def quantities(self, step: int) -> tuple[str, ...]:
        """Names of the quantities at ``step``; 0 for those that belong to no step."""
        own = () if step else ("updates", "training_loss", "held_out_loss")
        return super().quantities(step) + own

    def array(self, quantity: str, step: int) -> FloatArray:
        """A whole quantity, read-only. Raises ``InputError`` that says what exists."""
        if step == 0 and quantity == "updates":
            return read_only(np.array(MEASURED, dtype=float))
        if step == 0 and quantity in ("training_loss", "held_out_loss"):
            found: FloatArray = getattr(self.course, quantity)
            return found
        return super().array(quantity, step)


def schooled(
    made: Course, number: int, words: Sequence[str], right: Sequence[str], rate: float
) -> Schooled:
    """``words`` as the snapshot ``number``, from 0, reads them. Raises as ``lesson`` does."""
    found = lesson(made.snapshots[number].trace(words), right, rate)
    return Schooled(
        **{each.name: getattr(found, each.name) for each in fields(Lesson)}, course=made
    )


def after_one_step(model: TaggingModel, before: Lesson) -> Lesson:
    """The same words and answers, read after one step of gradient descent on all weights.

    The embeddings of the words take part: one that comes twice gets both gradients.
    """
    gradients, rate = before.gradients_of_weights, before.rate
    weights = {
        name: before.cell.weights[name] - rate * gradients[name] for name in before.cell.weights
    }
    assert model.readout is not None
    moved = Readout(
        model.readout.W_o - rate * gradients["W_o"], model.readout.b_o - rate * gradients["b_o"]
    )
    index = text.index_of(model.vocabulary)
    rows = [text.find(word, index)[0] for word in before.tokens]
    embedding = model.embedding.copy()
    np.subtract.at(embedding, rows, rate * before.gradient_of_inputs)
    stepped = replace(
        model, cell=before.cell.with_weights(**weights), readout=moved,
        embedding=read_only(embedding), score=None,
    )  # fmt: skip
    return lesson(stepped.trace(before.tokens), before.right, rate)
