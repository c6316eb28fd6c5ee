"""One real clip, rendered at a small size, and the lecture that is joined from clips."""

import json
import shutil
from html import unescape
from pathlib import Path
from typing import Any

import av
import jsonschema
import numpy as np
import pytest
import srt
import webvtt
from PIL import Image

from lecture.publishing import lecture as module
from lecture.publishing.captions import cues_of
from lecture.publishing.clip import Clip
from lecture.publishing.lecture import NotJoinedError, join
from lecture.publishing.store import is_joined
from lecture.publishing.timeline import schema, timeline_of
from lecture.video.mux import write_mp4
from tests.lecture import tiny

SUFFIXES = {".mp4", ".vtt", ".srt", ".png", ".json"}


def test_everything_is_published_under_stable_names(clip: Clip) -> None:
    folder = clip.path.parent
    assert {p.name for p in folder.iterdir()} == {f"rolling{suffix}" for suffix in SUFFIXES}
    assert [p.name for p in folder.parent.iterdir()] == ["clips"], "nothing else is left behind"


def test_index_lies_before_the_pictures(clip: Clip) -> None:
    names = tiny.boxes(clip.path.read_bytes())
    assert names.index("moov") < names.index("mdat")


def test_box_parser_sees_an_index_that_lies_behind(clip: Clip, tmp_path: Path) -> None:
    slow = tmp_path / "slow.mp4"
    with av.open(str(clip.path)) as source, av.open(str(slow), "w") as target:
        stream = target.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(source.streams.video[0]):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    names = tiny.boxes(slow.read_bytes())
    assert names.index("moov") > names.index("mdat")


def test_video_has_the_frames_of_the_timeline(clip: Clip) -> None:
    frames = tiny.pictures(clip.path)
    assert len(frames) == clip.document["frames"]
    assert frames[0].shape == (180, 320, 3)
    with av.open(str(clip.path)) as container:
        stream = container.streams.video[0]
        assert stream.average_rate == tiny.VIDEO.fps
        assert stream.duration * stream.time_base == pytest.approx(clip.seconds)
        assert container.metadata["title"] == tiny.SCRIPT.title


def test_beats_show_what_they_say(clip: Clip) -> None:
    frames = tiny.pictures(clip.path)
    first, second = clip.document["beats"]
    still = frames[first["frames"] - 1]
    assert still[90, 92][0] > 240, "the circle on the left"
    assert still[90, 228].max() < 60
    assert frames[-1][90, 228][1] > 240, "the square on the right"
    assert second["start"] == first["frames"]


def test_players_can_jump_to_every_beat(clip: Clip) -> None:
    with av.open(str(clip.path)) as container:
        stream = container.streams.video[0]
        for beat in clip.document["beats"]:
            place = round(beat["start"] / tiny.VIDEO.fps / stream.time_base)
            container.seek(place, stream=stream)
            frame = next(container.decode(stream))
            assert frame.pts == place, "the seek lands on the beat itself"


def test_chapters_are_the_beats(clip: Clip) -> None:
    with av.open(str(clip.path)) as container:
        chapters = container.chapters()
    assert [c["metadata"]["title"] for c in chapters] == ["A circle", "It moves"]
    starts = [float(c["start"] * c["time_base"]) for c in chapters]
    assert starts == pytest.approx([b["start_seconds"] for b in clip.document["beats"]], abs=1e-3)


def captions_in(file: Path) -> list[tuple[float, float, str]]:
    with av.open(str(file)) as container:
        stream = container.streams.subtitles[0]
        return [
            (
                float(p.pts * p.time_base),
                float((p.pts + p.duration) * p.time_base),
                bytes(p)[2:].decode(),
            )
            for p in container.demux(stream)
            if p.size > 2
        ]


def test_captions_are_in_the_video_and_beside_it(clip: Clip) -> None:
    cues = cues_of(timeline_of(clip.document))
    inside = captions_in(clip.path)
    assert [text for _, _, text in inside] == [cue.text for cue in cues]
    assert [start for start, _, _ in inside] == pytest.approx([cue.start for cue in cues])
    assert [end for _, end, _ in inside] == pytest.approx([cue.end for cue in cues])
    vtt = webvtt.read(clip.path.with_suffix(".vtt"))
    assert [unescape(c.text) for c in vtt] == [cue.text for cue in cues]
    assert all(c.end_in_seconds <= clip.seconds for c in vtt)
    subtitles = list(srt.parse(clip.path.with_suffix(".srt").read_text(encoding="utf-8")))
    assert [s.content for s in subtitles] == [cue.text.replace("-->", "→") for cue in cues]
    with av.open(str(clip.path)) as container:
        stream = container.streams.subtitles[0]
        assert stream.language == "eng"
        assert stream.disposition & av.stream.Disposition.default


def test_poster_is_a_picture_of_the_clip(clip: Clip) -> None:
    with Image.open(clip.path.with_suffix(".png")) as poster:
        assert poster.size == (320, 180)
        picture = np.asarray(poster.convert("RGB"))
    assert len(np.unique(picture.reshape(-1, 3), axis=0)) > 2


def test_timeline_follows_its_schema(clip: Clip) -> None:
    document = json.loads(clip.path.with_suffix(".json").read_text(encoding="utf-8"))
    assert document == clip.document
    jsonschema.validate(document, schema())
    assert document["parameters"]["sentence"] == "Apple is hiring in Berlin"
    assert document["look"]["theme"] == "dark"


@pytest.fixture
def two_clips(clip: Clip, tmp_path: Path) -> Path:
    """The tiny clip twice, under two names."""
    folder = tmp_path / "clips"
    folder.mkdir()
    for name in ("rolling", "state"):
        for suffix in SUFFIXES:
            shutil.copy(clip.path.with_suffix(suffix), folder / f"{name}{suffix}")
        document = {**clip.document, "clip": name, "title": f"Title of {name}"}
        (folder / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    return tmp_path


def test_lecture_is_its_clips_one_after_another(clip: Clip, two_clips: Path) -> None:
    lecture = join(("rolling", "state"), "Both", two_clips)
    frames, once = tiny.pictures(lecture.path), tiny.pictures(clip.path)
    assert len(frames) == 2 * len(once)
    for joined, single in zip(frames, once + once, strict=True):
        assert np.array_equal(joined, single), "not encoded again"
    names = tiny.boxes(lecture.path.read_bytes())
    assert names.index("moov") < names.index("mdat")
    with av.open(str(lecture.path)) as container:
        chapters = container.chapters()
    assert [c["metadata"]["title"] for c in chapters] == ["Title of rolling", "Title of state"]
    assert float(chapters[1]["start"] * chapters[1]["time_base"]) == pytest.approx(clip.seconds)
    single = captions_in(clip.path)
    both = captions_in(lecture.path)
    assert [text for _, _, text in both] == 2 * [text for _, _, text in single]
    assert both[len(single)][0] == pytest.approx(clip.seconds, abs=2e-3)
    document = json.loads(lecture.path.with_suffix(".json").read_text(encoding="utf-8"))
    jsonschema.validate(document, schema())
    assert {p.suffix for p in two_clips.glob("lecture.*")} == SUFFIXES


def test_a_folder_may_have_a_colon_in_its_name(
    two_clips: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(two_clips.parent)
    folder = Path("friday:draft")
    two_clips.rename(folder)
    assert join(("rolling", "state"), "Both", folder).path == folder / "lecture.mp4"


def test_a_clip_that_is_published_while_it_is_joined_makes_the_lecture_stale(
    two_clips: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(*arguments: Any) -> int:
        frames = write_mp4(*arguments)
        file = two_clips / "clips" / "state.json"
        document = json.loads(file.read_text(encoding="utf-8"))
        file.write_text(json.dumps({**document, "title": "A new one"}), encoding="utf-8")
        return frames

    clips = ("rolling", "state")
    monkeypatch.setattr(module, "write_mp4", write)
    join(clips, "Both", two_clips)
    assert not is_joined(clips, "Both", two_clips)
    join(clips, "Both", two_clips)
    assert is_joined(clips, "Both", two_clips)


def test_lecture_of_missing_clips_says_which_to_render(two_clips: Path) -> None:
    with pytest.raises(NotJoinedError, match="unrolled render equation"):
        join(("rolling", "equation", "state"), "All", two_clips)
    assert not (two_clips / "lecture.mp4").exists()


@pytest.mark.parametrize(
    "change",
    [
        {"video": {"width": 640, "height": 360, "fps": 10}},
        {"look": {"theme": "light", "notation": "hidden", "language": "en", "fonts": []}},
    ],
)
def test_clips_of_another_look_are_not_joined(two_clips: Path, change: dict[str, object]) -> None:
    file = two_clips / "clips" / "rolling.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(document | change), encoding="utf-8")
    with pytest.raises(NotJoinedError, match=r"unrolled render (rolling|state)"):
        join(("rolling", "state"), "Both", two_clips)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"kind": "lecture"}', "\0"])
def test_a_broken_timeline_counts_as_missing(two_clips: Path, content: str) -> None:
    (two_clips / "clips" / "state.json").write_text(content, encoding="utf-8")
    with pytest.raises(NotJoinedError, match="unrolled render state"):
        join(("rolling", "state"), "Both", two_clips)
