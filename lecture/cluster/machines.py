"""The machines that the workers of a cluster are on.

None has more of them at work than it has cores: they would be in each other's way, and each would
have to import Manim. Those that have nothing to do take the place of one that dies.
"""

import os
import platform
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = 10
"""Seconds until a scheduler that was asked must have answered."""


@dataclass(frozen=True)
class Machine:
    """What a worker knows of the machine that it is on."""

    name: str
    cores: int


def machine() -> Machine:
    """This one."""
    return Machine(platform.node(), os.cpu_count() or 1)


class Machines:
    """The machines of the workers with these addresses; nothing is known of other workers.

    Two machines may have one name, and two containers one address, but not both.
    """

    def __init__(self, machines: Mapping[str, Machine]) -> None:
        self._of = {
            worker: (urlsplit(worker).hostname, machine) for worker, machine in machines.items()
        }

    @property
    def at_once(self) -> int:
        """How many workers can be at work at a time."""
        return sum(
            min(count, machine.cores) for (_, machine), count in Counter(self._of.values()).items()
        )

    @property
    def crowded(self) -> Iterator[str]:
        """What is to be said of machines with more workers than cores."""
        for (address, machine), count in Counter(self._of.values()).items():
            if count > machine.cores:
                cores = "1 core" if machine.cores == 1 else f"{machine.cores} cores"
                yield f"{address}: {count} workers for {cores}: no more draw at a time"

    def idle(self, at_work: Mapping[str, object | None]) -> list[str]:
        """Workers that have nothing to do, on machines with a core that has nothing to do."""
        busy = Counter(self._of.get(worker) for worker, work in at_work.items() if work is not None)
        return [
            worker
            for worker, work in at_work.items()
            if work is None
            and ((machine := self._of.get(worker)) is None or busy[machine] < machine[1].cores)
        ]


def workers_of(client: "Client") -> dict[str, Any]:
    """What the scheduler says of each of its workers, by address; OSError if it says nothing.

    What the client remembers of them it forgets every two seconds, also while it is asked.
    """
    scheduler: Any = client.scheduler
    if scheduler is None:
        raise OSError("the client was closed")
    return dict(client.sync(scheduler.identity, callback_timeout=PATIENCE)["workers"])
