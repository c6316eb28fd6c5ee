"""Named-entity tagging: a tag for every word, by a recurrent network small enough to draw whole."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property, lru_cache, partial
from pathlib import Path

from rnn_math import cache as model_cache
from rnn_math import readout, training
from rnn_math import weights as checkpoints
from rnn_math.arrays import FloatArray, read_only
from rnn_math.cell import Cell
from rnn_math.cells import KINDS
from rnn_math.errors import InputError
from rnn_math.readout import Readout
from rnn_math.tasks import shipped, tagging_data, tagging_training, text
from rnn_math.tasks import words as word_networks
from rnn_math.tasks.kinds import SOURCES, check_kind
from rnn_math.tasks.tagging_baselines import rights
from rnn_math.tasks.tagging_data import TAGS, sentences
from rnn_math.tasks.tagging_training import Settings, train, vocabulary
from rnn_math.tasks.task import Baseline, Score, Task, shown
from rnn_math.tasks.text import find, index_of, tokenize
from rnn_math.trace import Answer, Trace
from rnn_math.training import Parameters
from rnn_math.unroll import unroll
from rnn_math.weights import Checkpoint

__all__ = ["TASKS", "TaggingModel", "load_model", "tokenize", "true_tags"]

NAME = "tagging"

DEFAULT = Settings(hidden_size=4, embedding_size=3, seed=0)

GATED = {
    kind: Settings(hidden_size=3, embedding_size=3, seed=0, kind=kind)
    for kind in ("lstm", "gru", "gru-reset-before")
}
"""Taggers that come with the package: three times as many numbers take three times as long."""


@dataclass(frozen=True, eq=False)
class TaggingModel:
    """A cell, a readout and an embedding with V words of F numbers.

    A model without a readout still has states to show; its ``tags`` are empty.
    """

    cell: Cell
    readout: Readout | None
    embedding: FloatArray  # (V, F)
    vocabulary: tuple[str, ...]
    tags: tuple[str, ...]
    score: Score | None = None

    def checkpoint(self) -> Checkpoint:
        """What ``rnn_math.weights.save`` writes and ``load_model(weights=...)`` reads."""
        return Checkpoint(self.cell, self.readout, self.embedding, self.vocabulary, self.tags)

    @cached_property
    def _index(self) -> dict[str, int]:
        return index_of(self.vocabulary)

    def embed(self, words: Sequence[str]) -> FloatArray:
        """The embeddings of ``words``, (T, F)."""
        return self.embedding[[find(word, self._index)[0] for word in words]]

    def trace(self, words: Sequence[str]) -> Trace:
        """Read ``words`` and keep every number. Raises ``InputError`` when there are none."""
        if not words:
            raise InputError("sentence: empty, must have at least 1 word")
        known = [find(word, self._index)[1] for word in words]
        return unroll(
            self.cell,
            self.embed(words),
            readout=self.readout,
            tokens=words,
            known=known,
            labels=self.tags,
        )

    def predict(self, words: Sequence[str]) -> tuple[Answer, ...]:
        """The most probable tag of each word, with its step and its probability."""
        return self.trace(words).answers

    def tag(self, words: Sequence[str]) -> list[tuple[str, float]]:
        """The most probable tag of each word and its probability; empty without a readout."""
        return [(answer.label, answer.probability) for answer in self.predict(words)]


def load_model(
    hidden_size: int = DEFAULT.hidden_size,
    embedding_size: int = DEFAULT.embedding_size,
    seed: int = DEFAULT.seed,
    weights: Path | str | None = None,
    kind: str = DEFAULT.kind,
) -> TaggingModel:
    """The tagger of these sizes, trained once and then cached; or the one in a checkpoint.

    ``kind`` is that of its cell, a name of ``rnn_math.cells.KINDS``.

    A checkpoint (``rnn_math.weights``) brings its own sizes and must hold an embedding and a
    vocabulary; its cell may be of any kind, whatever ``kind`` says. Raises ``InputError`` for
    sizes outside 1 to 64, a negative seed and an unknown kind, and ``WeightsError`` for a
    checkpoint that cannot be used.
    """
    word_networks.check_sizes(hidden_size, embedding_size, seed)
    check_kind(kind)
    if weights is not None:
        return _read(Path(weights))
    settings = Settings(hidden_size, embedding_size, seed, kind)
    return _shipped(kind) if settings in GATED.values() else _trained(settings)


@lru_cache(maxsize=len(GATED))
def _shipped(kind: str) -> TaggingModel:
    return _read(shipped.path_of(f"{NAME}_{kind}"))


def _read(path: Path) -> TaggingModel:
    stored = checkpoints.load(path)
    embedding = word_networks.embedding_of(str(path), stored)
    outputs = stored.readout.output_size if stored.readout else 0
    tags = stored.labels or tuple(f"o_{k}" for k in range(1, outputs + 1))
    return _scored(TaggingModel(stored.cell, stored.readout, embedding, stored.vocabulary, tags))


def true_tags(words: Sequence[str]) -> tuple[str, ...]:
    """The right tag of each word, where ``words`` are a sentence of ours; else none."""
    splits: tuple[tagging_data.Split, ...] = ("test", "validation", "train")
    ours = (sentence for split in splits for sentence in sentences(split))
    return next((found.tags for found in ours if found.words == tuple(words)), ())


@lru_cache(maxsize=64)
def _trained(settings: Settings) -> TaggingModel:
    sources = (readout, training, tagging_data, tagging_training, text, *SOURCES)
    key = model_cache.key_of(sources, **asdict(settings))
    found = model_cache.fetch(NAME, key, lambda: train(settings))
    return _scored(model_of(settings.kind, found))


def model_of(kind: str, p: Parameters) -> TaggingModel:
    """The tagger that has learnt ``p``; without a score."""
    cell = Cell(KINDS[kind], {name: p[name] for name in KINDS[kind].weights})
    embedding = read_only(p["embedding"])
    return TaggingModel(cell, Readout(p["W_o"], p["b_o"]), embedding, vocabulary(), TAGS)


def _scored(model: TaggingModel) -> TaggingModel:
    """The model with its score, where its tags are ours and it can read all our sentences."""
    if set(model.tags) != set(TAGS):
        return model
    try:
        return replace(model, score=_score(model))
    except InputError:  # no entry for unknown words
        return model


def _score(model: TaggingModel) -> Score:
    right = [
        said == tag
        for sentence in sentences("test")
        for (said, _), tag in zip(model.tag(sentence.words), sentence.tags, strict=True)
    ]
    baselines = [Baseline(name, count / len(right)) for name, count in rights().items()]
    return Score(sum(right) / len(right), len(right), "words", shown(baselines))


def _retrain(settings: Settings, seed: int, kind: str | None = None) -> Score:
    chosen = replace(settings, seed=seed, kind=kind or settings.kind)
    return _score(model_of(chosen.kind, train(chosen)))


def _ship(settings: Settings) -> bytes:
    model = _scored(model_of(settings.kind, train(settings)))
    assert model.score is not None
    arrays, words, _ = checkpoints.contents_of(model.checkpoint())
    facts = {"settings": asdict(settings), "score": asdict(model.score)}
    return shipped.content_of(arrays, **words, **facts)


_WIRING = "sequence to sequence"
TASKS = (
    Task(NAME, _WIRING, partial(_retrain, DEFAULT), any_cell=True),
    *(
        Task(NAME, _WIRING, partial(_retrain, each), partial(_ship, each), kind)
        for kind, each in GATED.items()
    ),
)
