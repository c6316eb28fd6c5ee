"""What happens on a worker of a cluster.

A worker does only what the caller itself would do: it first compares sources, data and versions,
since otherwise a clip would silently be put together from two programs.
"""

import pickle
import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import PackageNotFoundError
from threading import Lock
from typing import Any

from lecture.cluster.attachments import Attachments, packed, unpacked
from lecture.cluster.machines import Machine, machine
from lecture.cluster.quiet import quiet
from lecture.cluster.unwanted import given_up_when_unwanted
from lecture.freshness.fingerprint import Fingerprint, Surroundings, version_of
from lecture.imports import ROOT, digest_of, imported
from lecture.production.job import Job
from lecture.production.outcome import Outcome
from scenes.languages import file_of
from scenes.script import script_of

_ONE_AT_A_TIME = Lock()
"""Manim's configuration belongs to the whole process, whatever number of threads it has."""


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
    attachments: Attachments


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


def standing_of(fingerprints: Iterable[Fingerprint]) -> Standing:
    """What a worker must agree with to draw the clips of ``fingerprints``."""
    versions = {"Python": _python()}
    files: dict[str, str] = {}
    for fingerprint in fingerprints:
        versions |= {
            name: text for name, text in fingerprint.versions.items() if name != "renderer"
        }
        language = fingerprint.look["language"]
        script = file_of(language, script_of(fingerprint.clip))
        files |= {**fingerprint.files, script: _digest(script) or ""}
        if fingerprint.voice:  # a worker knows by its words how long a sentence takes
            versions["num2words"] = fingerprint.voice["numbers"]
            rules = file_of(language, "speech")
            files[rules] = _digest(rules) or ""
    return Standing(versions, files)


def order_of(job: Job, surroundings: Surroundings, function: Any, arguments: Any) -> Order:
    """``function`` called with ``arguments``, ``job`` among them, ready to be sent."""
    fingerprint = surroundings.fingerprint_of(job)
    call = pickle.dumps((function, arguments))
    return Order(standing_of([fingerprint]), call, packed(job, fingerprint.contents))


def carry_out(order: Order) -> Any:
    """Do what ``order`` says; a :class:`Refusal` if this worker would do it otherwise."""
    if why := tuple(_differences(order.standing)):
        return Refusal(why)
    function, arguments = pickle.loads(order.call)
    with _ONE_AT_A_TIME, given_up_when_unwanted():
        return _called(function, arguments, order.attachments)


def asked(standing: Standing) -> Answer:
    """Does this process agree with ``standing``, and to which digits does it compute?"""
    return Answer(tuple(_differences(standing)), digits(), machine())


def digits() -> str:
    """A digest of numbers computed here: processors and libraries differ in the last digits."""
    import numpy as np

    grid = np.sin(np.arange(128.0 * 128).reshape(128, 128))
    parts = (grid @ grid.T, np.tanh(grid) @ grid[0], np.exp(grid), np.log1p(np.abs(grid)))
    return sha256(b"".join(part.tobytes() for part in parts)).hexdigest()[:16]


def _called(function: Any, arguments: tuple[Any, ...], attachments: Attachments) -> Any:
    jobs = [each for each in arguments if isinstance(each, Job)]
    if not jobs:
        return function(*arguments)
    job = jobs[0]
    with quiet(), unpacked(attachments, job, _scratch()) as here:
        answer = function(*[here.job if each is job else each for each in arguments])
    if not isinstance(answer, Outcome):
        return answer
    mistake, fault = here.told(answer.mistake), here.told(answer.fault)
    return replace(answer, job=job, mistake=mistake, fault=fault)


def _scratch() -> str | None:
    """The worker's own folder, which Dask removes also if the worker is killed."""
    from distributed import get_worker

    try:
        return str(get_worker().local_directory)
    except ValueError:  # this is no worker
        return None


def _differences(standing: Standing) -> Iterator[str]:
    for name, wanted in standing.versions.items():
        if (installed := _version(name)) != wanted:
            yield f"{name} {installed}, must be {wanted}"
    before = imported()
    for file, wanted in standing.files.items():
        found = _digest(file)
        if found is None or found != wanted:
            yield f"{file} {'is another one' if found else 'is not there'}"
        elif before.get(file, found) != found:
            yield f"{file} changed after the worker was started"


def _version(name: str) -> str:
    try:
        return _python() if name == "Python" else version_of(name)
    except PackageNotFoundError:
        return "is not installed"


def _python() -> str:
    return ".".join(platform.python_version_tuple()[:2])


def _digest(file: str) -> str | None:
    try:
        return digest_of((ROOT / file).read_bytes())
    except OSError:
        return None
