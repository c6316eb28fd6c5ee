"""A run of beats in a form of its own, under ``pieces/``."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import av

from lecture.freshness.cache import Cache
from lecture.pieces.address import Run
from lecture.pieces.cut import cut
from lecture.pieces.forms import FORMS, Form
from lecture.pieces.pictures import rgb
from lecture.pieces.published import Published
from lecture.pieces.writer import Writer, palette_of, resized
from lecture.production.job import Job
from lecture.publishing.publish import publish, reported, staging
from scenes.timeline import Beat

if TYPE_CHECKING:
    from lecture.drawing.renderer import FrameRenderer
    from lecture.pieces.caption import Caption

_ENOUGH = 60  # pictures of a film, to know its colours


@dataclass(frozen=True)
class Order:
    """What is wanted: ``width`` and ``fps`` are those of the form if they are None."""

    run: Run
    form: str
    width: int | None = None
    fps: int | None = None
    clear: bool = False
    burn: bool = False  # captions into the pictures

    @property
    def name(self) -> str:
        """Of the file; no beat has a plus sign in its name."""
        burnt = "+burnt" if self.burn else ""
        return f"{self.run.stem}{burnt}.{FORMS[self.form].suffix}"


def write_piece(job: Job, published: Published, order: Order, out: Path, cache: Cache) -> Path:
    """Publish what was ordered of a clip. Raises :class:`InputError` if there is no such beat,
    or if there are no captions to burn in.

    No scene is drawn unless it shall be transparent; what was made before comes out of ``cache``.
    """
    beats = order.run.beats(published.clip.timeline)
    if order.clear:
        published.demand_fresh()
    target = out / "pieces" / order.name
    key = _key(published, order)
    with staging(out) as folder, reported(target):
        staged = folder / target.name
        kept = cache.get(key)
        if kept is not None:
            staged.write_bytes(kept)
        else:
            _make(job, published, beats, order, folder, out, staged)
            cache.put(key, staged.read_bytes())
        publish(staged, target)
    return target


def _make(
    job: Job,
    published: Published,
    beats: Sequence[Beat],
    order: Order,
    folder: Path,
    out: Path,
    staged: Path,
) -> None:
    fps = published.clip.timeline.fps
    first, frames = beats[0].start, sum(beat.frames for beat in beats)
    film = folder / "run.mp4"
    cut(published.video, film, first, frames, fps, published.clip.title)
    is_whole = order.width is None and order.fps is None and not order.burn
    if order.form == "mp4" and is_whole:
        film.replace(staged)
        return
    form = FORMS[order.form]
    rate = min(order.fps or form.fps or fps, fps)
    chosen = list(dict.fromkeys(n * fps // rate for n in range(-(-frames * rate // fps))))
    size = _size(published, form, order)
    shown = _captions(published, order, [first + frame for frame in chosen], size)
    writer = Writer(staged, form, size, rate, clear=order.clear, is_heard=published.has_sound)
    try:
        if order.clear:
            _draw(job, first, chosen, shown, size, writer, out)
        else:
            if form.pixels == "pal8":
                some = slice(None, None, max(1, len(chosen) // _ENOUGH))
                sample = _burnt(film, chosen[some], shown[some], size)
                writer.use_palette(palette_of(rgb(frame) for _, frame in sample))
            for number, frame in _burnt(film, chosen, shown, size):
                writer.show_frame(number, frame)
        writer.finish(len(chosen), film)
    finally:
        writer.close()


def _captions(
    published: Published, order: Order, frames: Sequence[int], size: tuple[int, int]
) -> "Sequence[Caption | None]":
    """What is burnt into each of ``frames`` of the clip."""
    if not order.burn:
        return [None] * len(frames)
    from lecture.pieces.burning import refuse_silence, texts_at
    from lecture.pieces.caption import captions

    texts = texts_at(published.clip.timeline, frames)
    refuse_silence(f"clip {order.run.address}", texts)
    made = captions(filter(None, texts), size, published.look)
    return [made.get(text) for text in texts]


def _draw(
    job: Job,
    first: int,
    chosen: Sequence[int],
    shown: "Sequence[Caption | None]",
    size: tuple[int, int],
    writer: Writer,
    out: Path,
) -> None:
    from lecture.pieces.burning import Burner, over_picture
    from lecture.pieces.drawn import look_at, picture_of

    numbers = {first + frame: number for number, frame in enumerate(chosen)}
    burner = Burner(shown, over_picture)

    def look(frame: int, renderer: "FrameRenderer") -> None:
        picture = resized(picture_of(renderer), size)
        for place, burnt in burner.at(numbers[frame], picture):
            writer.show(place, burnt)

    look_at(job, [*numbers], out, look, clear=True)
    for place, burnt in burner.rest():
        writer.show(place, burnt)


def _burnt(
    film: Path,
    chosen: Sequence[int],
    shown: "Sequence[Caption | None]",
    size: tuple[int, int],
) -> Iterator[tuple[int, av.VideoFrame]]:
    """The frames of ``film`` with what is ``shown`` on them, where either changes."""
    from lecture.pieces.burning import Burner, over_frame

    burner = Burner(shown, over_frame)
    for place, frame in _frames(film, chosen, size):
        yield from burner.at(place, frame)
    yield from burner.rest()


def _frames(
    film: Path, chosen: Sequence[int], size: tuple[int, int]
) -> Iterator[tuple[int, av.VideoFrame]]:
    """Those frames of ``film`` that differ from the one before, with their places in ``chosen``."""
    places = {frame: place for place, frame in enumerate(chosen)}
    width, height = size
    before: list[bytes] = []
    with av.open(str(film.absolute())) as container:
        for number, frame in enumerate(container.decode(video=0)):
            if number not in places:
                continue
            planes = [bytes(plane) for plane in frame.planes]
            if planes != before:
                before = planes
                yield places[number], frame.reformat(width, height, interpolation="LANCZOS")


def _size(published: Published, form: Form, order: Order) -> tuple[int, int]:
    clip = published.clip
    width = min(order.width or form.width or clip.width, clip.width) // 2 * 2
    return width, round(width * clip.height / clip.width / 2) * 2


def _key(published: Published, order: Order) -> str:
    document = published.video.with_suffix(".json").read_bytes()
    wanted = (order.run.stem, order.form, order.width, order.fps, order.clear, order.burn)
    return sha256(json.dumps(["piece", *wanted]).encode() + document).hexdigest()[:40]
