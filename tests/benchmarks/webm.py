"""What a page costs beside its lecture: python -m tests.benchmarks.webm [CLIP…]

Both are made from nothing, one after the other: seconds of the clock and of the processor. Then
for each clip the size of both films, and how close they come to what was drawn. ``--settings``
compares some of AV1 instead, on one clip.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from lecture.config.model import load_config
from lecture.production.film import film
from lecture.video import av1
from lecture.video.webm import joined
from tests.benchmarks.quality import drawn, quality_of
from tests.benchmarks.runs import Run, ours, unrolled

QUALITY, FPS = "1080p60", 60
SETTINGS = [("12", "42"), ("12", "38"), ("12", "36"), ("11", "38"), ("10", "38")]


def compare(clips: Sequence[str]) -> None:
    """The page and the lecture, both from nothing."""
    with TemporaryDirectory() as folder:
        out = Path(folder)
        chosen = f"lecture.clips={[*clips]}".replace("'", '"')
        alone = ours(clips, QUALITY, out / "render")
        both = unrolled("page", "--set", chosen, "--quality", QUALITY, "--out", out / "page")
        after = unrolled("page", "--set", chosen, "--quality", QUALITY, "--out", out / "render")
        again = unrolled("page", "--set", chosen, "--quality", QUALITY, "--out", out / "page")
        _tell("render, from nothing", alone, alone)
        _tell("page, from nothing", both, alone)
        _tell("page, after render", after, alone)
        _tell("page, once more", again, alone)
        table = Table("clip", "film", "bytes", "PSNR", "worst", "SSIM")
        for clip in clips:
            originals = drawn(clip, QUALITY)
            for kind in ("mp4", "webm"):
                file = out / "page" / "site" / "media" / f"{clip}.{kind}"
                _add_row(table, [clip, kind], file, originals)
    Console().print(table)


def _tell(name: str, run: Run, than: Run) -> None:
    print(
        f"{name:22}{run.wall:7.1f} s ({run.wall / than.wall:.2f}), "
        f"processor {run.processor:6.1f} s ({run.processor / than.processor:.2f}), "
        f"{run.memory:.0f} MB"
    )


def compare_settings(clip: str) -> None:
    """Other presets and steps of AV1; the time is that of drawing and encoding."""
    (job,) = load_config(None, []).jobs([clip])
    originals = drawn(clip, QUALITY)
    table = Table("preset", "crf", "processor", "bytes", "PSNR", "worst", "SSIM")
    for preset, crf in SETTINGS:
        av1.AV1.update(preset=preset, crf=crf)
        begun = time.process_time()
        footage = film(job, kinds=("webm",))
        spent = time.process_time() - begun
        with TemporaryDirectory() as folder:
            file = Path(folder) / "clip.webm"
            file.write_bytes(joined([*footage.segments.values()], FPS))
            _add_row(table, [preset, crf, f"{spent:.1f} s"], file, originals)
    Console().print(table)


def _add_row(table: Table, head: list[str], file: Path, originals: dict) -> None:
    found = quality_of(file, originals, FPS)
    size = f"{file.stat().st_size:,}"
    table.add_row(*head, size, f"{found.psnr:.2f}", f"{found.worst:.2f}", f"{found.ssim:.5f}")


if __name__ == "__main__":
    names = [name for name in sys.argv[1:] if name != "--settings"]
    if "--settings" in sys.argv:
        compare_settings(*names)
    else:
        compare(names or load_config().clips)
