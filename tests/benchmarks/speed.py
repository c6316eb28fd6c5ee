"""``make bench``: how fast the lecture is rendered, against stock ``manim``. Asserts nothing.

    python -m tests.benchmarks.speed [clip …] [--rest] [--quality SIZE]

Both render the very same scenes in the same run; trust the ratios. All of the lecture, and the
rest with it, takes half an hour on two cores; clips that are named stand for the others, which is
said in the table. Times of the processor count what the machine did for us, whoever else used it;
times of the clock are what a user waits.
"""

import argparse
import json
import signal
import tempfile
from collections.abc import Sequence
from pathlib import Path

from scenes.params import CLIPS
from tests.benchmarks import quality, runs, scaling, watch
from tests.benchmarks.encoding import compare_settings
from tests.lecture.cluster.dask_cluster import cluster

BARS = {
    "1080p60": "≥ 5 × stock, ≥ 2 × real time, < 600 MB",
    "preview": "≥ 8 × stock, ≥ 12 × real time",
}


def race(clips: Sequence[str], size: str, folder: Path) -> None:
    """Render ``clips`` both ways and print what it took.

    Ours before and after stock's, of which the mean counts: what else the machine does comes and
    goes, and stock's time is long enough to see all of it.
    """
    out, media = folder / size, folder / f"stock-{size}"
    first = runs.ours(clips, size, out)
    again = runs.ours(clips, size, out)
    stock = runs.stock(clips, size, media)
    last = runs.ours(clips, size, folder / f"{size}-again")
    ours = runs.mean(first, last)
    seconds = sum(_seconds(out / "clips" / f"{clip}.json") for clip in clips)
    print(f"\n{size}, {len(clips)} of {len(CLIPS)} clips, {seconds:.0f} s of video")
    print(f"  bar: {BARS[size]}; nothing to do: < 0.5 s")
    print(f"  {'':9}{'clock s':>9}{'processor s':>13}{'× real time':>13}{'MB':>7}")
    for name, run in (("ours", ours), ("stock", stock)):
        print(f"  {name:9}{run.wall:9.1f}{run.processor:13.1f}", end="")
        print(f"{seconds / run.wall:13.2f}{run.memory:7.0f}")
    print(f"  ours before and after stock: {first.wall:.1f} s and {last.wall:.1f} s by the clock")
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


def compare_cluster(clips: Sequence[str]) -> None:
    """Print what four workers of a Dask cluster on this machine take, against two processes.

    Each twice, those in the middle: what else the machine does comes and goes.
    """
    near, far = [_near(clips)], [_far(clips), _far(clips)]
    near.append(_near(clips))
    print(f"\n{len(clips)} of {len(CLIPS)} clips at 1080p60 by 4 Dask workers of one thread:")
    print(f"  {_times(far)} s, by --jobs 2 {_times(near)} s:", end="")
    print(f" {sum(far) / sum(near):.2f} × its time (bar: ≤ 1.15)")


def _near(clips: Sequence[str]) -> float:
    with tempfile.TemporaryDirectory(prefix="unrolled-bench-") as folder:
        return runs.ours(clips, "1080p60", Path(folder), "--jobs", "2").wall


def _far(clips: Sequence[str]) -> float:
    with (
        tempfile.TemporaryDirectory(prefix="unrolled-bench-") as folder,
        cluster(Path(folder)) as dask,
    ):
        for _ in range(4):
            dask.worker()
        return runs.ours(clips, "1080p60", Path(folder) / "out", "--scheduler", dask.address).wall


def _times(runs: Sequence[float]) -> str:
    return " and ".join(f"{seconds:.1f}" for seconds in runs)


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clips", nargs="*", help="clips to render; everything if none is named")
    parser.add_argument("--quality", choices=BARS, help="only this size; both if left out")
    parser.add_argument("--rest", action="store_true", help="cluster, watch and scaling, too")
    arguments = parser.parse_args()
    # A shell that starts this in the background has Ctrl-C ignored, by which a watch is ended.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    clips = tuple(arguments.clips) or tuple(CLIPS)
    rest = arguments.rest or not (arguments.clips or arguments.quality)
    sizes = (arguments.quality,) if arguments.quality else tuple(BARS)
    with tempfile.TemporaryDirectory(prefix="unrolled-bench-") as folder:
        for size in sizes:  # first of all: a process begins with the peak of the one that starts it
            race(clips, size, Path(folder))
        if "1080p60" in sizes:
            for clip in clips:
                compare_files(clip, Path(folder))
            compare_settings(clips[0])
        if rest:
            compare_cluster(clips)
            watch.report(tuple(watch.EDITS))
            scaling.report(tuple(CLIPS), "1080p60")
    left_out = [clip for clip in CLIPS if clip not in clips]
    print(f"\nnot run: {', '.join(left_out) or 'nothing'}")
    if not rest:
        print("not measured: a cluster, a warm watch, scaling (--rest)")


if __name__ == "__main__":
    main()
