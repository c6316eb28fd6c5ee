"""Commands that run at once in one folder draw everything once."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="signals")]

COMMAND = "from lecture.cli import main; main()"
RENDER = ("render", "feedback", "rolling", "--quality", "320x180@5", "--jobs", "1")


def started(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, *RENDER],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )


def until_it_draws(process: subprocess.Popen[str], folder: Path) -> None:
    while len(list(folder.glob("renders/.cache/locks/*"))) < 2:  # one a clip
        assert process.poll() is None
        time.sleep(0.02)


def drawn(said: str) -> int:
    """How many beats a command says that it has drawn."""
    return sum(map(int, re.findall(r"(\d+) of \d+ beats drawn", said)))


def beats(said: str) -> int:
    return sum(map(int, re.findall(r"\d+ of (\d+) beats drawn", said)))


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, dict[str, bytes]]:
    """How many beats there are, and the files, if one command draws them."""
    folder = tmp_path_factory.mktemp("alone")
    said, _ = started(folder).communicate(timeout=120)
    return beats(said), files(folder)


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.glob("renders/clips/*"))}


def test_four_at_once_draw_every_beat_once(
    tmp_path: Path, alone: tuple[int, dict[str, bytes]]
) -> None:
    processes = [started(tmp_path) for _ in range(4)]
    said = [process.communicate(timeout=240)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0, 0], said
    assert sum(map(drawn, said)) == alone[0]
    assert files(tmp_path) == alone[1]
    assert sum("another command is drawing this" in each for each in said) >= 2, said


def test_a_crash_of_the_first_does_not_hold_the_second_up(
    tmp_path: Path, alone: tuple[int, dict[str, bytes]]
) -> None:
    first = started(tmp_path)
    until_it_draws(first, tmp_path)
    second = started(tmp_path)
    time.sleep(2)
    os.killpg(first.pid, signal.SIGKILL)
    said, _ = second.communicate(timeout=120)
    first.communicate()
    assert second.returncode == 0, said
    assert files(tmp_path) == alone[1]


def test_whoever_waits_can_be_interrupted(tmp_path: Path) -> None:
    first = started(tmp_path)
    until_it_draws(first, tmp_path)
    os.killpg(first.pid, signal.SIGSTOP)
    try:
        second = started(tmp_path)
        assert second.stdout is not None
        assert "another command is drawing this" in second.stdout.readline()
        began = time.monotonic()
        second.send_signal(signal.SIGTERM)
        said, _ = second.communicate(timeout=30)
        assert second.returncode == 143, said
        assert time.monotonic() - began < 10
    finally:
        os.killpg(first.pid, signal.SIGKILL)
        first.communicate()
