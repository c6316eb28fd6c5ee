"""``lecture.toml``: everything that a lecturer can change, read and checked.

    [lecture]            what the whole lecture shares: clips, title, theme, notation, model
    [video]              size and rate of the picture
    [equation]           parameters of one clip, which go before those of [lecture]

No file is needed. All mistakes are reported at once, each with where it was made.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import Field, ValidationError

from lecture.cache import DEFAULT_MEGABYTES
from lecture.config.errors import inner_requirement, place, requirement, suggestion
from lecture.config.source import Entry, read_entries
from lecture.job import Job
from lecture.video.format import VideoFormat
from rnn_math.errors import InputError
from scenes.params import CLIPS, ClipParams, Look
from scenes.section import Section

DEFAULT_FILE = "lecture.toml"

AnySection = TypeVar("AnySection", bound=Section)


class LectureTable(Look, ClipParams):
    """What the whole lecture shares.

    A clip takes a parameter from here unless its own table gives it, or the clip brings a
    default of its own: feedback keeps its sentence, in which one word comes twice.
    """

    title: str = Field("Recurrent neural networks, unrolled", description="title of the lecture")
    clips: tuple[str, ...] = Field(tuple(CLIPS), description="the clips of the lecture, in order")


class VideoTable(Section):
    """Size and rate of the picture, and what is kept of earlier ones."""

    quality: str = Field(
        "1080p60", description="preview (480p15), 720p30, 1080p60, 2160p60 or WIDTHxHEIGHT@FPS"
    )
    cache_megabytes: Annotated[int, Field(ge=0, le=1_000_000)] = Field(
        default=DEFAULT_MEGABYTES, description="how much is kept of what was drawn before"
    )


TABLES: dict[str, type[Section]] = {"lecture": LectureTable, "video": VideoTable, **CLIPS}
"""Every table of ``lecture.toml``, in the order in which ``unrolled init`` writes them."""


@dataclass(frozen=True)
class LectureConfig:
    """A lecture, resolved."""

    title: str
    clips: tuple[str, ...]
    look: Look
    video: VideoFormat
    cache_megabytes: int
    params: dict[str, Section]

    def jobs(self, names: Iterable[str] = ()) -> tuple[Job, ...]:
        """Jobs for the clips that are named, or for all clips of the lecture."""
        chosen = tuple(dict.fromkeys(names)) or self.clips
        unknown = [name for name in chosen if name not in CLIPS]
        if unknown:
            raise InputError("\n".join(f"no clip {suggestion(name, CLIPS)}" for name in unknown))
        return tuple(Job(clip, self.params[clip], self.look, self.video) for clip in chosen)


def load_config(file: Path | None = None, overrides: Iterable[Entry] = ()) -> LectureConfig:
    """Read ``file``, or ``lecture.toml`` here if there is one; ``overrides`` go before it.

    Raises :class:`InputError` that lists every mistake.
    """
    path = file or Path(DEFAULT_FILE)
    written = read_entries(path) if file or path.exists() else []
    return _Reader([*written, *overrides]).config()


class _Reader:
    """Turns entries into a configuration and gathers what is wrong with them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.mistakes: list[str] = []
        self.entries: dict[tuple[str, str], Entry] = {}
        for entry in entries:
            if entry.table in TABLES:
                self.entries[entry.table, entry.key] = entry
            else:
                self.mistakes.append(f"{entry.origin}: no table {suggestion(entry.table, TABLES)}")

    def config(self) -> LectureConfig:
        lecture = self.section(LectureTable, self.of("lecture"))
        video = self.section(VideoTable, self.of("video"))
        params = {clip: self.section(cls, self.of_clip(clip)) for clip, cls in CLIPS.items()}
        self.check_clips(lecture.clips)
        video_format = self.video_format(video.quality)
        if self.mistakes:
            raise InputError("\n".join(dict.fromkeys(self.mistakes)))
        look = Look(**{name: getattr(lecture, name) for name in Look.model_fields})
        return LectureConfig(
            lecture.title, lecture.clips, look, video_format, video.cache_megabytes, params
        )

    def of(self, table: str) -> dict[str, Entry]:
        return {key: entry for (its, key), entry in self.entries.items() if its == table}

    def of_clip(self, clip: str) -> dict[str, Entry]:
        """The clip's own entries, before those that it takes from the whole lecture."""
        own = CLIPS[clip].__annotations__
        shared = {
            key: entry
            for key, entry in self.of("lecture").items()
            if key in CLIPS[clip].model_fields and key not in own
        }
        return shared | self.of(clip)

    def section(self, model: type[AnySection], entries: dict[str, Entry]) -> AnySection:
        """``model`` filled from ``entries``; its defaults where they are wrong."""
        values = {key: self.value(entry) for key, entry in entries.items()}
        try:
            return model(**values)
        except ValidationError as failure:
            for error in failure.errors():
                key = str(error["loc"][0])
                self.mistakes.append(_explain(model, entries[key], error))
                values.pop(key, None)
            return model(**values)

    def value(self, entry: Entry) -> Any:
        """The entry's value: lists are tuples, and files are looked for beside the config."""
        value = _frozen(entry.value)
        if isinstance(value, str) and _names_a_file(entry.key, value):
            return self.existing(entry, value, Path.is_file, "file")
        if entry.key == "fonts" and isinstance(value, tuple):
            return tuple(
                self.existing(entry, each, Path.is_dir, "folder") if isinstance(each, str) else each
                for each in value
            )
        return value

    def existing(self, entry: Entry, name: str, exists: Any, what: str) -> str:
        path = (entry.folder / name).absolute()
        try:
            there = exists(path)
        except (OSError, ValueError):  # too long, or holds a null character
            there = False
        if not there:
            self.mistakes.append(f"{entry.shown}: there is no {what} {path}")
        return str(path)

    def check_clips(self, clips: tuple[str, ...]) -> None:
        entry = self.entries.get(("lecture", "clips"))
        if entry is None:
            return
        if not clips:
            self.mistakes.append(f"{entry.shown}, must name a clip: {', '.join(CLIPS)}")
        for clip in clips:
            if clip not in CLIPS:
                self.mistakes.append(
                    f"{entry.origin}: lecture.clips: no clip {suggestion(clip, CLIPS)}"
                )
        if len(set(clips)) < len(clips):
            self.mistakes.append(f"{entry.shown}, must name each clip once")

    def video_format(self, quality: str) -> VideoFormat:
        try:
            return VideoFormat.parse(quality)
        except ValueError as error:
            self.mistakes.append(f"{self.entries['video', 'quality'].shown}, {error}")
            return VideoFormat.parse("preview")


def _frozen(value: Any) -> Any:
    """Lists as tuples, however deep they lie in tables."""
    if isinstance(value, list):
        return tuple(_frozen(each) for each in value)
    if isinstance(value, dict):
        return {key: _frozen(each) for key, each in value.items()}
    return value


def _names_a_file(key: str, value: str) -> bool:
    return key.endswith("weights") or (key == "series" and value.lower().endswith(".csv"))


def _explain(model: type[Section], entry: Entry, error: Any) -> str:
    if len(error["loc"]) > 1:
        return f"{entry.origin}: {entry.table}.{place(error['loc'])}: {inner_requirement(error)}"
    if error["type"] == "extra_forbidden":
        known = suggestion(entry.key, model.model_fields)
        return f"{entry.origin}: {entry.table}: no key {known}"
    return f"{entry.shown}, {requirement(model, entry.key, error)}"
