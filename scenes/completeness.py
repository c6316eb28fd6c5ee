"""What a language still lacks: its files beside the English ones, key by key.

Says what is missing, what is unknown, what asks for other values, rests on other rules or waits at
other marks, and what is too long for its place. Whether a picture has room for it in the end, and
whether every claim is bound, ``unrolled check --language`` and the tests say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any, Literal

from rnn_math.errors import InputError
from scenes.languages import ENGLISH, SCRIPTS, file_of, folder_of, languages, path_of
from scenes.lines import ALWAYS, names_in
from scenes.script_mistakes import SAID
from scenes.tables import Table, read_table

HEADLINE = 60
"""Characters that stand over a picture on one line."""

ROLE = 80
"""Characters of a role's title and sentence, which stand on one line."""

_LONGER, _MORE = 1.6, 16
"""How much longer than in English a word in the picture may be: so many times, or characters."""

_FREE = ("names", "claims", "typography", "speech.say", "presenter.keys", "page.languages")
"""Tables whose keys are the language's own."""

_NAME = re.compile(r"[A-Za-z0-9_-]+")  # of a folder
_MARK = re.compile(r"\[\[[^\]]*\]\]")
_WITHOUT_PLACE = ("page", "presenter", "slides", "questions", "speech")
_TEXTS = (*SAID, "text")
_RULES = {"claims", "when"}

Kind = Literal["missing", "unknown", "too long", "wrong"]


@dataclass(frozen=True)
class Lack:
    """One thing that is not as it must be: where, and what."""

    kind: Kind
    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.place} {self.what}"


def check_language(language: str) -> list[Lack]:
    """Everything that ``language`` lacks beside English. Raises :class:`InputError`."""
    if not _NAME.fullmatch(language) or not folder_of(language).is_dir():
        raise InputError(
            f"no folder {SCRIPTS}/{language}: there is {', '.join(languages())}; to add one, copy "
            f"{SCRIPTS}/{ENGLISH}, and translate what is in it"
        )
    ours, theirs = _files(folder_of(ENGLISH)), _files(folder_of(language))
    lacks = [Lack("missing", file_of(language, name), "") for name in sorted(ours - theirs)]
    lacks += [Lack("unknown", file_of(language, name), "") for name in sorted(theirs - ours)]
    for name in sorted(ours & theirs):
        english, other = (_table(each, name) for each in (ENGLISH, language))
        lacks += _Comparison(file_of(language, name), name).tables(english, other, "")
    return lacks


@dataclass(frozen=True)
class _Comparison:
    file: str
    name: str

    def tables(self, english: Table, other: Table, path: str) -> Iterator[Lack]:
        """What differs between two tables at ``path``, and in those inside of them."""
        if f"{self.name}.{path}".strip(".") in _FREE:
            return
        for kind, one, another in _sides(english, other):
            for key in one:
                if key not in another and key not in _RULES:
                    yield Lack(kind, self._at(path), key)
        yield from self._rules(english, other, path)
        yield from self._values(english, other, path)
        for key in english.keys() & other.keys() - _RULES:
            yield from self._entries(english[key], other[key], f"{path}.{key}".strip("."))
        if self.name == "roles" and "sentence" in other:
            length = sum(len(str(text)) for text in other.values())
            if length > ROLE:
                yield Lack("too long", self._at(path), f"{length} characters, at most {ROLE}")

    def _entries(self, english: Any, other: Any, path: str) -> Iterator[Lack]:
        if type(english) is not type(other):
            yield Lack("wrong", self._at(path), f"must be a {type(english).__name__}")
        elif isinstance(english, dict):
            yield from self.tables(english, other, path)
        elif isinstance(english, list):
            if len(english) != len(other):
                yield Lack("wrong", self._at(path), f"{len(other)} entries, must be {len(english)}")
            for number, (one, another) in enumerate(zip(english, other, strict=False), start=1):
                yield from self._entries(one, another, f"{path}.{number}")
        elif isinstance(english, str):
            yield from self._length(english, other, path)

    def _length(self, english: str, other: str, path: str) -> Iterator[Lack]:
        key = path.rpartition(".")[2]
        most = max(int(_LONGER * len(english)), len(english) + _MORE)
        if key == "headline":
            most = HEADLINE
        elif key in ("narration", "say", "sentence") or self.name in _WITHOUT_PLACE:
            return
        if len(other) > most:
            yield Lack("too long", self._at(path), f"{len(other)} characters, at most {most}")

    def _values(self, english: Table, other: Table, path: str) -> Iterator[Lack]:
        """Values in braces and marks: of a line as a whole, and of every other text."""
        line = [key for key in english if key in _TEXTS and key in other]
        alone = [[key] for key in english if key not in _TEXTS and key in other]
        for keys in [line, *alone]:
            texts = [
                " ".join(table[key] for key in keys if isinstance(table[key], str))
                for table in (english, other)
            ]
            for sort, found in (("values", _braces), ("marks", _marks)):
                should, has = (found(text) for text in texts)
                if should != has:
                    place = path if keys is line else f"{path}.{keys[0]}".strip(".")
                    what = f"{sort}: {_listed(sorted(has))}; must be {_listed(sorted(should))}"
                    yield Lack("wrong", self._at(place), what)

    def _rules(self, english: Table, other: Table, path: str) -> Iterator[Lack]:
        """What a text rests on, and whether it says what it claims."""
        should, has = _rules_of(english), _rules_of(other)
        if should != has:
            what = f"rests on {_listed(has)}, must rest on {_listed(should)}"
            yield Lack("wrong", self._at(path), what)
        said = str({key: text for key, text in other.items() if key != "claims"})
        for words in other.get("claims", {}):
            if self.name != "questions" and repr(words)[1:-1] not in said:
                yield Lack("wrong", self._at(path), f"claims {words!r}, which it does not say")

    def _at(self, path: str) -> str:
        return f"{self.file} [{path}]" if path else self.file


def _sides(english: Table, other: Table) -> tuple[tuple[Kind, Table, Table], ...]:
    return ("missing", english, other), ("unknown", other, english)


def _files(folder: Traversable, prefix: str = "") -> set[str]:
    """The names of all TOML files in ``folder``, as :func:`scenes.languages.file_of` takes them."""
    found: set[str] = set()
    for each in folder.iterdir():
        if each.is_dir():
            found |= _files(each, f"{prefix}{each.name}/")
        elif each.name.endswith(".toml"):
            found.add(prefix + each.name.removesuffix(".toml"))
    return found


def _table(language: str, name: str) -> Table:
    return read_table(path_of(language, name), file_of(language, name))


def _rules_of(table: Table) -> list[str]:
    claims = table.get("claims", {})
    bound = claims.values() if isinstance(claims, dict) else ()
    rules = (*table.get("when", ()), *(rule for rule in bound if not rule.startswith(ALWAYS)))
    return list(dict.fromkeys(rules))


def _braces(text: str) -> set[str]:
    try:
        return names_in(_MARK.sub("", text))
    except ValueError as error:
        return {str(error)}


def _marks(text: str) -> set[str]:
    return set(_MARK.findall(text))


def _listed(rules: list[str]) -> str:
    return ", ".join(rules) or "nothing"
