"""What is wrong with a setting, in words that say how to mend it."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from annotated_types import Ge, Le
from pydantic import BaseModel
from pydantic_core import ErrorDetails

_TYPES = {
    "int_type": "must be a whole number",
    "string_type": "must be text, in quotes",
    "dict_type": 'must be a table, { "word" = "how it is said" }',
    "tuple_type": "must be a list, in square brackets",
    "bool_type": "must be true or false",
    "float_type": "must be a number",
    "string_pattern_mismatch": "must not be empty",
    "string_too_short": "must not be empty",
}


def suggestion(name: str, known: Iterable[str]) -> str:
    """``name``, what was probably meant, and what there is."""
    names = list(known)
    close = get_close_matches(name.lower(), names, n=1)
    meant = f", did you mean {close[0]}? There" if close else "; there"
    return f"{name!r}{meant} {'are' if len(names) > 1 else 'is'} {', '.join(names)}"


def requirement(model: type[BaseModel], key: str, error: ErrorDetails) -> str:
    """What the value of ``key`` must be, for an error that pydantic found."""
    kind = error["type"]
    if kind in _TYPES:
        return _TYPES[kind] + _bounds(model, key)
    if kind == "literal_error":
        return f"must be {error['ctx']['expected']}".replace("'", "")
    if kind in ("greater_than_equal", "less_than_equal"):
        return "must be" + _bounds(model, key).removeprefix(",")
    return str(error["msg"])


def place(loc: tuple[int | str, ...]) -> str:
    """Where in a table an error is, counted from 1: ``questions[1].choices[2].why``."""
    parts = (f"[{key + 1}]" if isinstance(key, int) else f".{key}" for key in loc)
    return "".join(parts).removeprefix(".")


def inner_requirement(error: ErrorDetails) -> str:
    """What must be at a :func:`place` deep in a table."""
    kind = error["type"]
    if kind == "extra_forbidden":
        return "there is no such key"
    if kind == "missing":
        return "is missing"
    if kind == "literal_error":
        return f"must be {error['ctx']['expected']}".replace("'", "")
    return _TYPES.get(kind, str(error["msg"]).removeprefix("Value error, "))


def _bounds(model: type[BaseModel], key: str) -> str:
    limits: list[Any] = model.model_fields[key].metadata
    least = next((limit.ge for limit in limits if isinstance(limit, Ge)), None)
    most = next((limit.le for limit in limits if isinstance(limit, Le)), None)
    return f", {least} to {most}" if least is not None and most is not None else ""
