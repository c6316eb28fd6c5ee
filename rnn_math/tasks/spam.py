"""Spam or ham: a whole message is read, and the answer is given once, at its end."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from rnn_math import cache as model_cache
from rnn_math import readout, training
from rnn_math import weights as checkpoints
from rnn_math.arrays import FloatArray, read_only
from rnn_math.cell import Cell
from rnn_math.errors import InputError, WeightsError
from rnn_math.readout import Readout
from rnn_math.tasks import shipped, spam_data, spam_training, text
from rnn_math.tasks import words as word_networks
from rnn_math.tasks.kinds import SOURCES, cell_of, check_kind
from rnn_math.tasks.spam_data import FILE, FOLDS, LABELS, trained_on, true_label
from rnn_math.tasks.spam_score import cross_validated_score, score_of_one
from rnn_math.tasks.spam_training import Settings, train, vocabulary
from rnn_math.tasks.task import Score, Task
from rnn_math.tasks.text import find, index_of, tokenize
from rnn_math.trace import Answer, Trace
from rnn_math.training import Parameters
from rnn_math.unroll import unroll
from rnn_math.weights import Checkpoint
from rnn_math.wiring import sequence_to_vector

__all__ = ["TASKS", "SpamModel", "load_model", "tokenize", "true_label"]

NAME = "spam"
DEFAULT = Settings(hidden_size=8, embedding_size=4, seed=0)
SHIPPED_FOLD = 0  # the one that the model was not trained on; the messages of the lecture are in it


@dataclass(frozen=True, eq=False)
class SpamModel:
    """A cell, a readout and an embedding with V words of F numbers.

    The score is its own, on fold 0, which had no part in its training nor in the choice of its
    settings. ``unrolled train`` tells that of five such models, each on its own fold.
    """

    cell: Cell
    readout: Readout
    embedding: FloatArray  # (V, F)
    vocabulary: tuple[str, ...]
    labels: tuple[str, ...]
    score: Score | None = None

    def checkpoint(self) -> Checkpoint:
        """What ``rnn_math.weights.save`` writes and ``load_model(weights=...)`` reads."""
        return Checkpoint(self.cell, self.readout, self.embedding, self.vocabulary, self.labels)

    @cached_property
    def _index(self) -> dict[str, int]:
        return index_of(self.vocabulary)

    def trace(self, words: Sequence[str]) -> Trace:
        """Read a message and keep every number, what it would have answered earlier as well.

        Raises ``InputError`` when there are no words.
        """
        if not words:
            raise InputError("message: empty, must have at least 1 word")
        rows, known = zip(*(find(word, self._index) for word in words), strict=True)
        trace = unroll(
            self.cell,
            self.embedding[list(rows)],
            readout=self.readout,
            tokens=words,
            known=known,
            labels=self.labels,
            wiring=sequence_to_vector(len(words)),
        )
        return replace(trace, score=self.score)

    def predict(self, words: Sequence[str]) -> Answer:
        """The answer at the last word: its label and its probability."""
        (answer,) = self.trace(words).answers
        return answer


def load_model(
    hidden_size: int = DEFAULT.hidden_size,
    embedding_size: int = DEFAULT.embedding_size,
    seed: int = DEFAULT.seed,
    weights: Path | str | None = None,
    kind: str = DEFAULT.kind,
) -> SpamModel:
    """The spam filter of these sizes: shipped, or trained once and then cached; or a checkpoint's.

    ``kind`` is that of its cell, a name of ``rnn_math.cells.KINDS``. A checkpoint
    (``rnn_math.weights``) brings its own cell and sizes and must hold an embedding and a
    vocabulary. Raises ``InputError`` for sizes outside 1 to 64, a negative seed and an unknown
    kind, and ``WeightsError`` for a checkpoint that cannot be used.
    """
    word_networks.check_sizes(hidden_size, embedding_size, seed)
    check_kind(kind)
    if weights is not None:
        return _scored(_read(Path(weights)))
    settings = Settings(hidden_size, embedding_size, seed, kind)
    return _shipped() if settings == DEFAULT else _trained(settings)


@lru_cache(maxsize=1)
def _shipped() -> SpamModel:
    return _scored(_read(shipped.path_of(NAME)))


def _read(path: Path) -> SpamModel:
    stored = checkpoints.load(path)
    embedding = word_networks.embedding_of(str(path), stored)
    if stored.readout is None:
        raise WeightsError(f"{path}: no readout, must have W_o (O, H) and b_o (O) to answer with")
    labels = stored.labels or tuple(f"o_{k}" for k in range(1, stored.readout.output_size + 1))
    return SpamModel(stored.cell, stored.readout, embedding, stored.vocabulary, labels)


def _scored(model: SpamModel) -> SpamModel:
    """The model with its score, where its labels are ours and it can read all our messages."""
    if set(model.labels) != set(LABELS):
        return model
    try:
        return replace(
            model, score=score_of_one(lambda words: model.predict(words).label, SHIPPED_FOLD)
        )
    except InputError:  # no entry for unknown words
        return model


@lru_cache(maxsize=64)
def _trained(settings: Settings) -> SpamModel:
    sources = (readout, training, word_networks, spam_data, spam_training, text, *SOURCES)
    data = FILE.read_text(encoding="utf-8")
    key = model_cache.key_of(sources, data=data, **asdict(settings))
    return _of_folds(model_cache.fetch(NAME, key, lambda: _train_folds(settings)))[0]


def _train_folds(settings: Settings) -> Parameters:
    """The weights of five models, each trained without one fold: "0.W_x" to "4.b_o"."""
    return {
        f"{fold}.{name}": array
        for fold in range(FOLDS)
        for name, array in train(settings, trained_on(fold)).items()
    }


def _of_folds(p: Parameters) -> tuple[SpamModel, Score]:
    """The model that is shown, and the score of all five."""

    def model_of(fold: int) -> SpamModel:
        ours = {name.removeprefix(f"{fold}."): p[name] for name in p if name[0] == str(fold)}
        words, readout = vocabulary(trained_on(fold)), Readout(ours["W_o"], ours["b_o"])
        return SpamModel(cell_of(ours), readout, read_only(ours["embedding"]), words, LABELS)

    models = [model_of(fold) for fold in range(FOLDS)]
    score = cross_validated_score(lambda fold: lambda words: models[fold].predict(words).label)
    return _scored(models[SHIPPED_FOLD]), score


def _retrain(seed: int, kind: str = DEFAULT.kind) -> Score:
    return _of_folds(_train_folds(replace(DEFAULT, seed=seed, kind=kind)))[1]


def _ship() -> bytes:
    model, score = _of_folds(_train_folds(DEFAULT))
    arrays, words, _ = checkpoints.contents_of(model.checkpoint())
    return shipped.content_of(arrays, **words, settings=shipped.told(DEFAULT), score=asdict(score))


TASKS = (Task(NAME, "sequence to vector", _retrain, _ship, any_cell=True),)
