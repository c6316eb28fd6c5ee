"""``slides/lecture.pptx``: one slide a beat, with its video, its picture and what is said."""

from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from PIL import Image

from lecture.config.model import LectureConfig
from lecture.pieces.cut import cut
from lecture.pieces.published import Published
from lecture.publishing.publish import publish, reported, staging
from lecture.slides.sheet import Sheet, sheets
from lecture.slides.theme import paint
from rnn_math.errors import InputError, OutputError
from scenes.languages import words_of

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide

LARGEST = 2_000_000_000
"""Bytes of video; PowerPoint refuses or damages files of more than two gigabytes."""

PACKAGE = "lecture.slides"

_WIDTH = 12_192_000  # EMU, 13⅓ inches: PowerPoint's own wide slide
_TITLE_ONLY = 5  # of the layouts of python-pptx' template
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"  # MS-PPTX 2.4.1, sectionLst
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"


def write_deck(config: LectureConfig, published: Sequence[Published], out: Path) -> Path:
    """Publish ``slides/lecture.pptx`` under ``out``.

    Raises :class:`InputError` without python-pptx, :class:`OutputError` if it were too large.
    """
    make = python_pptx()
    size = sum(each.video.stat().st_size for each in published)
    if size > LARGEST:
        raise OutputError(
            f"slides --pptx: the videos are {size / 1e9:.1f} GB, more than PowerPoint opens "
            f"({LARGEST / 1e9:.0f} GB): name fewer clips, or choose --quality 720p30"
        )
    from pptx.util import Emu

    target = out / "slides" / "lecture.pptx"
    with staging(out) as folder, reported(target):
        deck: Presentation = make()
        clip = published[0].clip
        deck.slide_width = Emu(_WIDTH)
        deck.slide_height = Emu(round(_WIDTH * clip.height / clip.width))
        deck.core_properties.title = config.title
        deck.core_properties.language = config.look.language
        deck.core_properties.author = ""
        paint(deck, config.look.theme)
        numbers = words_of(config.look.language, "slides")["numbers"]
        for sheet, picture in sheets(published):
            _add_slide(deck, sheet, picture, numbers, folder)
        _add_sections(deck, published)
        deck.save(str(folder / target.name))
        publish(folder / target.name, target)
    return target


def python_pptx() -> Any:
    """What makes a presentation; raises :class:`InputError` if it is not installed."""
    try:
        from pptx import Presentation
    except ImportError as absent:
        raise InputError(
            "slides --pptx: python-pptx is not installed: pip install 'unrolled[slides]'"
        ) from absent
    return Presentation


def _add_slide(
    deck: "Presentation", sheet: Sheet, picture: Image.Image, numbers: str, folder: Path
) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    _hide_title(deck, slide, sheet.title)
    video, poster = folder / "beat.mp4", folder / "beat.png"
    timeline = sheet.published.clip.timeline
    cut(sheet.published.video, video, sheet.first, sheet.frames, timeline.fps, sheet.title)
    picture.save(poster, "PNG")
    width, height = deck.slide_width, deck.slide_height
    assert width is not None
    assert height is not None
    movie = slide.shapes.add_movie(
        str(video), 0, 0, width, height, str(poster), mime_type="video/mp4"
    )
    properties = movie._element.nvPicPr.cNvPr  # python-pptx has no name for the description
    properties.set("name", sheet.title)
    properties.set("descr", sheet.narration)
    _play_on_click(slide, movie.shape_id, sheet.seconds)
    text = slide.notes_slide.notes_text_frame
    assert text is not None
    text.text = "\n".join((sheet.narration, *_values(sheet, numbers)))


def _values(sheet: Sheet, numbers: str) -> Iterable[str]:
    """The numbers that come on screen, a line for each row."""
    if sheet.values:
        yield ""
        yield f"{numbers}:"
    for values in sheet.values:
        yield f"{values.what}: {' / '.join(', '.join(row) for row in values.rows)}"


def _hide_title(deck: "Presentation", slide: "Slide", title: str) -> None:
    """Above the slide, as PowerPoint does it: it is in the picture, but lists need it as well."""
    from pptx.util import Emu

    shape = slide.shapes.title
    assert shape is not None
    assert deck.slide_width is not None
    height = deck.slide_width // 16
    shape.left, shape.top, shape.width, shape.height = map(
        Emu, (0, -height, deck.slide_width, height)
    )
    shape.text_frame.text = title


def _play_on_click(slide: "Slide", shape: int, seconds: float) -> None:
    """The next click, or a clicker, plays the video; the one after it goes on."""
    from lxml import etree

    template = (resources.files(PACKAGE) / "timing.xml").read_text(encoding="utf-8")
    timing = etree.fromstring(template.format(shape=shape, milliseconds=round(seconds * 1000)))
    (old,) = slide.element.findall(f"{{{timing.nsmap['p']}}}timing")
    slide.element.replace(old, timing)


def _add_sections(deck: "Presentation", published: Sequence[Published]) -> None:
    """Clips as sections, which python-pptx knows nothing of."""
    from lxml import etree

    main = deck.element.nsmap["p"]
    extension = etree.SubElement(
        etree.SubElement(deck.element, f"{{{main}}}extLst"), f"{{{main}}}ext", uri=_SECTIONS
    )
    sections = etree.SubElement(extension, f"{{{_P14}}}sectionLst", nsmap={"p14": _P14})
    slides = iter(deck.slides)
    for each in published:
        name = f"{{{str(uuid5(NAMESPACE_URL, each.clip.name)).upper()}}}"
        section = etree.SubElement(
            sections, f"{{{_P14}}}section", name=" ".join(each.clip.title.split()), id=name
        )
        listed = etree.SubElement(section, f"{{{_P14}}}sldIdLst")
        for _ in each.clip.timeline.beats:
            etree.SubElement(listed, f"{{{_P14}}}sldId", id=str(next(slides).slide_id))
