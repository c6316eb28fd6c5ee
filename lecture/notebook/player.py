"""What a notebook shows of a clip: a player with captions, and its transcript as plain text."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import srt
import webvtt
from markupsafe import Markup

from lecture.page.clips import ClipOnPage, data_url, media_type
from lecture.page.environment import environment
from lecture.page.transcript import title_of
from lecture.publishing.captions import Cue, to_vtt
from scenes.languages import words_of
from scenes.timeline import Beat


@dataclass(frozen=True)
class Shown:
    """Beats of a clip that a notebook shows; printed anywhere else they are their transcript.

    ``content`` is the whole video, None if its ``video`` is to be loaded from where it lies.
    """

    clip: ClipOnPage = field(repr=False)
    beats: tuple[Beat, ...] = field(repr=False)
    video: Path
    content: bytes | None = field(repr=False)

    def _repr_html_(self) -> str:
        """A player with captions: all in one, or with the address of the video."""
        suffix = "webm" if self.video.suffix == ".webm" else "mp4"
        inside = self.content and f"data:video/{suffix};base64,{b64encode(self.content).decode()}"
        return str(
            environment()
            .get_template("notebook.html")
            .render(
                clip=self.clip,
                type=media_type(self.video) if self.video.is_file() else f"video/{suffix}",
                video=Markup(inside) if inside else self.video.as_posix(),
                captions=data_url(captions_of(self.clip, self.beats)),
                words=words_of(self.clip.language, "page"),
            )
        )

    def __str__(self) -> str:
        beats = (f"{title_of(beat)}: {beat.narration}" for beat in self.beats)
        return "\n".join((self.clip.title, *beats))


def captions_of(clip: ClipOnPage, beats: Sequence[Beat]) -> str:
    """The captions of ``beats``, which follow each other, from the first one's start on."""
    if len(beats) == len(clip.timeline.beats):
        return clip.captions
    fps = clip.timeline.fps
    start, end = beats[0].start / fps, (beats[-1].start + beats[-1].frames) / fps
    return to_vtt([*_between(clip.captions, start, end)])


def _between(vtt: str, start: float, end: float) -> Iterable[Cue]:
    for caption in webvtt.from_string(vtt).captions:
        first, last = (srt.srt_timestamp_to_timedelta(t).total_seconds()
                       for t in (caption.start, caption.end))  # fmt: skip
        if start <= first < end:
            yield Cue(first - start, min(last, end) - start, caption.text)
