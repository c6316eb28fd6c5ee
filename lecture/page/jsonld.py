"""Clips as schema.org describes them, for search engines and other machines."""

from typing import Any
from urllib.parse import quote

from lecture.page.clips import ClipOnPage
from lecture.page.transcript import title_of

_CONTEXT = "https://schema.org"  # a name, not an address that anything is loaded from


def video_object(clip: ClipOnPage, media: str, page: str, *, spoken: bool) -> dict[str, Any]:
    """A ``VideoObject`` whose ``hasPart`` are the beats.

    ``media`` is what the names of files follow, ``page`` the address of the clip's own page.
    ``spoken`` adds the whole transcript.
    """
    first, mp4 = clip.passages[0], clip.sources[-1]
    described: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "VideoObject",
        "name": clip.title,
        "description": first.narration or first.headline or clip.title,
        "inLanguage": clip.language,
        "duration": iso_duration(clip.seconds),
        "uploadDate": clip.made.isoformat(),
        "thumbnailUrl": [f"{media}{quote(clip.name)}.png"],
        "contentUrl": f"{media}{quote(mp4.file)}",
        "embedUrl": page,
        "encodingFormat": mp4.type,
        "width": clip.width,
        "height": clip.height,
        "hasPart": [
            {
                "@type": "Clip",
                "name": title_of(beat),
                "startOffset": round(beat.start / clip.timeline.fps, 3),
                "endOffset": round((beat.start + beat.frames) / clip.timeline.fps, 3),
                "url": f"{page}#t={round(beat.start / clip.timeline.fps, 3)}",
            }
            for beat in clip.timeline.beats
        ],
    }
    return described | ({"transcript": clip.text} if spoken else {})


def iso_duration(seconds: float) -> str:
    """As ISO 8601 writes it: PT1M30.4S."""
    minutes, rest = divmod(round(seconds, 3), 60)
    shown = f"{rest:.3f}".rstrip("0").rstrip(".")
    return f"PT{minutes:.0f}M{shown}S"
