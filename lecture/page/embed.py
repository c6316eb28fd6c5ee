"""Snippets that put a clip or a figure of the site into another page."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from textwrap import indent
from urllib.parse import quote

from jinja2 import Environment

from lecture.config.errors import suggestion
from lecture.page.clips import ClipOnPage, read_clip
from lecture.page.environment import environment
from lecture.page.pages import INTERACTIVE, embedded
from rnn_math.errors import InputError
from scenes.params import CLIPS


@dataclass(frozen=True)
class Snippet:
    """Text to paste, and what its author should know."""

    text: str
    note: str


@dataclass(frozen=True)
class Embedded:
    """What is embedded: ``clip`` is None for a figure, which needs its own page around it."""

    name: str
    title: str
    url: str  # of the site's folder, with a slash at its end
    clip: ClipOnPage | None

    @property
    def is_interactive(self) -> bool:
        """Is its page one to work with, which is taller than a video?"""
        return self.name in INTERACTIVE

    @property
    def media(self) -> str:
        """What names of media files follow."""
        return f"{self.url}media/{quote(self.name)}"

    @property
    def page(self) -> str:
        """The page for a frame."""
        return self.url + quote(embedded(self.name))


def found(name: str, out: Path, url: str) -> Embedded:
    """The clip or the figure ``name`` of the site under ``out``, which will lie at ``url``.

    Raises :class:`InputError` if there is no such thing, or not yet.
    """
    known = dict.fromkeys((*CLIPS, *INTERACTIVE))
    if name not in known:
        raise InputError(f"embed: no clip {suggestion(name, known)}")
    site = out / "site"
    webm = site / "media" / f"{name}.webm"
    clip = read_clip(name, out, webm if webm.is_file() else None)
    if not (site / embedded(name)).is_file() or (clip is None and name not in INTERACTIVE):
        raise InputError(f"embed {name}: {site / embedded(name)} is not there yet: unrolled page")
    title = clip.title if clip else _title_of(site / embedded(name))
    return Embedded(name, title, url if url.endswith("/") else f"{url}/", clip)


def _title_of(page: Path) -> str:
    """What a page calls itself, in whichever language it is."""
    found = re.search(r"<title>(.*?)</title>", page.read_text(encoding="utf-8"), re.DOTALL)
    return unescape(found[1]) if found else page.stem


def snippet(thing: Embedded, target: str) -> Snippet:
    """The snippet for ``target``, one of :data:`TARGETS`."""
    return TARGETS[target](thing)


def _html(thing: Embedded) -> Snippet:
    if thing.clip is None:
        return _iframe(thing)
    return Snippet(
        _rendered("snippet_video.html", thing),
        "Copy the site's folder beside your page, or say with --url where it lies. Captions are "
        "loaded from the same server only; from another one take --for iframe.",
    )


def _iframe(thing: Embedded) -> Snippet:
    return Snippet(
        _rendered("snippet_iframe.html", thing),
        "Works on any page that allows frames; captions, chapters and the transcript are inside.",
    )


def _myst(thing: Embedded) -> Snippet:
    text = f":::{{iframe}} {thing.page}\n:width: 100%\n:title: {' '.join(thing.title.split())}\n"
    note = (
        "For MyST and Jupyter Book 2, which copy no folder: put the site on a server and give its "
        "whole address as --url."
    )
    if thing.clip:
        note += (
            " A video alone, without captions, may lie beside the page: "
            f":::{{figure}} {thing.name}.mp4"
        )
    return Snippet(f"{text}{_line(thing.title)}\n:::\n", note)


def _jupyter_book(thing: Embedded) -> Snippet:
    return Snippet(
        f"```{{raw}} html\n{_html(thing).text}```\n",
        "For Jupyter Book 1, and MyST under Sphinx: let sphinx.config.html_extra_path copy the "
        "site's folder, and give its place as --url.",
    )


def _quarto(thing: Embedded) -> Snippet:
    if thing.clip is None:
        text = _iframe(thing).text.replace("<iframe ", '<iframe data-external="1" ', 1)
        return Snippet(
            f"```{{=html}}\n{text}```\n",
            "List the site's folder under resources in _quarto.yml. With embed-resources: true a "
            "frame stays outside of the file: give the whole address of the site as --url.",
        )
    return Snippet(
        f"```{{=html}}\n{_html(thing).text}```\n",
        "List the site's folder under resources in _quarto.yml. With embed-resources: true video "
        "and captions become part of the file.",
    )


def _sphinx(thing: Embedded) -> Snippet:
    return Snippet(
        f".. raw:: html\n\n{indent(_html(thing).text, '   ')}",
        "Let html_extra_path in conf.py copy the site's folder, and give its place as --url.",
    )


def _mkdocs(thing: Embedded) -> Snippet:
    return Snippet(
        _html(thing).text,
        "Put the site's folder into docs/. MkDocs leaves addresses in HTML as they are, so --url "
        "is the way there from the finished page, such as ../site/.",
    )


def _moodle(thing: Embedded) -> Snippet:
    return Snippet(
        _html(thing).text,
        "Upload the MP4 and the VTT to Moodle and put their addresses here, or set --url. Paste "
        "in the HTML view of the editor.",
    )


def _canvas(thing: Embedded) -> Snippet:
    return Snippet(
        _iframe(thing).text.replace("aspect-ratio:16/10", "height:38rem"),
        "A frame, since the editor of Canvas drops captions, with a height, since it drops aspect "
        "ratios: paste in its HTML editor, with the whole address of your site as --url.",
    )


TARGETS: dict[str, Callable[[Embedded], Snippet]] = {
    "html": _html,
    "iframe": _iframe,
    "myst": _myst,
    "jupyter-book": _jupyter_book,
    "quarto": _quarto,
    "sphinx": _sphinx,
    "mkdocs": _mkdocs,
    "moodle": _moodle,
    "canvas": _canvas,
}
"""What snippets can be made for."""


def _rendered(template: str, thing: Embedded) -> str:
    jinja: Environment = environment()
    return jinja.get_template(template).render(thing=thing, clip=thing.clip) + "\n"


def _line(text: str) -> str:
    """One line, in which Markdown reads nothing but text."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>{}&$|~#" else c for c in " ".join(text.split()))
