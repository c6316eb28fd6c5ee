"""An architecture as data: the same cell, wired in different ways.

A wiring says for every step where its input comes from and whether its output is used. It drives
the computation (``rnn_math.unroll``), the drawing and the text alike.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rnn_math.errors import InputError


class Source(StrEnum):
    """Where a step's input comes from."""

    INPUT = "input"  # the next element of what is given
    START = "start"  # the symbol that says "begin to write", given like an input
    OUTPUT = "output"  # the output of the step before, fed back
    NOTHING = "nothing"  # zeros: the state runs on by itself


@dataclass(frozen=True)
class WiredStep:
    """One step of a wiring."""

    number: int  # counted from 1, as on screen
    source: Source
    answers: bool  # is the output of this step used, or ignored?

    @property
    def is_given(self) -> bool:
        """Does this step take its input from outside?"""
        return self.source in (Source.INPUT, Source.START)


@dataclass(frozen=True)
class Wiring:
    """The steps of a network; iterate over it in order of computation.

    ``context`` is the step whose previous state comes from another network: from an encoder
    that read a sequence or an image. ``None`` where nothing crosses over and h_0 is plain.
    Raises ``InputError`` for a wiring that cannot be computed.
    """

    sources: tuple[Source, ...]
    answers: tuple[bool, ...]
    context: int | None = None

    def __post_init__(self) -> None:
        T = len(self.sources)
        if T == 0:
            raise InputError("wiring: 0 steps, must have at least 1")
        if len(self.answers) != T:
            raise InputError(f"wiring: answers for {len(self.answers)} of {T} steps, must be {T}")
        if self.sources[0] is Source.OUTPUT:
            raise InputError("wiring: step 1 is fed an earlier output, but no step comes before it")
        if self.context is not None and not 1 <= self.context <= T:
            raise InputError(f"wiring: context = {self.context}, must be a step, 1 to {T}")

    def __len__(self) -> int:
        return len(self.sources)

    def __iter__(self) -> Iterator[WiredStep]:
        for number, (source, answers) in enumerate(
            zip(self.sources, self.answers, strict=True), start=1
        ):
            yield WiredStep(number, source, answers)

    @property
    def reading(self) -> tuple[int, ...]:
        """Numbers of the steps that take an input from outside, the start symbol included."""
        return tuple(step.number for step in self if step.is_given)

    @property
    def fed_back(self) -> tuple[int, ...]:
        """Numbers of the steps that take the output of the step before as their input."""
        return tuple(step.number for step in self if step.source is Source.OUTPUT)

    @property
    def answering(self) -> tuple[int, ...]:
        """Numbers of the steps whose output is used."""
        return tuple(step.number for step in self if step.answers)

    @property
    def ignored(self) -> tuple[int, ...]:
        """Numbers of the steps whose output is not used."""
        return tuple(step.number for step in self if not step.answers)

    def first(self, count: int) -> "Wiring":
        """The first ``count`` steps: what was computed when a network stopped early."""
        crossed = self.context is not None and self.context <= count
        context = self.context if crossed else None
        return Wiring(self.sources[:count], self.answers[:count], context)

    def parts(self) -> tuple["Wiring", "Wiring"]:
        """Encoder and decoder, each to be unrolled with a cell of its own.

        Raises ``InputError`` when no context crosses between two steps.
        """
        if self.context in (None, 1):
            raise InputError("wiring: no context crosses between its steps, it has only one part")
        cut = self.context - 1
        return self.first(cut), Wiring(self.sources[cut:], self.answers[cut:], context=1)

    def table(self) -> dict[str, Any]:
        """The wiring in plain lists, for JSON."""
        return {
            "sources": [str(source) for source in self.sources],
            "answers": list(self.answers),
            "context": self.context,
        }


def sequence_to_sequence(T: int) -> Wiring:
    """Reads at every step and answers at every step."""
    return Wiring((Source.INPUT,) * T, (True,) * T)


def sequence_to_vector(T: int) -> Wiring:
    """Reads at every step and answers once, at the last; the other outputs are ignored."""
    return Wiring((Source.INPUT,) * T, (False,) * (T - 1) + (True,) * min(T, 1))


def vector_to_sequence(T: int, *, into_state: bool = True) -> Wiring:
    """Takes one vector and writes T outputs, each fed back as the next input.

    The vector enters as the first state (``into_state``, then step 1 reads the start symbol),
    or as the input of step 1.
    """
    first = Source.START if into_state else Source.INPUT
    sources = (first, *(Source.OUTPUT,) * (T - 1)) if T > 0 else ()
    return Wiring(sources, (True,) * T, context=1 if into_state else None)


def encoder_decoder(T_in: int, T_out: int) -> Wiring:
    """Reads a whole sequence, then writes another of its own length.

    The encoder's outputs are ignored; its last state crosses over as the context.
    """
    if T_in < 1 or T_out < 1:
        raise InputError(f"wiring: encoder {T_in}, decoder {T_out} steps, each must have 1 or more")
    decoder = vector_to_sequence(T_out)
    return Wiring(
        (Source.INPUT,) * T_in + decoder.sources,
        (False,) * T_in + decoder.answers,
        context=T_in + 1,
    )


def answering_at(T: int, steps: Sequence[int]) -> Wiring:
    """Reads at every step and answers at ``steps`` (from 1), for instance at every second one."""
    wrong = [step for step in steps if not 1 <= step <= T]
    if wrong:
        raise InputError(f"wiring: answers at step {wrong[0]}, must be 1 to {T}")
    return Wiring((Source.INPUT,) * T, tuple(step in steps for step in range(1, T + 1)))
