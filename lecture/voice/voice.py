"""Who speaks in a clip, as plain values."""

from dataclasses import dataclass

SILENT = "none"

RECORDED = "recorded"
"""One's own takes."""


@dataclass(frozen=True)
class Voice:
    """An ``engine``, and everything else that its sound depends on.

    ``made_by`` names programs and models with their versions, ``model`` is a file of the user's,
    ``folder`` is where a module of the user's is looked for, ``say`` are pronunciations,
    ``takes`` is a folder of recordings, and ``fallback`` the engine for what is not in it.
    """

    engine: str = SILENT
    made_by: str = ""
    model: str = ""
    folder: str = ""
    say: tuple[tuple[str, str], ...] = ()
    takes: str = ""
    fallback: str = ""

    @property
    def speaks(self) -> bool:
        """Is anything said at all?"""
        return self.engine != SILENT


NOBODY = Voice()
"""No voice: whoever watches reads."""
