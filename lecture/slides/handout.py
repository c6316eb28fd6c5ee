"""``slides/handout.pdf``: a page a beat, with its picture and what is said, as text."""

import json
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import typst
from PIL import Image

from lecture.config.model import LectureConfig
from lecture.pieces.published import Published
from lecture.publishing.publish import publish, reported, staging
from lecture.slides.sheet import Sheet, sheets
from scenes.languages import words_of
from scenes.theme import LIGHT

PACKAGE = "lecture.slides"

_WIDTH = 1600  # pixels at most of a picture: 240 to the inch
_STANDARD: Literal["ua-1"] = (
    "ua-1"  # readable by everyone: tagged, with a title, a language and descriptions
)


def write_handout(config: LectureConfig, published: Sequence[Published], out: Path) -> Path:
    """Publish ``slides/handout.pdf`` under ``out``."""
    target = out / "slides" / "handout.pdf"
    template = resources.files(PACKAGE) / "handout.typ"
    with staging(out) as folder, reported(target):
        pages = [_page(sheet, picture, folder) for sheet, picture in sheets(published)]
        data = {
            "title": config.title,
            "language": config.look.language[:2],
            "numbers": words_of(config.look.language, "slides")["numbers"],
            "ink": LIGHT.text,  # on paper, whatever the clips are drawn in
            "muted": LIGHT.muted,
            "faint": LIGHT.faint,
            "sheets": pages,
        }
        (folder / "data.json").write_text(json.dumps(data), encoding="utf-8")
        source = folder / "handout.typ"
        source.write_text(template.read_text(encoding="utf-8"), encoding="utf-8")
        fonts = typst.Fonts(include_system_fonts=True, font_paths=[*config.look.fonts])
        typst.compile(
            str(source),
            output=str(folder / target.name),
            root=str(folder),
            font_paths=fonts,
            format="pdf",
            pdf_standards=_STANDARD,
        )
        publish(folder / target.name, target)
    return target


def _page(sheet: Sheet, picture: Image.Image, folder: Path) -> dict[str, Any]:
    name = f"{sheet.number:03}.png"
    picture.thumbnail((_WIDTH, _WIDTH), Image.Resampling.LANCZOS)
    picture.save(folder / name, "PNG")
    return {
        "clip": sheet.published.clip.title,
        "opens": sheet.first == 0,
        "title": sheet.title,
        "picture": name,
        "narration": sheet.narration,
        "values": [{"what": values.what, "rows": values.rows} for values in sheet.values],
    }
