"""Shown text into text for the ear: signs, numbers, per cents and symbols as words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from scenes.languages import words_of
from scenes.speech.marks import Mark

_SIGNS = {"+": "plus", "-": "minus", "\N{MINUS SIGN}": "minus", ">": "more", "<": "less"}
_NUMBER = (
    r"(?P<bound>[<>]\s?)?(?P<sign>(?<!\w)[-+\u2212])?(?<![\w.])"
    r"(?P<whole>\d+(?:SEPARATOR\d{3})*)(?:POINT(?P<decimals>\d+))?(?P<percent>\s?%)?(?!\w)"
)
_FIRST_YEAR, _LAST_YEAR = 1100, 2099


@dataclass(frozen=True)
class Rules:
    """How a language is read aloud, from its ``speech.toml``."""

    language: str
    words: dict[str, Any]
    say: dict[str, str]


@lru_cache(maxsize=8)
def rules_of(language: str) -> Rules:
    """The rules of ``language``."""
    words = dict(words_of(language, "speech"))
    say = words.pop("say")
    return Rules(language, words, say)


def spoken(
    text: str, marks: tuple[Mark, ...], language: str, say: Mapping[str, str]
) -> tuple[str, tuple[Mark, ...]]:
    """``text`` for the ear, and ``marks`` with their places in it.

    ``say`` are pronunciations of the lecturer's, which go before those of the language.
    """
    rules = rules_of(language)
    table = {**rules.say, **say}
    said, places = "", [0] * (len(text) + 1)
    end = 0
    for match in _pattern(rules, tuple(table)).finditer(text):
        for place in range(end, match.start()):
            places[place] = len(said) + place - end
        said += text[end : match.start()]
        for place in range(*match.span()):
            places[place] = len(said)
        said += table[match["word"]] if match["word"] else _number(match, rules)
        end = match.end()
    for place in range(end, len(text) + 1):
        places[place] = len(said) + place - end
    return said + text[end:], tuple(Mark(mark.name, places[mark.at]) for mark in marks)


@lru_cache(maxsize=32)
def _pattern_of(words: tuple[str, ...], separator: str, point: str) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    said = "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in longest if word)
    number = _NUMBER.replace("SEPARATOR", re.escape(separator)).replace("POINT", re.escape(point))
    return re.compile(rf"(?P<word>{said})|{number}")


def _pattern(rules: Rules, words: tuple[str, ...]) -> re.Pattern[str]:
    point = "," if rules.words["separator"] != "," else "."
    return _pattern_of(words, rules.words["separator"], point)


def _number(match: re.Match[str], rules: Rules) -> str:
    from num2words import num2words  # takes a while, and a lecture may be finished

    words = rules.words
    parts = [words[_SIGNS[match[name].strip()]] for name in ("bound", "sign") if match[name]]
    digits = match["whole"].replace(words["separator"], "")
    is_year = words["years"] and len(digits) == len(match["whole"]) == 4
    is_year = is_year and _FIRST_YEAR <= int(digits) <= _LAST_YEAR
    is_year = is_year and not (match["decimals"] or match["percent"] or match["sign"])
    parts.append(num2words(int(digits), lang=rules.language, to="year" if is_year else "cardinal"))
    if decimals := match["decimals"]:
        parts.append(words["point"])
        said = list(decimals) if words["digits"] else _as_number(decimals)
        parts += [num2words(int(digits), lang=rules.language) for digits in said]
    if match["percent"]:
        parts.append(words["percent"])
    return " ".join(parts)


def _as_number(decimals: str) -> list[str]:
    """Zeros in front one by one, and then a number: 05 is nought, five; 25 is twenty-five."""
    rest = decimals.lstrip("0")
    return [*decimals[: len(decimals) - len(rest)], *filter(None, [rest])]
