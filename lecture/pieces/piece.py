"""A run of beats in a form of its own, under ``pieces/``."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import av

from lecture.freshness.cache import Cache
from lecture.pieces.address import Run
from lecture.pieces.cut import cut
from lecture.pieces.forms import FORMS, Form
from lecture.pieces.pictures import rgb
from lecture.pieces.published import Published
from lecture.pieces.writer import Writer, palette_of
from lecture.production.job import Job
from lecture.publishing.publish import publish, reported, staging
from scenes.timeline import Beat

_ENOUGH = 60  # pictures of a film, to know its colours


@dataclass(frozen=True)
class Order:
    """What is wanted: ``width`` and ``fps`` are those of the form if they are None."""

    run: Run
    form: str
    width: int | None = None
    fps: int | None = None
    clear: bool = False

    @property
    def name(self) -> str:
        """Of the file."""
        return f"{self.run.stem}.{FORMS[self.form].suffix}"


def write_piece(job: Job, published: Published, order: Order, out: Path, cache: Cache) -> Path:
    """Publish what was ordered of a clip. Raises :class:`InputError` if there is no such beat.

    Nothing is drawn unless it shall be transparent; what was made before comes out of ``cache``.
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
    is_whole = order.width is None and order.fps is None
    if order.form == "mp4" and is_whole:
        film.replace(staged)
        return
    form = FORMS[order.form]
    rate = min(order.fps or form.fps or fps, fps)
    chosen = list(dict.fromkeys(n * fps // rate for n in range(-(-frames * rate // fps))))
    size = _size(published, form, order)
    writer = Writer(staged, form, size, rate, clear=order.clear, is_heard=published.has_sound)
    try:
        if order.clear:
            _draw(job, first, chosen, writer, out)
        else:
            if form.pixels == "pal8":
                some = chosen[:: max(1, len(chosen) // _ENOUGH)]
                writer.use_palette(palette_of(rgb(f) for _, f in _frames(film, some, size)))
            for number, frame in _frames(film, chosen, size):
                writer.show_frame(number, frame)
        writer.finish(len(chosen), film)
    finally:
        writer.close()


def _draw(job: Job, first: int, chosen: Sequence[int], writer: Writer, out: Path) -> None:
    from lecture.pieces.drawn import look_at, picture_of

    numbers = {first + frame: number for number, frame in enumerate(chosen)}
    look_at(
        job, [*numbers], out,
        lambda frame, renderer: writer.show(numbers[frame], picture_of(renderer)), clear=True,
    )  # fmt: skip


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
    wanted = (order.run.stem, order.form, order.width, order.fps, order.clear)
    return sha256(json.dumps(["piece", *wanted]).encode() + document).hexdigest()[:40]
