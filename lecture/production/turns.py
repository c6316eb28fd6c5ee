"""Several commands at once in one folder draw everything once.

Whoever draws a clip holds a lock of the operating system, which goes with its process, however
that ends. Another command draws what nobody else does, waits for the rest, and then finds its
beats in the cache.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

from filelock import FileLock, Timeout

from lecture.freshness.fingerprint import Fingerprint
from lecture.freshness.keys import pictures_key
from lecture.production.job import Job

Say = Callable[[str], None]

_GLANCE = 0.2  # seconds between looks at what has become free
_DIGITS = 3  # of a key that name its lock: a few thousand files at most


class Turn:
    """The clips that this command draws now, each to be released when it is finished."""

    def __init__(
        self, fingerprints: Mapping[Job, Fingerprint], locks: Mapping[Job, ExitStack]
    ) -> None:
        self.fingerprints = fingerprints
        self._locks = locks

    def release(self, job: Job) -> None:
        """Somebody who waits for this clip may go on."""
        self._locks[job].close()


def turns(fingerprints: Mapping[Job, Fingerprint], folder: Path, say: Say) -> Iterator[Turn]:
    """All ``fingerprints``, in turns: first what nobody else draws, the rest as it becomes free."""
    waiting = dict(fingerprints)
    has_said = False
    while waiting:
        locks = {
            job: lock
            for job, fingerprint in waiting.items()
            if (lock := _taken(folder, fingerprint))
        }
        if locks:
            with ExitStack() as stack:
                for lock in locks.values():
                    stack.callback(lock.close)
                yield Turn({job: waiting.pop(job) for job in locks}, locks)
            continue
        if not has_said:
            names = ", ".join(dict.fromkeys(job.clip for job in waiting))
            say(f"{names}: another command is drawing this; waiting for what it makes")
            has_said = True
        time.sleep(_GLANCE)


def _taken(folder: Path, fingerprint: Fingerprint) -> ExitStack | None:
    """The lock of a clip's pictures; None if somebody has it.

    Where a disk knows no locks nobody waits: then two commands may draw the same.
    """
    stack = ExitStack()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / f"{pictures_key(fingerprint)[:_DIGITS]}.lock", timeout=0)
        stack.enter_context(lock)
    except Timeout:
        return None
    except (OSError, NotImplementedError):
        pass
    return stack
