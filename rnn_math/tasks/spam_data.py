"""Our own short messages, spam or not ("ham"), and the five folds that they are scored in.

Many words stand in both kinds ("free", but "are you free for lunch" is no spam), so a reader has to
weigh all that it has read before it answers.
"""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

LABELS = ("ham", "spam")
FOLDS = 5
FILE = Path(__file__).parent / "data" / "spam.tsv"


class Message(NamedTuple):
    """The words of a message, as they are shown, and what it is."""

    words: tuple[str, ...]
    label: str


# What the lecture shows: in fold 0, which the shipped model was not trained on.
SHOWN = tuple(
    Message(tuple(text.split()), label)
    for text, label in (
        ("You have won a free phone, claim it today", "spam"),
        ("Are you free for lunch on Friday", "ham"),
    )
)


def fold_of(message: Message) -> int:
    """Which fold a message is in; it depends on its text alone, on every machine."""
    if message in SHOWN:
        return 0
    return sha256(" ".join(message.words).encode()).digest()[0] % FOLDS


@cache
def messages() -> tuple[Message, ...]:
    """All messages, in the order of their file."""
    rows = [
        row.split("\t")
        for row in FILE.read_text(encoding="utf-8").splitlines()
        if not row.startswith("#")
    ]
    return tuple(Message(tuple(text.split()), label) for label, text in rows)


def held_out(fold: int) -> tuple[Message, ...]:
    """The messages of a fold."""
    return tuple(message for message in messages() if fold_of(message) == fold)


def trained_on(fold: int) -> tuple[Message, ...]:
    """All other messages."""
    return tuple(message for message in messages() if fold_of(message) != fold)


def true_label(words: Sequence[str]) -> str | None:
    """What a message is, where it is one of ours."""
    ours = (message.label for message in (*SHOWN, *messages()) if message.words == tuple(words))
    return next(ours, None)
