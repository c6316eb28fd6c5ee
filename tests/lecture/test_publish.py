import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lecture.publishing import publish as module
from lecture.publishing.publish import publish, reported, staging, sweep
from rnn_math.errors import OutputError


def left(out: Path) -> list[str]:
    return sorted(p.name for p in out.iterdir())


def test_a_file_appears_whole_under_its_name(tmp_path: Path) -> None:
    target = tmp_path / "clips" / "a.txt"
    with staging(tmp_path) as folder:
        (folder / "a.txt").write_text("new", encoding="utf-8")
        assert not target.exists()
        publish(folder / "a.txt", target)
    assert target.read_text(encoding="utf-8") == "new"
    assert left(tmp_path) == ["clips"]


def test_what_reads_the_old_file_keeps_it(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old", encoding="utf-8")
    with target.open(encoding="utf-8") as reader, staging(tmp_path) as folder:
        (folder / "a.txt").write_text("new", encoding="utf-8")
        publish(folder / "a.txt", target)
        assert reader.read() == "old"
    assert target.read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_nothing_is_left_after_an_error(tmp_path: Path, error: type[BaseException]) -> None:
    def interrupted() -> None:
        with staging(tmp_path) as folder:
            (folder / "half.mp4").write_bytes(b"half")
            raise error

    with pytest.raises(error):
        interrupted()
    assert left(tmp_path) == []


def test_what_the_dead_left_is_swept_and_the_living_keep_theirs(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    dead = tmp_path / f"{module._PREFIX}{process.pid}"
    alive = tmp_path / f"{module._PREFIX}{os.getppid()}"
    elsewhere = tmp_path / ".tmp-another-machine-12"
    long_ago = tmp_path / ".tmp-another-machine-13"
    for folder in (dead, alive, elsewhere, long_ago):
        folder.mkdir()
        (folder / "half.mp4").write_bytes(b"half")
    make_old(long_ago)
    sweep(tmp_path)
    assert left(tmp_path) == sorted([alive.name, elsewhere.name])


def make_old(folder: Path) -> None:
    for path in (*folder.rglob("*"), folder):
        os.utime(path, (0, 0))


def test_the_living_keep_what_they_began_long_ago(tmp_path: Path) -> None:
    alive = tmp_path / f"{module._PREFIX}{os.getppid()}"
    elsewhere = tmp_path / ".tmp-another-machine-12"
    for folder in (alive, elsewhere):
        (folder / "clips").mkdir(parents=True)
        make_old(folder)
    (elsewhere / "clips" / "half.mp4").write_bytes(b"half")  # it is still at work
    sweep(tmp_path)
    assert left(tmp_path) == sorted([alive.name, elsewhere.name])


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")
def test_a_killed_process_that_nobody_asks_for_counts_as_dead() -> None:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    assert not module._is_over(process.pid)
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert module._is_over(process.pid)
    process.wait()


@pytest.mark.parametrize("code", sorted(module._REMEDIES))
def test_what_the_disk_refuses_names_the_file_and_the_remedy(tmp_path: Path, code: int) -> None:
    def refused() -> None:
        with reported(tmp_path / "clip.mp4"):
            raise OSError(code, os.strerror(code))

    with pytest.raises(OutputError, match=r"clip\.mp4: cannot be written, .+ (--out|ulimit)"):
        refused()


def test_other_trouble_is_not_blamed_on_the_disk(tmp_path: Path) -> None:
    def failed() -> None:
        with reported(tmp_path):
            raise OSError(errno.ECONNRESET, "reset")

    with pytest.raises(ConnectionResetError):
        failed()


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "renders").write_bytes(b"")
    with pytest.raises(OutputError, match="in the way"), staging(tmp_path / "renders"):
        pass
