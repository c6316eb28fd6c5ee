"""Of every beat exactly one line is true, whatever is drawn, and each line is told for something.

Nothing is drawn: networks run, rules are asked. ``UNROLLED_EXAMPLES=200 pytest …`` draws more.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from rnn_math.cell import Cell
from rnn_math.score import Baseline, Score
from rnn_math.series.options import Found
from rnn_math.tasks import captioning, spam, translation
from rnn_math.tasks.tagging import TaggingModel
from rnn_math.tasks.tagging_course import Schooled
from rnn_math.tasks.tagging_data import TAGS
from rnn_math.tasks.text import END
from scenes.claims.facts import Facts
from scenes.params import Look
from tests.scenes.narrating import (
    TAGGED,
    WORDS,
    gated_like,
    gated_tagger,
    instead,
    judge,
    known,
    narrated,
    sayable,
    shares,
    tagger,
)

EXAMPLES = int(os.environ.get("UNROLLED_EXAMPLES") or 40)

words = st.sampled_from(WORDS[1:])
sentences = st.lists(words, min_size=1, max_size=5)
own = st.sampled_from([None, "own.npz"])
taggers = st.builds(
    tagger,
    scale=st.sampled_from([0.0, 0.001, 0.3, 1.0, 40.0]),
    units=st.sampled_from([1, 3, 9]),
    inputs=st.sampled_from([1, 2]),
    seed=st.integers(0, 9),
    loop=st.sampled_from([0.0, 0.001, 1.0]),
    labels=st.sampled_from([None, ("O", "PER", "ORG", "LOC"), ("DET", "NOUN")]),
)
gated_taggers = st.builds(
    gated_tagger,
    kind=st.sampled_from(["lstm", "gru", "gru-reset-before"]),
    scale=st.sampled_from([0.001, 0.3, 1.0, 40.0]),
    seed=st.integers(0, 9),
)
kinds = st.sampled_from(["tanh", "tanh", "lstm", "gru"])
scored = st.none() | st.builds(
    shares, st.sampled_from([0.9, 0.95, 0.96, 1.0]), st.sampled_from([0.3, 0.9, 0.95])
)
Draw = st.DrawFn


@st.composite
def echoing(draw: Draw) -> str:
    """A sentence that holds a word twice."""
    sentence = draw(sentences)
    sentence.insert(draw(st.integers(0, len(sentence))), draw(st.sampled_from(sentence)))
    return " ".join(sentence)


@st.composite
def opening(draw: Draw) -> Facts:
    model = draw(taggers.filter(lambda model: model.readout is not None))
    clips = draw(st.sampled_from([(), ("rolling",), ("gru",), ("quiz",), ("equation", "quiz")]))
    return known("opening", TAGGED, model, sentence=draw(echoing()), clips=clips)


@st.composite
def closing(draw: Draw) -> Facts:
    model = draw(taggers.filter(lambda model: model.readout is not None))
    return known("closing", TAGGED, model, sentence=draw(echoing()))


@st.composite
def feedback(draw: Draw) -> Facts:
    return known("feedback", TAGGED, draw(taggers), sentence=draw(echoing()))


@st.composite
def rolling(draw: Draw) -> Facts:
    model = draw(taggers | gated_taggers)
    return known("rolling", TAGGED, model, sentence=" ".join(draw(sentences)))


@st.composite
def equation(draw: Draw) -> Facts:
    sentence = draw(sentences)
    look = Look(notation=draw(st.sampled_from(["hidden", "pytorch"])))
    step = draw(st.integers(1, len(sentence)))
    model = draw(taggers)
    return known("equation", TAGGED, model, look, sentence=" ".join(sentence), step=step)


@st.composite
def state(draw: Draw) -> Facts:
    sentence = draw(sentences)
    step = draw(st.integers(1, len(sentence)))
    model = draw(taggers | gated_taggers)
    chosen = {"sentence": " ".join(sentence), "swap_step": step, "swap_word": draw(words)}
    return known("state", TAGGED, model, **chosen)


@st.composite
def training(draw: Draw) -> Facts:
    sentence = draw(sentences)
    tags = draw(st.lists(st.sampled_from(TAGS), min_size=len(sentence), max_size=len(sentence)))
    facts = known(
        "training", sentence=" ".join(sentence), tags=" ".join(tags), hidden_size=4,
        rate=draw(st.sampled_from([1e-6, 0.5, 100.0])),
    )  # fmt: skip
    read = facts.traces["lesson"]
    assert isinstance(read, Schooled)
    held_out = read.course.held_out_loss * draw(st.sampled_from([1.0, 3.0]))
    if draw(st.booleans()):
        held_out = held_out[::-1]
    course = replace(read.course, held_out_loss=held_out)
    traces = {**facts.traces, "lesson": replace(read, course=course)}
    return replace(facts, traces=traces)


@st.composite
def forgetting(draw: Draw) -> Facts:
    model = draw(taggers.filter(lambda model: model.readout is not None))
    sentence = [draw(words), *draw(sentences)]
    factor = draw(st.sampled_from([1.01, 2.0, 5.0, 100.0]))
    return known("forgetting", TAGGED, model, sentence=" ".join(sentence), factor=factor)


@st.composite
def lstm(draw: Draw) -> Facts:
    sentence, seed = draw(sentences), draw(st.integers(0, 9))
    gated = gated_tagger("lstm", draw(st.sampled_from([0.3, 1.0, 5.0])), seed)
    plain = tagger(draw(st.sampled_from([0.3, 1.0])), seed=seed)
    with instead("scenes.traces.gated.load_model", gated, plain):
        return known("lstm", sentence=" ".join(sentence), step=1)


@st.composite
def gru(draw: Draw) -> Facts:
    kind = draw(st.sampled_from(["gru", "gru-reset-before"]))
    seed = draw(st.integers(0, 9))
    taggers = gated_tagger(kind, 1.0, seed), gated_tagger("lstm", 0.3, seed), tagger(0.3)
    reached = st.sampled_from([0.9, 0.95, 1.0])
    networks = [replace(each, score=shares(draw(reached), 0.9)) for each in taggers]
    with instead("scenes.traces.gated.load_model", *networks):
        return known("gru", sentence=" ".join(draw(sentences)), step=1)


forecaster_scores = st.builds(
    lambda held_out, baseline: Score(
        held_out, 120, "days", (Baseline("no change", baseline),), lower_is_better=True
    ),
    st.sampled_from([0.0, 0.8, 1.58]),
    st.sampled_from([0.0, 0.8001, 1.58]),
)
found = st.builds(Found, st.booleans(), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))


@st.composite
def sequence_to_sequence(draw: Draw) -> Facts:
    plain = taggers.filter(lambda model: model.readout is not None)
    model = replace(draw(plain | gated_taggers), score=draw(scored))
    sentence = draw(st.just(["Apple", "is", "hiring", "in", "Berlin"]) | sentences)
    facts = known("sequence-to-sequence", TAGGED, model, sentence=" ".join(sentence))
    forecast: Any = facts.traces["forecast"]
    series = replace(forecast.series, simulated=draw(st.booleans()), found=draw(found))
    forecast = replace(forecast, series=series, score=draw(forecaster_scores))
    params = facts.params.model_copy(update={"weights": draw(own), "forecast_weights": draw(own)})
    return replace(facts, params=params, traces={**facts.traces, "forecast": forecast})


MESSAGES = "Your number won the weekly phone lottery", "Are you free for lunch on Monday"


@st.composite
def sequence_to_vector(draw: Draw) -> Facts:
    labels = draw(st.sampled_from([("ham", "spam"), ("news", "chat")]))
    scale = draw(st.sampled_from([0.0, 0.3, 1.0, 40.0]))
    model = judge(scale, draw(st.integers(0, 9)), labels=labels, score=draw(scored))
    model = replace(model, cell=gated_like(model.cell, draw(kinds)))
    texts = st.sampled_from(MESSAGES) | sentences.map(" ".join)
    facts = known(
        "sequence-to-vector", "rnn_math.tasks.spam.load_model", model,
        message=draw(texts), second_message=draw(texts),
    )  # fmt: skip
    return replace(facts, params=facts.params.model_copy(update={"weights": draw(own)}))


def captioner(end: float, noise: float, seed: int) -> captioning.CaptioningModel:
    """Ours, with another inclination to stop, and with its readout disturbed."""
    model, random = captioning.load_model(), np.random.default_rng(seed)
    b_o = model.readout.b_o + end * (np.array(model.outputs) == END)
    W_o = model.readout.W_o + noise * random.normal(size=model.readout.W_o.shape)  # noqa: N806
    return replace(model, readout=replace(model.readout, W_o=W_o, b_o=b_o))


@st.composite
def vector_to_sequence(draw: Draw) -> Facts:
    end = draw(st.sampled_from([-60.0, 0.0, 0.0, 60.0]))
    model = captioner(end, draw(st.sampled_from([0.0, 0.3])), draw(st.integers(0, 3)))
    model = replace(model, cell=gated_like(model.cell, draw(kinds)))
    images = st.integers(0, 381)
    with instead("rnn_math.tasks.captioning.load_model", model):
        facts = known("vector-to-sequence", digit=draw(images), second_digit=draw(images))
    score = draw(scored.filter(lambda score: score is not None))
    traces = {**facts.traces, "caption": replace(facts.traces["caption"], score=score)}
    return replace(
        facts, params=facts.params.model_copy(update={"weights": draw(own)}), traces=traces
    )


def translator(end: float, noise: float, seed: int) -> Any:
    """The same of our translator."""
    model, random = translation.load_model(), np.random.default_rng(seed)
    b_o = model.readout.b_o + end * (np.array(model.labels) == END)
    W_o = model.readout.W_o + noise * random.normal(size=model.readout.W_o.shape)  # noqa: N806
    return replace(model, readout=replace(model.readout, W_o=W_o, b_o=b_o))


PHRASES = (
    "elle lit un livre rouge", "le chien lave la voiture", "le chien dort", "elle", "le chat",
    "la fille ne lit pas le", "tu ne manges pas", "j'aime la voiture rouge", "un chat",
)  # fmt: skip


@st.composite
def encoder_decoder(draw: Draw) -> Facts:
    end = draw(st.sampled_from([-60.0, 0.0, 0.0, 60.0]))
    model = translator(end, draw(st.sampled_from([0.0, 0.2])), draw(st.integers(0, 3)))
    kind = draw(kinds)
    encoder, decoder = (gated_like(c, kind) for c in (model.encoder, model.decoder))
    model = replace(model, score=draw(scored), encoder=encoder, decoder=decoder)
    phrases = st.sampled_from(PHRASES)
    facts = known(
        "encoder-decoder", "rnn_math.tasks.translation.load_model", model,
        sentence=draw(phrases), second_sentence=draw(phrases),
    )  # fmt: skip
    return replace(facts, params=facts.params.model_copy(update={"weights": draw(own)}))


@st.composite
def architectures(draw: Draw) -> Facts:
    facts = known(
        "architectures", TAGGED.replace("traces.tagged", "traces.architectures.tagging"),
        draw(taggers.filter(lambda model: model.readout is not None)),
        sentence=" ".join(draw(sentences)), phrase=draw(st.sampled_from(PHRASES)),
        digit=draw(st.integers(0, 381)),
    )  # fmt: skip
    kind = draw(kinds)
    traces = {
        name: replace(trace, score=draw(scored)) if name in _SCORED else trace
        for name, trace in facts.traces.items()
    }
    traces |= {
        name: replace(trace, cell=gated_like(trace.cell, kind))  # its kind is all that is asked
        for name, trace in traces.items()
        if name != "image"
    }
    keys = "weights", "spam_weights", "captioning_weights", "translation_weights"
    params = facts.params.model_copy(update={key: draw(own) for key in keys})
    return replace(facts, params=params, traces=traces)


_SCORED = ("tagging", "spam", "captioning", "decoder")

DRAWN: dict[str, Callable[[], st.SearchStrategy[Facts]]] = {
    "opening": opening,
    "closing": closing,
    "feedback": feedback,
    "rolling": rolling,
    "equation": equation,
    "state": state,
    "training": training,
    "forgetting": forgetting,
    "lstm": lstm,
    "gru": gru,
    "sequence-to-sequence": sequence_to_sequence,
    "sequence-to-vector": sequence_to_vector,
    "vector-to-sequence": vector_to_sequence,
    "encoder-decoder": encoder_decoder,
    "architectures": architectures,
}


def of_one_unit() -> captioning.CaptioningModel:
    """Our captioner, of whose units one is left."""
    model = captioning.load_model()
    cells = (
        Cell.tanh(cell.W_x[:1], cell.W_h[:1, :1], cell.b[:1])
        for cell in (model.encoder, model.cell)
    )
    readout = replace(model.readout, W_o=model.readout.W_o[:, :1])
    encoder, cell = cells
    return replace(model, encoder=encoder, cell=cell, readout=readout)


def open_road() -> Facts:
    """A network whose forget gates stand wide open."""
    gated = gated_tagger("lstm", 0.3, 0)
    cell = gated.cell.with_weights(b_forget=np.full(gated.cell.hidden_size, 5.0))
    with instead("scenes.traces.gated.load_model", replace(gated, cell=cell), tagger(0.3)):
        return known("lstm", sentence="Apple is in Berlin")


def shut_inside(by: float) -> TaggingModel:
    """An LSTM that keeps what it has read, and lets next to nothing of it out."""
    gated = gated_tagger("lstm", 0.3, 0)
    H = gated.cell.hidden_size  # noqa: N806
    cell = gated.cell.with_weights(b_forget=np.full(H, 5.0), b_output=np.full(H, by))
    return replace(gated, cell=cell)


def gates_ahead() -> Facts:
    """Gated networks that are right more often than the plain one."""
    networks = (gated_tagger("gru", 0.3, 0), gated_tagger("lstm", 0.3, 0), tagger(0.3))
    scores = shares(0.99, 0.9), shares(0.99, 0.9), shares(0.9, 0.9)
    made = [replace(each, score=score) for each, score in zip(networks, scores, strict=True)]
    with instead("scenes.traces.gated.load_model", *made):
        return known("gru", sentence="Apple is in Berlin")


def captioned(**changes: Any) -> set[str]:
    facts = known("vector-to-sequence", **changes)
    behind = replace(facts.traces["caption"], score=shares(0.95, 0.96))
    return narrated(replace(facts, traces={**facts.traces, "caption": behind}))


def photo(folder: Path) -> str:
    """A picture of which nobody knows what is on it."""
    path = folder / "own.png"
    pixels = np.kron(captioning.digit_image(190).reshape(8, 8), np.ones((9, 9)))
    Image.fromarray((255 * (1 - pixels)).astype(np.uint8)).save(path)
    return str(path)


def agreeing(phrase: str, model: Any = None) -> set[str]:
    """A dictionary that says just what the network says."""
    of = "rnn_math.tasks.translation.load_model"
    facts = known("encoder-decoder", of, model, sentence=phrase)
    said = [answer.label for answer in facts.traces["decoder"].answers if answer.label != END]
    dictionary = dict(zip(phrase.split(), said, strict=True))
    with patch("scenes.truths.learnt_dictionary", lambda: dictionary):
        return narrated(facts)


def of_other_languages() -> Facts:
    """Somebody else's translator, of words that we do not know."""
    model = translation.load_model()
    model = replace(model, french=tuple(f"{word}z" for word in model.french))
    of = "rnn_math.tasks.translation.load_model"
    facts = known("encoder-decoder", of, model, sentence="ellez", second_sentence="tuz")
    return replace(facts, params=facts.params.model_copy(update={"weights": "own.npz"}))


def beside(of: str, clip: str, load: Callable[[], Any]) -> list[set[str]]:
    """Our model, with a score as good as the best without a network, and with a worse one."""
    scores = shares(0.95, 0.95), shares(0.9, 0.95)
    return [narrated(known(clip, of, replace(load(), score=score))) for score in scores]


LOST = "rnn_math.tasks.captioning.load_model"
CHOSEN: dict[str, Callable[[Path], list[set[str]]]] = {
    "opening": lambda folder: [narrated(known("opening"))],
    "closing": lambda folder: [narrated(known("closing"))],
    "feedback": lambda folder: [narrated(known("feedback"))],
    "state": lambda folder: [
        narrated(known("state")),
        narrated(known("state", sentence="Zorgblat is", swap_word="Flimnop")),
        narrated(known("state", TAGGED, tagger(loop=0.0), sentence="Apple is in Berlin")),
        *(narrated(known("state", TAGGED, shut_inside(by))) for by in (-8.0, -1000.0)),
        narrated(known("state", TAGGED, gated_tagger("lstm", 1.0, 0), sentence="Apple is")),
        narrated(known("state", TAGGED, tagger(seed=2), sentence="Apple is")),
    ],
    "training": lambda folder: [
        narrated(known("training")),
        narrated(known("training", sentence="Apple is hiring in Berlin", seed=1)),
    ],
    "forgetting": lambda folder: [
        narrated(known("forgetting")),
        narrated(known("forgetting", seed=1, sentence="Apple is hiring in Berlin and Paris")),
        narrated(known("forgetting", TAGGED, tagger(0.5, loop=2.0), sentence="Apple is")),
        narrated(known("forgetting", TAGGED, tagger(0.3, loop=3.0, seed=2), sentence="Apple is")),
    ],
    "lstm": lambda folder: [
        narrated(known("lstm")),
        narrated(known("lstm", sentence="Apple is", seed=1)),
        narrated(known("lstm", sentence="Apple")),
        narrated(open_road()),
    ],
    "gru": lambda folder: [
        narrated(known("gru", sentence="Apple is")),
        narrated(known("gru", sentence="Apple is", reset="before")),
        narrated(gates_ahead()),
    ],
    "vector-to-sequence": lambda folder: [
        captioned(second_digit=photo(folder)),
        captioned(of=LOST, model=of_one_unit()),
    ],
    "sequence-to-sequence": lambda folder: beside(TAGGED, "sequence-to-sequence", tagger),
    "sequence-to-vector": lambda folder: beside(
        "rnn_math.tasks.spam.load_model", "sequence-to-vector", spam.load_model
    ),
    "encoder-decoder": lambda folder: [
        *beside("rnn_math.tasks.translation.load_model", "encoder-decoder", translation.load_model),
        agreeing("le chat"),
        agreeing("un chat", translator(0.0, 0.3, 9)),
        agreeing("tu", translator(0.0, 0.3, 20)),
        narrated(of_other_languages()),
    ],
}
"""What chance would rarely draw."""


@pytest.mark.parametrize("clip", DRAWN)
def test_one_line_is_true_of_whatever_is_drawn_and_each_is_told(clip: str, tmp_path: Path) -> None:
    told: set[str] = set()

    @settings(max_examples=EXAMPLES)
    @given(DRAWN[clip]())
    def draw(facts: Facts) -> None:
        told.update(narrated(facts))

    draw()
    if clip in CHOSEN:
        told.update(*CHOSEN[clip](tmp_path))
    assert told == sayable(clip), f"never told: {sorted(sayable(clip) - told)}"
