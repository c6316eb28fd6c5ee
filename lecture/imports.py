"""Our own modules, imported from what their files hold now.

Python takes a file for the one that it has compiled if it is as long and was saved in the same
second. Two saves in one second may differ in neither, and then everything is drawn by the first,
for good. Here what was compiled counts only if it was compiled from the same bytes; these are
remembered, so that whoever draws can be asked what it was that drew.
"""

import marshal
import sys
from collections.abc import Sequence
from hashlib import sha256
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import MAGIC_NUMBER, cache_from_source, source_hash
from pathlib import Path
from types import CodeType, ModuleType

ROOT = Path(__file__).parents[1]
"""The folder of the three packages."""

PACKAGES = ("rnn_math", "scenes", "lecture")

_BY_CONTENT = (0b11).to_bytes(4, "little")
"""The mark of a compiled file that Python itself, too, compares with the content of its source."""

_imported: dict[str, str] = {}


def digest_of(content: bytes) -> str:
    """What stands for ``content`` in a record."""
    return sha256(content).hexdigest()[:16]


def imported() -> dict[str, str]:
    """Digests of the files of ours that this process has imported, as they were then."""
    return dict(_imported)


def follow() -> None:
    """From now on, modules of ours are imported in this way."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    """Finds modules inside of our packages, where Python would."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if path is None or fullname.partition(".")[0] not in PACKAGES:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and type(spec.loader) is SourceFileLoader:
            spec.loader = _Loader(spec.loader.name, spec.loader.path)
        return spec


class _Loader(SourceFileLoader):
    """Compiles a file, unless that was done before with the same bytes."""

    def get_code(self, fullname: str) -> CodeType:
        file = self.get_filename(fullname)
        source = self.get_data(file)
        _imported[_shown(file)] = digest_of(source)
        compiled = cache_from_source(file)
        head = MAGIC_NUMBER + _BY_CONTENT + source_hash(source)
        try:
            known = self.get_data(compiled)
            if known.startswith(head):
                code: CodeType = marshal.loads(known[len(head) :])
                return code
        except (OSError, ValueError, EOFError, TypeError):
            pass  # there is none, or not all of it
        code = self.source_to_code(source, file)
        if not sys.dont_write_bytecode:
            self.set_data(compiled, head + marshal.dumps(code))
        return code


def _shown(file: str) -> str:
    path = Path(file)
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else file
