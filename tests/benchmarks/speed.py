"""``make bench``: how fast the lecture is rendered, against stock ``manim``. Asserts nothing.

    python -m tests.benchmarks.speed [clip …] [--full] [--quality SIZE]

Both render the very same scenes in the same run; trust the ratios. Without arguments a few clips
stand for all of them, which is said in the table. Times of the processor count what the machine
did for us, whoever else used it; times of the clock are what a user waits.
"""

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from scenes.params import CLIPS
from tests.benchmarks import quality, runs
from tests.benchmarks.encoding import compare_settings

SOME = ("feedback",)
BARS = {
    "1080p60": "≥ 5 × stock, ≥ 2 × real time, < 600 MB",
    "preview": "≥ 8 × stock, ≥ 12 × real time",
}
ELSEWHERE = (
    "one parameter of one clip in a warm watch",
    "4 Dask workers of one thread against --jobs 2",
    "scaling of a sweep of 40 lectures to 100 workers",
)


def race(clips: Sequence[str], size: str, folder: Path) -> None:
    """Render ``clips`` both ways and print what it took."""
    out, media = folder / size, folder / f"stock-{size}"
    ours = runs.ours(clips, size, out)  # first: the memory of the largest process so far
    again = runs.ours(clips, size, out)
    stock = runs.stock(clips, size, media)
    seconds = sum(_seconds(out / "clips" / f"{clip}.json") for clip in clips)
    print(f"\n{size}, {len(clips)} of {len(CLIPS)} clips, {seconds:.0f} s of video")
    print(f"  bar: {BARS[size]}; nothing to do: < 0.5 s")
    print(f"  {'':9}{'clock s':>9}{'processor s':>13}{'× real time':>13}{'MB':>7}")
    for name, run in (("ours", ours), ("stock", stock)):
        memory = f"{run.memory:.0f}" if name == "ours" else ""
        print(f"  {name:9}{run.wall:9.1f}{run.processor:13.1f}", end="")
        print(f"{seconds / run.wall:13.2f}{memory:>7}")
    print(f"  faster than stock: {stock.wall / ours.wall:.1f} × by the clock, ", end="")
    print(f"{stock.processor / ours.processor:.1f} × by the processor")
    print(f"  nothing to do: {again.wall:.2f} s by the clock, {again.processor:.2f} s of processor")


def _seconds(timeline: Path) -> float:
    return float(json.loads(timeline.read_text(encoding="utf-8"))["seconds"])


def compare_files(clip: str, folder: Path) -> None:
    """Size and quality of what both have made of ``clip``. Bar: 1.25 × the size, same quality."""
    ours = folder / "1080p60" / "clips" / f"{clip}.mp4"
    stock = runs.stock_file(clip, folder / "stock-1080p60")
    original = quality.drawn(clip, "1080p60")
    share = ours.stat().st_size / stock.stat().st_size
    print(f"\n{clip}: {share:.2f} × the size of stock's file")
    for name, file in (("ours", ours), ("stock", stock)):
        found = quality.quality_of(file, original)
        print(
            f"    {name:6}{file.stat().st_size / 1e6:6.2f} MB, PSNR {found.psnr:.1f} dB"
            f" (worst {found.worst:.1f}), SSIM {found.ssim:.5f}"
        )


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clips", nargs="*", help=f"clips to render; {', '.join(SOME)} if none")
    parser.add_argument("--full", action="store_true", help="all clips: an hour on two cores")
    parser.add_argument("--quality", choices=BARS, help="only this size; both if left out")
    arguments = parser.parse_args()
    clips = tuple(CLIPS) if arguments.full else tuple(arguments.clips) or SOME
    sizes = (arguments.quality,) if arguments.quality else tuple(BARS)
    with tempfile.TemporaryDirectory(prefix="unrolled-bench-") as folder:
        for size in sizes:  # first of all: a process inherits the peak of the one that starts it
            race(clips, size, Path(folder))
        if "1080p60" in sizes:
            for clip in clips:
                compare_files(clip, Path(folder))
            compare_settings(clips[0])
    left_out = [clip for clip in CLIPS if clip not in clips]
    print(f"\nnot run: {', '.join(left_out) or 'nothing'}" + (" (--full)" if left_out else ""))
    print(f"not measured here: {'; '.join(ELSEWHERE)}")


if __name__ == "__main__":
    main()
