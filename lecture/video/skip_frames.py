"""Pictures that are shown again, at next to no cost: x264 is not asked, nothing is computed.

In H.264 a picture that equals the one before is a slice in which every macroblock is skipped.
x264 makes such a slice in full time, since it looks at each of them. Here it makes one, of a plain
picture, and that is put into the stream wherever a picture stays: nothing in it depends on what is
shown but its number. Pictures are numbered from the last key frame on, so what x264 makes after a
hold is given its new number too. All of it rests on a stream without pictures out of order and
with one reference, which is then the picture that stays.
"""

from fractions import Fraction
from functools import lru_cache

import av
from av.video.frame import PictureType

from lecture.video.format import VideoFormat

NUMBERS = 16  # x264 counts pictures in four bits when there is one reference
_SLICE = 1  # kind of a unit that holds a picture which is no key frame
_START = b"\0\0\1"
# A slice opens with 1 (its first macroblock is 0), 00110 (it is of kind P), 1 (parameters 0) and
# its number: the lowest bit of its first byte and the highest three of its second.
_P_SLICE, _TAIL = 0b1001_1010, 0b0001_1111


def numbered(picture: bytes, number: int) -> bytes:
    """``picture``, which is no key frame, as the ``number``-th after one.

    Raises ValueError if it is not what x264 makes with our settings.
    """
    place = picture.find(_START) + len(_START)
    kind, first, second, third = picture[place : place + 4]
    # Not all of what follows the number is 0, so that no start code can come about.
    if kind & 31 != _SLICE or first & ~1 != _P_SLICE or not (second & _TAIL or third):
        raise ValueError("x264 made another stream than was asked for")
    low = number % NUMBERS
    head = bytes([_P_SLICE | low >> 3, (low & 7) << 5 | second & _TAIL])
    return picture[: place + 1] + head + picture[place + 3 :]


@lru_cache(maxsize=4)
def again(video: VideoFormat, settings: tuple[tuple[str, str], ...]) -> bytes:
    """The picture that shows the one before it once more.

    Raises ValueError if x264 does not number its pictures as is said above.
    """
    context = av.CodecContext.create("libx264", "w")
    assert isinstance(context, av.VideoCodecContext)
    context.options = dict(settings)
    context.width, context.height, context.pix_fmt = video.width, video.height, "yuv420p"
    context.framerate = Fraction(video.fps)
    context.gop_size = 2 * NUMBERS
    plain = av.VideoFrame(video.width, video.height, "yuv420p")
    for plane in plain.planes:
        plane.update(bytes([128]) * plane.buffer_size)
    pictures = []
    for number in range(NUMBERS + 2):
        plain.pts = number
        plain.pict_type = PictureType.NONE
        pictures += [bytes(packet) for packet in context.encode(plain)]
    for number, picture in enumerate(pictures[1:], start=1):
        if picture != numbered(picture, number):
            raise ValueError("x264 numbers its pictures in another way than was expected")
    return pictures[-1]
