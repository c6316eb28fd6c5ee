"""Which files of ours a module reaches through its imports, and what is in them.

Imports are found line by line, not by parsing, which would take half a second: a line of text
that looks like an import counts as one, so that at worst a file too many is reached.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from lecture.imports import PACKAGES, ROOT, digest_of

_IMPORT = re.compile(
    rb"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n]*)|import[ \t]+([^\n]+))",
    re.MULTILINE,
)
_COMMENT = re.compile(rb"#[^\n]*")


class Sources:
    """The files under ``root``, each read once: a picture of one moment."""

    def __init__(self, root: Path | None = None) -> None:
        self._root = root or ROOT
        self._contents: dict[Path, bytes] = {}
        self._digests: dict[Path, str] = {}
        self._files: dict[str, Path | None] = {}
        self._imports: dict[str, frozenset[str]] = {}

    def reached(self, modules: Iterable[str]) -> dict[str, str]:
        """The files that ``modules`` and all that they import are in, with their digests."""
        waiting = [module for module in modules if self._file(module)]
        seen = set(waiting)
        while waiting:
            news = self._imported(waiting.pop()) - seen
            seen |= news
            waiting += news
        files = sorted(file for module in seen if (file := self._file(module)))
        return {self._shown(file): self._digest(file) for file in files}

    def data(self, folder: str) -> dict[str, str]:
        """The files in ``folder``, without those of Python and what is written about them."""
        files = sorted(p for p in (self._root / folder).rglob("*") if p.is_file())
        return {
            self._shown(p): self._digest(p)
            for p in files
            if p.suffix not in (".py", ".pyc", ".md") and not p.name.startswith(".")
        }

    def files(self, *names: str) -> dict[str, str]:
        """Those of the files ``names`` that there are, with their digests."""
        paths = [self.path(name) for name in names]
        return {self._shown(path): self._digest(path) for path in paths if path.is_file()}

    def path(self, file: str) -> Path:
        """Where a file of ours lies."""
        return self._root / file

    def _shown(self, file: Path) -> str:
        return file.relative_to(self._root).as_posix()

    def _digest(self, file: Path) -> str:
        if file not in self._digests:
            self._digests[file] = digest_of(self._content(file))
        return self._digests[file]

    def _content(self, file: Path) -> bytes:
        if file not in self._contents:
            self._contents[file] = file.read_bytes()
        return self._contents[file]

    def _imported(self, module: str) -> frozenset[str]:
        """The modules of ours that ``module`` needs."""
        if module not in self._imports:
            file = self._file(module)
            names = {*_parents(module), *(_imports(self._content(file)) if file else ())}
            self._imports[module] = frozenset(name for name in names if self._file(name))
        return self._imports[module]

    def _file(self, module: str) -> Path | None:
        if module not in self._files:
            self._files[module] = self._found(module)
        return self._files[module]

    def _found(self, module: str) -> Path | None:
        if module.partition(".")[0] not in PACKAGES:
            return None
        path = self._root.joinpath(*module.split("."))
        package, plain = path / "__init__.py", path.with_suffix(".py")
        return next((file for file in (package, plain) if file.is_file()), None)


def _parents(module: str) -> Iterator[str]:
    while "." in module:
        module = module.rpartition(".")[0]
        yield module


@lru_cache(maxsize=1024)
def _imports(source: bytes) -> tuple[str, ...]:
    """Names that may be modules: ``from a import b`` gives ``a`` and ``a.b``."""
    return tuple(_imported_names(source))


def _imported_names(source: bytes) -> Iterator[str]:
    for match in _IMPORT.finditer(source):
        origin, names, plain = (part.decode(errors="replace") for part in _parts(match))
        words = [
            name.split()[0] for name in (names or plain).strip("() \n").split(",") if name.strip()
        ]
        if origin:
            yield origin
            yield from (f"{origin}.{word}" for word in words)
        else:
            yield from words


def _parts(match: re.Match[bytes]) -> Iterator[bytes]:
    return (_COMMENT.sub(b"", part or b"") for part in match.groups())
