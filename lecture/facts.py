"""What a clip is made of: everything that can change a picture or a word of it.

Reads files and imports nothing that draws, so that a command can know in a moment that there is
nothing to do.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lecture.job import Job
from lecture.sources import Sources, digest_of

LIBRARIES = ("manim", "typst", "av", "numpy", "pillow", "pycairo", "svgelements", "unrolled")
"""Whose versions count: they compute, set, draw and encode."""

_DRAWING = "lecture.film"
_WRITING = "lecture.render"
_TASKS = "rnn_math/tasks"
_DATA = (f"{_TASKS}/data", f"{_TASKS}/weights")
_SCRIPTS = "scenes/scripts"

_UNKNOWN = "changed while it was drawn"

Record = dict[str, Any]


@dataclass(frozen=True)
class Facts:
    """A clip's inputs as plain values. All digests are of contents."""

    clip: str
    parameters: Record  # as resolved
    look: Record
    video: Record
    renderer: str
    contents: dict[str, list[str]]  # of files that parameters name: name and digest, by parameter
    files: dict[str, str]  # what draws: sources, data, weights
    writers: dict[str, str]  # what else makes the files of a clip: captions, chapters
    words: dict[str, str]  # of the script, that stand in the picture
    lines: dict[str, str]  # of the script: title, headlines, narration
    versions: dict[str, str]

    @property
    def made_of(self) -> Record:
        """What is recorded beside the clip's parameters, look and format."""
        inputs = ("clip", "parameters", "look", "video")
        return {key: value for key, value in asdict(self).items() if key not in inputs}

    @property
    def pictures(self) -> Record:
        """What every beat's pictures depend on: where a file lies is not among it."""
        record = asdict(self)
        for key in ("lines", "writers"):
            del record[key]
        for key, content in record.pop("contents").items():
            table = record["look" if key == "fonts" else "parameters"]
            table[key] = content
        return record

    def unsure_of(self, now: "Facts") -> "Facts":
        """These facts, in doubt wherever they differ from ``now``: they agree with no others."""
        doubted: dict[str, Any] = {
            part: {
                name: its if getattr(now, part).get(name) == its else _UNKNOWN
                for name, its in getattr(self, part).items()
            }
            for part in ("contents", "files", "writers", "words", "lines")
        }
        return replace(self, **doubted) if now != self else self


class Surroundings:
    """The state of this installation, read once; :meth:`facts_of` jobs."""

    def __init__(self, sources: Sources | None = None) -> None:
        self._sources = sources or Sources()
        self._scripts: dict[str, Record] = {}

    @cached_property
    def _data(self) -> dict[str, str]:
        return {
            file: digest for folder in _DATA for file, digest in self._sources.data(folder).items()
        }

    def _data_of(self, sources: Iterable[str]) -> dict[str, str]:
        """The data and weights of the tasks that ``sources`` are of, which their names begin with.

        A file that names no task may be any task's.
        """
        tasks = {_task(source) for source in sources if source.startswith(f"{_TASKS}/")}
        return {
            file: its
            for file, its in self._data.items()
            if _task(file) in tasks or not self._sources.path(f"{_TASKS}/{_task(file)}.py").exists()
        }

    def facts_of(self, job: Job) -> Facts:
        """The facts of ``job`` at the time when these surroundings were read."""
        name = job.clip.replace("-", "_")
        scene, traces = f"scenes.{name}", f"scenes.traces.{name}"
        files = self._sources.reached((scene, traces, _DRAWING))
        files |= self._data_of(files)
        if "questions" in type(job.params).model_fields:
            files |= self._sources.data(f"{_SCRIPTS}/quiz")
        writers = self._sources.reached((_WRITING,))
        script = self._script(job.look.language).get(job.clip, {})
        parameters = job.params.model_dump(mode="json")
        return Facts(
            clip=job.clip,
            parameters=parameters,
            look=job.look.model_dump(mode="json"),
            video=asdict(job.video),
            renderer=job.renderer,
            contents=_contents(parameters, job.look.fonts),
            files=files,
            writers={file: its for file, its in writers.items() if file not in files},
            words={name: text for name, text in _texts(script) if name != "title"},
            lines=_lines(script),
            versions=_versions() | ({"renderer": "manim"} if job.renderer == "manim" else {}),
        )

    def _script(self, language: str) -> Record:
        """All tables of a language; none if there is no such language, which the scene reports."""
        if language not in self._scripts:
            file = self._sources.path(_SCRIPTS) / f"{language}.toml"
            there = file.parent == self._sources.path(_SCRIPTS) and file.is_file()
            text = file.read_text(encoding="utf-8") if there else ""
            self._scripts[language] = tomllib.loads(text)
        return self._scripts[language]


@cache
def _versions() -> dict[str, str]:
    """What is installed; what this process has imported of it does not change any more."""
    return {name: version(name) for name in LIBRARIES}


def _task(file: str) -> str:
    """The first word of a file's name: forecasting_sunspots.csv belongs to forecasting."""
    return Path(file).stem.partition("_")[0]


def _texts(script: Record) -> list[tuple[str, str]]:
    return [(name, text) for name, text in script.items() if isinstance(text, str)]


def _lines(script: Record) -> dict[str, str]:
    """Digests of what is said, by ``beat.narration`` and ``beat.headline``."""
    lines = {"title": digest_of(script.get("title", "").encode())}
    for beat, line in script.items():
        if isinstance(line, dict):
            lines |= {f"{beat}.{part}": digest_of(text.encode()) for part, text in line.items()}
    return lines


def _contents(parameters: Record, fonts: tuple[str, ...]) -> dict[str, list[str]]:
    contents = {
        key: [Path(value).name, digest_of(Path(value).read_bytes())]
        for key, value in parameters.items()
        if isinstance(value, str) and _may_be_a_file(key) and Path(value).is_file()
    }
    if fonts:
        files = sorted(p for folder in fonts for p in Path(folder).rglob("*") if p.is_file())
        contents["fonts"] = [digest_of(p.read_bytes()) for p in files]
    return contents


def _may_be_a_file(key: str) -> bool:
    return key.endswith(("weights", "digit")) or key == "series"
