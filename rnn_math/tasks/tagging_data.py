"""Our own sentences with their entity tags: person, organisation, place, other.

Templates are filled with words. Some names are a place or a person ("Mr Washington is in
Washington"), some a company or a person: only the words before them tell, sometimes the very
first ("Apple is hiring in Berlin and so is Ford"), so a network must remember.

The held-out sentences are new combinations of templates and words that do occur in training, so
the score says how well a model knows *this* small language, not English.
"""

from functools import cache
from hashlib import sha256
from typing import Literal, NamedTuple

TAGS = ("O", "PER", "ORG", "LOC")

Split = Literal["train", "validation", "test"]


class Sentence(NamedTuple):
    """Words and the tag of each."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


PLACES_AND_PEOPLE = (
    "Washington", "Lincoln", "Houston", "Austin", "Jordan", "Florence", "Sydney", "Kent",
)  # fmt: skip
COMPANIES_AND_PEOPLE = ("Ford", "Dyson", "Siemens", "Bosch", "Ferrari", "Porsche")
CITIES = (
    "Berlin", "Paris", "Madrid", "Tokyo", "Lagos", "Oslo", "Rome", "Vienna", "Cairo", "Lima",
    "Dublin", "Toronto",
)  # fmt: skip
COMPANIES = (
    "Apple", "Google", "Nokia", "Airbus", "Toyota", "Samsung", "Intel", "Sony", "Adobe", "Lego",
)  # fmt: skip
SURNAMES = ("Miller", "Rossi", "Novak", "Tanaka", "Okafor", "Garcia")

# Slot of a template: the words that fill it and their tag.
SLOTS: dict[str, tuple[tuple[str, ...], str]] = {
    "first": (
        ("Maria", "Anna", "Peter", "Yusuf", "Chen", "Amina", "Lucas", "Priya", "Olga", "David"),
        "PER",
    ),
    "title": (("Mr", "Mrs", "Dr", "Professor"), "O"),
    "surname": (PLACES_AND_PEOPLE + COMPANIES_AND_PEOPLE + SURNAMES, "PER"),
    "place": (PLACES_AND_PEOPLE + CITIES, "LOC"),
    "company": (COMPANIES_AND_PEOPLE + COMPANIES, "ORG"),
    "firm": (COMPANIES_AND_PEOPLE, "ORG"),
    "namesake": (COMPANIES_AND_PEOPLE, "PER"),
    "makes": (("sells", "builds", "tests", "repairs"), "O"),
    "things": (("cars", "phones", "engines", "computers", "toys"), "O"),
    "site": (("office", "factory", "shop", "school"), "O"),
    "who": (("she", "he", "we", "they"), "O"),
    "season": (("winter", "summer", "spring", "autumn"), "O"),
}

TEMPLATES = (
    "{company} is hiring in {place}",
    "{company} is growing in {place}",
    "{company} opens a new {site} near {place}",
    "{company} {makes} {things} in {place}",
    "{company} moved from {place} to {place}",
    "{company} and {company} work together",
    "{first} is hiring in {place}",
    "{first} is from {place}",
    "{first} {surname} lives in {place}",
    "{first} {makes} {things} for {company}",
    "{first} joined {company} in {season}",
    "{title} {surname} is in {place}",
    "{title} {surname} is from {place}",
    "{title} {surname} lives near {place}",
    "{title} {surname} works for {company}",
    "{title} {surname} left {company} in {season}",
    "{title} {surname} and {title} {surname} work together",
    "{who} met {title} {surname} in {place}",
    "{who} met {first} near {place}",
    "{who} joined {company} in {place}",
    "the {site} in {place} {makes} {things}",
    "the train from {place} to {place} is late",
    "the {things} of {company} are new",
    "{place} is warm in {season}",
    "{company} is hiring in {place} and so is {firm}",
    "{first} is hiring in {place} and so is {namesake}",
    "{company} is growing in {place} and so is {firm}",
    "{first} is living in {place} and so is {namesake}",
    "{company} is hiring and so is {firm}",
    "{first} is hiring and so is {namesake}",
    "{company} is late and so is {firm}",
    "{first} is late and so is {namesake}",
)
FILLINGS = 20  # drawn for each template; the same sentence twice counts once

# What the lecture shows: held out, never trained on.
SHOWN = tuple(
    Sentence(tuple(words.split()), tuple(tags.split()))
    for words, tags in (
        ("Apple is hiring in Berlin", "ORG O O O LOC"),
        ("Maria is hiring in Berlin", "PER O O O LOC"),
        ("Mr Washington is in Washington", "O PER O O LOC"),
        ("Apple is hiring in Berlin and so is Ford", "ORG O O O LOC O O O ORG"),
        ("Maria is hiring in Berlin and so is Ford", "PER O O O LOC O O O PER"),
    )
)


def _draw(seed: str, choices: int) -> int:
    """A choice that is the same on every machine and with every version of NumPy."""
    return int.from_bytes(sha256(seed.encode()).digest()[:8], "big") % choices


def _fill(template: str, filling: int) -> Sentence:
    words, tags = [], []
    for position, piece in enumerate(template.split()):
        if piece.startswith("{"):
            choices, tag = SLOTS[piece.strip("{}")]
            words.append(choices[_draw(f"{template}|{filling}|{position}", len(choices))])
            tags.append(tag)
        else:
            words.append(piece)
            tags.append("O")
    return Sentence(tuple(words), tuple(tags))


def _split_of(sentence: Sentence) -> Split:
    if sentence in SHOWN:
        return "test"
    tenth = _draw(f"split|{' '.join(sentence.words)}", 10)
    return "test" if tenth < 2 else "validation" if tenth < 3 else "train"


@cache
def sentences(split: Split) -> tuple[Sentence, ...]:
    """The sentences of one split. Which split a sentence is in depends on its text alone.

    The held-out ones (validation and test) are never trained on; settings were chosen on
    validation, and test is only ever scored.
    """
    filled = (_fill(template, filling) for template in TEMPLATES for filling in range(FILLINGS))
    unique = dict.fromkeys([*SHOWN, *filled])
    return tuple(sentence for sentence in unique if _split_of(sentence) == split)
