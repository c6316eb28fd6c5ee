"""Calls on the workers of a Dask cluster, as ``concurrent.futures`` has it.

Every call goes to one worker that has nothing else of ours to do. So there are as many at work as
there are workers, also when some come or go, and when a worker dies it is known which call it
was: that one goes to another, and after three such ends it is given up.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any

from lecture.cluster.machines import Machines, workers_of
from lecture.cluster.work import Order, Refusal, carry_out, order_of
from lecture.freshness.fingerprint import Surroundings
from lecture.production.job import Job
from lecture.production.outcome import Outcome

if TYPE_CHECKING:
    from distributed import Client

TRIES = 3

Say = Callable[[str], None]

_GLANCE = 0.25  # seconds between looks at which workers there are
_FAREWELL = 2  # seconds for the thread to end
_DIED = "its worker died: the machine may lack memory, try a lower --quality"


@dataclass(eq=False)
class _Errand:
    """A call on its way."""

    order: Order
    job: Job
    future: "Future[Any]"
    failures: list[str] = field(default_factory=list)
    been: set[str] = field(default_factory=set)


class ClusterExecutor(Executor):
    """Gives calls to workers, some on known ``machines``; what is said to the user goes to ``say``.

    All that it knows belongs to one thread, which others send notes to.
    """

    def __init__(
        self,
        client: "Client",
        address: str,
        surroundings: Surroundings,
        machines: Machines,
        say: Say,
    ) -> None:
        self._client, self._address, self._surroundings = client, address, surroundings
        self._machines, self._say = machines, say
        self._notes: Queue[Callable[[], None]] = Queue()
        self._waiting: deque[_Errand] = deque()
        self._workers: dict[str, _Errand | None] = {}
        self._refused: dict[str, str] = {}
        self._at_work: dict[_Errand, Future[Any]] = {}
        self._over, self._warned = False, ""
        self._thread = Thread(target=self._run, name="cluster", daemon=True)
        self._thread.start()

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Call ``fn`` on a worker; a job among ``args`` takes the files that it names along.

        Raises RuntimeError after :meth:`shutdown`, LectureError if files cannot be sent.
        """
        if self._over:
            raise RuntimeError("the cluster was left")
        job = next(each for each in args if isinstance(each, Job))
        function = partial(fn, **kwargs) if kwargs else fn
        errand = _Errand(order_of(job, self._surroundings, function, args), job, Future())
        self._notes.put(partial(self._waiting.append, errand))
        return errand.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take back what is not done; what a worker is at it finishes, and nobody asks for it."""
        self._over = True
        self._notes.put(lambda: None)
        if wait:
            # It may be waiting for a scheduler that hangs; then it ends with the client.
            self._thread.join(_FAREWELL)

    @property
    def _is_connected(self) -> bool:
        return bool(self._client.status == "running")

    def _run(self) -> None:
        looked = 0.0
        try:
            while not self._over:
                with suppress(Empty):
                    self._notes.get(timeout=_GLANCE)()
                if monotonic() - looked > _GLANCE:
                    with suppress(OSError):  # the scheduler is just going: the next look tells
                        self._look()
                    looked = monotonic()
                self._place()
        except Exception as error:
            fault = error  # the name of an except clause ends with it
            self._end_all(lambda errand: errand.future.set_exception(fault))
        finally:
            self._over = True
            self._end_all(lambda errand: errand.future.cancel())

    def _look(self) -> None:
        """Which workers are there now?"""
        if not self._is_connected:
            self._tell_all("the scheduler has gone: start it again, and render again")
            return
        try:
            present = workers_of(self._client).keys()
        except TimeoutError:  # a slow answer is no end: look again
            self._warn("the scheduler does not answer; waiting for it, Ctrl-C ends it")
            return
        for worker in self._workers.keys() - present:
            if (errand := self._workers.pop(worker)) is not None:
                self._at_work.pop(errand).cancel()
                self._failed(errand, worker, _DIED)
        for worker in present - self._workers.keys() - self._refused.keys():
            self._workers[worker] = None
        if not self._workers and present:
            self._tell_all(next(self._refused[worker] for worker in present))
        alone = self._waiting and not self._workers
        self._warn("no workers are left; waiting for one, Ctrl-C ends it" if alone else "")

    def _warn(self, why: str) -> None:
        """Say what is waited for, once; nothing if all is well."""
        if why and why != self._warned:
            self._say(f"{self._address}: {why}")
        self._warned = why

    def _place(self) -> None:
        """Give what waits to workers that have nothing to do, if possible to another each time."""
        while self._waiting and (idle := self._machines.idle(self._workers)) and self._is_connected:
            errand = self._waiting.popleft()
            if errand.future.running() or errand.future.set_running_or_notify_cancel():
                self._send(errand, min(idle, key=errand.been.__contains__))

    def _send(self, errand: _Errand, worker: str) -> None:
        executor = self._client.get_executor(pure=False, workers=[worker])
        answer = executor.submit(carry_out, errand.order)
        self._workers[worker], self._at_work[errand] = errand, answer
        note = partial(self._receive, errand, worker, answer)
        answer.add_done_callback(lambda _: self._notes.put(note))

    def _receive(self, errand: _Errand, worker: str, answer: "Future[Any]") -> None:
        if self._at_work.get(errand) is not answer:
            return  # taken back meanwhile
        del self._at_work[errand]
        self._workers[worker] = None
        if answer.cancelled():
            self._failed(errand, worker, "the scheduler dropped it")
        elif (error := answer.exception()) is not None:
            self._explain(errand, worker, error)
        elif isinstance(result := answer.result(), Refusal):
            self._refuse(
                errand, worker, f"{'; '.join(result.why[:3])}: install what the caller has"
            )
        elif isinstance(result, Outcome) and result.fault:
            self._failed(errand, worker, result.fault)
        else:
            errand.future.set_result(result)

    def _explain(self, errand: _Errand, worker: str, error: BaseException) -> None:
        from distributed import KilledWorker

        if isinstance(error, KilledWorker):
            del self._workers[worker]  # the next look tells whether it is back
            self._failed(errand, worker, _DIED)
        elif isinstance(error, ImportError | AttributeError):
            self._refuse(errand, worker, f"{error}: install there what the caller has")
        else:
            self._failed(errand, worker, f"{type(error).__name__}: {error}")

    def _refuse(self, errand: _Errand, worker: str, why: str) -> None:
        del self._workers[worker]
        self._refused[worker] = f"worker {worker}: {why}, and start it again"
        self._say(f"{self._refused[worker]}; it is left out")
        self._waiting.appendleft(errand)

    def _failed(self, errand: _Errand, worker: str, why: str) -> None:
        errand.failures.append(why)
        errand.been.add(worker)
        if len(errand.failures) < TRIES:
            self._waiting.append(errand)
        else:
            fault = f"{why.rstrip()} (tried {TRIES} times, at last on {worker})"
            errand.future.set_result(Outcome(errand.job, fault=fault))

    def _tell_all(self, why: str) -> None:
        mistake = f"{self._address}: {why}"
        self._end_all(lambda errand: errand.future.set_result(Outcome(errand.job, mistake=mistake)))

    def _end_all(self, end: Callable[[_Errand], Any]) -> None:
        errands = [*self._waiting, *self._at_work]
        self._waiting.clear()
        for errand in list(self._at_work):
            self._at_work.pop(errand).cancel()
        self._workers.clear()
        for errand in errands:
            if not errand.future.done():
                end(errand)
