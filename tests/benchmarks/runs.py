"""Whole processes, timed: ours and stock ``manim`` on the very same scenes."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
STOCK_QUALITY = {"1080p60": "-qh", "preview": "-ql"}


@dataclass(frozen=True)
class Run:
    """What a command took: seconds of the clock and of the processor, megabytes at its peak."""

    wall: float
    processor: float
    memory: float

    def __add__(self, other: "Run") -> "Run":
        return Run(
            self.wall + other.wall,
            self.processor + other.processor,
            max(self.memory, other.memory),
        )


def mean(one: Run, other: Run) -> Run:
    """The mean of two runs, and the larger peak."""
    both = one + other
    return Run(both.wall / 2, both.processor / 2, both.memory)


def timed(command: Sequence[str | Path]) -> Run:
    """Run ``command``; its processes are all it has started and waited for."""
    begun = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment, cwd=ROOT)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    wall = time.perf_counter() - begun
    # Of the largest of its processes, which is also never less than ours was when it began.
    memory = used.ru_maxrss / 1024
    return Run(wall, used.ru_utime + used.ru_stime, memory)


def ours(clips: Sequence[str], quality: str, out: Path, *options: str) -> Run:
    """``unrolled render``, by as many processes as there are cores if no option says else.

    Nobody speaks, as stock Manim's scenes are silent: both draw the very same pictures.
    """
    return unrolled(
        "render", *clips, "--quality", quality, "--voice", "none", "--out", out, *options
    )


def unrolled(*arguments: str | Path) -> Run:
    """The command, with ``arguments``."""
    return timed([sys.executable, "-c", "from lecture.cli import main; main()", *arguments])


def stock(clips: Sequence[str], quality: str, out: Path) -> Run:
    """``manim`` with its own settings, one clip after another."""
    spent = Run(0.0, 0.0, 0.0)
    for clip in clips:
        file = ROOT / "scenes" / f"{clip.replace('-', '_')}.py"
        flags = [STOCK_QUALITY[quality], "--progress_bar", "none", "-v", "ERROR"]
        command = [sys.executable, "-m", "manim", "render", *flags, "--media_dir", out]
        spent += timed([*command, file, clip.title().replace("-", "")])
    return spent


def stock_file(clip: str, out: Path) -> Path:
    """Where stock ``manim`` has put ``clip``."""
    name = f"{clip.title().replace('-', '')}.mp4"
    return next(path for path in out.rglob(name) if "partial_movie_files" not in path.parts)
