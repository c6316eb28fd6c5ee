"""Whatever a lecturer chooses within the ranges, the picture stays legible and true.

``UNROLLED_EXAMPLES=200 pytest tests/lecture/audit/test_drawn_parameters.py`` draws 200 sets of
parameters a clip, new ones each time; by default it is a few, and the same ones.
"""

import string
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import hypothesis
import numpy as np
import pytest
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from lecture.audit import audit_clip
from lecture.production.job import Job
from rnn_math.cell import Cell
from rnn_math.errors import LayoutError
from rnn_math.readout import Readout
from rnn_math.weights import Checkpoint, save
from scenes.params import CLIPS, Look
from scenes.roles import NOTATIONS
from scenes.theme import THEMES
from tests.lecture.audit.drawing import drawn
from tests.lecture.audit.probe import VIDEO

MADE = [
    clip
    for clip in ("feedback", "rolling", "equation", "state")
    if find_spec("scenes." + clip.replace("-", "_"))
]
KNOWN = ("Apple", "is", "hiring", "in", "Berlin", "Maria", "London")
LETTERS = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    "äöüßéèñøåçłčžığαβγλπПриветМ.,!?'\"-#$<>{}[]@_*\\"
)


punctuation = st.text(string.punctuation, min_size=1, max_size=8)  # is no letter


@dataclass(frozen=True)
class Choice:
    """What a lecturer chose for one clip."""

    clip: str
    params: dict[str, Any]
    look: dict[str, Any] = field(default_factory=dict)
    sizes: tuple[int, int] | None = None  # H, F of a model of their own
    scale: float = 1.0  # of its weights

    def job(self) -> Job:
        params = dict(self.params)
        if self.sizes:
            params["weights"] = str(checkpoint(*self.sizes, self.scale))
        return Job(self.clip, CLIPS[self.clip](**params), Look(**self.look), VIDEO)

    def may_refuse(self, refusal: LayoutError) -> bool:
        """Long words side by side, and numbers of many digits, may leave no room."""
        words = self.params["sentence"].split()
        is_crowded = len(words) >= 8 and max(map(len, words)) >= 15
        about_words = "leave no room" in str(refusal)
        return is_crowded if about_words else self.scale > 10


@cache
def checkpoint(H: int, F: int, scale: float) -> Path:  # noqa: N803
    """A model that was never trained, with weights of about ``scale``."""
    random = np.random.default_rng((H, F))
    words = ("<unk>", "<Unk>", *KNOWN)
    cell = Cell.tanh(
        random.normal(size=(H, F)) * scale,
        random.normal(size=(H, H)) * scale / H**0.5,
        random.normal(size=H),
    )
    readout = Readout(random.normal(size=(5, H)), random.normal(size=5))
    embedding = random.normal(size=(len(words), F))
    path = Path(mkdtemp()) / "drawn.npz"
    save(path, Checkpoint(cell, readout, embedding, words, ("O", "PER", "LOC", "ORG", "MISC")))
    return path


marked = st.builds("{}{}".format, st.text(LETTERS, min_size=1, max_size=18), punctuation)
words = st.sampled_from(KNOWN) | st.text(LETTERS, min_size=1, max_size=18) | marked


@st.composite
def choices(draw: DrawFn, clip: str) -> Choice:
    sentence = draw(st.lists(words, min_size=1, max_size=9 if clip == "feedback" else 10))
    if clip == "feedback":  # it needs a word that comes twice
        sentence.insert(draw(st.integers(0, len(sentence))), draw(st.sampled_from(sentence)))
    count = len(sentence)
    sizes = draw(st.none() | st.tuples(st.integers(1, 64), st.integers(1, 64)))
    H = sizes[0] if sizes else 4  # noqa: N806
    own = {
        "step": st.integers(1, count),
        "unit": st.integers(1, H),
        "swap_step": st.integers(1, count),
        "swap_word": words,
    }
    fields = CLIPS[clip].model_fields
    params = {name: draw(values) for name, values in own.items() if name in fields}
    look = {"theme": draw(st.sampled_from(sorted(THEMES)))}
    look["notation"] = draw(st.sampled_from(sorted(NOTATIONS)))
    scale = draw(st.sampled_from([0.3, 1.0, 5.0, 40.0])) if sizes else 1.0
    return Choice(clip, {"sentence": " ".join(sentence), **params}, look, sizes, scale)


def demand(choice: Choice) -> None:
    """No findings; a refusal only where one is promised."""
    try:
        found = audit_clip(choice.job())
    except LayoutError as refusal:
        if not choice.may_refuse(refusal):
            raise
        return
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize("clip", MADE)
@drawn(2)
@hypothesis.given(st.data())
def test_nothing_is_found_whatever_is_drawn(clip: str, data: st.DataObject) -> None:
    demand(data.draw(choices(clip), label="chosen"))


LONG = "Vorwärtsverkettung"
EXTREMES = {
    "one word, one unit": ({"sentence": "Οὖτις"}, {"notation": "geron"}, (1, 1), 1.0),
    "ten long words, large model": (
        {"sentence": " ".join([LONG] * 10)},
        {"notation": "keras", "theme": "light"},
        (64, 64),
        1.0,
    ),
}


@pytest.mark.parametrize("extreme", EXTREMES)
@pytest.mark.parametrize("clip", MADE)
def test_nothing_is_found_at_the_ends_of_the_ranges(clip: str, extreme: str) -> None:
    params, look, sizes, scale = EXTREMES[extreme]
    params = dict(params)
    if clip == "feedback" and " " not in params["sentence"]:
        params["sentence"] += " " + params["sentence"]
    elif clip == "equation":
        params["step"] = len(params["sentence"].split())
    demand(Choice(clip, params, look, sizes, scale))
