from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rnn_math import weights
from rnn_math.errors import LayoutError, LectureError
from rnn_math.readout import Readout
from rnn_math.tasks import translation
from scenes.lecture_scene import LectureScene, numerals
from scenes.mobjects.tasks.word_order import crossings, matches
from scenes.mobjects.text.text import Words

CLIP = "encoder-decoder"
MISTAKEN = "le chien lave la voiture"  # our model writes "a car"


def strings(scene: LectureScene) -> list[str]:
    return [
        mobject.string
        for top in scene.mobjects
        for mobject in top.get_family()
        if isinstance(mobject, Words) and mobject.get_fill_opacity() > 0
    ]


def test_numbers_words_and_scores_are_those_of_the_trace(tell) -> None:
    numbers: dict[str, set[tuple[str, str, int]]] = {}
    words: dict[str, list[str]] = {}

    def look(scene: LectureScene, beat: str) -> None:
        found = numerals(scene.mobjects)
        assert all(n.string == n.expected for n in found)
        numbers[beat] = {(n.source.name, n.address.quantity, n.address.step) for n in found}
        words[beat] = strings(scene)
        if beat == "hand-over-the-context":
            last = scene.sources["encoder"].trace.h[-1]
            crossed = [n.source.trace.value(n.address) for n in found]
            assert crossed == pytest.approx(list(last)), "nothing else crosses, and all of it"

    scene = tell(CLIP, after=look)
    decoder = scene.sources["decoder"].trace
    assert not numbers["read-to-the-end"], "the encoder's outputs are nobody's answers"
    assert "she" not in words["hand-over-the-context"], "nothing is written before all is read"
    steps = range(1, len(decoder) + 1)
    assert numbers["write-word-by-word"] == {("decoder", "o", t) for t in steps}
    written = [answer.label for answer in decoder.answers[:-1]]
    assert written == ["she", "is", "reading", "a", "red", "book"]
    assert {*written, "end", "start"} <= set(words["write-word-by-word"])
    assert ("decoder", "held_out", 0) in numbers["score-the-translator"]
    assert ("decoder", "baselines", 0) in numbers["score-the-translator"]


def test_the_decoder_grows_until_it_says_end(tell) -> None:
    seen: dict[str, int] = {}

    def look(scene: LectureScene, beat: str) -> None:
        shown = {id(m) for top in scene.mobjects for m in top.get_family()}
        blocks = scene.first.network.blocks
        seen[beat] = sum(id(blocks[n]) in shown for n in scene.first.writing)

    tell(CLIP, after=look)
    assert seen["read-to-the-end"] == 0
    assert seen["hand-over-the-context"] == 1
    assert seen["write-word-by-word"] == 7


def test_the_encoder_alone_is_seen_from_nearby_and_steps_back_to_its_place(tell) -> None:
    heights, xs = {}, {}

    def look(scene: LectureScene, beat: str) -> None:
        blocks = scene.first.network.blocks
        heights[beat] = {n: blocks[n].height for n in scene.first.reading}
        xs[beat] = {n: blocks[n].get_x() for n in scene.first.reading}

    view = tell("encoder-decoder", after=look).first
    alone, back = heights["read-to-the-end"], heights["hand-over-the-context"]
    assert all(alone[n] > 1.5 * back[n] for n in view.reading)
    assert back == pytest.approx(dict.fromkeys(view.reading, view.network.places.height))
    assert xs["hand-over-the-context"] == pytest.approx(
        {n: view.network.x(n) for n in view.reading}
    )


def test_what_nobody_uses_ends_at_its_bar(tell) -> None:
    network = tell("encoder-decoder").first.network
    ends = network.dead_ends.values()
    for end, move in zip(ends, network.waste(), strict=True):
        assert move.mobject.get_end() == pytest.approx(end.bar.get_center())


def test_links_lead_from_the_dictionary_to_the_same_words(tell) -> None:
    order = tell(CLIP).order
    assert [token.text for token in order.dictionary] == ["she", "reading", "a", "book", "red"]
    for i, j in order.pairs.items():
        assert order.dictionary[i].text == order.network[j].text
        ends = order.links[i].get_start()[0], order.links[i].get_end()[0]
        assert ends == pytest.approx((order.dictionary[i].get_x(), order.network[j].get_x()))
    assert order.crossing == {3, 4}, "the adjective and its noun"


@pytest.mark.parametrize(
    ("before", "after", "pairs", "crossed"),
    [
        ("a b", "b a", {0: 1, 1: 0}, {0, 1}),
        ("a a", "a c a", {0: 0, 1: 2}, set()),
        ("a b", "c", {}, set()),
        ("a b c", "c a b", {0: 1, 1: 2, 2: 0}, {0, 1, 2}),
    ],
)
def test_words_are_matched_in_order(before, after, pairs, crossed) -> None:
    assert matches(before.split(), after.split()) == pairs
    assert crossings(pairs) == crossed


def test_a_mistake_is_shown_with_the_right_word_and_its_probability(tell) -> None:
    seen: list[str] = []

    def look(scene: LectureScene, beat: str) -> None:
        if beat == "show-a-mistake":
            seen.extend(strings(scene))

    scene = tell(CLIP, after=look, sentence="le chat", second_sentence=MISTAKEN)
    view, trace = scene.second, scene.sources["second-decoder"].trace
    assert [view.network.output_words[n].text for n in view.chances.wrong] == ["a"]
    (step,) = view.chances.wrong
    word, share = view.chances.right[step]
    assert (word.text, share.address.step) == ("the", step - len(view.reading))
    assert trace.labels[share.address.index[0]] == "the"
    assert seen.count("right:") == 1
    told = next(beat for beat in scene.timeline.beats if beat.name == "show-a-mistake")
    assert share.string in told.narration


def test_what_is_right_is_not_called_a_mistake(tell) -> None:
    scene = tell(CLIP, sentence="tu", second_sentence="le chat")
    names = [beat.name for beat in scene.timeline.beats]
    assert "translate-another" in names
    assert "show-a-mistake" not in names
    assert not scene.first.chances.wrong, "nobody knows what is right: our grammar does not make it"


def test_it_is_said_where_a_dictionary_would_do(tell) -> None:
    scene = tell(CLIP, sentence="le chat")
    assert "agree-with-a-dictionary" in [beat.name for beat in scene.timeline.beats]


@pytest.fixture
def endless(tmp_path: Path) -> str:
    """A model that never says end."""
    model = translation.load_model()
    end = np.array([1000.0 if label == "<end>" else 0.0 for label in model.labels])
    readout = Readout(model.readout.W_o, model.readout.b_o - end)
    path = tmp_path / "endless.npz"
    weights.save_parts(path, *replace(model, readout=readout).checkpoints())
    return str(path)


def test_one_that_never_says_end_is_cut_off_and_still_legible(tell, endless: str) -> None:
    phrase = "elle ne mange pas la poire"
    scene = tell(CLIP, sentence=phrase, second_sentence=phrase, weights=endless)
    told = {beat.name: beat.narration for beat in scene.timeline.beats}
    assert "cut off" in told["write-word-by-word"]
    assert len(scene.first.network.wiring) == 14
    assert max(scene.first.chances.wrong) == 14, "a word where the end was due is wrong"


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"sentence": "elle lit un livre bleu"}, 'sentence.*"bleu" is not one of the'),
        ({"second_sentence": "un zorblatt"}, 'second_sentence.*"zorblatt" is not one of the'),
        ({"sentence": "un un un un un un un"}, "sentence.*7 words, must have 1 to 6"),
        ({"weights": "nowhere.npz"}, "weights = 'nowhere.npz'"),
    ],
)
def test_what_cannot_be_translated_is_refused(tell, params, message) -> None:
    with pytest.raises(LectureError, match=f"{CLIP}.{message}"):
        tell(CLIP, **params)


def test_words_that_have_no_room_are_refused(tell, endless: str, tmp_path: Path) -> None:
    encoder, decoder = weights.load_parts(Path(endless))

    def long(words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(w if w.startswith("<") else (w + "x" * 18)[:18] for w in words)

    decoder = replace(decoder, labels=long(decoder.labels), vocabulary=long(decoder.vocabulary))
    path = tmp_path / "long.npz"
    weights.save_parts(path, encoder, decoder)
    with pytest.raises(LayoutError, match=r"legibly|over the edge|units of height"):
        tell(CLIP, sentence="elle ne mange pas la poire", weights=str(path))
