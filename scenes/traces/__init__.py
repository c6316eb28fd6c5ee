"""Which numbers a clip shows: the traces that it draws, by name. Knows nothing of Manim.

A module a clip, named like it, so that a clip is made of the tasks that it runs and of no others.
"""

from importlib import import_module

from rnn_math.trace import Trace
from scenes.section import Section


def traces_for(clip: str, params: Section) -> dict[str, Trace]:
    """Run the clip's model on the clip's input.

    Raises a ``LectureError`` that names the parameter if they cannot be run.
    """
    module = import_module(f"scenes.traces.{clip.replace('-', '_')}")
    traces: dict[str, Trace] = module.traces(clip, params)
    return traces
