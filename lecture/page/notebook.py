"""A clip in a notebook: ``from lecture import show``, then ``show("rolling")``."""

from base64 import b64encode
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup

from lecture.page.clips import ClipOnPage, data_url, read_clip
from lecture.page.house import environment, words
from lecture.page.transcript import title_of
from rnn_math.errors import InputError


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
                words=words(self.clip.language),
            )
        )

    def __str__(self) -> str:
        beats = (f"{title_of(beat)}: {beat.narration}" for beat in self.clip.timeline.beats)
        return "\n".join((self.clip.title, *beats))


def shown(name: str, out: Path, *, embed: bool) -> Shown:
    """The clip ``name`` under ``out``, in the smaller format if ``unrolled page`` made it.

    Raises :class:`InputError` if there is no such clip.
    """
    webm = out / "site" / "media" / f"{name}.webm"
    there = webm if webm.is_file() and _is_newer(webm, out / "clips" / f"{name}.mp4") else None
    clip = read_clip(name, out, words("en"), there) if _is_plain(name) else None
    if clip is None:
        made = sorted(path.stem for path in (out / "clips").glob("*.mp4"))
        known = f"there is {', '.join(made)}" if made else "nothing was rendered there yet"
        raise InputError(f"show({name!r}): no clip of this name in {out / 'clips'}; {known}")
    return Shown(clip, there or out / "clips" / f"{name}.mp4", embed)


def _is_plain(name: str) -> bool:
    return name.replace("-", "").isalnum()


def _is_newer(file: Path, than: Path) -> bool:
    return than.is_file() and file.stat().st_mtime >= than.stat().st_mtime


def _inside(video: Path) -> Markup:
    """The video as an address that holds it: the notebook needs no other file."""
    kind = "video/webm" if video.suffix == ".webm" else "video/mp4"
    return Markup(f"data:{kind};base64,{b64encode(video.read_bytes()).decode()}")
