"""What a clip is made of: everything that can change a picture or a word of it.

Reads files and imports nothing that draws, so that a command can know in a moment that there is
nothing to do.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lecture.config.files import names_a_file
from lecture.freshness.sources import Sources
from lecture.imports import digest_of
from lecture.production.job import Job
from lecture.voice.takes.names import files_of
from lecture.voice.voice import RECORDED
from scenes.languages import DRAWN, file_of
from scenes.params import Look
from scenes.script import Script, script_in, script_of
from scenes.tables import read_table

LIBRARIES = (
    "manim", "typst", "av", "numpy", "scipy", "pillow", "cairo", "pycairo", "svgelements",
    "srt", "webvtt-py", "unrolled",
)  # fmt: skip
"""Whose versions count: they compute, set, draw, encode and write."""

_DRAWING = "lecture.production.film"
_WRITING = "lecture.publishing.clip"
_TASKS = "rnn_math/tasks"
_DATA = (f"{_TASKS}/data", f"{_TASKS}/weights")

TAKE = "takes/"
"""What the names of takes begin with, among what a voice is made of."""

_UNKNOWN = "changed while it was drawn"

Record = dict[str, Any]


@dataclass(frozen=True)
class Fingerprint:
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
    voice: dict[str, str]  # who speaks, and how; empty if nobody does

    @property
    def made_of(self) -> Record:
        """What is recorded beside the clip's parameters, look and format."""
        inputs = ("clip", "parameters", "look", "video")
        return {key: value for key, value in asdict(self).items() if key not in inputs}

    @property
    def pictures(self) -> Record:
        """What every beat's pictures depend on: where a file lies is not among it."""
        record = asdict(self)
        for key in ("lines", "writers", "voice"):
            del record[key]
        for key, content in record.pop("contents").items():
            table = record["look" if key == "fonts" else "parameters"]
            table[key] = content
        return record

    def unsure_of(self, now: "Fingerprint", imported: Mapping[str, str]) -> "Fingerprint":
        """This one, in doubt wherever it differs from ``now`` or from what was ``imported``.

        What is in doubt agrees with no other fingerprint.
        """
        doubted: dict[str, Any] = {
            part: {
                name: digest
                if getattr(now, part).get(name) == digest == imported.get(name, digest)
                else _UNKNOWN
                for name, digest in getattr(self, part).items()
            }
            for part in ("contents", "files", "writers", "words", "lines")
        }
        return replace(self, **doubted)


class Surroundings:
    """The state of this installation, read once; :meth:`facts_of` jobs."""

    def __init__(self, sources: Sources | None = None) -> None:
        self._sources = sources or Sources()
        self._scripts: dict[str, Record] = {}
        self._fonts: dict[tuple[str, ...], list[str]] = {}

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
            file: digest
            for file, digest in self._data.items()
            if _task(file) in tasks or not self._sources.path(f"{_TASKS}/{_task(file)}.py").exists()
        }

    def fingerprint_of(self, job: Job) -> Fingerprint:
        """The fingerprint of ``job`` at the time when these surroundings were read.

        Raises :class:`InputError` if its script cannot be read.
        """
        name = job.clip.replace("-", "_")
        modules = f"scenes.{name}", f"scenes.traces.{name}", f"scenes.claims.{name}"
        files = self._sources.reached((*modules, _DRAWING))
        files |= self._data_of(files)
        if "questions" in type(job.params).model_fields:
            files |= self._words(job, "questions")
        files |= self._words(job, *DRAWN)
        writers = self._sources.reached((_WRITING,))
        script = self._script(job)
        parameters = job.params.model_dump(mode="json")
        return Fingerprint(
            clip=job.clip,
            parameters=parameters,
            look=job.look.model_dump(mode="json"),
            video=asdict(job.video),
            renderer=job.renderer,
            contents=_contents(parameters) | self._fonts_of(job.look),
            files=files,
            writers={file: digest for file, digest in writers.items() if file not in files},
            words=_words(script),
            lines=_lines(script),
            versions=_versions() | ({"renderer": "manim"} if job.renderer == "manim" else {}),
            voice=self._voice(job) if job.voice.speaks else {},
        )

    def _voice(self, job: Job) -> dict[str, str]:
        return {
            "engine": job.voice.engine,
            "program": job.voice.made_by,
            "say": digest_of(repr(job.voice.say).encode()),
            "rules": "".join(self._words(job, "speech").values()),
            "numbers": version("num2words"),
            **_takes_of(job),
        }

    def _words(self, job: Job, *names: str) -> dict[str, str]:
        """Files of the language that words are drawn from, or said by."""
        return self._sources.files(*(file_of(job.look.language, name) for name in names))

    def _fonts_of(self, look: Look) -> dict[str, list[str]]:
        """Digests of all fonts, in the order in which they are looked for."""
        if look.fonts not in self._fonts:
            folders = (sorted(Path(folder).rglob("*")) for folder in look.fonts)
            files = [file for folder in folders for file in folder if file.is_file()]
            self._fonts[look.fonts] = [digest_of(file.read_bytes()) for file in files]
        return {"fonts": self._fonts[look.fonts]} if look.fonts else {}

    def _script(self, job: Job) -> Script:
        place = file_of(job.look.language, script_of(job.clip))
        if place not in self._scripts:
            self._scripts[place] = read_table(self._sources.path(place), place)
        return script_in(self._scripts[place], job.clip, place)


def _takes_of(job: Job) -> dict[str, str]:
    """Digests of the takes of a clip, and who speaks where there is none."""
    if job.voice.engine != RECORDED:
        return {}
    takes = files_of(Path(job.voice.takes), job.clip)
    digests = {f"{TAKE}{take.path.name}": digest_of(take.path.read_bytes()) for take in takes}
    return {"fallback": job.voice.fallback, **digests}


@cache
def _versions() -> dict[str, str]:
    """What is installed; what this process has imported of it does not change any more."""
    return {name: version_of(name) for name in LIBRARIES}


def version_of(library: str) -> str:
    """The version that is installed. Raises PackageNotFoundError if none is."""
    return _version_of_cairo() if library == "cairo" else version(library)


def _version_of_cairo() -> str:
    """That of the system's library, whatever pycairo was made with."""
    try:
        import cairo
    except ImportError:
        return "none"  # whoever is to draw will say so
    return cairo.cairo_version_string()


def _task(file: str) -> str:
    """The first word of a file's name: forecasting_sunspots.csv belongs to forecasting."""
    return Path(file).stem.partition("_")[0]


def _words(script: Script) -> dict[str, str]:
    """What stands in the picture besides lines, and phrases, which may fill a headline."""
    phrases = script.phrases.items()
    return script.words | {
        f"{name}.{variant}": text.text
        for name, variants in phrases
        for variant, text in variants.items()
    }


def _lines(script: Script) -> dict[str, str]:
    """Digests of what is said, by ``beat.narration`` and ``beat.headline``, and of what decides.

    A beat with variants has ``beat.variant`` instead, and so has a phrase.
    """
    said = {"title": script.title}
    for beat, line in script.lines.items():
        said |= {f"{beat}.headline": line.headline, f"{beat}.narration": line.narration}
        if line.say:
            said[f"{beat}.say"] = line.say
        if line.rules:
            said[f"{beat}.rules"] = " ".join(line.rules)
    for name, variants in script.phrases.items():
        for variant, text in variants.items():
            said[f"{name}.{variant}.rules"] = " ".join(text.rules)
    return {name: digest_of(text.encode()) for name, text in said.items()}


def _contents(parameters: Record) -> dict[str, list[str]]:
    return {
        key: [Path(value).name, digest_of(Path(value).read_bytes())]
        for key, value in parameters.items()
        if names_a_file(key, value) and Path(value).is_file()
    }
