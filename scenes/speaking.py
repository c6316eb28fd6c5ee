"""How a scene keeps time to what is said in it."""

from dataclasses import replace
from typing import ClassVar

from manim import config

from rnn_math.errors import InputError
from scenes.script import CHARACTERS_A_SECOND, Line
from scenes.speech.said import Said
from scenes.speech.speech import Delivery, Speech


class Speaking:
    """The voice of a scene: words that it waits for, and how long a line needs."""

    clip: ClassVar[str]
    speech: Speech | None = None
    _frame: int
    _begun = 0
    _spoken_line = Line("", "")
    _delivery: Delivery | None = None
    _awaited: list[tuple[str, int]]

    def wait(self, duration: float) -> None:
        """Hold the picture."""
        raise NotImplementedError

    def on(self, mark: str) -> None:
        """Wait until the word after ``[[mark]]`` is spoken; not at all without a voice.

        Raises :class:`InputError` if the line has no such mark.
        """
        frame = self._when(mark)
        if frame is not None:
            self.wait((frame - self._frame) / config.frame_rate)

    def time_to(self, mark: str, least: float) -> float:
        """Seconds until the word after ``[[mark]]``; ``least`` if it is sooner or unspoken."""
        frame = self._when(mark)
        return least if frame is None else max(least, (frame - self._frame) / config.frame_rate)

    def read(self, seconds: float) -> None:
        """Leave time to read what has appeared, unless a voice sets the pace."""
        if self._delivery is None:
            self.wait(seconds)

    def _begin(self, line: Line, beat: str = "") -> None:
        self._begun, self._spoken_line, self._awaited = self._frame, line, []
        if self.speech is not None:
            self._delivery = self.speech.deliver(line, round(config.frame_rate), beat)

    @property
    def _still_to_say(self) -> float:
        """Seconds that the line needs from now on, to be heard or read."""
        needed = len(self._spoken_line.narration) / CHARACTERS_A_SECOND
        if self._delivery is not None:
            needed = self._delivery.frames / config.frame_rate
        return needed - (self._frame - self._begun) / config.frame_rate

    @property
    def _said(self) -> tuple[Said, ...]:
        """The sentences of the beat, in their places in the clip."""
        said = self._delivery.sentences if self._delivery else ()
        return tuple(replace(sentence, start=self._begun + sentence.start) for sentence in said)

    def _when(self, mark: str) -> int | None:
        """The frame at which a mark is reached; None without a voice."""
        if mark not in {known.name for known in self._spoken_line.marks}:
            raise InputError(
                f"script of {self.clip}: the line under “{self._spoken_line.headline}” has no "
                f"mark [[{mark}]]: put it before the word at which this is to happen"
            )
        if self._delivery is None:
            return None
        frame = self._begun + self._delivery.marks[mark]
        self._awaited.append((mark, frame))
        return frame
