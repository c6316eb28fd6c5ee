"""The scheduler of a Dask cluster: is it there, and do its workers draw as this machine does?"""

import asyncio
import importlib.util
import logging
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from lecture.cluster.attachments import LARGEST, packed
from lecture.cluster.machines import PATIENCE, Machines, workers_of
from lecture.freshness.fingerprint import Surroundings
from lecture.production.job import Job
from rnn_math.errors import InputError

if TYPE_CHECKING:
    from distributed import Client

_SCHEMES = ("tcp", "tls")
_LONGEST_GREETING = 100_000


@dataclass(frozen=True)
class WorkerPool:
    """Who works: so many processes of this machine, or as many workers of an executor."""

    workers: int
    executor: Executor | None = None


@contextmanager
def crew(
    workers: int,
    scheduler: str | None,
    jobs: Sequence[Job],
    surroundings: Surroundings,
    say: Callable[[str], None],
) -> Iterator[WorkerPool]:
    """Processes of this machine, or the workers of ``scheduler``, ready for ``jobs``.

    Raises :class:`InputError` if the scheduler cannot be used, or a worker would draw otherwise.
    """
    if scheduler is None:
        yield WorkerPool(workers)
        return
    address = _address(scheduler)
    for job in jobs:
        packed(job, surroundings.fingerprint_of(job).contents)
    with _client(address) as client:
        from lecture.cluster.executor import ClusterExecutor

        try:
            machines = _ask(client, address, jobs, surroundings, say)
        except OSError as error:
            raise InputError(
                f"--scheduler {address}: it answers no more: start it again, and render again"
            ) from error
        executor = ClusterExecutor(client, address, surroundings, machines, say)
        try:
            yield WorkerPool(machines.at_once, executor)
        finally:
            executor.shutdown()


def _address(text: str) -> str:
    """``text`` with its protocol; :class:`InputError` if it is no address."""
    address = text if "://" in text else f"tcp://{text}"
    try:
        parts = urlsplit(address)
        usable = parts.scheme in _SCHEMES and parts.hostname and parts.port
    except ValueError:
        usable = False
    if not usable or address != f"{parts.scheme}://{parts.netloc}":
        raise InputError(
            f"--scheduler {text}: must be tcp://HOST:PORT, such as tcp://localhost:8786"
        )
    return address


@contextmanager
def _client(address: str) -> "Iterator[Client]":
    if importlib.util.find_spec("distributed") is None:
        raise InputError(
            f"--scheduler {address}: Dask is not installed: pip install 'unrolled[cluster]'"
        )
    import dask
    from distributed import Client

    for name in ("distributed", "distributed.client"):  # what matters we say ourselves
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": 2 * LARGEST}):
        try:
            _knock(address)
            if (kind := asyncio.run(_kind(address))) != "Scheduler":
                raise InputError(
                    f"--scheduler {address}: a Dask {kind.lower()} answers there: give the address "
                    f"of its scheduler"
                )
            client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise InputError(
                f"--scheduler {address}: no Dask scheduler answers there ({_told(error)}): start "
                f"one with dask scheduler, or mend the address"
            ) from error
        try:
            yield client
        finally:
            client.close()


def _knock(address: str) -> None:
    """Raise OSError unless someone listens who begins as Dask does, with a short message's length.

    Dask would go on trying where nobody listens, and wait for ever where someone else does.
    """
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname or "", parts.port or 0), PATIENCE) as line:
        if parts.scheme == "tcp":
            head = line.recv(8, socket.MSG_WAITALL)
            if len(head) < 8 or int.from_bytes(head, sys.byteorder) > _LONGEST_GREETING:
                raise OSError(0, "something else listens")


async def _kind(address: str) -> str:
    """Who answers there: Scheduler, Worker or Nanny. Raises TypeError without keys for tls."""
    from distributed import Security, rpc

    keys = Security().get_connection_args("client")
    async with rpc(address, timeout=PATIENCE, connection_args=keys) as remote:
        about = await asyncio.wait_for(remote.identity(), PATIENCE)
    return str(about["type"])


def _told(error: Exception) -> str:
    if isinstance(error, TypeError):
        return "Dask has no keys for tls in its configuration"
    return (error.strerror if isinstance(error, OSError) else None) or f"waited {PATIENCE} seconds"


def _ask(
    client: "Client",
    address: str,
    jobs: Sequence[Job],
    surroundings: Surroundings,
    say: Callable[[str], None],
) -> Machines:
    """The workers' machines. Refuses workers that would draw otherwise, before any draws."""
    from lecture.cluster.work import asked, digits, standing_of

    standing = standing_of(surroundings.fingerprint_of(job) for job in jobs)
    answers: dict[str, Any] = client.run(asked, standing, on_error="return")
    if not answers:
        raise InputError(
            f"--scheduler {address}: it has no workers: start some, such as "
            f"dask worker {address} --nthreads 1 --nworkers 8"
        )
    mistakes = []
    here = digits()
    for worker, answer in sorted(answers.items()):
        if isinstance(answer, BaseException):
            mistakes.append(
                f"worker {worker}: {answer}: install there what is installed here, such as "
                f"pip install 'unrolled[cluster]'"
            )
        elif answer.why_not:
            shown = "; ".join(answer.why_not[:3])
            more = f"; and {len(answer.why_not) - 3} more" if len(answer.why_not) > 3 else ""
            mistakes.append(
                f"worker {worker}: {shown}{more}: install there what is installed here, and start "
                f"it again"
            )
        elif answer.digits != here:
            say(f"worker {worker}: computes other last digits than this machine does")
    if mistakes:
        raise InputError("\n".join(mistakes))
    for worker, about in sorted(workers_of(client).items()):
        if about["nthreads"] > 1:
            say(
                f"worker {worker}: draws one job at a time, not {about['nthreads']}: better "
                f"--nthreads 1 --nworkers {about['nthreads']}"
            )
    machines = Machines({worker: answer.machine for worker, answer in answers.items()})
    for line in machines.crowded:
        say(line)
    return machines
