"""Marks in a narration: ``The word comes in [[x]]from below`` names the moment of "from"."""

import re
from dataclasses import dataclass

_MARK = re.compile(r"\[\[([A-Za-z0-9_-]+)\]\]\s*")


@dataclass(frozen=True)
class Mark:
    """A moment, by the place in the text of the word that is spoken then."""

    name: str
    at: int


def filled(template: str, values: dict[str, str]) -> tuple[str, tuple[Mark, ...]]:
    """``template`` with ``values`` in its braces and without its marks, and the marks.

    Values are text: brackets in them mark nothing.
    """
    first, *rest = _MARK.split(template)
    text = first.format(**values)
    marks = []
    for name, piece in zip(rest[::2], rest[1::2], strict=True):
        marks.append(Mark(name, len(text)))
        text += piece.format(**values)
    return text, tuple(marks)


def wrong_mark(template: str) -> str:
    """What is wrong with the marks of ``template``, or nothing."""
    names = [match[1] for match in _MARK.finditer(template)]
    if twice := [name for name in names if names.count(name) > 1]:
        return f"the mark [[{twice[0]}]] stands there twice"
    left = _MARK.sub("", template)
    if "[[" in left or "]]" in left:
        return "a mark is [[name]], of letters, digits, - and _, before the word that it marks"
    return ""
