"""Whatever an engine gives, made alike: without silence around it, equally loud, at one rate.

Loudness is that of EBU R 128 (ITU-R BS.1770), measured by libavfilter.
"""

from collections.abc import Iterator

import av
import numpy as np
from av.audio.frame import AudioFrame
from numpy.typing import NDArray

from scenes.speech.speech import RATE

LOUDNESS = -16.0
"""LUFS of a clip."""

_LOUDNESS = LOUDNESS + 0.5  # of a sentence: around it is silence, some of which is measured
_PEAK = -4.0  # dB of full scale: between samples it is more, and coding adds to it
_FAINT = 10 ** (-46 / 20)  # of the loudest: the softest beginnings of words are above
_WINDOW, _MARGIN = 0.005, 0.01  # seconds
_FADE_IN, _FADE_OUT = 0.004, 0.02  # seconds: no edge, and no click
_ENOUGH = 3  # seconds, of which loudness is measured: blocks of it have 0.4

Samples = NDArray[np.float32]


def heard_part(samples: Samples, rate: int) -> slice:
    """From just before the first sound to just after the last; empty if there is none."""
    window = max(1, round(_WINDOW * rate))
    count = len(samples) // window
    levels = np.sqrt(np.mean(np.square(samples[: count * window].reshape(count, window)), axis=1))
    loud = np.flatnonzero(levels > _FAINT * levels.max(initial=0.0))
    if not len(loud):
        return slice(0, 0)
    margin = round(_MARGIN * rate)
    return slice(max(0, loud[0] * window - margin), (loud[-1] + 1) * window + margin)


def at_our_rate(samples: Samples, rate: int) -> Samples:
    """The same sound at ``RATE``."""
    return samples if rate == RATE else filtered(samples, rate, f"aresample={RATE}")


def made_equal(samples: Samples) -> NDArray[np.int16]:
    """``samples``, as loud as every sentence, their peaks held back, their edges faded."""
    gain = _LOUDNESS - loudness(samples)
    louder = _held_back(samples, gain)
    louder = _held_back(samples, gain + _LOUDNESS - loudness(louder))  # peaks were loud, too
    rise, fall = (min(round(s * RATE), len(louder)) for s in (_FADE_IN, _FADE_OUT))
    louder[:rise] *= np.linspace(0, 1, rise, dtype=np.float32)
    louder[len(louder) - fall :] *= np.linspace(1, 0, fall, dtype=np.float32)
    return np.rint(np.clip(louder, -1, 1) * 32767).astype(np.int16)


def _held_back(samples: Samples, gain: float) -> Samples:
    """Louder by ``gain`` dB, as many samples, no peak too high."""
    louder = samples * np.float32(10 ** (gain / 20))
    limit = 10 ** (_PEAK / 20)
    limiter = f"alimiter=limit={limit:.6f}:attack=5:release=80:level=0:latency=1"
    held = filtered(louder, RATE, limiter)[: len(samples)]
    return np.pad(held, (0, len(samples) - len(held)))


def loudness(samples: Samples) -> float:
    """Integrated loudness at ``RATE``, in LUFS; a short sound is measured again and again."""
    times = max(1, -(-_ENOUGH * RATE // max(1, len(samples))))
    found = -70.0
    for frame in _frames(np.tile(samples, times), RATE, "ebur128=metadata=1"):
        found = float(frame.metadata.get("lavfi.r128.I", found))  # the last one may say nothing
    return found


def filtered(samples: Samples, rate: int, chain: str) -> Samples:
    """What libavfilter's ``chain`` makes of ``samples``."""
    frames = _frames(samples, rate, f"{chain},aformat=sample_fmts=fltp")
    parts = [frame.to_ndarray()[0] for frame in frames]
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def _frames(samples: Samples, rate: int, chain: str) -> Iterator[AudioFrame]:
    """What comes out of the filters of ``chain``."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=rate, format="fltp", layout="mono")
    last = source
    for step in chain.split(","):
        name, _, options = step.partition("=")
        following = graph.add(name, options)
        last.link_to(following)
        last = following
    sink = graph.add("abuffersink")
    last.link_to(sink)
    graph.configure()
    frame = AudioFrame.from_ndarray(np.ascontiguousarray(samples[None], np.float32), "fltp", "mono")
    frame.sample_rate, frame.pts = rate, 0
    for given in (frame, None):
        source.push(given)
        while True:
            try:
                made = sink.pull()
            except (av.BlockingIOError, av.EOFError):
                break
            assert isinstance(made, AudioFrame)
            yield made
