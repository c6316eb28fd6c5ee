"""The captioner itself: an encoder that reads an image once, and a decoder that writes."""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from rnn_math.arrays import FloatArray, checked
from rnn_math.cell import Cell
from rnn_math.errors import InputError
from rnn_math.readout import Readout
from rnn_math.tasks import captioning_score, words
from rnn_math.tasks.captioning_data import PIXELS, digits
from rnn_math.tasks.captioning_training import first_states
from rnn_math.tasks.task import Score
from rnn_math.tasks.text import END, START, index_of
from rnn_math.trace import Trace
from rnn_math.unroll import unroll
from rnn_math.weights import Checkpoint
from rnn_math.wiring import answering_at, vector_to_sequence

LONGEST = 10  # letters, the end among them, after which a network that does not stop is stopped


class Caption(NamedTuple):
    """What the network writes under an image."""

    text: str
    probability: float  # the product of its letters' and the end's
    ended: bool  # did the network say stop, or was it stopped?


@dataclass(frozen=True, eq=False)
class CaptioningModel:
    """An encoder that reads an image once, and a decoder that writes.

    The encoder is a plain layer: its W_h is zero, so h_0 = tanh(W_x image + b).
    """

    encoder: Cell  # 64 pixels in, H units
    cell: Cell
    readout: Readout
    embedding: FloatArray  # (V, F)
    vocabulary: tuple[str, ...]  # what can be read: the start and the letters
    outputs: tuple[str, ...]  # what can be written: the end and the letters

    def checkpoints(self) -> tuple[Checkpoint, Checkpoint]:
        """What ``rnn_math.weights.save_parts`` writes and ``load_model(weights=...)`` reads."""
        return Checkpoint(self.encoder), Checkpoint(
            self.cell, self.readout, self.embedding, self.vocabulary, self.outputs
        )

    @cached_property
    def _rows(self) -> dict[str, int]:
        return index_of(self.vocabulary)

    def encode(self, image: ArrayLike) -> Trace:
        """Read an image (64) once: one step, whose state is the decoder's first."""
        pixels = checked("image", image, (PIXELS,), InputError, f"({PIXELS},): 8x8 pixels")
        return unroll(self.encoder, [pixels], tokens=["image"], wiring=answering_at(1, []))

    def trace(self, image: ArrayLike) -> Trace:
        """Write the caption of an image (64) and keep every number of the decoder.

        Each letter is fed back as the next input; the last output is the end.
        """
        trace = unroll(
            self.cell,
            [self.embedding[self._rows[START]]],
            self.encode(image).h[-1],
            self.readout,
            tokens=[START],
            labels=self.outputs,
            wiring=vector_to_sequence(LONGEST),
            feed_back=self._feed_back,
        )
        return replace(trace, score=self.score)

    def _feed_back(self, o: FloatArray) -> tuple[str, FloatArray] | None:
        letter = self.outputs[int(o.argmax())]
        return None if letter == END else (letter, self.embedding[self._rows[letter]])

    def predict(self, image: ArrayLike) -> Caption:
        """The caption of an image (64)."""
        answers = self.trace(image).answers
        letters = [answer.label for answer in answers if answer.label != END]
        probability = float(np.prod([answer.probability for answer in answers]))
        return Caption("".join(letters), probability, answers[-1].label == END)

    def captions(self, images: FloatArray) -> tuple[str, ...]:
        """The captions of many images (N, 64) at once, without their numbers."""
        end, T = self.outputs.index(END), LONGEST
        back = np.array([self._rows.get(output, 0) for output in self.outputs])
        p = {"embedding": self.embedding, **self.cell.weights}
        h, N = first_states(self.encoder.W_x, self.encoder.b, images), len(images)
        states = {self.cell.kind.carried[0]: h}
        said = np.empty((T, N), dtype=np.intp)
        read, step = np.full((1, N), self._rows[START]), np.ones((1, N), dtype=np.bool_)
        for t in range(T):
            made = words.read(p, read, step, states)
            h, states = made.h[0], {name: array[0] for name, array in made.states.items()}
            said[t] = (h @ self.readout.W_o.T + self.readout.b_o).argmax(axis=1)
            read = back[said[t]][None]
        return tuple(
            "".join(self.outputs[k] for k in takewhile(lambda k: k != end, row)) for row in said.T
        )

    @cached_property
    def _held_out(self) -> tuple[str, ...]:
        return self.captions(digits("test").images)

    @cached_property
    def score(self) -> Score:
        """The score on the held-out images."""
        return captioning_score.score(self._held_out)

    @property
    def mistakes(self) -> tuple[int, ...]:
        """Numbers of the held-out images whose caption is not exactly right."""
        return captioning_score.mistakes(self._held_out)
