"""What the page shows, for the threads that serve it to read while others write."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from threading import Condition
from typing import Any

Record = dict[str, Any]


@dataclass
class ClipView:
    """One clip as the page tells of it."""

    clip: str
    state: str = "waiting"  # or drawing, fresh, failed
    edition: int = 0  # of the video; 0 if there is none
    shown: Record | None = None  # title, seconds and beats of that video
    why: list[str] = field(default_factory=list)  # what has changed since
    first: Record | None = None  # the beat of the next edition that can be played already
    drawn: list[int] = field(default_factory=list)  # beats that were drawn for this edition
    took: float | None = None  # seconds from the save to this edition
    first_took: float | None = None  # seconds from the save to its first beat
    message: str = ""  # what went wrong


class Board:
    """The state of everything; readers wait for it to change."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._number = 0
        self._closed = False
        self._title = ""
        self._message = ""
        self._clips: dict[str, ClipView] = {}
        self._firsts: dict[str, tuple[int, bytes]] = {}
        self.watched: tuple[str, int] = ("", 0)
        """The clip and the number of the beat that is looked at."""

    @property
    def clips(self) -> tuple[str, ...]:
        """Names, in the order of the lecture."""
        with self._changed:
            return tuple(self._clips)

    def view(self, clip: str) -> ClipView:
        """What is told of ``clip``."""
        return self._clips[clip]

    def plan(self, title: str, clips: Iterable[Record]) -> None:
        """Every clip is planned: some are fresh, the others will be drawn."""
        with self._changed:
            before = self._clips
            self._clips = {}
            for plan in clips:
                view = before.get(plan["clip"]) or ClipView(plan["clip"])
                view.state = "fresh" if plan["fresh"] else "waiting"
                view.why, view.message, view.first = plan["why"], "", None
                if plan["shown"] is not None and view.shown != plan["shown"]:
                    view.shown = plan["shown"]
                    view.edition += 1
                self._clips[view.clip] = view
            self._title, self._message = title, ""
            if self.watched[0] not in self._clips:
                self.watched = (next(iter(self._clips), ""), 0)
            self._tell()

    def say(self, message: str) -> None:
        """Something is wrong with the whole lecture; what could be played before still can."""
        with self._changed:
            self._message = message
            for view in self._clips.values():
                view.state = "waiting" if view.state == "drawing" else view.state
                view.first = None
            self._tell()

    def change(self, clip: str, **values: Any) -> None:
        """Set what is told of ``clip``."""
        with self._changed:
            view = self._clips[clip]
            for name, value in values.items():
                setattr(view, name, value)
            self._tell()

    def show_first(self, clip: str, beat: int, video: bytes, after: float) -> None:
        """The first beat of the next edition can be played."""
        with self._changed:
            self._firsts[clip] = (self._number, video)
            first = {"beat": beat, "number": self._number}
            view = self._clips[clip]
            view.first, view.first_took = first, after
            self._tell()

    def first(self, clip: str, number: int) -> bytes | None:
        """The video of :meth:`show_first`, unless there is a newer one."""
        with self._changed:
            edition, video = self._firsts.get(clip, (-1, b""))
            return video if edition == number else None

    def wait(self, seen: int, seconds: float) -> tuple[int, str]:
        """The number and JSON of a state after ``seen``; the same number if none comes in time.

        The number is -1 when there will be no more.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._number != seen or self._closed, seconds)
            clips = [asdict(view) for view in self._clips.values()]
            state = {"title": self._title, "message": self._message, "clips": clips}
            return (-1 if self._closed else self._number), json.dumps(state)

    def close(self) -> None:
        """Let nobody wait any longer."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _tell(self) -> None:
        self._number += 1
        self._changed.notify_all()
