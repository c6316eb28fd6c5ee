"""The files that a job names, sent along: a worker of a cluster shares no disk with the caller."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from lecture.production.job import Job
from rnn_math.errors import InputError

LARGEST = 64_000_000
"""Bytes that may go with a job."""

Content = tuple[str, bytes]
"""A file's name, or its path inside a folder, and what is in it."""


@dataclass(frozen=True)
class Attachments:
    """Contents of files by the parameter that names them, and of folders with fonts."""

    files: dict[str, Content]
    fonts: tuple[tuple[Content, ...], ...]


def packed(job: Job, named: Iterable[str]) -> Attachments:
    """The files of the parameters ``named``, as fingerprints name them, and all fonts.

    Raises :class:`InputError` if they are too large to be sent with every job.
    """
    paths = {key: Path(getattr(job.params, key)) for key in named if key != "fonts"}
    files = {key: (path.name, path.read_bytes()) for key, path in paths.items()}
    fonts = tuple(tuple(_in_folder(Path(folder))) for folder in job.look.fonts)
    contents = [*files.values(), *(each for folder in fonts for each in folder)]
    size = sum(len(content) for _, content in contents)
    if size > LARGEST:
        where = ", ".join((*(f"{job.clip}.{key}" for key in files), *job.look.fonts))
        raise InputError(
            f"{where}: {size / 1e6:.0f} MB, must be at most {LARGEST / 1e6:.0f} MB to be sent to "
            f"a cluster: name fewer files, or render without --scheduler"
        )
    return Attachments(files, fonts)


@dataclass(frozen=True)
class Unpacked:
    """A job that names files of this machine, and how they are called where it came from."""

    job: Job
    names: dict[str, str]

    def told(self, text: str) -> str:
        """``text`` with the names that the caller knows."""
        for local, remote in self.names.items():
            text = text.replace(local, remote)
        return text


@contextmanager
def unpacked(attachments: Attachments, job: Job, where: str | None = None) -> Iterator[Unpacked]:
    """``job`` with its files in a folder inside ``where`` that is gone afterwards."""
    with TemporaryDirectory(prefix="unrolled-files-", dir=where) as folder:
        paths = {}
        for key, (name, content) in attachments.files.items():
            paths[key] = _written(Path(folder, key, name), content)
        fonts = []
        for number, contents in enumerate(attachments.fonts):
            fonts.append(str(Path(folder, f"fonts-{number}")))
            for name, content in contents:
                _written(Path(fonts[-1], name), content)
        moved = replace(
            job,
            params=job.params.model_copy(update=paths),
            look=job.look.model_copy(update={"fonts": tuple(fonts)}),
        )
        names = {path: getattr(job.params, key) for key, path in paths.items()}
        yield Unpacked(moved, names | dict(zip(fonts, job.look.fonts, strict=True)))


def _in_folder(folder: Path) -> Iterator[Content]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _written(path: Path, content: bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return str(path)
