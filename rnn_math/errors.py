"""The one root of every error that a user can cause.

LectureError
├── InputError       a sentence, a series or a number that cannot be used
├── WeightsError     a checkpoint that cannot be read or does not fit
├── LayoutError      content that cannot be drawn legibly
└── OutputError      a file that cannot be written

A message names the place, the value and the next step:
``lecture.toml: state.hidden_size = 0, must be 1 to 64``.
"""


class LectureError(Exception):
    """Something the user can mend; its text says where, what and how."""

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: how the error came about is of no use to its user."""
        return [f"{type(self).__name__}: {self}"]


class InputError(LectureError):
    """A sentence, a series or a number that cannot be used."""


class WeightsError(LectureError):
    """A checkpoint that cannot be read or does not fit."""


class LayoutError(LectureError):
    """Content that cannot be drawn legibly at the size of the picture."""


class OutputError(LectureError):
    """A file or a folder that cannot be written."""
