"""What happens on a worker of a cluster.

A worker does only what the caller itself would do: it first compares sources, data and versions,
since otherwise a clip would silently be put together from two programs.
"""

import pickle
import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from threading import Lock
from typing import Any

from lecture.cluster.machines import Machine, machine
from lecture.cluster.parcel import Parcel, packed, unpacked
from lecture.cluster.peace import peace
from lecture.facts import Facts, Surroundings
from lecture.job import Job
from lecture.outcome import Outcome
from lecture.sources import ROOT, digest_of

_ONE_AT_A_TIME = Lock()
"""Manim's configuration belongs to the whole process, whatever number of threads it has."""

_AT_FIRST: dict[str, str] = {}
"""Digests of our files when this process first needed them: what it has imported."""


@dataclass(frozen=True)
class Standing:
    """What must be the same on both sides: versions by name, digests by file."""

    versions: dict[str, str]
    files: dict[str, str]


@dataclass(frozen=True)
class Order:
    """A call to carry out. It stays closed until both sides are known to agree."""

    standing: Standing
    call: bytes  # a function and its arguments, pickled
    parcel: Parcel


@dataclass(frozen=True)
class Refusal:
    """Why a worker does not carry out an order."""

    why: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What a worker says when it is asked whether it fits."""

    why_not: tuple[str, ...]
    digits: str
    machine: Machine


def standing_of(facts: Iterable[Facts]) -> Standing:
    """What a worker must agree with to draw the clips that ``facts`` are of."""
    versions = {"Python": _python()}
    files: dict[str, str] = {}
    for its in facts:
        versions |= {name: text for name, text in its.versions.items() if name != "renderer"}
        script = f"scenes/scripts/{its.look['language']}.toml"
        files |= {**its.files, script: _digest(script) or ""}
    return Standing(versions, files)


def order_of(job: Job, surroundings: Surroundings, function: Any, arguments: Any) -> Order:
    """``function`` called with ``arguments``, ``job`` among them, ready to be sent."""
    facts = surroundings.facts_of(job)
    call = pickle.dumps((function, arguments))
    return Order(standing_of([facts]), call, packed(job, facts.contents))


def carry_out(order: Order) -> Any:
    """Do what ``order`` says; a :class:`Refusal` if this worker would do it otherwise."""
    if why := tuple(_differences(order.standing)):
        return Refusal(why)
    function, arguments = pickle.loads(order.call)
    with _ONE_AT_A_TIME:
        return _called(function, arguments, order.parcel)


def asked(standing: Standing) -> Answer:
    """Does this process agree with ``standing``, and to which digits does it compute?"""
    return Answer(tuple(_differences(standing)), digits(), machine())


def digits() -> str:
    """A digest of numbers computed here: processors and libraries differ in the last digits."""
    import numpy as np

    grid = np.sin(np.arange(128.0 * 128).reshape(128, 128))
    parts = (grid @ grid.T, np.tanh(grid) @ grid[0], np.exp(grid), np.log1p(np.abs(grid)))
    return sha256(b"".join(part.tobytes() for part in parts)).hexdigest()[:16]


def _called(function: Any, arguments: tuple[Any, ...], parcel: Parcel) -> Any:
    jobs = [each for each in arguments if isinstance(each, Job)]
    if not jobs:
        return function(*arguments)
    job = jobs[0]
    with peace(), unpacked(parcel, job) as here:
        answer = function(*[here.job if each is job else each for each in arguments])
    if not isinstance(answer, Outcome):
        return answer
    mistake, fault = here.told(answer.mistake), here.told(answer.fault)
    return replace(answer, job=job, mistake=mistake, fault=fault)


def _differences(standing: Standing) -> Iterator[str]:
    for name, wanted in standing.versions.items():
        if (its := _version(name)) != wanted:
            yield f"{name} {its}, must be {wanted}"
    for file, wanted in standing.files.items():
        found = _digest(file)
        if found is None or found != wanted:
            yield f"{file} {'is another one' if found else 'is not there'}"
        elif _AT_FIRST.setdefault(file, found) != found:
            yield f"{file} changed after the worker was started"


def _version(name: str) -> str:
    try:
        return _python() if name == "Python" else version(name)
    except PackageNotFoundError:
        return "is not installed"


def _python() -> str:
    return ".".join(platform.python_version_tuple()[:2])


def _digest(file: str) -> str | None:
    try:
        return digest_of((ROOT / file).read_bytes())
    except OSError:
        return None
