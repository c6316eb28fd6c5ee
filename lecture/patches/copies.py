"""Copies of mobjects, which Manim makes before each animation."""

import copy
from dataclasses import fields
from enum import Enum
from functools import lru_cache
from types import FunctionType
from typing import Any

import numpy as np
from manim import CapStyleType, LineJointType, ManimColor, Mobject

_CONSTANT = {bool, int, float, str, type(None), type, FunctionType, np.float64}
_CONSTANT |= {CapStyleType, LineJointType, ManimColor}


def deepcopy(self: Mobject, memo: dict[int, Any]) -> Mobject:
    """A copy of all that the mobject has; ``memo`` has the copies made so far, by ``id``."""
    twin = self.__class__.__new__(self.__class__)
    memo[id(self)] = twin
    for name, value in self.__dict__.items():
        setattr(twin, name, value if type(value) in _CONSTANT else _copied(value, memo))
    twin.original_id = str(id(self))
    return twin


def _copied(value: Any, memo: dict[int, Any]) -> Any:
    """``copy.deepcopy``, which asks a lot of each value, for what mobjects have most of."""
    twin = memo.get(id(value))
    if twin is not None:
        return twin
    kind = type(value)
    if kind is np.ndarray and not value.dtype.hasobject:
        memo[id(value)] = twin = value.copy("K")
    elif kind is list:
        memo[id(value)] = twin = []
        twin.extend([e if type(e) in _CONSTANT else _copied(e, memo) for e in value])
    elif _is_constant(value):
        twin = value
    else:
        twin = copy.deepcopy(value, memo)
    return twin


def _is_constant(value: Any) -> bool:
    """Can nothing in ``value`` change, however deep?"""
    kind: Any = type(value)
    if kind in _CONSTANT or isinstance(value, Enum):
        return True
    if kind is tuple:
        return all(map(_is_constant, value))
    return _is_frozen(kind) and all(
        _is_constant(getattr(value, field.name)) for field in fields(value)
    )


@lru_cache
def _is_frozen(kind: Any) -> bool:
    """Is it a dataclass of which nothing can be set?"""
    parameters = getattr(kind, "__dataclass_params__", None)
    return parameters is not None and parameters.frozen
