"""What a sweep has made, as a page and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lecture.config.source import show
from lecture.console import clock, megabytes
from lecture.publishing.publish import reported
from lecture.publishing.store import Clip
from lecture.templating import environment
from rnn_math.errors import OutputError
from rnn_math.files import write_atomically

_KIND = "sweep"


@dataclass
class Entry:
    """What is known of a clip: it waits, failed with a message, or is there."""

    name: str
    clip: Clip | None = None
    failure: str = ""

    @property
    def state(self) -> str:
        """``waiting``, ``failed`` or ``ready``."""
        return "ready" if self.clip else "failed" if self.failure else "waiting"


@dataclass
class Row:
    """A combination: its folder's name, its values by parameter, its clips."""

    folder: str
    values: dict[str, Any]
    entries: dict[str, Entry] = field(default_factory=dict)
    is_joined: bool = False
    """Are they one film too, ``lecture.mp4``?"""


def refuse_other_pages(out: Path) -> None:
    """Raise OutputError if ``out`` has a page that is no sweep's."""
    page, about = out / "index.html", out / "index.json"
    if not (page.exists() or about.exists()):
        return
    try:
        is_ours = json.loads(about.read_text(encoding="utf-8"))["kind"] == _KIND
    except (OSError, ValueError, KeyError, TypeError):
        is_ours = False
    if not is_ours:
        raise OutputError(
            f"{page if page.exists() else about}: not made by a sweep: move it, or choose another "
            f"folder with --out"
        )


def write_index(rows: Sequence[Row], out: Path) -> Path:
    """Publish ``index.html`` and ``index.json`` in ``out``; the page's path."""
    texts = {"index.json": _document(rows), "index.html": page(rows)}
    for name, text in texts.items():
        with reported(out / name):
            out.mkdir(parents=True, exist_ok=True)
            write_atomically(out / name, text.encode())
    return out / "index.html"


def page(rows: Sequence[Row]) -> str:
    """The page; every text in it is escaped."""
    templates = environment()
    templates.filters |= {"plain": _plain, "clock": clock, "megabytes": megabytes}
    states = [entry.state for row in rows for entry in row.entries.values()]
    counts = {state: states.count(state) for state in ("ready", "failed", "waiting")}
    return templates.get_template("sweep.html").render(rows=rows, grid=_grid(rows), counts=counts)


def _plain(value: Any) -> str:
    """A value as people write it, all of a text."""
    return value if isinstance(value, str) and value else show(value)


def _grid(rows: Sequence[Row]) -> dict[str, list[Any]]:
    """The values of each parameter, each once."""
    grid: dict[str, list[Any]] = {}
    for row in rows:
        for key, value in row.values.items():
            if value not in grid.setdefault(key, []):
                grid[key].append(value)
    return grid


def _document(rows: Sequence[Row]) -> str:
    document = {
        "kind": _KIND,
        "grid": _grid(rows),
        "combinations": [
            {
                "folder": row.folder,
                "parameters": row.values,
                "lecture": f"{row.folder}/lecture.mp4" if row.is_joined else None,
                "clips": [_clip(row, entry) for entry in row.entries.values()],
            }
            for row in rows
        ],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _clip(row: Row, entry: Entry) -> dict[str, Any]:
    record: dict[str, Any] = {"clip": entry.name, "state": entry.state}
    if entry.clip is not None:
        record["video"] = f"{row.folder}/clips/{entry.name}.mp4"
        record |= {"seconds": entry.clip.seconds, "bytes": entry.clip.size}
    elif entry.failure:
        record["failure"] = entry.failure
    return record
