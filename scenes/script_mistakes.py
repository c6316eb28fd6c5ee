"""What is wrong with the tables of a script, each mistake with its place."""

from collections.abc import Iterator
from string import Formatter

from scenes.speech.marks import wrong_mark
from scenes.tables import Table

_NEEDED = ("headline", "narration")
SAID = (*_NEEDED, "say")
_RULES = ("when", "claims")


def variants_of(table: Table) -> dict[str, Table]:
    """The tables inside of a beat or a phrase, by name."""
    return {k: v for k, v in table.items() if isinstance(v, dict) and k != "claims"}


def is_phrase(table: Table) -> bool:
    """Is it a phrase, whose variants are texts, and no beat?"""
    variants = variants_of(table)
    return bool(variants) and all("text" in variant for variant in variants.values())


def mistakes_in(table: object, clip: str) -> Iterator[str]:
    """All mistakes in the table of a clip."""
    if not isinstance(table, dict):
        yield f"no table [{clip}]: it has the clip's title and a table for each beat"
        return
    if "title" not in table:
        yield f"[{clip}] has no title"
    for key, value in table.items():
        if isinstance(value, dict) and (key != "title" or "text" in value):
            yield from _mistakes_in_table(value, f"{clip}.{key}")
        elif not isinstance(value, str):
            yield f"[{clip}] {key} = {value!r}, must be text, in quotes"


def _mistakes_in_table(table: Table, place: str) -> Iterator[str]:
    variants = variants_of(table)
    if "text" in table:
        yield from _mistakes_in_parts(table, f"[{place}]", ("text",), ("text",))
    elif is_phrase(table):
        for name, variant in variants.items():
            yield from _mistakes_in_parts(variant, f"[{place}.{name}]", ("text",), ("text",))
    elif variants:
        yield from _mistakes_in_parts(table, f"[{place}]", (), SAID, variants)
        for name, variant in variants.items():
            needed = tuple(part for part in _NEEDED if part not in table)
            yield from _mistakes_in_parts(variant, f"[{place}.{name}]", needed, SAID)
    else:
        yield from _mistakes_in_parts(table, f"[{place}]", _NEEDED, SAID)


def _mistakes_in_parts(
    table: Table,
    place: str,
    needed: tuple[str, ...],
    parts: tuple[str, ...],
    variants: Table | None = None,
) -> Iterator[str]:
    """Mistakes in a table of its own ``parts``, its rules and its ``variants``, if any."""
    for part in needed:
        if part not in table:
            yield f"{place} has no {part}"
    for key, value in table.items():
        if key in _RULES or key in (variants or {}):
            continue
        if key not in parts:
            yield f"{place}: no key {key!r}; there are {_listed((*parts, *_RULES))}"
        elif not isinstance(value, str):
            yield f"{place} {key} = {value!r}, must be text, in quotes"
        elif wrong := _wrong_brace(value):
            yield f"{place} {key}: {wrong}: a brace that holds no value is written twice"
        elif wrong := "" if key == "headline" else wrong_mark(value):
            yield f"{place} {key}: {wrong}"
    yield from _mistakes_in_rules(table, place)


def _mistakes_in_rules(table: Table, place: str) -> Iterator[str]:
    when, claims = table.get("when", []), table.get("claims", {})
    if not (isinstance(when, list) and all(isinstance(rule, str) for rule in when)):
        yield f"{place} when = {when!r}, must be a list of rules, in quotes"
    if not isinstance(claims, dict):
        yield f"{place} claims = {claims!r}, must be a table of words and their rules"
        return
    for words, rule in claims.items():
        if not isinstance(rule, str):
            yield f"{place}.claims {words!r} = {rule!r}, must be the name of a rule, in quotes"


def _listed(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _wrong_brace(text: str) -> str:
    try:
        list(Formatter().parse(text))
    except ValueError as error:
        return str(error)
    return ""
