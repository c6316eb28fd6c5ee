"""What is known of a clip before anything of it is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rnn_math.trace import Trace
from scenes.params import Look
from scenes.section import Section
from scenes.traces import traces_for


@dataclass(frozen=True, eq=False)
class Facts:
    """The parameters of a clip, as they give way to one another, its look, and its traces."""

    clip: str
    params: Any
    look: Look
    traces: Mapping[str, Trace]


def facts_of(clip: str, params: Section, look: Look) -> Facts:
    """Run the clip's networks. Raises a ``LectureError`` if they cannot be run."""
    fitted = params.fitted()
    return Facts(clip, fitted, look, traces_for(clip, fitted))
