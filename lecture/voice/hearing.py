"""Sound in files of any kind, as mono samples."""

from io import BytesIO
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame

from lecture.voice.engine import Sound, VoiceError
from scenes.speech.speech import RATE


def sound_in(file: Path | BytesIO, what: str) -> Sound:
    """All that is heard in ``file``, its channels as one. Raises :class:`VoiceError`."""
    try:
        place = file if isinstance(file, BytesIO) else str(file.absolute())
        with av.open(place, "r") as container:
            if not container.streams.audio:
                raise VoiceError(f"{what} is no sound: give a file that holds some")
            resampler = av.AudioResampler("fltp", "mono", RATE)
            frames = [
                part for frame in container.decode(audio=0) for part in resampler.resample(frame)
            ]
            frames += resampler.resample(None)
    except (av.FFmpegError, OSError) as error:
        raise VoiceError(f"{what} cannot be read as sound ({error.strerror})") from error
    parts = [_samples(frame) for frame in frames]
    return Sound(np.concatenate(parts) if parts else np.zeros(0, np.float32), RATE)


def _samples(frame: AudioFrame) -> np.ndarray:
    return np.asarray(frame.to_ndarray()[0], np.float32)
