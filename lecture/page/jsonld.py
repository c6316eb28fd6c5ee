"""Clips as schema.org describes them, for search engines and other machines."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from lecture.page.clips import ClipOnPage
from lecture.page.transcript import chapters

_CONTEXT = "https://schema.org"  # a name, not an address that anything is loaded from


def video_list(pages: Sequence[str]) -> dict[str, Any]:
    """An ``ItemList`` of the pages on which the videos are described."""
    items = [
        {"@type": "ListItem", "position": number, "url": page}
        for number, page in enumerate(pages, start=1)
    ]
    return {"@context": _CONTEXT, "@type": "ItemList", "itemListElement": items}


def video_object(clip: ClipOnPage, media: str, page: str) -> dict[str, Any]:
    """A ``VideoObject``; its ``hasPart`` are the beats.

    ``media`` is what the names of files follow, ``page`` the address of the clip's own page.
    """
    first = clip.passages[0]
    return {
        "@context": _CONTEXT,
        "@type": "VideoObject",
        "name": clip.title,
        "description": first.narration or first.headline or clip.title,
        "inLanguage": clip.language,
        "duration": iso_duration(clip.seconds),
        "uploadDate": clip.made.isoformat(),
        "thumbnailUrl": [f"{media}{quote(clip.name)}.png"],
        "contentUrl": f"{media}{quote(clip.sources[-1].file)}",
        "embedUrl": page,
        "encodingFormat": clip.sources[-1].type,
        "width": clip.width,
        "height": clip.height,
        "hasPart": _parts(clip, page),
        "transcript": clip.text,
    }


def _parts(clip: ClipOnPage, page: str) -> list[dict[str, Any]]:
    return [
        {
            "@type": "Clip",
            "name": title,
            "startOffset": round(start, 3),
            "endOffset": round(end, 3),
            "url": f"{page}#t={round(start, 3)}",
        }
        for title, start, end in chapters(clip.timeline)
    ]


def iso_duration(seconds: float) -> str:
    """As ISO 8601 writes it: PT1M30.4S."""
    minutes, rest = divmod(round(seconds, 3), 60)
    shown = f"{rest:.3f}".rstrip("0").rstrip(".")
    return f"PT{minutes:.0f}M{shown}S"
