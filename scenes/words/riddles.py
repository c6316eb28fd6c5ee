"""What the opening announces. Knows nothing of Manim."""

from scenes.params import OpeningParams

PROMISES = {
    "build": ("feedback", "rolling", "equation"),
    "learn": ("training", "forgetting", "lstm", "gru"),
    "choose": ("architectures", "quiz", "sequence-to-sequence", "encoder-decoder"),
}
"""What is announced, by the clips of which one must follow."""


def promised(params: OpeningParams, name: str) -> bool:
    """Is there a clip that keeps the promise?"""
    return any(clip in params.clips for clip in PROMISES[name])
