"""A clip in a notebook: ``from lecture import show``, then ``show("rolling")``."""

from base64 import b64encode
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup

from lecture.config.errors import suggestion
from lecture.page.clips import ClipOnPage, data_url, read_clip
from lecture.page.environment import environment
from lecture.page.transcript import title_of
from rnn_math.errors import InputError
from scenes.languages import words_of
from scenes.params import CLIPS


@dataclass(frozen=True)
class Shown:
    """A clip that a notebook shows; printed anywhere else it is its transcript."""

    clip: ClipOnPage = field(repr=False)
    video: Path
    embed: bool

    def _repr_html_(self) -> str:
        """A player with captions: all in one, or with the address of the video."""
        return str(
            environment()
            .get_template("notebook.html")
            .render(
                clip=self.clip,
                type=self.clip.sources[0].type,
                video=_inside(self.video) if self.embed else self.video.as_posix(),
                captions=data_url(self.clip.captions),
                words=words_of(self.clip.language, "page"),
            )
        )

    def __str__(self) -> str:
        beats = (f"{title_of(beat)}: {beat.narration}" for beat in self.clip.timeline.beats)
        return "\n".join((self.clip.title, *beats))


def shown(name: str, out: Path, *, embed: bool) -> Shown:
    """The clip ``name`` under ``out``, in the smaller format if ``unrolled page`` made it.

    Raises :class:`InputError` if there is no such clip.
    """
    if name not in CLIPS:
        raise InputError(f"show: no clip {suggestion(name, CLIPS)}")
    mp4 = out / "clips" / f"{name}.mp4"
    webm = out / "site" / "media" / f"{name}.webm"
    video = webm if _is_newer(webm, mp4) else mp4
    clip = read_clip(name, out, webm if video == webm else None)
    if clip is None:
        raise InputError(f"show: {mp4} is not there yet: unrolled render {name}")
    return Shown(clip, video, embed)


def _is_newer(file: Path, than: Path) -> bool:
    return file.is_file() and than.is_file() and file.stat().st_mtime >= than.stat().st_mtime


def _inside(video: Path) -> Markup:
    """The video as an address that holds it: the notebook needs no other file."""
    kind = "video/webm" if video.suffix == ".webm" else "video/mp4"
    return Markup(f"data:{kind};base64,{b64encode(video.read_bytes()).decode()}")
