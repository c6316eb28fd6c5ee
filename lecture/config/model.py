"""``lecture.toml``: everything that a lecturer can change, read and checked.

    [lecture]            what the whole lecture shares: clips, title, theme, notation, model
    [video]              size and rate of the picture
    [voice]              who speaks
    [equation]           parameters of one clip, which go before those of [lecture]

No file is needed. All mistakes are reported at once, each with where it was made.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from lecture.config.errors import inner_requirement, place, requirement, suggestion
from lecture.config.files import names_a_file
from lecture.config.source import Entry, read_entries
from lecture.config.tables import TABLES, LectureTable, VideoTable, VoiceTable
from lecture.production.job import Job
from lecture.video.format import VideoFormat
from lecture.voice.choice import chosen
from lecture.voice.voice import NOBODY, Voice
from rnn_math.errors import InputError
from scenes.languages import languages, words_of
from scenes.params import CLIPS, Look
from scenes.section import Section

DEFAULT_FILE = "lecture.toml"

_VOICE = "UNROLLED_VOICE"
"""An engine to take where none is named."""

AnySection = TypeVar("AnySection", bound=Section)


@dataclass(frozen=True)
class LectureConfig:
    """A lecture, resolved."""

    title: str
    clips: tuple[str, ...]
    look: Look
    video: VideoFormat
    cache_megabytes: int
    params: dict[str, Section]
    voice: Voice = NOBODY
    note: str = ""  # what everyone should know of it
    wished: Voice = field(default=NOBODY, compare=False)
    """Who would speak if all that is wished for were there."""

    def jobs(self, names: Iterable[str] = ()) -> tuple[Job, ...]:
        """Jobs for the clips that are named, or for all clips of the lecture."""
        chosen = tuple(dict.fromkeys(names)) or self.clips
        unknown = [name for name in chosen if name not in CLIPS]
        if unknown:
            raise InputError("\n".join(f"no clip {suggestion(name, CLIPS)}" for name in unknown))
        return tuple(
            Job(clip, self.params[clip], self.look, self.video, voice=self.voice) for clip in chosen
        )


def load_config(file: Path | None = None, overrides: Iterable[Entry] = ()) -> LectureConfig:
    """Read ``file``, or ``lecture.toml`` here if there is one; ``overrides`` go before it.

    Raises :class:`InputError` that lists every mistake.
    """
    path = file or Path(DEFAULT_FILE)
    written = read_entries(path) if file or path.exists() else []
    default = os.environ.get(_VOICE)
    first = [Entry(_VOICE, "voice", "engine", default)] if default else []
    return _Reader([*first, *written, *overrides]).config()


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
        params = {
            clip: self.section(cls, self.of_clip(clip)).fitted() for clip, cls in CLIPS.items()
        }
        self.check_clips(lecture.clips)
        self.check_language(lecture.language)
        video_format = self.video_format(video.quality)
        wished = self.wished(self.section(VoiceTable, self.of("voice")))
        voice = self.voice(wished, lecture.language)
        if self.mistakes:
            raise InputError("\n".join(dict.fromkeys(self.mistakes)))
        look = Look(**{name: getattr(lecture, name) for name in Look.model_fields})
        return LectureConfig(
            lecture.title or words_of(lecture.language, "page")["title"],
            lecture.clips,
            look,
            video_format,
            video.cache_megabytes,
            params,
            *voice,
            wished,
        )

    def of(self, table: str) -> dict[str, Entry]:
        return {
            key: entry for (entry_table, key), entry in self.entries.items() if entry_table == table
        }

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
        if names_a_file(entry.key, value):
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
            is_there = exists(path)
        except (OSError, ValueError):  # too long, or holds a null character
            is_there = False
        if not is_there:
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

    def check_language(self, language: str) -> None:
        if language not in languages():
            entry = self.entries["lecture", "language"]
            self.mistakes.append(
                f"{entry.origin}: lecture.language: no script {suggestion(language, languages())}"
            )

    def wished(self, table: VoiceTable) -> Voice:
        """Who is to speak."""
        entry = self.entries.get(("voice", "engine"))
        folder = str(entry.folder.absolute() if entry else Path.cwd())
        say = tuple(sorted(table.say.items()))
        takes = table.takes or ""
        if takes:  # whether it is there is asked when it is read
            takes = str((self.entries["voice", "takes"].folder / takes).absolute())
        return Voice(table.engine, "", table.model or "", folder, say, takes, table.fallback or "")

    def voice(self, wished: Voice, language: str) -> tuple[Voice, str]:
        """Who speaks, and what is to be said of that."""
        entry = self.entries.get(("voice", "engine"))
        asked = entry is not None and entry.origin != _VOICE
        try:
            return chosen(wished, language, asked)
        except ValueError as error:
            assert entry is not None
            self.mistakes.append(f"{entry.shown}: {error}")
            return NOBODY, ""

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


def _explain(model: type[Section], entry: Entry, error: Any) -> str:
    if len(error["loc"]) > 1:
        return f"{entry.origin}: {entry.table}.{place(error['loc'])}: {inner_requirement(error)}"
    if error["type"] == "extra_forbidden":
        known = suggestion(entry.key, model.model_fields)
        return f"{entry.origin}: {entry.table}: no key {known}"
    return f"{entry.shown}, {requirement(model, entry.key, error)}"
