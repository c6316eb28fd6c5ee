"""Where settings come from: a TOML file, or the command line."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rnn_math.errors import InputError

_LARGEST_FILE = 1_000_000


@dataclass(frozen=True)
class Entry:
    """One setting, and where it was made: a file's name or an option such as ``--set``."""

    origin: str
    table: str
    key: str
    value: Any
    folder: Path = Path()

    @property
    def shown(self) -> str:
        """How messages name it: ``lecture.toml: state.hidden_size = 0``."""
        return f"{self.origin}: {self.table}.{self.key} = {show(self.value)}"


def read_entries(file: Path) -> list[Entry]:
    """All settings in a TOML file; :class:`InputError` if it cannot be read."""
    entries = []
    mistakes = []
    for table, content in _read_toml(file).items():
        if not isinstance(content, dict):
            mistakes.append(
                f"{file}: {table} = {show(content)} stands outside of a table; "
                f"put it under one, such as [lecture]"
            )
            continue
        folder = file.resolve().parent
        entries += [Entry(str(file), table, k, v, folder) for k, v in content.items()]
    if mistakes:
        raise InputError("\n".join(mistakes))
    return entries


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        raw = file.read_bytes()
        if len(raw) > _LARGEST_FILE:
            raise InputError(f"{file}: larger than a megabyte, so it is not a configuration")
        return tomllib.loads(raw.decode())
    except FileNotFoundError:
        raise InputError(f"{file}: no such file; unrolled init writes one") from None
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{file}: not TOML: {error}") from error
    except RecursionError:
        raise InputError(f"{file}: nested too deeply to be a configuration") from None


def parse_override(text: str) -> Entry:
    """Read what follows ``--set``: ``clip.key=value``, the value as in TOML or a bare string."""
    path, equals, value = text.partition("=")
    table, dot, key = path.strip().partition(".")
    if not (equals and dot and table and key):
        raise InputError(f"--set {text}: must be TABLE.KEY=VALUE, such as state.hidden_size=6")
    return Entry("--set", table, key, _value(value.strip()))


def _value(text: str) -> Any:
    try:
        parsed = tomllib.loads(f"value = {text}")
    except (tomllib.TOMLDecodeError, RecursionError):
        return text
    if parsed.keys() != {"value"} or not isinstance(
        parsed["value"], bool | int | float | str | list
    ):
        return text
    return parsed["value"]


def show(value: Any) -> str:
    """A value as TOML writes it, shortened if it is long."""
    if isinstance(value, bool):
        text = str(value).lower()
    elif isinstance(value, list | tuple):
        text = f"[{', '.join(show(each) for each in value)}]"
    elif isinstance(value, str):
        text = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    else:
        text = str(value)
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "…" + text[-1]
