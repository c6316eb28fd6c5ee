"""A small grammar of French phrases and their English translation, and the words that it uses."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple


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
def phrases() -> dict[str, list[Phrase]]:
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
