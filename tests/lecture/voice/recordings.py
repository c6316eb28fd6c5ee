"""Takes to test with, of any kind, made with PyAV: bursts like syllables, in a room that hums."""

from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np

SYLLABLE, REST = 0.16, 0.04  # seconds


def syllables(seconds: float, rate: int, seed: int = 0) -> np.ndarray:
    """Sound of ``seconds`` that begins and ends softly, as speech does."""
    count = round(seconds * rate)
    noise = np.random.default_rng(seed).normal(0, 0.08, count)
    phase = np.arange(count) / rate % (SYLLABLE + REST)
    swell = np.where(phase < SYLLABLE, np.sqrt(np.abs(np.sin(np.pi * phase / SYLLABLE))), 0.02)
    fade = np.minimum(1, np.minimum(np.arange(count), np.arange(count)[::-1]) / (0.01 * rate))
    return noise * swell * fade


def recording(
    spoken: Sequence[float], rate: int = 48_000, pause: float = 0.6, around: float = 0.8
) -> np.ndarray:
    """Sentences of so many seconds with pauses between them and the noise of the room."""
    parts = [np.zeros(round(around * rate))]
    for number, seconds in enumerate(spoken):
        if number:
            parts.append(np.zeros(round(pause * rate)))
        parts.append(syllables(seconds, rate, number))
    samples = np.concatenate((*parts, np.zeros(round(around * rate))))
    return samples + np.random.default_rng(9).normal(0, 2e-4, len(samples))


def write(
    file: Path,
    samples: np.ndarray,
    rate: int = 48_000,
    layout: str = "mono",
    codec: str = "pcm_s16le",
    place: int = 0,
) -> Path:
    """``samples`` in the channel ``place`` of ``layout``; the others hold next to nothing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(file), "w") as container:
        stream = container.add_stream(codec, rate=rate, layout=layout)
        channels = np.zeros((len(av.AudioLayout(layout).channels), len(samples)), np.float32)
        channels[place] = samples
        frame = av.AudioFrame.from_ndarray(channels, "fltp", layout)
        frame.sample_rate, frame.pts = rate, 0
        resampler = av.AudioResampler(stream.format, layout, rate, stream.frame_size or 1024)
        for each in (*resampler.resample(frame), *resampler.resample(None)):
            container.mux(stream.encode(each))
        container.mux(stream.encode(None))
    return file
