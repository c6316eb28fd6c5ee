"""The pages of the site as text: the course page, and one for each thing to embed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup

from lecture.config.model import LectureConfig
from lecture.page.clips import ClipOnPage, total_minutes
from lecture.page.environment import environment
from lecture.page.jsonld import video_list, video_object
from lecture.page.quiz import forms
from scenes.languages import current, speaking, typography, words_of

if TYPE_CHECKING:
    from lecture.page.figures import Figures

SECTIONS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "rolling": (("opening", "feedback"), ("rolling",)),
    "cell": ((), ("equation",)),
    "state": ((), ("state",)),
    "learning": ((), ("training", "forgetting", "lstm", "gru")),
    "architectures": (
        (),
        (
            "sequence-to-sequence",
            "sequence-to-vector",
            "vector-to-sequence",
            "encoder-decoder",
            "architectures",
        ),
    ),
    "quiz": ((), ("quiz", "closing")),
}
"""The course page from top to bottom: clips before the section's figure, and after it."""

INTERACTIVE = ("cell", "learning", "architectures", "quiz")
"""The sections that can be embedded on their own; a clip of the same name goes with them."""


_LINK_TO_CLIP = re.compile(r'<a href="#clip-(?P<clip>[a-z-]+)">.*?</a>')


@dataclass(frozen=True)
class _Section:
    name: str
    title: str
    text: tuple[str, ...]
    figure: Markup
    before: tuple[ClipOnPage, ...]
    after: tuple[ClipOnPage, ...]


def pages(
    config: LectureConfig, clips: Sequence[ClipOnPage], figures: "Figures", url: str = ""
) -> dict[str, str]:
    """Every page by its place in the site.

    ``url`` is where the site will lie, for those who must be told: search engines and previews.
    """
    with speaking(config.look.language):
        maker = _Maker(config, clips, figures, url)
        made = {"index.html": maker.index()}
        made |= {embedded(clip.name): maker.clip(clip) for clip in clips}
        return made | {embedded(name): maker.figure(name) for name in INTERACTIVE}


def embedded(name: str) -> str:
    """Where the page that embeds a clip or a figure lies."""
    return f"embed/{name}.html"


class _Maker:
    def __init__(
        self, config: LectureConfig, clips: Sequence[ClipOnPage], figures: "Figures", url: str
    ) -> None:
        self._templates = environment()
        self._words = words_of(config.look.language, "page")
        self._clips = {clip.name: clip for clip in clips}
        self._figures = figures
        self._url = url
        self._title = config.title
        self._questions = forms(config, figures.quiz_wirings)
        self._common = {
            "language": config.look.language,
            "words": self._words,
            "questions": self._questions,
        }

    def index(self) -> str:
        clips = list(self._clips.values())
        about = self._words["about"].format(clips=len(clips), minutes=total_minutes(clips))
        media = f"{self._url}media/"
        return self._render(
            "index.html",
            root="",
            title=self._title,
            description=self._words["lede"],
            about=about,
            sections=[self._section(name) for name in SECTIONS],
            data=self._data,
            objects=[video_list([f"{self._url}{embedded(clip.name)}" for clip in clips])],
            image=f"{media}{quote(clips[0].name)}.png" if self._url and clips else "",
            made_by=f"unrolled {version('unrolled')}",
        )

    def clip(self, clip: ClipOnPage) -> str:
        media, page = self._from_embed()
        return self._render(
            "embed_clip.html",
            root="../",
            title=clip.title,
            description=clip.title,
            clip=clip,
            data=None,
            objects=[self._described(clip, media, page)],
        )

    def figure(self, name: str) -> str:
        section = self._section(name, root="../")
        clip = self._clips.get(name)
        media, page = self._from_embed()
        return self._render(
            "embed_figure.html",
            root="../",
            title=section.title,
            course=self._title,
            description=" ".join(section.text),
            section=section,
            clip=clip,
            data=self._data,
            objects=[self._described(clip, media, page)] if clip else [],
        )

    @property
    def _data(self) -> dict[str, Any]:
        """What the script needs: the figures', and what it says and how it writes numbers."""
        writes = typography(current())
        said = {**self._words["script"], "decimal": writes.decimal, "percent": writes.percent}
        return {**self._figures.data, "words": said}

    def _from_embed(self) -> tuple[str, str]:
        """Where media and embedded pages lie, as seen from an embedded page."""
        return (f"{self._url}media/", f"{self._url}embed/") if self._url else ("../media/", "")

    def _described(self, clip: ClipOnPage, media: str, folder: str) -> dict[str, Any]:
        return video_object(clip, media, f"{folder}{quote(clip.name)}.html")

    def _section(self, name: str, root: str = "") -> _Section:
        said: dict[str, Any] = self._words["sections"][name]
        before, after = SECTIONS[name]
        figure: Markup = getattr(self._figures, name, Markup())
        return _Section(
            name, said["title"], tuple(said["text"]), self._linked(figure, root),
            self._there(before), self._there(after),
        )  # fmt: skip

    def _linked(self, figure: Markup, root: str) -> Markup:
        """``figure`` with links to those clips that there are, wherever it stands."""

        def link(found: re.Match[str]) -> str:
            if found["clip"] not in self._clips:
                return ""
            page = f"{root}index.html" if root else ""
            return found[0].replace('href="', f'href="{page}', 1)

        return Markup(_LINK_TO_CLIP.sub(link, figure))

    def _there(self, names: Iterable[str]) -> tuple[ClipOnPage, ...]:
        return tuple(self._clips[name] for name in names if name in self._clips)

    def _render(self, template: str, **values: Any) -> str:
        return self._templates.get_template(template).render(**self._common, **values)
