"""How a language writes numbers, and where it has spaces at which no line is broken."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

_BREAK = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True)
class Typography:
    """One language's habits, from its ``typography.toml``.

    ``percent`` is the sign with the space before it, ``quotes`` stand about {}. A plain space
    before one of the signs in
    ``spaced_before``, or after one in ``spaced_after``, is really a ``space``.
    """

    decimal: str
    percent: str
    quotes: str
    space: str = ""
    spaced_before: str = ""
    spaced_after: str = ""

    def set(self, words: Any) -> Any:
        """``words``, a text or tables of texts, with the language's spaces."""
        if isinstance(words, str):
            return self._spaces.sub(self.space, words) if self.space else words
        if isinstance(words, dict):
            return {self.set(key): self.set(value) for key, value in words.items()}
        if isinstance(words, list):
            return [self.set(value) for value in words]
        return words

    @cached_property
    def _spaces(self) -> re.Pattern[str]:
        before, after = re.escape(self.spaced_before), re.escape(self.spaced_after)
        return re.compile(f" (?=[{before}])|(?<=[{after}]) ")


def split(text: str) -> list[str]:
    """The words of ``text``: it may be broken between any two of them, and nowhere else."""
    return [word for word in _BREAK.split(text) if word]
