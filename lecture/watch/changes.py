"""Tells when a file that a clip may be made of has other contents than before."""

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event, Lock, Thread

from watchfiles import watch

from lecture.imports import PACKAGES, ROOT
from lecture.watch.snapshot import Snapshot

QUIET = 30
"""Milliseconds without a write that end a save: editors write more than once."""

_LONGEST = 300  # milliseconds after which a file that is written on and on counts as saved


class Changes:
    """Calls ``notice`` when files change: True if code did, or anything that a process remembers.

    What counts is content: a file that is touched, written back as it was, or written beside and
    moved to its place makes one change or none. A configuration that appears or goes is a change.
    """

    def __init__(self, config: Path, notice: Callable[[bool], None]) -> None:
        self._notice = notice
        self._lock = Lock()
        self._config = str(config.absolute())
        self._inputs: frozenset[str] = frozenset()
        self._snapshot = Snapshot()
        self._configured: dict[str, str] = {}
        self._remembered: dict[str, str] = {}
        self._configured, self._remembered = self._look()
        self._project = _Watcher([str(ROOT / name) for name in PACKAGES], True, self._compare)
        self._elsewhere: list[_Watcher] = []
        self._watch_elsewhere()

    def follow(self, inputs: Iterable[str]) -> None:
        """Files and folders of the user's that clips are made of, besides the configuration."""
        if frozenset(inputs) == self._inputs:
            return
        with self._lock:
            self._inputs = frozenset(inputs)
            self._remembered = self._look()[1]
        self._watch_elsewhere()

    def close(self) -> None:
        """Watch no longer."""
        for watcher in [self._project, *self._elsewhere]:
            watcher.close()

    def _watch_elsewhere(self) -> None:
        for watcher in self._elsewhere:
            watcher.close()
        deep = [name for name in self._inputs if Path(name).is_dir()]
        flat = {str(Path(name).parent) for name in (self._config, *self._inputs)}
        self._elsewhere = [_Watcher(list(flat), False, self._compare)]
        if deep:
            self._elsewhere.append(_Watcher(deep, True, self._compare))

    def _compare(self) -> None:
        with self._lock:
            configured, remembered = self._look()
            moved = remembered != self._remembered
            changed = moved or configured != self._configured
            self._configured, self._remembered = configured, remembered
        if changed:
            self._notice(moved)

    def _look(self) -> tuple[dict[str, str], dict[str, str]]:
        """The configuration, and all else, by contents."""
        inputs = [str(file) for name in self._inputs for file in _files(Path(name))]
        remembered = self._snapshot.of_project() | self._snapshot.of(inputs)
        return self._snapshot.of([self._config]), remembered


class _Watcher:
    """A thread that calls ``compare`` after something was written in ``folders``."""

    def __init__(self, folders: list[str], deep: bool, compare: Callable[[], None]) -> None:
        self._over = Event()
        self._folders = [folder for folder in folders if Path(folder).is_dir()]
        self._deep = deep
        self._compare = compare
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        for _ in watch(
            *self._folders,
            watch_filter=None,
            debounce=_LONGEST,
            step=QUIET,
            stop_event=self._over,
            recursive=self._deep,
            raise_interrupt=False,
            yield_on_timeout=True,  # and compare now and then, should an event be lost
            rust_timeout=5000,
        ):
            self._compare()


def _files(path: Path) -> list[Path]:
    return sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
