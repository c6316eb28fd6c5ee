"""The last picture of every beat: as it was kept when it was drawn, or out of the video."""

from io import BytesIO
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from lecture.freshness.cache import Cache
from lecture.freshness.fingerprint import Fingerprint
from lecture.freshness.keys import beat_keys
from lecture.publishing.store import fresh_clip
from lecture.publishing.timeline import timeline_of
from lecture.video.segment import Segment

# ITU-R BT.709-6, item 3: K_R = 0.2126, K_B = 0.0722; item 4: 219 steps of luma, 224 of colour.
_OFFSETS = np.array([16, 128, 128], np.float32)[:, None, None]
_SCALES = np.array([255 / 219, 255 / 224, 255 / 224], np.float32)[:, None, None]
RED, BLUE = 1.5748, 1.8556
LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)
"""Of red, green and blue."""
_GREEN_R, _GREEN_B = 0.4681, 0.1873


def kept_pictures(fingerprint: Fingerprint, out: Path, cache: Cache) -> tuple[bytes, ...] | None:
    """The last picture of each beat of a clip, as PNG and without a loss.

    None if the cache has lost some, or if the clip under ``out`` shows others.
    """
    clip = fresh_clip(fingerprint, out)
    if clip is None:
        return None
    keys = beat_keys(fingerprint, timeline_of(clip.document))
    kept = [cache.get(key) for key in keys]
    found = [content for content in kept if content is not None]
    if len(found) < len(kept):
        return None
    return tuple(Segment.unpacked(content).poster for content in found)


def picture_at(video: Path, frame: int, fps: int) -> Image.Image:
    """Frame number ``frame`` of ``video``. Raises ValueError if it has no such frame."""
    with av.open(str(video.absolute())) as container:
        stream = container.streams.video[0]
        container.seek(frame * av.time_base // fps, backward=True)
        for decoded in container.decode(stream):
            if decoded.time is not None and round(decoded.time * fps) >= frame:
                return Image.fromarray(rgb(decoded))
    raise ValueError(f"{video}: has no frame {frame}")


def png(content: bytes) -> Image.Image:
    """The picture in a PNG, without transparency."""
    with Image.open(BytesIO(content)) as picture:
        return picture.convert("RGB")


def rgb(frame: av.VideoFrame) -> NDArray[np.uint8]:
    """``frame`` (BT.709, limited range) as height × width × RGB, as browsers show it.

    FFmpeg's own conversion is a level or two darker: it rounds down twice.
    """
    planes = frame.reformat(format="yuv444p").to_ndarray().astype(np.float32)
    luma, blue, red = (planes - _OFFSETS) * _SCALES
    channels = (luma + RED * red, luma - _GREEN_B * blue - _GREEN_R * red, luma + BLUE * blue)
    return np.clip(np.rint(np.stack(channels, axis=-1)), 0, 255).astype(np.uint8)
