"""The voice goes with a piece: what is heard of a run is what the clip says there."""

from pathlib import Path

import av
import numpy as np
import pytest

from lecture.config.model import LectureConfig, load_config
from lecture.config.source import parse_override
from lecture.freshness.cache import Cache
from lecture.page.clips import read_clip
from lecture.pieces.address import Run
from lecture.pieces.forms import FORMS
from lecture.pieces.piece import Order, write_piece
from lecture.pieces.published import Published
from lecture.publishing.clip import render
from tests.lecture.voice import tones

RUN = Run.parse("rolling@unroll-it..pass-the-state")
HEARD = [name for name, form in FORMS.items() if form.sound]
GLANCE = 0.02  # seconds over which loudness is taken
SETTINGS = (
    "lecture.clips=['rolling']",
    "video.quality=320x180@5",
    f'voice.engine="{tones.__name__}:Tones"',
)


@pytest.fixture(scope="module")
def config() -> LectureConfig:
    return load_config(Path("/dev/null"), [parse_override(setting) for setting in SETTINGS])


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, config: LectureConfig) -> Published:
    out: Path = tmp_path_factory.mktemp("spoken-pieces")
    (job,) = config.jobs()
    render(job, out)
    clip = read_clip("rolling", out)
    assert clip is not None
    return Published(clip, out / "clips" / "rolling.mp4", None, is_fresh=True)


def loudness(file: Path) -> np.ndarray:
    """Of every glance at what a file says, from its beginning on."""
    resampler = av.AudioResampler("flt", "mono", 16_000)
    samples: list[np.ndarray] = []
    with av.open(str(file)) as container:
        begin = None
        for frame in container.decode(audio=0):
            begin = frame.time if begin is None else begin
            samples += [part.to_ndarray()[0] for part in resampler.resample(frame)]
    sound = np.concatenate([np.zeros(max(0, round((begin or 0) * 16_000))), *samples])
    size = int(16_000 * GLANCE)
    whole = sound[: len(sound) // size * size].reshape(-1, size)
    return np.asarray(np.sqrt((whole**2).mean(axis=1)))


def of_the_run(published: Published) -> tuple[np.ndarray, int]:
    """How loud the clip is in the run, glance by glance, and how many there are."""
    timeline = published.clip.timeline
    beats = RUN.beats(timeline)
    start = beats[0].start / timeline.fps
    count = round(sum(beat.frames for beat in beats) / timeline.fps / GLANCE)
    first = round(start / GLANCE)
    return loudness(published.video)[first : first + count], count


def alike(first: np.ndarray, second: np.ndarray) -> float:
    count = min(len(first), len(second))
    return float(np.corrcoef(first[:count], second[:count])[0, 1])


@pytest.mark.parametrize("form", HEARD)
def test_a_piece_says_what_the_clip_says_there(
    form: str, published: Published, config: LectureConfig, tmp_path: Path
) -> None:
    (job,) = config.jobs()
    file = write_piece(job, published, Order(RUN, form), tmp_path, Cache(tmp_path / ".c"))
    expected, count = of_the_run(published)
    assert (expected > 0.02).mean() > 0.3, "the run is spoken"
    found = loudness(file)
    assert len(found) == pytest.approx(count, abs=0.15 / GLANCE)
    assert alike(found, expected) > 0.95
    late = round(0.2 / GLANCE)
    assert alike(found[late:], expected) < 0.9, "a voice that comes too soon is told apart"


@pytest.mark.parametrize("form", ["gif", "apng"])  # WebP cannot hold any
def test_pictures_alone_have_no_voice(
    form: str, published: Published, config: LectureConfig, tmp_path: Path
) -> None:
    (job,) = config.jobs()
    order = Order(Run.parse("rolling@unroll-it"), form, fps=1)
    file = write_piece(job, published, order, tmp_path, Cache(tmp_path / ".c"))
    with av.open(str(file)) as container:
        assert not container.streams.audio
