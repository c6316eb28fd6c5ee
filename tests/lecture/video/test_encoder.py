from io import BytesIO
from itertools import pairwise

import av
import numpy as np
import pytest
from av.video.reformatter import VideoReformatter
from PIL import Image, ImageDraw, ImageFont

from lecture.drawing.tiles import Rectangle
from lecture.video import h264
from lecture.video.encoder import Encoder
from lecture.video.format import VideoFormat
from lecture.video.h264 import LONGEST_SEEK, MOVED, WORTH, x264
from lecture.video.skip_frames import again, numbered
from lecture.video.yuv import Converter, Patch, to_yuv
from scenes.theme import THEMES, rgb

VIDEO = VideoFormat(320, 180, 10)
LARGE = VideoFormat(1280, 720, 10)  # what is kept: other settings, and encoded on a thread
BOTH = pytest.mark.parametrize("video", [VIDEO, LARGE], ids=str)


def plain(color: tuple[int, int, int], video: VideoFormat = VIDEO) -> np.ndarray:
    picture = np.empty((video.height, video.width, 4), np.uint8)
    picture[:] = (*color, 255)
    return picture


def encoded(shots: list[tuple[np.ndarray, int]], video: VideoFormat = VIDEO) -> BytesIO:
    with Encoder(video) as encoder:
        for picture, repeat in shots:
            encoder.begin_beat()
            encoder.write(picture, repeat)
        return encoder.finish()["mp4"]


ROLES = ("background", "text", "input", "state", "output", "bias", "negative", "positive")


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_colours_of_the_roles_come_back(theme: str) -> None:
    wanted = [
        tuple(round(255 * channel) for channel in rgb(getattr(THEMES[theme], role)))
        for role in ROLES
    ]
    with av.open(encoded([(plain(color), 5) for color in wanted])) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    for number, color in enumerate(wanted):
        shown = frames[5 * number + 2][90, 160].astype(int)
        assert np.abs(shown - color).max() <= 3, (ROLES[number], color, shown)


def test_conversion_is_bt709_and_the_file_says_so() -> None:
    file = encoded([(plain((0, 255, 0)), 3)])
    with av.open(file) as container:
        context = container.streams.video[0].codec_context
        assert (context.color_primaries, context.color_trc, context.colorspace) == (1, 1, 1)
        assert context.color_range == 1, "limited"
        assert context.pix_fmt == "yuv420p"
        luma = next(container.decode(video=0)).to_ndarray()[90, 160]
    assert abs(int(luma) - (16 + 219 * 0.7152)) <= 1, "BT.601 would give 145"


def test_every_frame_is_there_and_every_beat_begins_with_a_key_frame() -> None:
    lengths = [7, 1, 2 * LONGEST_SEEK * VIDEO.fps + 3, 12]
    pictures = [plain((40 * n, 90, 30)) for n in range(len(lengths))]
    with av.open(encoded(list(zip(pictures, lengths, strict=True)))) as container:
        stream = container.streams.video[0]
        packets = [p for p in container.demux(stream) if p.pts is not None]
        tick = round(1 / (stream.time_base * VIDEO.fps))
        shown = sorted(p.pts // tick for p in packets)
        keys = sorted(p.pts // tick for p in packets if p.is_keyframe)
    assert shown == list(range(sum(lengths)))
    assert {0, 7, 8, 8 + lengths[2]} <= set(keys)
    assert max(np.diff([*keys, sum(lengths)])) <= LONGEST_SEEK * VIDEO.fps


def test_same_pictures_give_the_same_file() -> None:
    shots = [(plain((10, 20, 30)), 4), (plain((200, 20, 30)), 4)]
    assert encoded(shots).getvalue() == encoded(shots).getvalue()


@BOTH
def test_a_picture_may_be_drawn_over_once_it_is_written(video: VideoFormat) -> None:
    picture = plain((255, 0, 0), video)
    with Encoder(video) as encoder:
        for _ in range(30):
            picture[:] = (255, 0, 0, 255)
            encoder.write(picture)
            picture[:] = (0, 0, 255, 255)
        file = encoder.finish()["mp4"]
    with av.open(file) as container:
        for frame in container.decode(video=0):
            assert frame.to_ndarray(format="rgb24")[90, 160][0] > 250


@pytest.mark.parametrize(("width", "height"), [(321, 181), (1281, 721)])  # too odd for 4:2:0
def test_what_fails_in_the_encoder_is_raised_where_the_pictures_are_drawn(
    width: int, height: int
) -> None:
    def draw() -> None:
        with Encoder(VideoFormat(width, height, 10)) as encoder:
            for _ in range(100):
                encoder.write(np.zeros((height, width, 4), np.uint8))

    with pytest.raises(av.FFmpegError, match="libx264"):
        draw()


def drawing(rng: np.random.Generator, video: VideoFormat = VIDEO) -> np.ndarray:
    """Something of which x264 keeps no exact copy: noise, and edges."""
    picture = np.full((video.height, video.width, 4), 255, np.uint8)
    picture[..., :3] = rng.integers(0, 60, (video.height, video.width, 3))
    x, y = rng.integers(0, 100, 2)
    picture[y : y + 50, x : x + 80, :3] = rng.integers(0, 255, 3)
    return picture


def luma(file: BytesIO) -> list[np.ndarray]:
    file.seek(0)
    with av.open(file) as container:
        return [frame.to_ndarray() for frame in container.decode(video=0)]


@BOTH
def test_a_hold_is_one_picture_to_the_last_bit_and_takes_no_room(video: VideoFormat) -> None:
    """Holds of every length modulo 16, in which H.264 counts, with motion between them."""
    rng = np.random.default_rng(0)
    lengths = [*range(1, 20), 1, 1, 33, 1]
    pictures = [drawing(rng, video) for _ in lengths]
    with Encoder(video) as encoder:
        for picture, length in zip(pictures, lengths, strict=True):
            encoder.write(picture, length)
        file = encoder.finish()["mp4"]
    frames = luma(file)
    assert len(frames) == sum(lengths)
    place, reformatter = 0, VideoReformatter()
    for picture, length in zip(pictures, lengths, strict=True):
        wanted = to_yuv(picture, reformatter).to_ndarray().astype(int)
        # Noise loses a few levels in x264; a picture of another moment is ten times as far off.
        assert np.abs(frames[place] - wanted).mean() < 5
        # A key frame falls into some of them, at the same quality but not to the same bit.
        changes = sum(
            not np.array_equal(a, b)
            for a, b in zip(
                frames[place : place + length], frames[place + 1 : place + length], strict=False
            )
        )
        assert changes <= 1
        place += length
    file.seek(0)
    with av.open(file) as container:
        sizes = [p.size for p in container.demux(video=0) if p.pts is not None]
    assert sum(size < 50 for size in sizes) >= sum(lengths) - len(lengths) - len(sizes) // 50 - 1


@BOTH
def test_decoders_find_nothing_wrong(video: VideoFormat) -> None:
    rng = np.random.default_rng(1)
    file = encoded([(drawing(rng, video), length) for length in (3, 40, 1, 1, 17, 2)], video)
    before = av.logging.get_level()
    av.logging.set_level(av.logging.WARNING)
    try:
        with av.logging.Capture() as said, av.open(file) as container:
            container.streams.video[0].codec_context.options = {"err_detect": "explode"}
            assert sum(1 for _ in container.decode(video=0)) == 64
    finally:
        av.logging.set_level(before)
    assert [message for *_, message in said if "h264" in message] == []


def test_a_picture_that_comes_again_is_not_encoded_again() -> None:
    rng = np.random.default_rng(2)
    picture, other = drawing(rng), drawing(rng)

    def write(shots: list[tuple[np.ndarray, int]]) -> bytes:
        with Encoder(VIDEO) as encoder:
            for shown, repeat in shots:
                encoder.write(shown.copy(), repeat)
            return encoder.finish()["mp4"].getvalue()

    one_by_one = write([(picture, 1)] * 12 + [(other, 1)] * 5)
    assert one_by_one == write([(picture, 12), (other, 5)])


@BOTH
def test_only_numbers_are_written_into_what_x264_made(video: VideoFormat) -> None:
    repeated = again(video, tuple(x264(video).items()))
    assert all(len(numbered(repeated, n)) == len(repeated) for n in range(40))
    assert len({numbered(repeated, n) for n in range(40)}) == 16
    for broken in (b"", b"no start", b"\0\0\0\1\x65\x9a\x22", b"\0\0\0\1\x41\x9a\x20\0"):
        with pytest.raises(ValueError, match=r"another stream|not enough"):
            numbered(broken, 1)


def everything(picture: np.ndarray) -> list[Patch]:
    place = Rectangle(slice(0, picture.shape[0]), slice(0, picture.shape[1]))
    return [(place, picture)]


@pytest.mark.parametrize("video", [VIDEO, VideoFormat(854, 480, 15), VideoFormat(642, 362, 10)])
def test_what_changed_is_converted_as_the_whole_picture_would_be(video: VideoFormat) -> None:
    rng = np.random.default_rng(3)
    converter = Converter(video.width, video.height)
    picture = drawing(rng, video)
    assert converter.show(everything(picture))
    for number in range(60):
        places = []
        for _ in range(rng.integers(1, 4)):
            top, left = rng.integers(0, video.height), rng.integers(0, video.width)
            size = 300 if number % 10 == 0 else 60
            place = Rectangle(
                slice(top, top + rng.integers(1, size)), slice(left, left + rng.integers(1, size))
            )
            picture[place][..., :3] = rng.integers(0, 256, picture[place][..., :3].shape)
            places.append(place)
        patches = [(place, picture[place].copy()) for place in places]
        assert converter.show(patches)
        wanted = to_yuv(picture, VideoReformatter()).to_ndarray()
        assert np.array_equal(converter.frame.to_ndarray(), wanted)
        assert not converter.show(patches)
    assert not converter.show(everything(picture.copy()))


def test_what_is_said_to_have_changed_does_not_change_the_file() -> None:
    """Places that may have changed are a help, not a part of the picture."""
    rng = np.random.default_rng(4)
    pictures = [drawing(rng)]
    for _ in range(20):
        pictures.append(pictures[-1].copy())
        pictures[-1][40:60, 100:200, :3] = rng.integers(0, 255)
    files = []
    for hint in (None, [Rectangle(slice(40, 60), slice(100, 200))], everything(pictures[0])[0][:1]):
        with Encoder(VIDEO) as encoder:
            for picture in pictures:
                encoder.write(picture, 2, hint)
            files.append(encoder.finish()["mp4"].getvalue())
    assert files[0] == files[1] == files[2]
    with Encoder(VIDEO) as encoder:
        for picture in pictures:
            encoder.write(picture, 2, [])
        assert encoder.finish()["mp4"].getvalue() != files[0], "what is not said is not seen"


@BOTH
def test_a_rest_after_motion_begins_with_a_key_frame(video: VideoFormat) -> None:
    rng = np.random.default_rng(5)
    pictures = [drawing(rng, video) for _ in range(4)]
    lengths = [1, 3, 5, 2]  # half a second is five frames
    with Encoder(video) as encoder:
        for picture, length in zip(pictures, lengths, strict=True):
            encoder.write(picture, length)
        encoder.write(pictures[-1], 20)  # goes on; what moved is what came before
        encoder.write(pictures[-1], 15)  # nothing has moved since
        file = encoder.finish()["mp4"]
    with av.open(file) as container:
        keys = [n for n, p in enumerate(container.demux(video=0)) if p.is_keyframe and p.size]
    assert keys == [0, 4, 11]


def fading(video: VideoFormat) -> BytesIO:
    """Text fades into the dark above something that moves and never rests."""
    canvas = Image.new("L", (video.width, video.height))
    ImageDraw.Draw(canvas).text((40, 20), "what fades", 255, ImageFont.load_default(60))
    ink = np.asarray(canvas)[..., None] / 255
    with Encoder(video) as encoder:
        for frame in range(61):
            picture = plain((14, 17, 22), video)
            picture[..., :3] += np.round(200 * ink * (1 - frame / 60)).astype(np.uint8)
            picture[120:170, 2 * frame : 2 * frame + 60, :3] = 200
            encoder.write(picture)
        return encoder.finish()["mp4"]


def test_what_fades_away_leaves_no_traces(monkeypatch: pytest.MonkeyPatch) -> None:
    def traces() -> int:
        """Pixels that still show, on a good screen, that there was something."""
        last = luma(fading(LARGE))[-1][:100].astype(int)
        return int(np.count_nonzero(np.abs(last - np.median(last)) >= 4))

    assert traces() <= 20, "of 128 000"
    coarse = h264.X264["x264-params"].removesuffix(h264.FINER)
    monkeypatch.setattr(h264, "X264", h264.X264 | {"x264-params": coarse})
    assert traces() > 60, "with the steps that x264 takes there are some"


def moving(count: int, size: int, video: VideoFormat) -> list[np.ndarray]:
    """A square of noise that is new in each picture."""
    rng = np.random.default_rng(6)
    pictures = [plain((14, 17, 22), video) for _ in range(count)]
    for picture in pictures:
        picture[20 : 20 + size, 20 : 20 + size, :3] = rng.integers(0, 255, (size, size, 3))
    return pictures


def key_frames(pictures: list[np.ndarray], video: VideoFormat) -> tuple[list[int], list[int]]:
    """Which frames are key frames, and the bytes of every frame."""
    with Encoder(video) as encoder:
        for picture in pictures:
            encoder.write(picture)
        file = encoder.finish()["mp4"]
    with av.open(file) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
    return [n for n, p in enumerate(packets) if p.is_keyframe], [p.size for p in packets]


@BOTH
def test_long_motion_has_key_frames_as_soon_as_they_are_cheap(video: VideoFormat) -> None:
    keys, sizes = key_frames(moving(48, 64, video), video)
    assert len(keys) > 1, "before there must be one for seeking"
    for start, end in pairwise(keys):
        worth = WORTH * sizes[start]
        assert sum(sizes[start + 1 : end - 1]) <= worth < sum(sizes[start + 1 : end])


@BOTH
def test_what_moves_a_little_after_much_begins_with_a_key_frame(video: VideoFormat) -> None:
    much, little = moving(8, 64, video), moving(6, 2, video)
    keys, sizes = key_frames([*much, *little], video)
    assert sum(sizes[1:8]) > MOVED * sizes[0], "much"
    assert keys == [0, 9], "8, in which the square goes, is a little one"
    assert key_frames(much[:2] + little, video)[0] == [0], "too little has moved to be worth it"
