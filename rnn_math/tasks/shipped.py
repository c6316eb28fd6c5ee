"""Trained default weights that come with the package: ``weights/<name>.safetensors``.

Each is a checkpoint like any other (``rnn_math.weights.load`` reads it, vocabulary and all), and
its metadata says what made it and what it reached: the settings and the recorded score.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import safetensors
import safetensors.numpy

from rnn_math.arrays import FloatArray
from rnn_math.errors import WeightsError

FOLDER = Path(__file__).parent / "weights"


def path_of(name: str) -> Path:
    """Where the weights of a task are, or would be."""
    return FOLDER / f"{name}.safetensors"


def facts_of(name: str) -> dict[str, Any]:
    """What the metadata of shipped weights says: ``settings``, ``score``, lists of words.

    Raises ``WeightsError`` when the file is missing or damaged.
    """
    path = path_of(name)
    try:
        with safetensors.safe_open(path, framework="numpy") as file:
            return {key: json.loads(value) for key, value in (file.metadata() or {}).items()}
    except (OSError, ValueError, safetensors.SafetensorError) as error:
        raise WeightsError(
            f"{path}: shipped weights cannot be read ({error}): install unrolled again"
        ) from error


def content_of(parameters: Mapping[str, FloatArray], **facts: object) -> bytes:
    """A safetensors file of ``parameters`` with ``facts`` (JSON values) as its metadata."""
    metadata = {key: json.dumps(value) for key, value in facts.items()}
    return safetensors.numpy.save(dict(parameters), metadata)
