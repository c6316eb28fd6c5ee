"""Where something went wrong, for someone who edits our files: ``scenes/rolling.py, line 12``."""

import traceback
from pathlib import Path

from lecture.imports import PACKAGES, ROOT

_QUOTED = "\n    "
"""Before a line of the file."""


HOW_TO_SEE_MORE = (
    "If you have changed nothing there, this is a fault of ours. UNROLLED_DEBUG=1 shows more."
)


def report(error: BaseException) -> str:
    """All there is to say of ``error``; in the last line, what and where."""
    trace = "".join(traceback.format_exception(error))
    return f"{trace}\n{told(error).partition(_QUOTED)[0]}"


def is_mistake(error: BaseException) -> bool:
    """Is it the user's? Known by name, since the class may have been edited too."""
    return any(kind.__name__ == "LectureError" for kind in type(error).__mro__)


def told(error: BaseException) -> str:
    """Where and what, with the line that it happened in."""
    if is_mistake(error):
        return str(error)
    if isinstance(error, SyntaxError) and error.filename:
        line = (error.text or "").strip()
        return f"{_shown(error.filename)}, line {error.lineno}: {error.msg}" + (
            f"{_QUOTED}{line}" if line else ""
        )
    frames = [f for f in traceback.extract_tb(error.__traceback__) if _is_edited(f.filename)]
    what = f"{type(error).__name__}: {error}"
    if not frames:
        return what
    last = frames[-1]
    return (
        f"{_shown(last.filename)}, line {last.lineno}, in {last.name}: {what}{_QUOTED}{last.line}"
    )


def _is_edited(file: str) -> bool:
    path = Path(file)
    return path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in PACKAGES


def _shown(file: str) -> str:
    return Path(file).relative_to(ROOT).as_posix() if _is_edited(file) else file
