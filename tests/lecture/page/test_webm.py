import io
import os
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from lecture.cache import Cache
from lecture.page import webm
from lecture.page.webm import encoded, kept, webm_key
from lecture.render import Clip


@pytest.fixture(scope="module")
def small(clip: Clip, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("webm") / "rolling.webm"
    file.write_bytes(encoded(clip.path))
    return file


def pictures(file: Path) -> dict[Fraction, np.ndarray]:
    """The pictures of a video by the time at which each appears."""
    with av.open(str(file)) as container:
        found = {}
        for frame in container.decode(video=0):
            assert frame.pts is not None
            assert frame.time_base is not None
            found[round(frame.pts * frame.time_base, 2)] = frame.to_ndarray(format="gray")
        return found


def test_it_shows_the_same_pictures_at_the_same_times(clip: Clip, small: Path) -> None:
    before, after = pictures(clip.path), pictures(small)
    assert set(after) <= set(before)
    last: np.ndarray = after[min(after)]
    for time, picture in before.items():
        last = after.get(time, last)
        assert np.abs(picture.astype(int) - last).mean() < 1, f"another picture at {time}"


@pytest.mark.skipif(sys.platform != "linux", reason="priorities are read from /proc")
def test_others_get_a_turn_while_it_is_encoded_and_afterwards(clip: Clip) -> None:
    """SVT-AV1 takes real-time priority if root runs it, and whatever is started inherits it."""
    seen = set()

    def look(done: int, expected: int) -> None:
        threads = [int(thread.name) for thread in Path("/proc/self/task").iterdir()]
        seen.update(os.sched_getscheduler(thread) for thread in threads)

    encoded(clip.path, look)
    assert seen == {os.SCHED_OTHER}
    assert os.sched_getscheduler(0) == os.SCHED_OTHER


def test_pictures_that_stand_are_encoded_once(clip: Clip, small: Path) -> None:
    assert len(pictures(small)) < len(pictures(clip.path)) / 2


def test_it_is_as_long_as_the_clip(clip: Clip, small: Path) -> None:
    with av.open(str(small)) as container:
        assert container.duration is not None
        assert container.duration / av.time_base == pytest.approx(clip.seconds, abs=0.11)


def test_readers_can_jump_to_every_beat(clip: Clip, small: Path) -> None:
    with av.open(str(small)) as container:
        keys = [
            float(packet.pts * packet.time_base)
            for packet in container.demux(video=0)
            if packet.is_keyframe and packet.pts is not None
        ]
    for beat in clip.document["beats"]:
        assert min(abs(key - beat["start_seconds"]) for key in keys) < 0.01


def test_the_same_clip_gives_the_same_bytes(clip: Clip, small: Path) -> None:
    assert encoded(clip.path) == small.read_bytes()


def test_large_clips_are_made_smaller(clip: Clip, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webm, "WIDEST", 160)
    data = encoded(clip.path)

    with av.open(io.BytesIO(data)) as container:
        assert (container.streams.video[0].width, container.streams.video[0].height) == (160, 90)


def test_it_is_kept_by_the_content_of_the_clip(clip: Clip, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(clip.path.read_bytes())
    assert kept(copy, cache) is None
    cache.put(webm_key(clip.path), b"made before")
    assert kept(copy, cache) == b"made before"
    copy.write_bytes(copy.read_bytes() + b"\0")
    assert kept(copy, cache) is None
