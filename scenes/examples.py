"""A task's input on its way through its wiring: what each step reads, holds and writes.

Knows nothing of Manim.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rnn_math.score import Score
from rnn_math.tasks.text import END, START
from rnn_math.trace import Answer
from rnn_math.wiring import Source as Origin
from rnn_math.wiring import Wiring
from scenes.binding import Source


@dataclass(frozen=True)
class Reference:
    """The step of a trace."""

    source: Source
    step: int


@dataclass(frozen=True)
class Example:
    """One input, run through one network or, encoder and decoder, through two in a row.

    ``sources`` holds the trace of each part. Steps count from 1 over all parts.
    """

    sources: tuple[Source, ...]

    @property
    def wiring(self) -> Wiring:
        """The wiring of all parts together: the second begins with the first one's last state."""
        first, *others = (source.trace.wiring for source in self.sources)
        if not others:
            return first
        (second,) = others
        return Wiring(
            first.sources + second.sources, first.answers + second.answers, context=len(first) + 1
        )

    @property
    def steps(self) -> dict[int, Reference]:
        """Where in the traces each step is."""
        found = [
            Reference(source, t + 1)
            for source in self.sources
            for t in range(len(source.trace.steps))
        ]
        return dict(enumerate(found, start=1))

    @property
    def inputs(self) -> dict[int, str]:
        """The word under each step that reads one."""
        read = {n: at.source.trace.tokens[at.step - 1] for n, at in self.steps.items()}
        return {
            step.number: read[step.number]
            if step.source is Origin.INPUT
            else plain(read[step.number])
            for step in self.wiring
            if step.number in self.wiring.reading
        }

    @property
    def answers(self) -> dict[int, tuple[Source, Answer]]:
        """What each step that answers says, and whose trace says it."""
        said: dict[int, tuple[Source, Answer]] = {}
        before = 0
        for source in self.sources:
            said |= {before + a.step: (source, a) for a in source.trace.answers}
            before += len(source.trace)
        return said

    def is_known(self, step: int) -> bool:
        """Is the word that ``step`` reads in the vocabulary?"""
        at = self.steps[step]
        return at.source.trace.known[at.step - 1]

    @property
    def read(self) -> int:
        """How many steps read something that is given, the start symbol not counted."""
        return sum(step.source is Origin.INPUT for step in self.wiring)

    def wrong(self, truth: Sequence[str] | None) -> list[int]:
        """The steps whose answer differs from ``truth``, what should be said in order.

        None where the truth is not known or the model has no words for it; the symbol that ends
        what is said comes after it.
        """
        if truth is None or not set(truth) <= set(map(plain, self.sources[-1].trace.labels)):
            return []
        said = [(step, plain(answer.label)) for step, (_, answer) in self.answers.items()]
        due = [*truth, *(["end"] if self.wiring.fed_back else [])]
        return [
            step for number, (step, word) in enumerate(said) if due[number : number + 1] != [word]
        ]

    @property
    def said(self) -> list[Answer]:
        """The answers in order, without the symbol that ends them."""
        return [a for _, a in self.answers.values() if not _is_symbol(a.label)]

    @property
    def score(self) -> Score | None:
        """What the model reaches on held-out data."""
        return self.sources[-1].trace.score

    @property
    def outputs(self) -> dict[int, str]:
        """The word over each step that answers."""
        return {number: plain(answer.label) for number, (_, answer) in self.answers.items()}


def plain(token: str) -> str:
    """A word as it is shown: ``<end>`` as end."""
    return token[1:-1] if _is_symbol(token) else token


def _is_symbol(token: str) -> bool:
    """Does a token stand for the start or the end of what is written, and for no word?"""
    return token in (START, END)


@dataclass(frozen=True)
class Usage:
    """Which steps of a wiring read or answer: a line of the script, and how many there are."""

    line: str
    count: int
    steps: int


def usage(wiring: Wiring) -> tuple[Usage, Usage]:
    """Which inputs and which outputs are used, in a word or two, for any wiring.

    The lines are ``inputs-`` and ``outputs-`` with ``every``, ``none``, ``first`` and ``final``
    (runs of steps at the start and at the end), ``once`` and ``last`` (the first or the last step
    alone) or ``some``. An input may be a ``vector`` that enters as the first state, and outputs
    may be ``fed`` back.
    """
    T = len(wiring)
    reads = [step.number for step in wiring if step.source is Origin.INPUT]
    inputs = "vector" if not reads and wiring.context == 1 else _which(reads, T)
    outputs = _which(list(wiring.answering), T) + ("-fed" if wiring.fed_back else "")
    return (
        Usage(f"inputs-{inputs}", len(reads), T),
        Usage(f"outputs-{outputs}", len(wiring.answering), T),
    )


def _which(steps: list[int], T: int) -> str:
    if len(steps) in (0, T):
        return "every" if steps else "none"
    if len(steps) == 1 and steps[0] in (1, T):
        return "once" if steps[0] == 1 else "last"
    if steps == list(range(1, len(steps) + 1)):
        return "first"
    if steps == list(range(T - len(steps) + 1, T + 1)):
        return "final"
    return "some"
