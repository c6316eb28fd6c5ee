"""``unrolled watch`` in a process of its own, on a copy of our sources that a test may edit."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

from tests.lecture.small_tree import SCENE, SCRIPT, script_file

ROOT = Path(__file__).parents[3]
CALL = "import sys; from lecture.cli import main; sys.argv[0] = 'unrolled'; main()"
PATIENCE = 120.0  # seconds after which something will not happen any more

BOTH = ("rolling", "state", "--quality", "320x180@5")
"""The small clips, in a small format."""

_QUIETLY = ("--no-open", "--port", "0", "--jobs", "2")

Record = dict[str, Any]


def copy_of_ours(folder: Path) -> Path:
    """The three packages, copied into ``folder``."""
    for package in ("rnn_math", "scenes", "lecture"):
        shutil.copytree(
            ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    return folder


def with_small_clips(tree: Path) -> Path:
    """``tree`` with two clips of three short beats each in the place of rolling and state."""
    for clip in ("rolling", "state"):
        scene = SCENE.replace("NAME", clip).replace("class Small", f"class {clip.title()}")
        (tree / "scenes" / f"{clip}.py").write_text(scene, encoding="utf-8")
        (tree / script_file(clip)).write_text(SCRIPT.replace("NAME", clip), encoding="utf-8")
    return tree


def environment(tree: Path) -> dict[str, str]:
    """That of a process which imports ``tree`` and not this checkout."""
    return {**os.environ, "PYTHONPATH": str(tree)}


class Watching:
    """The command at work in ``folder``; use as a context."""

    def __init__(self, tree: Path, folder: Path, *arguments: str) -> None:
        self.folder = folder
        self.states: list[Record] = []
        self._lines: Queue[str] = Queue()
        self._states: Queue[Record] = Queue()
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", CALL, "watch", *arguments, *_QUIETLY],
            cwd=folder, env=environment(tree), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, encoding="utf-8",
        )  # fmt: skip
        Thread(target=self._read_lines, daemon=True).start()
        self.port = int(
            self.line(lambda line: line.startswith("Open ")).split(":")[2].split("/")[0]
        )
        Thread(target=self._read_states, daemon=True).start()

    def __enter__(self) -> "Watching":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(PATIENCE)
        if self.process.stdout is not None:
            self.process.stdout.close()

    def save(self, name: str, text: str) -> None:
        """Save as careful editors do: beside the file, and then in its place."""
        file = self.folder / name
        part = file.with_name(f".{file.name}.tmp")
        part.write_text(text, encoding="utf-8")
        part.replace(file)

    def until(self, is_so: Callable[[Record], bool]) -> Record:
        """The first state of the board, not seen before, in which something ``is_so``."""
        return self._first(self._states, self.states, is_so)

    def line(self, is_so: Callable[[str], bool]) -> str:
        """The first line on the terminal, not seen before, of which something ``is_so``."""
        return self._first(self._lines, self.lines, is_so)

    def ask(
        self, path: str, method: str = "GET", body: str | None = None, **headers: str
    ) -> tuple[HTTPResponse, bytes]:
        """One request; ``Host`` is that of the server unless it is given."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer, content

    def _first(self, queue: "Queue[Any]", seen: list[Any], is_so: Callable[[Any], bool]) -> Any:
        deadline = time.monotonic() + PATIENCE
        while (left := deadline - time.monotonic()) > 0:
            try:
                seen.append(queue.get(timeout=left))
            except Empty:
                break
            if is_so(seen[-1]):
                return seen[-1]
        raise AssertionError(f"it did not happen; last of {len(seen)}: {seen[-3:]} {self.lines}")

    def _read_lines(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def _read_states(self) -> None:
        connection = HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", "/events")
        answer = connection.getresponse()
        while line := answer.readline():
            if line.startswith(b"data: "):
                self._states.put(json.loads(line.removeprefix(b"data: ")))


def view(state: Record, clip: str) -> Record:
    """What a state tells of ``clip``."""
    found: Record = next(each for each in state["clips"] if each["clip"] == clip)
    return found


def all_fresh(state: Record) -> bool:
    """Is everything drawn?"""
    return bool(state["clips"]) and all(each["state"] == "fresh" for each in state["clips"])


def sentence(text: str) -> str:
    """A configuration in which rolling shows ``text``."""
    return f'[rolling]\nsentence = "{text}"\n'


def edition(state: Record, clip: str) -> int:
    """How many videos of ``clip`` the page has been offered."""
    return int(view(state, clip)["edition"])


def videos(folder: Path) -> dict[str, bytes]:
    """Those that were published under ``folder``, by name."""
    return {file.name: file.read_bytes() for file in (folder / "clips").glob("*.mp4")}


def cold(tree: Path, folder: Path, *arguments: str) -> dict[str, bytes]:
    """What ``unrolled render`` makes of the same configuration, in a folder of its own."""
    call = [sys.executable, "-P", "-c", CALL, "render", *arguments, "--out", "cold"]
    done = subprocess.run(
        call, cwd=folder, env=environment(tree), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return videos(folder / "cold")
