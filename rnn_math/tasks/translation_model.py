"""The translator itself: two networks, one of which reads and the other writes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property

from rnn_math.arrays import FloatArray
from rnn_math.cell import Cell
from rnn_math.errors import InputError
from rnn_math.readout import Readout
from rnn_math.tasks import text
from rnn_math.tasks.task import Score
from rnn_math.tasks.text import END, START, find, index_of
from rnn_math.tasks.translation_data import LONGEST_SOURCE, LONGEST_TARGET, SHOWN
from rnn_math.trace import Answer, Trace
from rnn_math.unroll import unroll
from rnn_math.weights import Checkpoint
from rnn_math.wiring import Wiring, encoder_decoder

LISTED = 100  # words of a vocabulary that a message names


@dataclass(frozen=True, eq=False)
class Translation:
    """What was computed to translate a phrase: two networks, one after the other."""

    encoder: Trace  # reads T_in words; none of its outputs is used
    decoder: (
        Trace  # begins with the encoder's last state; its last answer is the end, if it stopped
    )

    @property
    def wiring(self) -> Wiring:
        """The whole of it: the context crosses at step T_in + 1."""
        return encoder_decoder(len(self.encoder), len(self.decoder))

    @property
    def context(self) -> FloatArray:
        """What crosses: the encoder's last state (H), which is the decoder's h_0."""
        return self.decoder.h0

    @property
    def stopped(self) -> bool:
        """Did the decoder say stop, or was it cut off?"""
        return self.decoder.answers[-1].label == END

    @property
    def written(self) -> tuple[Answer, ...]:
        """The words of the translation with their probabilities, without the end."""
        return self.decoder.answers[:-1] if self.stopped else self.decoder.answers


@dataclass(frozen=True, eq=False)
class TranslationModel:
    """Two cells, each with an embedding of its own; the decoder alone has a readout.

    The decoder reads the start and then the words that it wrote: ``english`` names the rows of
    its embedding, ``labels`` its outputs, one of which is the end.
    """

    encoder: Cell
    french_embedding: FloatArray  # (V_in, F_in)
    french: tuple[str, ...]
    decoder: Cell
    readout: Readout
    english_embedding: FloatArray  # (V_out, F_out)
    english: tuple[str, ...]
    labels: tuple[str, ...]
    score: Score | None = None

    def checkpoints(self) -> tuple[Checkpoint, Checkpoint]:
        """What ``rnn_math.weights.save_parts`` writes and ``load_model(weights=...)`` reads."""
        return (
            Checkpoint(self.encoder, None, self.french_embedding, self.french),
            Checkpoint(
                self.decoder, self.readout, self.english_embedding, self.english, self.labels
            ),
        )

    @cached_property
    def _french_index(self) -> dict[str, int]:
        return index_of(self.french)

    @cached_property
    def _english_index(self) -> dict[str, int]:
        return index_of(self.english)

    def trace(self, phrase: Sequence[str]) -> Translation:
        """Translate a phrase of 1 to 6 words and keep every number.

        Raises ``InputError`` for another length and for a word that is not in the vocabulary.
        """
        if not 1 <= len(phrase) <= LONGEST_SOURCE:
            raise InputError(f"phrase: {len(phrase)} words, must have 1 to {LONGEST_SOURCE}")
        rows, known = zip(*(self._find(word) for word in phrase), strict=True)
        first, second = encoder_decoder(len(phrase), LONGEST_TARGET + 1).parts()
        encoder = unroll(
            self.encoder,
            self.french_embedding[list(rows)],
            tokens=phrase,
            known=known,
            wiring=first,
        )
        decoder = unroll(
            self.decoder,
            [self._embedded(START)],
            encoder.end,
            self.readout,
            tokens=[START],
            labels=self.labels,
            wiring=second,
            feed_back=self._feed_back,
        )
        return Translation(encoder, replace(decoder, score=self.score))

    def predict(self, phrase: Sequence[str]) -> tuple[Answer, ...]:
        """The words of the translation, each with its step and its probability."""
        return self.trace(phrase).written

    def _find(self, word: str) -> tuple[int, bool]:
        try:
            return find(word, self._french_index)
        except InputError as error:
            raise InputError(self._unknown(word)) from error

    def _unknown(self, word: str) -> str:
        near = get_close_matches(word, self.french, n=3)
        hint = f', perhaps "{near[0]}"' if near else ""
        listed = ", ".join(self.french[:LISTED])
        more = f", and {len(self.french) - LISTED} more" if len(self.french) > LISTED else ""
        return (
            f'phrase: "{word}" is not one of the {len(self.french)} words that this model knows: '
            f"use another{hint}. It knows {listed}{more}"
        )

    def _embedded(self, word: str) -> FloatArray:
        row: FloatArray = self.english_embedding[self._english_index[word]]
        return row

    def _feed_back(self, o: FloatArray) -> tuple[str, FloatArray] | None:
        """The most probable word, to be read next; nothing after the end."""
        word = self.labels[int(o.argmax())]
        return None if word == END else (word, self._embedded(word))


def tokenize(phrase: str) -> tuple[str, ...]:
    """The words of a French phrase, in lower case and without punctuation.

    Raises ``InputError`` for what cannot be shown and for more than 6 words.
    """
    tokens = text.tokenize(phrase.replace("’", "'"))
    found = tuple(filter(None, (text.bare(token).lower() for token in tokens)))
    if not 1 <= len(found) <= LONGEST_SOURCE:
        raise InputError(
            f"phrase: {len(found)} words, must have 1 to {LONGEST_SOURCE}: use another, as in "
            f'"{" ".join(SHOWN[0].french)}"'
        )
    return found
