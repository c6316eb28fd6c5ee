"""Decides what is drawn, by whom and in which order, from what the inbox brings."""

import time
from collections.abc import Callable
from dataclasses import asdict
from queue import Empty, Queue
from typing import Any

from lecture.watch.board import Board
from lecture.watch.clip_build import Record, Run, WatchedClip
from lecture.watch.events import Looked, Saved, Wishes
from lecture.watch.worker_pool import Answer, Death, Event, Worker, WorkerPool

_DIED = "its process was killed: the machine may lack memory; save the file to try once more"
_DRAWING = {"film", "walk"}
_BREATH = 0.5  # seconds without news after which there is time to fill the reserve


class Scheduler:
    """Runs until it is interrupted. ``follow`` is told of the user's files, ``say`` of events."""

    def __init__(
        self,
        wishes: Wishes,
        workers: WorkerPool,
        board: Board,
        inbox: "Queue[Event]",
        follow: Callable[[list[str]], None],
        say: Callable[[str], None],
    ) -> None:
        self._wishes, self._workers, self._board, self._inbox = wishes, workers, board, inbox
        self._follow, self._say = follow, say
        self._plans: dict[str, Record] = {}
        self._waiting: list[str] = []
        self._clip: WatchedClip | None = None
        self._saved = time.monotonic()
        self._generation = 0
        self._is_broken = False

    def run(self) -> None:
        """Plan, then do what the inbox asks for."""
        self._plan()
        while True:
            try:
                event = self._inbox.get(timeout=_BREATH)  # forever would deafen Windows to Ctrl-C
            except Empty:
                if not self._is_broken and self._clip is None and not self._waiting:
                    self._workers.refill()
                continue
            self.hear(event)

    def hear(self, event: Event) -> None:
        """Do what follows from ``event``."""
        if isinstance(event, Saved):
            self._saved = event.at
            self._start_over(event.is_code)
        elif isinstance(event, Looked):
            if event.clip in self._plans:
                self._board.watched = (event.clip, event.beat)
        elif isinstance(event, Death):
            self._bury(event.worker)
        elif isinstance(event, Answer) and event.worker in self._workers.workers:
            self._take(event)

    def _start_over(self, is_code: bool) -> None:
        """Everything may be different: drop what is being drawn, and plan."""
        self._workers.kill(lambda worker: is_code or bool(worker.orders & _DRAWING))
        self._clip = None
        self._waiting = []
        self._is_broken = False
        self._plan()

    def _plan(self) -> None:
        self._generation += 1
        self._anyone().order("plan", self._generation, **asdict(self._wishes))

    def _planned(self, plan: Record) -> None:
        self._plans = {each["clip"]: each for each in plan["clips"]}
        self._follow(plan["files"])
        self._board.plan(plan["title"], plan["clips"])
        self._waiting = [clip for clip, plan in self._plans.items() if not plan["fresh"]]
        if self._waiting:
            self._next()
        else:
            self._workers.warm(self._plans[self._board.watched[0]]["request"])

    def _next(self) -> None:
        """Begin with the clip that is shown, if it waits, or with the next one."""
        if self._clip is not None or not self._waiting:
            return
        shown, beat = self._board.watched
        clip = shown if shown in self._waiting else self._waiting[0]
        self._waiting.remove(clip)
        size = len(self._workers.workers)
        self._clip = WatchedClip(self._plans[clip], beat if clip == shown else None, size)
        self._board.change(clip, state="drawing")
        if self._clip.needs_a_walk:
            self._order(self._anyone(), "walk")
        else:
            self._go_on()

    def _go_on(self) -> None:
        """Give runs to those who are idle; publish when there are all."""
        clip = self._clip
        if clip is None:
            return
        for worker in self._workers.idle:
            if clip.runs:
                run = clip.begin()
                self._order(worker, "film", run, beats=run.beats, onward=run.onward)
        others = any("publish" in worker.orders for worker in self._workers.workers)
        if clip.is_whole and not (clip.is_publishing or others):
            clip.is_publishing = True
            parts = {"timeline": clip.timeline, "segments": clip.segments}
            self._order(self._anyone(), "publish", None, **parts)

    def _order(self, worker: Worker, name: str, run: Run | None = None, **arguments: Any) -> None:
        assert self._clip is not None
        worker.order(name, (self._clip, run), request=self._clip.request, **arguments)

    def _anyone(self) -> Worker:
        """Whoever has time, or will have."""
        return next(iter(self._workers.idle), self._workers.workers[0])

    def _take(self, answer: Answer) -> None:
        if answer.kind == "moved":
            self._start_over(is_code=True)
        elif answer.order == "plan":
            if answer.about != self._generation:
                return
            if answer.kind == "done":
                self._planned(answer.value)
            else:
                self._fail(None, answer.value)
        elif answer.order != "warm" and answer.about[0] is self._clip:
            self._advance(answer)
        self._go_on()
        self._next()

    def _advance(self, answer: Answer) -> None:
        clip, run = answer.about
        if answer.kind != "done":
            self._fail(clip.clip, answer.value)
        elif answer.order == "walk":
            clip.walked(answer.value)
        elif answer.order == "film":
            self._filmed(clip, run, answer.value)
        elif answer.value["missing"]:
            clip.film_also(answer.value["missing"])
        else:
            self._published(clip, answer.value["shown"])

    def _filmed(self, clip: WatchedClip, run: Run, footage: Record) -> None:
        try:
            clip.filmed(run, footage)
        except RuntimeError as fault:
            self._fail(clip.clip, str(fault))
            return
        is_watched = run.beats == (clip.watched,) and footage["video"]
        if is_watched and clip.first_after is None and not clip.is_whole:
            clip.first_after = self._elapsed()
            self._board.show_first(clip.clip, run.beats[0], footage["video"], clip.first_after)

    def _published(self, clip: WatchedClip, shown: Record) -> None:
        took = self._elapsed()
        first = clip.first_after
        edition = self._board.view(clip.clip).edition + 1
        self._board.change(
            clip.clip, state="fresh", shown=shown, edition=edition, why=[], message="",
            first=None, drawn=sorted(clip.segments), took=took, first_took=first,
        )  # fmt: skip
        self._say(clip.told(took))
        self._clip = None

    def _fail(self, clip: str | None, message: str) -> None:
        """Tell what is wrong; the last good edition stays."""
        self._say(message)
        if clip is None:
            self._board.say(message)
        else:
            self._board.change(clip, state="failed", message=message, first=None)
            self._clip = None

    def _bury(self, worker: Worker) -> None:
        """Replace a process that died at work; one that did not get so far would die again."""
        if not self._workers.mourn(worker):
            return
        if not worker.orders - {"plan"}:
            self._is_broken = True
            if "plan" in worker.orders:
                self._fail(None, _DIED)
            return
        self._workers.kill(lambda other: other is worker)
        if worker.orders - {"plan", "warm"} and self._clip is not None:
            self._fail(self._clip.clip, f"{self._clip.clip}: {_DIED}")
        self._next()

    def _elapsed(self) -> float:
        return time.monotonic() - self._saved
