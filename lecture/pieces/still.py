"""A moment of a clip as a picture, under ``pieces/``."""

import json
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
import typst
from PIL import Image

from lecture.freshness.cache import Cache
from lecture.pieces.address import Moment
from lecture.pieces.published import Published
from lecture.production.job import Job
from lecture.publishing.publish import publish, reported, staging
from scenes.theme import THEMES

if TYPE_CHECKING:
    from lecture.drawing.renderer import FrameRenderer

Kind = Literal["png", "svg", "pdf"]


def write_still(
    job: Job,
    published: Published,
    moment: Moment,
    kind: Kind,
    out: Path,
    cache: Cache,
    *,
    clear: bool = False,
    burn: bool = False,
) -> Path:
    """Publish ``moment`` of a clip; ``clear`` leaves out its background, ``burn`` adds a caption.

    What was drawn before is taken from ``cache``. Raises :class:`InputError` if there is no such
    beat or moment, or nothing is said that could be burnt in.
    """
    timeline = published.clip.timeline
    frame = moment.frame(timeline)
    number = moment.is_last(timeline)
    text = ""
    if burn:
        from lecture.pieces.burning import text_of_moment

        text = text_of_moment(timeline, moment.beat_of(timeline), frame, f"still {moment.address}")
    target = out / "pieces" / f"{moment.stem}{'+burnt' if burn else ''}.{kind}"
    if kind == "png" and number is not None and published.kept and not clear:
        content = published.kept[number]
    else:
        in_outlines = "" if kind == "png" else text
        key = _key(published, frame, kind, clear, in_outlines)
        kept = cache.get(key)
        if kept is None:
            kept = _drawn(job, published, frame, kind, out, clear, in_outlines)
            cache.put(key, kept)
        content = kept
    if kind == "png" and text:
        content = _burnt(content, text, published)
    with staging(out) as folder, reported(target):
        staged = folder / target.name
        staged.write_bytes(content)
        publish(staged, target)
    return target


def _key(published: Published, frame: int, kind: Kind, clear: bool, text: str) -> str:
    document = published.video.with_suffix(".json").read_bytes()
    return sha256(json.dumps(["still", frame, kind, clear, text]).encode() + document).hexdigest()[
        :40
    ]


def _drawn(
    job: Job, published: Published, frame: int, kind: Kind, out: Path, clear: bool, text: str
) -> bytes:
    from lecture.pieces.caption import caption
    from lecture.pieces.drawn import look_at, picture_of
    from lecture.pieces.vector import svg_of

    published.demand_fresh()
    background = None if clear else THEMES[job.look.theme].background
    seen: list[bytes] = []

    def look(_: int, renderer: "FrameRenderer") -> None:
        assert renderer.scene is not None
        if kind == "png":
            picture = Image.fromarray(picture_of(renderer))
            seen.append(_png(picture if clear else picture.convert("RGB")))
        else:
            front = caption(text, published.look) if text else []
            seen.append(svg_of(renderer.scene, published.clip.title, background, front).encode())

    look_at(job, [frame], out, look, clear=clear)
    return _pdf(seen[0], job) if kind == "pdf" else seen[0]


def _burnt(png: bytes, text: str, published: Published) -> bytes:
    from lecture.pieces.burning import over_picture
    from lecture.pieces.caption import captions

    with Image.open(BytesIO(png)) as picture:
        plain = picture if picture.mode == "RGBA" else picture.convert("RGB")
        laid = captions([text], picture.size, published.look)[text]
        return _png(Image.fromarray(over_picture(np.asarray(plain), laid)))


def _png(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()


def _pdf(svg: bytes, job: Job) -> bytes:
    """A page as large as the picture; its text is set in the fonts that the clips have."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[*job.look.fonts])
    source = (
        "#set page(width: 1280pt, height: auto, margin: 0pt, fill: none)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    )
    compiler = typst.Compiler(source.encode(), font_paths=fonts, sys_inputs={"svg": svg.decode()})
    made = compiler.compile(format="pdf")
    assert isinstance(made, bytes)
    return made
