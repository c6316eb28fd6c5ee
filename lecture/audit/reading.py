"""Is there time to read what is said and what is shown?"""

from collections.abc import Iterator

from lecture.audit.findings import CHARACTERS_A_SECOND, LEGIBLE, Suspect
from lecture.audit.view import View
from lecture.publishing.captions import Cue
from scenes.mobjects.text.text import Words
from scenes.speech.speech import LEAST
from scenes.timeline import Beat, Timeline
from scenes.typography import split

_SENTENCE = 12  # characters from which text of several words takes time to read
_ROUNDING = 0.002  # seconds: cues are written in whole milliseconds


class Sentences:
    """Follows every sentence on screen from when it can be read until it is gone."""

    def __init__(self) -> None:
        self._since: dict[str, float] = {}
        self._before = 0.0

    def observe(self, view: View, now: float) -> Iterator[Suspect]:
        """Sentences that went before they could be read."""
        shown = {
            item.mobject.string
            for item in view.texts
            if isinstance(item.mobject, Words) and item.opacity >= LEGIBLE
        }
        yield from self._gone(set(self._since) - shown, now)
        for string in shown:
            if len(string) > _SENTENCE and len(split(string)) > 1:
                self._since.setdefault(string, self._before)  # it may have come right after
        self._before = now

    def finish(self, now: float) -> Iterator[Suspect]:
        """Sentences that the clip's end takes away too early."""
        yield from self._gone(set(self._since), now)

    def _gone(self, strings: set[str], now: float) -> Iterator[Suspect]:
        for string in sorted(strings):
            seconds = now - self._since.pop(string)
            if len(string) > CHARACTERS_A_SECOND * seconds:
                yield Suspect(
                    "reading",
                    (string,),
                    f"“{string}”",
                    f"on screen for {seconds:.1f} s, takes {_time(string):.1f} s to read",
                    at_once=True,
                )


def beats(timeline: Timeline) -> Iterator[tuple[Beat, Suspect]]:
    """Beats that are over before their narration is."""
    for beat in timeline.beats:
        seconds = beat.frames / timeline.fps
        if not beat.speech and len(beat.narration) > CHARACTERS_A_SECOND * seconds:
            yield (
                beat,
                Suspect(
                    "reading",
                    (beat.name,),
                    "narration",
                    f"it takes {_time(beat.narration):.1f} s, the beat lasts {seconds:.1f} s",
                ),
            )


def captions(
    cues: tuple[Cue, ...], seconds: float, rate: float = CHARACTERS_A_SECOND
) -> Iterator[tuple[Cue, Suspect]]:
    """Cues that overlap, flash by, or outlast the clip; ``rate`` characters a second are read."""
    end = 0.0
    for cue in cues:
        text = " ".join(split(cue.text))
        trouble = []
        if cue.start < end - _ROUNDING:
            trouble.append(f"it begins {end - cue.start:.2f} s before the one before it ends")
        length = cue.end - cue.start
        if len(text) > rate * (length + _ROUNDING):
            trouble.append(f"it lasts {length:.2f} s, takes {len(text) / rate:.1f} s to read")
        elif length + _ROUNDING < LEAST:
            trouble.append(f"it lasts {length:.2f} s, must be shown for {LEAST:.2f} s")
        if cue.end > seconds + _ROUNDING:
            trouble.append(f"it ends at {cue.end:.2f} s, the clip at {seconds:.2f} s")
        for message in trouble:
            yield cue, Suspect("captions", (text, message), f"“{text}”", message)
        end = max(end, cue.end)


def _time(text: str) -> float:
    return len(text) / CHARACTERS_A_SECOND
