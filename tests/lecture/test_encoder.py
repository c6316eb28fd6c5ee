from io import BytesIO

import av
import numpy as np
import pytest

from lecture.encoder import LONGEST_SEEK, Encoder
from lecture.video_format import VideoFormat
from scenes.theme import THEMES, rgb

VIDEO = VideoFormat(320, 180, 10)


def plain(color: tuple[int, int, int]) -> np.ndarray:
    picture = np.empty((VIDEO.height, VIDEO.width, 4), np.uint8)
    picture[:] = (*color, 255)
    return picture


def encoded(shots: list[tuple[np.ndarray, int]]) -> BytesIO:
    with Encoder(VIDEO) as encoder:
        for picture, repeat in shots:
            encoder.begin_beat()
            encoder.write(picture, repeat)
        return encoder.finish()


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


def test_a_picture_may_be_drawn_over_once_it_is_written() -> None:
    picture = plain((255, 0, 0))
    with Encoder(VIDEO) as encoder:
        for _ in range(30):
            picture[:] = (255, 0, 0, 255)
            encoder.write(picture)
            picture[:] = (0, 0, 255, 255)
        file = encoder.finish()
    with av.open(file) as container:
        for frame in container.decode(video=0):
            assert frame.to_ndarray(format="rgb24")[90, 160][0] > 250


def test_what_fails_in_the_encoder_is_raised_where_the_pictures_are_drawn() -> None:
    def draw() -> None:
        with Encoder(VideoFormat(321, 181, 10)) as encoder:  # odd sizes have no 4:2:0
            for _ in range(100):
                encoder.write(np.zeros((181, 321, 4), np.uint8))

    with pytest.raises(av.FFmpegError, match="libx264"):
        draw()
