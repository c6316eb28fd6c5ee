"""Files appear whole or not at all.

Everything is written into a folder of this process inside the output folder, on the same disk,
and moved to its name when it is complete. What a killed process left behind is swept away by the
next one.
"""

import errno
import os
import platform
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rnn_math.errors import OutputError

_PREFIX = f".tmp-{platform.node() or 'here'}-"
_DAY = 24 * 3600

_REMEDIES = {
    errno.ENOSPC: "the disk is full: make room, or choose another folder with --out",
    errno.EDQUOT: "your share of the disk is used up: make room, or choose another with --out",
    errno.EFBIG: "the file grew larger than your system lets you write: ask for more, ulimit -f",
    errno.EACCES: "you may not write there: choose another folder with --out",
    errno.EPERM: "you may not write there: choose another folder with --out",
    errno.EROFS: "the disk is read-only: choose another folder with --out",
    errno.ENOTDIR: "a file is in the way: move it, or choose another folder with --out",
    errno.EEXIST: "a file is in the way: move it, or choose another folder with --out",
    errno.ENOENT: "its folder is not there: make it, or choose another with --out",
    errno.EISDIR: "a folder is in the way: move it, or choose another with --out",
}


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """A folder to write in, gone afterwards; :class:`OutputError` if it cannot be made."""
    folder = out / f"{_PREFIX}{os.getpid()}"
    with reported(out):
        out.mkdir(parents=True, exist_ok=True)
        sweep(out)
        folder.mkdir(exist_ok=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(staged: Path, target: Path) -> None:
    """Give a complete file its name; whoever has the old one open keeps it."""
    with reported(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(staged, target)  # noqa: PTH105 (says what happens to a target that exists)


def sweep(out: Path) -> None:
    """Remove what processes that no longer run have left.

    Whether a process runs can only be asked of this machine; what another one has left on a
    shared disk goes when nothing has been written there for a day. What a dead process left
    stays as long as another one has its number: it takes room, and nobody reads it.
    """
    for folder in out.glob(".tmp-*"):
        pid = folder.name.removeprefix(_PREFIX)
        here = pid.isdigit() and os.name == "posix"
        if _is_over(int(pid)) if here else _is_old(folder):
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def reported(path: Path) -> Iterator[None]:
    """Turn what the disk refuses into a message that names the file and the remedy."""
    try:
        yield
    except OSError as error:
        if error.errno not in _REMEDIES:
            raise
        raise OutputError(f"{path}: cannot be written, {_REMEDIES[error.errno]}") from error


def _is_over(pid: int) -> bool:
    try:
        os.kill(pid, 0)  # asks, and sends nothing
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return _is_zombie(pid)


def _is_zombie(pid: int) -> bool:
    """A killed process keeps its number until its parent asks, which a container's may not."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[:1] == ["Z"]


def _is_old(folder: Path) -> bool:
    """Has nothing in it changed for a day? Its own time tells nothing of what lies deeper."""
    try:
        newest = max(path.stat().st_mtime for path in (folder, *folder.rglob("*")))
    except OSError:  # it is going just now
        return False
    return time.time() - newest > _DAY
