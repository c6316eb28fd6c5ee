"""The tables of ``lecture.toml`` and their keys, each with what it means."""

from typing import Annotated

from pydantic import Field

from lecture.freshness.cache import DEFAULT_MEGABYTES
from scenes.params import CLIPS, AnyCell, ClipParams, Look
from scenes.section import Section, Words


class LectureTable(Look, ClipParams, AnyCell):
    """What the whole lecture shares.

    A clip takes a parameter from here unless its own table gives it, or the clip brings a
    default of its own: feedback keeps its sentence, in which one word comes twice.
    """

    title: str = Field("", description="title of the lecture; what its language calls it if empty")
    clips: tuple[str, ...] = Field(tuple(CLIPS), description="the clips of the lecture, in order")


class VideoTable(Section):
    """Size and rate of the picture, and what is kept of earlier ones."""

    quality: str = Field(
        "1080p60", description="preview (480p15), 720p30, 1080p60, 2160p60 or WIDTHxHEIGHT@FPS"
    )
    cache_megabytes: Annotated[int, Field(ge=0, le=1_000_000)] = Field(
        default=DEFAULT_MEGABYTES, description="how much is kept of what was drawn before"
    )


class VoiceTable(Section):
    """Who speaks."""

    engine: str = Field(
        "builtin",
        description="builtin (English), none, espeak, piper, recorded, or module:Class for a "
        "service of manim-voiceover's or your own",
    )
    model: str | None = Field(default=None, description="the voice that piper is to have, .onnx")
    takes: str | None = Field(
        default=None,
        description="folder of your own recordings for recorded, by the names that unrolled "
        "script shows",
    )
    fallback: str | None = Field(
        default=None, description="who says what has no take: builtin or another engine, or none"
    )
    say: dict[str, Words] = Field(
        default={}, description='how words are said that are misread: "Géron" is "Jay-ron"'
    )


TABLES: dict[str, type[Section]] = {
    "lecture": LectureTable,
    "video": VideoTable,
    "voice": VoiceTable,
    **CLIPS,
}
"""Every table of ``lecture.toml``, in the order in which ``unrolled init`` writes them."""
