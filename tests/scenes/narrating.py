"""What a clip says, for whatever is drawn, without a picture: which lines and phrases are told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import numpy as np

from lecture.audit.claims import Claims
from rnn_math.cell import Cell
from rnn_math.cells import KINDS
from rnn_math.readout import Readout
from rnn_math.score import Baseline, Score
from rnn_math.tasks import spam
from rnn_math.tasks.tagging import TaggingModel
from scenes.claims.facts import Facts, facts_of
from scenes.claims.judge import Judge
from scenes.lecture_scene import LectureScene
from scenes.lines import Script, is_so, names_in, those_that_hold
from scenes.params import CLIPS, Look
from scenes.script import load_script

WORDS = ("<unk>", "Apple", "is", "in", "Berlin", "Maria")


def narrated(facts: Facts) -> set[str]:
    """The keys of all lines and phrases that are told of ``facts``, each found to be sayable."""
    script, holds = load_script(facts.clip), Judge(facts)
    told = set()
    for beat in script.beats:
        if not all(is_so(rule, holds) for rule in script.due[beat]):
            continue
        key = script.true_line(beat, holds)
        told.add(key)
        line = script.lines[key]
        for name in sorted(line.names & script.phrases.keys()):
            found = those_that_hold(script.phrases[name], holds)
            assert len(found) <= 1, f"{name} says {found} at once"
            told |= {f"{name}.{variant}" for variant in found}
        said = script.told(beat, holds, **_anything(script, key))
        assert said.narration == " ".join(said.narration.split()), f"{key}: a phrase is missing"
        assert said.narration[-1] in ".?", f"{key}: {said.narration!r}"
    return told


def _anything(script: Script, key: str) -> dict[str, str]:
    """A value for every brace."""
    line = script.lines[key]
    names = set(line.names)
    for name in line.names & script.phrases.keys():
        names |= {n for text in script.phrases[name].values() for n in names_in(text.text)}
    return dict.fromkeys(names - script.phrases.keys(), "x")


def sayable(clip: str) -> set[str]:
    """The keys of all lines and phrases that there are."""
    script = load_script(clip)
    phrases = {f"{name}.{key}" for name, variants in script.phrases.items() for key in variants}
    return set(script.lines) | phrases


def shares(right: float, baseline: float, items: int = 100) -> Score:
    """A score beside that of one baseline."""
    return Score(right, items, "things", (Baseline("guess", baseline),))


def tagger(
    scale: float = 1.0,
    units: int = 3,
    inputs: int = 2,
    seed: int = 0,
    loop: float = 1.0,
    labels: tuple[str, ...] | None = ("O", "PER", "ORG", "LOC"),
) -> TaggingModel:
    """A tagger that was never trained; ``loop`` scales its recurrent weights. Labels or none."""
    random = np.random.default_rng(seed)
    cell = Cell.tanh(
        random.normal(size=(units, inputs)) * scale,
        random.normal(size=(units, units)) * scale * loop,
        random.normal(size=units) * scale,
    )
    embedding = random.normal(size=(len(WORDS), inputs))
    if labels is None:
        return TaggingModel(cell, None, embedding, WORDS, ())
    O = len(labels)  # noqa: E741, N806
    readout = Readout(random.normal(size=(O, units)), random.normal(size=O))
    return TaggingModel(cell, readout, embedding, WORDS, labels)


def gated_tagger(kind: str, scale: float, seed: int) -> TaggingModel:
    """A tagger with a cell of ``kind`` that was never trained."""
    plain, random = tagger(seed=seed), np.random.default_rng(seed)
    F, H = plain.cell.input_size, plain.cell.hidden_size  # noqa: N806
    shapes = KINDS[kind].shapes(F, H)
    weights = {name: random.normal(size=shape) * scale for name, shape in shapes.items()}
    return replace(plain, cell=Cell(KINDS[kind], weights))


def gated_like(plain: Cell, kind: str, seed: int = 0) -> Cell:
    """A cell of ``kind`` and the same sizes that was never trained; ``plain`` if it is of it."""
    if kind == plain.kind.name:
        return plain
    random = np.random.default_rng(seed)
    shapes = KINDS[kind].shapes(plain.input_size, plain.hidden_size)
    return Cell(KINDS[kind], {name: random.normal(size=s) * 0.5 for name, s in shapes.items()})


def judge(scale: float, seed: int = 0, **changes: Any) -> spam.SpamModel:
    """A spam filter that was never trained."""
    drawn = tagger(scale, seed=seed, labels=changes.pop("labels", ("ham", "spam")))
    assert drawn.readout is not None
    return replace(
        spam.SpamModel(drawn.cell, drawn.readout, drawn.embedding, WORDS, drawn.tags), **changes
    )


@contextmanager
def instead(of: str, model: object, *later: object) -> Iterator[None]:
    """Let ``model`` be the one that is loaded, and ``later`` ones after it."""
    left = [model, *later]

    def load(*args: object, **keys: object) -> object:
        return left.pop(0) if len(left) > 1 else left[0]

    with patch(of, load):
        yield


def known(
    clip: str, of: str = "", model: object = None, look: Look | None = None, **params: Any
) -> Facts:
    """The facts of ``clip`` with these parameters, and with ``model`` instead of the one loaded."""
    chosen, drawn = CLIPS[clip](**params), look or Look()
    if model is None:
        return facts_of(clip, chosen, drawn)
    with instead(of, model):
        return facts_of(clip, chosen, drawn)


TAGGED = "scenes.traces.tagged.load_model"
Known = Callable[[], Facts]


def said(scene: LectureScene) -> dict[str, str]:
    """What is told in each beat, its headline first."""
    return {beat.name: f"{beat.headline}: {beat.narration}" for beat in scene.timeline.beats}


def untrue(scene: LectureScene) -> list[str]:
    """What the audit says of the claims of a clip that was told to its end."""
    claims, beats = Claims(scene), scene.timeline.beats
    found = [suspect for beat in beats for suspect in (*claims.told(beat), *claims.figures(beat))]
    found += claims.untold({beat.name: beat for beat in beats})
    return [f"{suspect.what}: {suspect.message}" for suspect in found]
