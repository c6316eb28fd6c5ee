"""How people name a piece: ``rolling@unroll-it..roll-it-up``, ``equation@weigh-the-word+3.2s``."""

import re
from dataclasses import dataclass

from lecture.config.errors import suggestion
from rnn_math.errors import InputError
from scenes.params import CLIPS
from scenes.timeline import Beat, Timeline

_NAME = r"[^@.+\s]+"
_RUN = re.compile(rf"(?P<clip>{_NAME})(?:@(?P<first>{_NAME})(?:\.\.(?P<last>{_NAME}))?)?")
_MOMENT = re.compile(rf"(?P<clip>{_NAME})@(?P<beat>{_NAME})(?:\+(?P<seconds>\d+(?:\.\d+)?)s?)?")


@dataclass(frozen=True)
class Run:
    """Beats of a clip from ``first`` to ``last``; all of them if they have no names."""

    clip: str
    first: str | None
    last: str | None

    @classmethod
    def parse(cls, text: str) -> "Run":
        """The run that ``text`` names. Raises :class:`InputError`."""
        match = _RUN.fullmatch(text)
        if match is None:
            raise InputError(f"clip {text!r}: must be CLIP, CLIP@BEAT or CLIP@BEAT..BEAT")
        return cls(_known(match["clip"], "clip"), match["first"], match["last"] or match["first"])

    def beats(self, timeline: Timeline) -> tuple[Beat, ...]:
        """The beats of ``timeline``. Raises :class:`InputError` if they are not in it."""
        if self.first is None or self.last is None:
            return timeline.beats
        names = [beat.name for beat in timeline.beats]
        first, last = (_index(name, names, f"clip {self.clip}") for name in (self.first, self.last))
        if first > last:
            raise InputError(
                f"clip {self.clip}@{self.first}..{self.last}: runs backwards, write "
                f"{self.clip}@{self.last}..{self.first}"
            )
        return timeline.beats[first : last + 1]

    @property
    def address(self) -> str:
        """As it was asked for."""
        if self.first is None:
            return self.clip
        later = f"..{self.last}" if self.last != self.first else ""
        return f"{self.clip}@{self.first}{later}"

    @property
    def stem(self) -> str:
        """What its file is called."""
        ends = dict.fromkeys(name for name in (self.first, self.last) if name)
        return ".".join((self.clip, *ends))


@dataclass(frozen=True)
class Moment:
    """So many seconds after a beat has begun; its end if there are none."""

    clip: str
    beat: str
    seconds: float | None

    @classmethod
    def parse(cls, text: str) -> "Moment":
        """The moment that ``text`` names. Raises :class:`InputError`."""
        match = _MOMENT.fullmatch(text)
        if match is None:
            raise InputError(f"still {text!r}: must be CLIP@BEAT or CLIP@BEAT+SECONDSs, as +3.2s")
        seconds = None if match["seconds"] is None else float(match["seconds"])
        return cls(_known(match["clip"], "still"), match["beat"], seconds)

    def frame(self, timeline: Timeline) -> int:
        """Its frame in the clip. Raises :class:`InputError` if the beat is not that long."""
        beat = self.beat_of(timeline)
        if self.seconds is None:
            return beat.start + beat.frames - 1
        offset = int(self.seconds * timeline.fps + 1e-6)
        if offset >= beat.frames:
            raise InputError(
                f"still {self.clip}@{self.beat}+{self.seconds:g}s: the beat is "
                f"{beat.frames / timeline.fps:.1f} s long: less than that, or leave +SECONDS out "
                "for its end"
            )
        return beat.start + offset

    def is_last(self, timeline: Timeline) -> int | None:
        """The number of its beat, from 0, if it is the end of it."""
        beat = self.beat_of(timeline)
        at_end = self.frame(timeline) == beat.start + beat.frames - 1
        return timeline.beats.index(beat) if at_end else None

    @property
    def address(self) -> str:
        """As it was asked for."""
        return f"{self.clip}@{self.beat}" + self._later

    @property
    def stem(self) -> str:
        """What its file is called."""
        return f"{self.clip}.{self.beat}{self._later}"

    @property
    def _later(self) -> str:
        return "" if self.seconds is None else f"+{self.seconds:g}s"

    def beat_of(self, timeline: Timeline) -> Beat:
        """Its beat. Raises :class:`InputError` if it is not there."""
        names = [beat.name for beat in timeline.beats]
        return timeline.beats[_index(self.beat, names, f"still {self.clip}")]


def _known(clip: str, command: str) -> str:
    if clip not in CLIPS:
        raise InputError(f"{command}: no clip {suggestion(clip, CLIPS)}")
    return clip


def _index(name: str, names: list[str], place: str) -> int:
    if name not in names:
        raise InputError(f"{place}: no beat {suggestion(name, names)}")
    return names.index(name)
