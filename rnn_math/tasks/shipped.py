"""Trained default weights that come with the package: ``weights/<name>.safetensors``.

Each is a checkpoint like any other (``rnn_math.weights.load`` reads it, vocabulary and all), and
its metadata says what made it and what it reached: the settings and the recorded score.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import safetensors
import safetensors.numpy

from rnn_math.arrays import FloatArray
from rnn_math.errors import WeightsError
from rnn_math.score import Baseline, Score

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


def score_of(name: str) -> Score:
    """The score that was recorded with shipped weights. Raises ``WeightsError``."""
    recorded = facts_of(name)["score"]
    baselines = tuple(Baseline(**baseline) for baseline in recorded.pop("baselines"))
    return Score(**recorded, baselines=baselines)


def told(settings: Any) -> dict[str, Any]:
    """The settings of a training (a dataclass) as metadata; of the plain cell it says no kind."""
    return {name: v for name, v in asdict(settings).items() if (name, v) != ("kind", "tanh")}


def content_of(parameters: Mapping[str, FloatArray], **facts: object) -> bytes:
    """A safetensors file of ``parameters`` with ``facts`` (JSON values) as its metadata."""
    metadata = {key: json.dumps(value, ensure_ascii=False) for key, value in facts.items()}
    content = safetensors.numpy.save(dict(parameters), metadata)
    # The library writes the metadata in any order; sorted, the same weights are the same bytes.
    start = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:start])
    header["__metadata__"] = dict(sorted(header["__metadata__"].items()))
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)  # the numbers begin at a multiple of 8 bytes
    return len(text).to_bytes(8, "little") + text + content[start:]
