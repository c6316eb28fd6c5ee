"""A moment of a clip as a picture, under ``pieces/``."""

import json
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

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
) -> Path:
    """Publish ``moment`` of a clip; ``clear`` leaves out its background.

    What was drawn before is taken from ``cache``. Raises :class:`InputError` if there is no such
    beat or moment.
    """
    timeline = published.clip.timeline
    frame = moment.frame(timeline)
    number = moment.is_last(timeline)
    target = out / "pieces" / f"{moment.stem}.{kind}"
    if kind == "png" and number is not None and published.kept and not clear:
        content = published.kept[number]
    else:
        key = _key(published, frame, kind, clear)
        kept = cache.get(key)
        content = _drawn(job, published, frame, kind, out, clear) if kept is None else kept
        cache.put(key, content)
    with staging(out) as folder, reported(target):
        staged = folder / target.name
        staged.write_bytes(content)
        publish(staged, target)
    return target


def _key(published: Published, frame: int, kind: Kind, clear: bool) -> str:
    document = published.video.with_suffix(".json").read_bytes()
    return sha256(json.dumps(["still", frame, kind, clear]).encode() + document).hexdigest()[:40]


def _drawn(job: Job, published: Published, frame: int, kind: Kind, out: Path, clear: bool) -> bytes:
    from lecture.pieces.drawn import look_at, picture_of
    from lecture.pieces.vector import svg_of

    published.demand_fresh()
    background = None if clear else THEMES[job.look.theme].background
    seen: list[bytes] = []

    def look(_: int, renderer: "FrameRenderer") -> None:
        assert renderer.scene is not None
        if kind == "png":
            picture = Image.fromarray(picture_of(renderer))
            file = BytesIO()
            (picture if clear else picture.convert("RGB")).save(file, "PNG", optimize=True)
            seen.append(file.getvalue())
        else:
            seen.append(svg_of(renderer.scene, published.clip.title, background).encode())

    look_at(job, [frame], out, look, clear=clear)
    return _pdf(seen[0], job) if kind == "pdf" else seen[0]


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
