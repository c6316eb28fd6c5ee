"""Signals that ask a command to stop: it tidies up as after Ctrl-C, and says which it was."""

import signal
from types import FrameType

_ASKING = ("SIGTERM", "SIGHUP")  # a batch system, a closed laptop; not every system has both


class Stopping:
    """Turns the first signal into a KeyboardInterrupt, and lets none disturb what follows it."""

    def __init__(self) -> None:
        self._number: int | None = None

    def listen(self) -> None:
        """From now on. What somebody else has set, such as nohup, is left alone."""
        for name in _ASKING:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, self._stop)

    @property
    def exit_code(self) -> int | None:
        """128 and the signal's number, as shells say it; None if none has come."""
        return None if self._number is None else 128 + self._number

    def _stop(self, number: int, frame: FrameType | None) -> None:
        if self._number is not None:  # it is being tidied up already
            return
        self._number = number
        raise KeyboardInterrupt
