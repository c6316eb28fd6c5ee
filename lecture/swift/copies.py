"""Copies of mobjects, which Manim makes before each animation."""

import copy
from enum import Enum
from types import FunctionType
from typing import Any

import numpy as np
from manim import ManimColor, Mobject

_CONSTANT = {bool, int, float, str, type(None), type, FunctionType, ManimColor}


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
    elif isinstance(value, Enum):
        twin = value
    else:
        twin = copy.deepcopy(value, memo)
    return twin
