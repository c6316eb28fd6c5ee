"""``show("rolling@unroll-it", hidden_size=6)``: find the beats of a clip, or render them."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from lecture.config.errors import suggestion
from lecture.config.model import LectureConfig, load_config
from lecture.config.source import Entry
from lecture.config.tables import TABLES
from lecture.freshness.cache import Cache
from lecture.freshness.fingerprint import Fingerprint, Surroundings
from lecture.notebook.player import Shown
from lecture.notebook.progress import bar
from lecture.page.clips import ClipOnPage, read_clip
from lecture.pieces.address import Run
from lecture.production.produce import produce
from lecture.publishing.store import fresh_clip
from rnn_math.cache import cache_dir
from rnn_math.errors import InputError, OutputError

QUALITY = "720p30"
"""Of what is rendered for a notebook: what it shows it also holds."""

_USUAL = Path("renders")
_KEPT = 24  # clips that were rendered for notebooks


def shown(piece: str, out: Path | None, embed: bool, settings: Mapping[str, Any]) -> Shown:
    """The beats that ``piece`` names, in the smaller format if ``unrolled page`` made it.

    Raises :class:`InputError` for a clip, beats or a setting that do not exist.
    """
    run = Run.parse(piece)
    config = configured(run.clip, settings)
    folder = _where(run.clip, config, out or _USUAL, as_it_lies=not settings)
    if folder is None:
        if "quality" not in settings:
            config = configured(run.clip, {**settings, "quality": QUALITY})
        folder = rendered(run.clip, config, out)
    webm = folder / "site" / "media" / f"{run.clip}.webm"
    video = folder / "clips" / f"{run.clip}.mp4"
    if run.first is None and _is_newer(webm, video):
        video = webm
    clip = read_clip(run.clip, folder, webm if video == webm else None)
    if clip is None:
        raise OutputError(f"show: {video} was taken away: show it again")
    beats = run.beats(clip.timeline)
    if run.first is not None:
        video = _piece(run, clip, config, folder)
    return Shown(clip, beats, video, video.read_bytes() if embed else None)


def configured(clip: str, settings: Mapping[str, Any]) -> LectureConfig:
    """``lecture.toml``, if there is one, and ``settings``: what a table has of that name.

    The clip's own table goes first, then ``lecture``; ``voice`` is who speaks. Raises
    :class:`InputError` for a name that none has.
    """
    tables = {
        key: table for table in ("video", "lecture", clip) for key in TABLES[table].model_fields
    }
    entries = []
    for key, value in settings.items():
        table, own = ("voice", "engine") if key == "voice" else (tables.get(key), key)
        if table is None:
            raise InputError(f"show {clip}: no parameter {suggestion(key, [*tables, 'voice'])}")
        entries.append(Entry(f"show {clip}", table, own, _plain(value)))
    return load_config(None, entries)


def _plain(value: Any) -> Any:
    """As TOML has it: lists, and texts for paths."""
    if isinstance(value, Path):
        return str(value)
    return [_plain(each) for each in value] if isinstance(value, (list, tuple)) else value


def _where(clip: str, config: LectureConfig, folder: Path, *, as_it_lies: bool) -> Path | None:
    """``folder`` if what is wished for is there; whatever is there if nothing is wished for."""
    if as_it_lies:
        return folder if read_clip(clip, folder) else None
    (job,) = config.jobs((clip,))
    return folder if fresh_clip(Surroundings().fingerprint_of(job), folder) else None


def rendered(clip: str, config: LectureConfig, out: Path | None = None) -> Path:
    """Where the clip lies after it was rendered, unless it was: ``out``, or among what is kept.

    That is in the user's cache: a notebook's own folder is left alone.
    """
    (job,) = config.jobs((clip,))
    fingerprint = Surroundings().fingerprint_of(job)
    home = out or _home()
    folder = out or home / _key(fingerprint)
    cache = Cache(home / ".cache", config.cache_megabytes)
    with bar(job) as tell:
        for outcome in produce({job: fingerprint}, folder, os.cpu_count() or 1, cache, tell):
            if outcome.mistake:
                raise InputError(outcome.mistake)
            if outcome.result is None:
                raise OutputError(f"show {clip}: {outcome.fault.strip().splitlines()[-1]}")
    if out is None:
        folder.touch()
        _tidy(home)
    return folder


def _piece(run: Run, clip: ClipOnPage, config: LectureConfig, folder: Path) -> Path:
    """The run of beats as a film of its own, among what is kept."""
    from lecture.pieces.piece import Order, write_piece
    from lecture.pieces.published import Published

    home = _home()
    (job,) = config.jobs((run.clip,))
    published = Published(clip, folder / "clips" / f"{run.clip}.mp4", None, is_fresh=True)
    document = published.video.with_suffix(".json").read_bytes()
    out = home / sha256(document).hexdigest()[:16]
    made = write_piece(job, published, Order(run, "mp4"), out, Cache(home / ".cache"))
    out.touch()
    _tidy(home)
    return made


def _home() -> Path:
    cached = cache_dir()
    return (cached or Path(tempfile.gettempdir()) / "unrolled") / "notebook"


def _tidy(home: Path) -> None:
    """Leave what was shown last."""
    for folder in sorted(_folders(home), key=lambda f: f.stat().st_mtime, reverse=True)[_KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)


def _folders(home: Path) -> Iterator[Path]:
    return (each for each in home.iterdir() if each.is_dir() and each.name != ".cache")


def _key(fingerprint: Fingerprint) -> str:
    return sha256(repr(fingerprint).encode()).hexdigest()[:16]


def _is_newer(file: Path, than: Path) -> bool:
    return file.is_file() and than.is_file() and file.stat().st_mtime >= than.stat().st_mtime
