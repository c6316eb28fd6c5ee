"""Our own French phrases with their English translation, made by a small grammar.

In more than a third of the pairs the lengths differ ("elle lit" → "she is reading"), in many the
order of words changes: adjectives ("la voiture rouge" → "the red car"), negations ("je ne mange
pas" → "I am not eating"), pronouns ("elle me voit" → "she sees me"), questions.

The held-out phrases are new combinations of words that do occur in training, so the score says
how well a model knows *this* small language, not French.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from typing import Literal, NamedTuple

Split = Literal["train", "validation", "test"]
LONGEST_SOURCE = 6  # words of a phrase
LONGEST_TARGET = 7  # words of its translation


class Pair(NamedTuple):
    """A French phrase and its English translation, in words."""

    french: tuple[str, ...]
    english: tuple[str, ...]


class Noun(NamedTuple):
    """A noun that begins with a consonant in both languages; "m" or "f"."""

    french: str
    gender: str
    english: str


class Action(NamedTuple):
    """A verb that is translated by "to be ...ing", and what it may be done to."""

    french: tuple[str, ...]  # as SUBJECTS
    english: str
    objects: tuple[Noun, ...]


class Perception(NamedTuple):
    """A verb that is translated by the simple present."""

    french: tuple[str, ...]  # as SUBJECTS
    english: str


class Subject(NamedTuple):
    """Who does it: the form of the French verb, and of "to be" and "to do"."""

    french: str
    english: str
    form: int
    be: str
    do: str


SUBJECTS = (
    Subject("je", "I", 0, "am", "do"),
    Subject("tu", "you", 1, "are", "do"),
    Subject("il", "he", 2, "is", "does"),
    Subject("elle", "she", 2, "is", "does"),
    Subject("nous", "we", 3, "are", "do"),
)
OBJECT_PRONOUNS = (  # and who cannot do it to them
    ("me", "me", ("je", "nous")),
    ("te", "you", ("tu",)),
    ("nous", "us", ("je", "nous")),
)

CAT, DOG, GIRL = Noun("chat", "m", "cat"), Noun("chien", "m", "dog"), Noun("fille", "f", "girl")
BOOK, LETTER = Noun("livre", "m", "book"), Noun("lettre", "f", "letter")
CAKE, PEAR = Noun("gâteau", "m", "cake"), Noun("poire", "f", "pear")
CAR, HOUSE = Noun("voiture", "f", "car"), Noun("maison", "f", "house")
ANIMATE = (CAT, DOG, GIRL)
NOUNS = (*ANIMATE, BOOK, LETTER, CAKE, PEAR, CAR, HOUSE)

ACTIONS = (
    Action(("mange", "manges", "mange", "mangeons"), "eating", (CAKE, PEAR)),
    Action(("lis", "lis", "lit", "lisons"), "reading", (BOOK, LETTER)),
    Action(("lave", "laves", "lave", "lavons"), "washing", (CAR, DOG, PEAR)),
    Action(("dors", "dors", "dort", "dormons"), "sleeping", ()),
)
PERCEPTIONS = (
    Perception(("aime", "aimes", "aime", "aimons"), "like"),
    Perception(("vois", "vois", "voit", "voyons"), "see"),
)
Articles = tuple[tuple[dict[str, str], str], ...]
THE: Articles = (({"m": "le", "f": "la"}, "the"),)
A: Articles = (({"m": "un", "f": "une"}, "a"),)
COLOURS = (  # they follow the noun
    ({"m": "rouge", "f": "rouge"}, "red"),
    ({"m": "noir", "f": "noire"}, "black"),
    ({"m": "vert", "f": "verte"}, "green"),
)
SIZES = (({"m": "petit", "f": "petite"}, "small"), ({"m": "grand", "f": "grande"}, "big"))
NEEDS = (("faim", "hungry"), ("soif", "thirsty"))
HAVE = ("ai", "as", "a", "avons")

Phrase = tuple[str, str]  # French and English


def _elided(french: str) -> str:
    """With "je aime" as "j'aime", "ne a" as "n'a" and "que il" as "qu'il"."""
    for short in ("je", "ne", "que", "me", "te"):
        for vowel in "aei":
            french = f" {french}".replace(f" {short} {vowel}", f" {short[:-1]}'{vowel}").strip()
    return french


def _things(nouns: tuple[Noun, ...], articles: Articles = THE + A) -> Iterator[Phrase]:
    for french, gender, english in nouns:
        for article, an in articles:
            yield f"{article[gender]} {french}", f"{an} {english}"


def _described(nouns: tuple[Noun, ...], articles: Articles = THE + A) -> Iterator[Phrase]:
    for french, gender, english in nouns:
        for article, an in articles:
            for colour, name in COLOURS:
                yield f"{article[gender]} {french} {colour[gender]}", f"{an} {name} {english}"
            for size, name in SIZES:
                yield f"{article[gender]} {size[gender]} {french}", f"{an} {name} {english}"


def _subjects() -> Iterator[Subject]:
    yield from SUBJECTS
    for french, english in _things(ANIMATE, THE):
        yield Subject(french, english, 2, "is", "does")


@cache
def _grammar() -> dict[str, list[Phrase]]:
    """Every phrase of the language, by the pattern that makes it."""
    made: dict[str, list[Phrase]] = {}

    def add(pattern: str, french: str, english: str) -> None:
        made.setdefault(pattern, []).append((_elided(french), english))

    for french, english in _things(NOUNS):
        add("thing", french, english)
    for french, english in _described(NOUNS):
        add("described thing", french, english)
    for french, english in _things(NOUNS, A):
        add("there is", f"il y a {french}", f"there is {english}")
    for french, english in _described(NOUNS, A):
        add("there is, described", f"il y a {french}", f"there is {english}")
    for noun in NOUNS:
        ((the_noun, name),) = _things((noun,), THE)
        for adjective, english in (*COLOURS, *SIZES):
            add("is", f"{the_noun} est {adjective[noun.gender]}", f"{name} is {english}")
    for who, name, form, be, do in _subjects():
        for action in ACTIONS:
            verb, doing = action.french[form], action.english
            add("action", f"{who} {verb}", f"{name} {be} {doing}")
            add("no action", f"{who} ne {verb} pas", f"{name} {be} not {doing}")
            for french, english in _things(action.objects):
                add("action on", f"{who} {verb} {french}", f"{name} {be} {doing} {english}")
            for french, english in _things(action.objects, THE):
                add("no action on", f"{who} ne {verb} pas {french}",
                    f"{name} {be} not {doing} {english}")  # fmt: skip
            for french, english in _described(action.objects):
                add("action on described", f"{who} {verb} {french}",
                    f"{name} {be} {doing} {english}")  # fmt: skip
            if who not in ("je", "nous"):
                add("question", f"est-ce que {who} {verb}", f"{be} {name} {doing}")
        for perception in PERCEPTIONS:
            verb, base = perception.french[form], perception.english
            verbs = f"{base}s" if do == "does" else base
            for french, english in _things(NOUNS, THE):
                add("perception", f"{who} {verb} {french}", f"{name} {verbs} {english}")
                add("no perception", f"{who} ne {verb} pas {french}",
                    f"{name} {do} not {base} {english}")  # fmt: skip
            for french, english in _described(NOUNS, THE):
                add(
                    "perception of described", f"{who} {verb} {french}", f"{name} {verbs} {english}"
                )
            for whom, english, themselves in OBJECT_PRONOUNS:
                if who not in themselves:
                    add("perception of us", f"{who} {whom} {verb}", f"{name} {verbs} {english}")
                    add("no perception of us", f"{who} ne {whom} {verb} pas",
                        f"{name} {do} not {base} {english}")  # fmt: skip
        for need, english in NEEDS:
            add("need", f"{who} {HAVE[form]} {need}", f"{name} {be} {english}")
            add("no need", f"{who} ne {HAVE[form]} pas {need}", f"{name} {be} not {english}")
    return made


# What the lecture shows: held out, never trained on.
SHOWN = tuple(
    Pair(tuple(french.split()), tuple(english.split()))
    for french, english in (
        ("j'aime la voiture rouge", "I like the red car"),
        ("elle lit un livre rouge", "she is reading a red book"),
        ("tu ne manges pas", "you are not eating"),
    )
)
DRAWN = 50  # phrases of each pattern, or all where there are fewer


def _hash(what: str, french: str) -> int:
    """The same number on every machine."""
    return int.from_bytes(sha256(f"{what}|{french}".encode()).digest()[:8], "big")


def _split_of(pair: Pair) -> Split:
    if pair in SHOWN:
        return "test"
    tenth = _hash("split", " ".join(pair.french)) % 10
    return "test" if tenth < 2 else "validation" if tenth < 3 else "train"


@cache
def pairs(split: Split) -> tuple[Pair, ...]:
    """The pairs of one split. Which split a pair is in depends on its text alone.

    The held-out ones (validation and test) are never trained on; settings were chosen on
    validation and on phrases of the grammar that are not drawn, and test is only ever scored.
    """
    drawn = (
        Pair(tuple(french.split()), tuple(english.split()))
        for phrases in _grammar().values()
        for french, english in sorted(phrases, key=lambda phrase: _hash("draw", phrase[0]))[:DRAWN]
        if len(french.split()) <= LONGEST_SOURCE and len(english.split()) <= LONGEST_TARGET
    )
    return tuple(pair for pair in dict.fromkeys([*SHOWN, *drawn]) if _split_of(pair) == split)


def true_translation(french: Sequence[str]) -> tuple[str, ...]:
    """The right translation of a phrase, where the grammar can make it; else none."""
    said = " ".join(french)
    ours = (english for phrases in _grammar().values() for own, english in phrases if own == said)
    return tuple(next(ours, "").split())
