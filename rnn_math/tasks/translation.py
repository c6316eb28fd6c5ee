"""French to English: a phrase is read to its end, then its translation is written to its end."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path

from rnn_math import cache as model_cache
from rnn_math import readout, training
from rnn_math import weights as checkpoints
from rnn_math.arrays import read_only
from rnn_math.errors import WeightsError
from rnn_math.tasks import (
    shipped,
    text,
    translation_data,
    translation_grammar,
    translation_training,
    words,
    writing,
)
from rnn_math.tasks.kinds import SOURCES, cell_of, check_kind, demand
from rnn_math.tasks.task import Score, Task
from rnn_math.tasks.text import END, START
from rnn_math.tasks.translation_data import true_translation
from rnn_math.tasks.translation_model import Translation, TranslationModel, tokenize
from rnn_math.tasks.translation_score import score
from rnn_math.tasks.translation_training import (
    Settings,
    english_vocabulary,
    french_vocabulary,
    train,
)
from rnn_math.training import Parameters

__all__ = ["TASKS", "Translation", "TranslationModel", "load_model", "tokenize", "true_translation"]

NAME = "translation"
DEFAULT = Settings(hidden_size=32, embedding_size=12, seed=0)


def load_model(
    hidden_size: int = DEFAULT.hidden_size,
    embedding_size: int = DEFAULT.embedding_size,
    seed: int = DEFAULT.seed,
    weights: Path | str | None = None,
    kind: str = DEFAULT.kind,
) -> TranslationModel:
    """The translator of these sizes: shipped, or trained once and then cached; or a checkpoint's.

    ``kind`` is that of both cells, a name of ``rnn_math.cells.KINDS``. A checkpoint
    (``rnn_math.weights.load_parts``) brings its own cells, of one kind, and sizes. Raises
    ``InputError`` for sizes outside 1 to 64, a negative seed and an unknown kind, and
    ``WeightsError`` for a checkpoint that cannot be used.
    """
    words.check_sizes(hidden_size, embedding_size, seed)
    check_kind(kind)
    if weights is not None:
        return _scored(_read(Path(weights)))
    settings = Settings(hidden_size, embedding_size, seed, kind)
    return _shipped() if settings == DEFAULT else _trained(settings)


@lru_cache(maxsize=1)
def _shipped() -> TranslationModel:
    return replace(_read(shipped.path_of(NAME)), score=shipped.score_of(NAME))


def _read(path: Path) -> TranslationModel:
    encoder, decoder = checkpoints.load_parts(path)
    demand(f"{path}: encoder", encoder.cell, decoder.cell.kind.name)
    embedding = words.embedding_of(f"{path}: encoder", encoder)
    writer = writing.loaded(f"{path}: decoder", decoder, START, END, "word")
    crossing, units = encoder.cell.hidden_size, decoder.cell.hidden_size
    if crossing != units:
        raise WeightsError(
            f"{path}: a state of {crossing} crosses from the encoder, but the decoder has {units} "
            "units, must be the same number"
        )
    return TranslationModel(encoder.cell, embedding, encoder.vocabulary, *writer)


def _scored(model: TranslationModel) -> TranslationModel:
    """The model with its score, where it knows our words."""
    if not set(french_vocabulary()) <= set(model.french):
        return model
    if not set(english_vocabulary()) <= set(model.labels):
        return model
    return replace(model, score=score(lambda phrase: _translated(model, phrase)))


def _translated(model: TranslationModel, phrase: Sequence[str]) -> tuple[str, ...]:
    """The labels written; a translation that did not stop is none."""
    translation = model.trace(phrase)
    return tuple(answer.label for answer in translation.written) if translation.stopped else ()


@lru_cache(maxsize=64)
def _trained(settings: Settings) -> TranslationModel:
    language = translation_data, translation_grammar, text
    sources = (readout, training, words, writing, translation_training, *language, *SOURCES)
    key = model_cache.key_of(sources, **asdict(settings))
    return _scored(_model_of(model_cache.fetch(NAME, key, lambda: train(settings))))


def _model_of(p: Parameters) -> TranslationModel:
    encoder, labels = words.part(p, "encoder"), english_vocabulary()
    return TranslationModel(
        cell_of(encoder),
        read_only(encoder["embedding"]),
        french_vocabulary(),
        *writing.writer(words.part(p, "decoder"), (START, *labels[1:]), labels),
    )


def _retrained(seed: int, kind: str = DEFAULT.kind) -> tuple[TranslationModel, Score]:
    model = _model_of(train(replace(DEFAULT, seed=seed, kind=kind)))
    return model, score(lambda phrase: _translated(model, phrase))


def _ship() -> bytes:
    model, reached = _retrained(DEFAULT.seed)
    arrays, lists, _ = checkpoints.contents_of_parts(*model.checkpoints())
    return shipped.content_of(
        arrays, **lists, settings=shipped.told(DEFAULT), score=asdict(reached)
    )


def _retrain(seed: int, kind: str = DEFAULT.kind) -> Score:
    return _retrained(seed, kind)[1]


TASKS = (Task(NAME, "encoder-decoder", _retrain, _ship, any_cell=True),)
