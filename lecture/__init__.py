"""Production: configuration, rendering, captions and the command line of the lecture."""

from importlib import import_module
from os import PathLike
from typing import Any

from lecture.imports import follow

follow()


def show(
    piece: str, out: str | PathLike[str] | None = None, *, embed: bool = True, **settings: Any
) -> Any:
    """Show a clip in a notebook, or beats of it, such as ``rolling@unroll-it..roll-it-up``.

    ``settings`` are what ``lecture.toml`` can set, for this time: parameters of the clip, and
    ``theme``, ``language``, ``notation``, ``quality``, ``voice``. What lies in ``renders``, or in
    ``out``, is taken; what is missing is rendered, at 720p30 unless told otherwise, into ``out``
    if that is given, else into the user's cache, never beside the notebook.

    ``embed`` puts the whole video into the notebook; without it only its path is written, which
    is smaller and works as long as the file stays there. Raises ``InputError`` if there is no
    such clip, beat or setting.
    """
    # An import statement here would make the page part of what every clip is made of.
    shown = import_module("lecture.notebook.show").shown
    return shown(
        piece, None if out is None else import_module("pathlib").Path(out), embed, settings
    )
