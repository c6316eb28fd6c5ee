"""Production: configuration, rendering, captions and the command line of the lecture."""

from importlib import import_module
from os import PathLike
from typing import Any

from lecture.imports import follow

follow()


def show(clip: str, out: str | PathLike[str] = "renders", *, embed: bool = True) -> Any:
    """Show a clip in a notebook, from what ``unrolled render`` made in ``out``.

    ``embed`` puts the whole video into the notebook; without it only its path is written, which
    is smaller and works as long as the file stays there. Raises ``InputError`` if there is no
    such clip.
    """
    # An import statement here would make the page part of what every clip is made of.
    from_page = import_module("lecture.page.notebook")
    path = import_module("pathlib").Path(out)
    return from_page.shown(clip, path, embed=embed)
