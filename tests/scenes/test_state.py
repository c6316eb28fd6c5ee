import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lecture.drawing.renderer import FrameRenderer, Visitor
from lecture.manim_setup import manim_configured
from lecture.production.clips import build_scene
from lecture.production.job import Job
from lecture.video.format import VideoFormat
from rnn_math.errors import InputError, LayoutError
from rnn_math.tasks.tagging import load_model
from rnn_math.weights import Checkpoint, save
from scenes.binding import Source
from scenes.lecture_scene import numerals
from scenes.mobjects.state.state_view import StateView
from scenes.params import Look, StateParams
from scenes.script import load_script
from scenes.state import THRESHOLD
from scenes.theme import DARK, Frame
from scenes.traces import traces_for


def play(tell, look=None, **params):
    """Play the clip; also return what each beat shows at its end: (trace, address) → text."""
    shown = {}

    def keep(scene, beat):
        found = numerals(scene.mobjects)
        assert all(number.string == number.expected for number in found)
        shown[beat] = {(n.source.name, n.address): n.string for n in found}

    return tell("state", look, keep, **params), shown


class Watching(Visitor):
    """Keeps what a clip shows at the end of every beat, drawing nothing."""

    def __init__(self):
        self.shown, self.cells = {}, {}

    def offsets(self, start, count):
        return (count - 1,)

    def end_beat(self, renderer, beat):
        scene = renderer.scene
        found = numerals(scene.mobjects)
        assert all(number.string == number.expected for number in found)
        self.shown[beat.name] = {(n.source.name, n.address): n.string for n in found}
        family = {id(m) for top in scene.mobjects for m in top.get_family()}
        self.cells[beat.name] = [id(c) for c in scene.view.map.cells if id(c) in family]


@pytest.fixture(scope="module")
def told():
    """The clip with its defaults, played once for all tests; and what was seen of it."""
    watching = Watching()
    video = VideoFormat(320, 180, 15)
    with manim_configured(video):
        scene = build_scene(Job("state", StateParams(), Look(), video), FrameRenderer(watching))
        scene.render()
        yield scene, watching


def view(**params):
    chosen = StateParams(**params)
    sources = {name: Source(name, t) for name, t in traces_for("state", chosen).items()}
    return StateView(sources, chosen, DARK, "hidden", load_script("state").words)


def of(shown, trace, quantity):
    return {key[1] for key in shown if key[0] == trace and key[1].quantity == quantity}


def test_every_state_of_the_sentence_and_of_its_twin_is_shown(told):
    scene, shown = told[0], told[1].shown
    every = {(t, (unit,)) for t in range(6) for unit in range(4)}
    for beat, trace in {
        "read-the-sentence": "sentence",
        "push-the-columns-together": "sentence",
        "change-one-word": "changed",
        "subtract-the-memories": "difference",
    }.items():
        assert {(a.step, a.index) for a in of(shown[beat], trace, "h")} == every
    assert 50 <= scene.timeline.seconds <= 80


def test_the_heat_map_is_made_of_the_very_columns_that_were_read(told):
    cells = told[1].cells
    assert len(cells["read-the-sentence"]) == 24
    assert cells["read-the-sentence"] == cells["push-the-columns-together"]


def test_the_narration_says_the_true_numbers(told):
    scene = told[0]
    sentence, changed = (scene.sources[name].trace for name in ("sentence", "changed"))
    said = {beat.name: beat.narration for beat in scene.timeline.beats}
    change = np.abs(changed.h - sentence.h).max(axis=1)
    assert f"{change[0]:.2f} at the changed word" in said["measure-the-memory"]
    assert f"{change[-1]:.2f} at “Berlin”" in said["measure-the-memory"]
    assert "At “Apple” that is ORG" in said["read-off-the-tags"]
    assert f"{100 * sentence.o[0].max():.1f}" in said["read-off-the-tags"]
    assert "the tags are LOC and LOC" in said["compare-the-tags"]


def test_tags_appear_with_their_probabilities(told):
    scene, shown = told[0], told[1].shown
    trace = scene.sources["sentence"].trace
    tags = of(shown["read-off-the-tags"], "sentence", "o")
    assert {(a.step, trace.labels[a.index[0]]) for a in tags} == {
        (1, "ORG"), (2, "O"), (3, "O"), (4, "O"), (5, "LOC")
    }  # fmt: skip
    assert all(trace.value(a) == trace.o[a.step - 1].max() for a in tags)
    both = shown["compare-the-tags"]
    assert {a.step for a in of(both, "changed", "o")} == {1, 2, 3, 4, 5}
    [first] = [text for (name, a), text in both.items() if name == "changed" and a.step == 1]
    assert first == f"{100 * scene.sources['changed'].trace.o[0].max():.1f}\N{NO-BREAK SPACE}%"


def test_a_readout_lights_in_diagram_and_equation():
    assert {part.role for part in view().readout.get_family() if hasattr(part, "role")} >= {
        "h", "o", "W_o"
    }  # fmt: skip


def test_nothing_differs_before_the_changed_word():
    drawn = view(swap_step=3, swap_word="Maria")
    zero = {cell.address.step for cell in drawn.unmoved()}
    assert zero == {0, 1, 2}
    assert {cell.number.string for cell in drawn.unmoved()} == {"0.00"}
    assert {cell.address.step for cell in drawn.changed_cells(0.0)} == {3, 4, 5}


def test_bright_cells_are_those_that_moved_by_more_than_is_said():
    drawn = view()
    before, after = (drawn.sources[name].trace for name in ("sentence", "changed"))
    bright = {cell.address for cell in drawn.changed_cells(THRESHOLD)}
    moved = {a for a in before.addresses() if a.quantity == "h"}
    assert bright == {a for a in moved if abs(after.value(a) - before.value(a)) > THRESHOLD}


@pytest.mark.parametrize(
    ("params", "last_beat", "beats"),
    [
        ({"swap_step": 5, "swap_word": "Paris"}, "compare-the-tags", 7),
        ({"swap_word": "Apple"}, "find-no-difference", 6),
        (
            {"sentence": "Zorgblat", "swap_word": "Flimnop", "hidden_size": 1},
            "find-no-difference",
            6,
        ),
    ],
)
def test_a_change_without_a_future_or_without_effect_is_told_as_it_is(
    tell, params, last_beat, beats
):
    scene, _ = play(tell, **params)
    assert scene.timeline.beats[-1].name == last_beat
    assert len(scene.timeline.beats) == beats


def test_a_model_without_a_readout_has_states_and_no_tags(tell, tmp_path):
    model = load_model()
    path = tmp_path / "plain.npz"
    save(path, Checkpoint(model.cell, None, model.embedding, model.vocabulary))
    scene, shown = play(tell, Look(theme="light", notation="geron"), weights=str(path))
    names = [beat.name for beat in scene.timeline.beats]
    assert names[-1] == "measure-the-memory"
    assert "read-off-the-tags" not in names
    assert not any(of(beat, "sentence", "o") for beat in shown.values())


def test_unknown_words_are_marked_and_the_mark_is_explained():
    drawn = view(sentence="Apple is zorgblatting")
    marked = [len(token) - 1 for token in drawn.words]  # beside its line of letters
    assert marked == [0, 0, 1]
    assert len(drawn.key) == 1
    assert len(view().key) == 0


words = st.text("abcdefghijklmnopqrstuvw", min_size=1, max_size=18)


@given(st.lists(words, min_size=1, max_size=10), words, st.sampled_from([1, 4, 8, 40]), st.data())
@settings(max_examples=6)
def test_everything_stands_within_the_frame(sentence, swap, size, data):
    step = data.draw(st.integers(1, len(sentence)))
    drawn = view(
        sentence=" ".join(sentence), swap_word=swap, swap_step=step, hidden_size=size, unit=size
    )
    things = [drawn.map, drawn.scale, drawn.unit_labels, drawn.words, drawn.changed_map]
    things += [drawn.readout, *drawn.tag_rows, drawn.unit_line, drawn.reach_line]
    for thing in things:
        assert thing.get_left()[0] >= -Frame.SAFE_X - 1e-6
        assert thing.get_right()[0] <= Frame.SAFE_X + 1e-6
        assert thing.get_bottom()[1] >= Frame.CONTENT_BOTTOM
        assert thing.get_top()[1] <= Frame.CONTENT_TOP
    assert drawn.unit_line.get_bottom()[1] > drawn.words.get_top()[1] - 1e-6


def test_a_unit_that_the_state_does_not_have_is_refused():
    with pytest.raises(InputError, match=r"state\.unit = 5, must be 1 to 4"):
        traces_for("state", StateParams(unit=5))


def test_a_change_beyond_the_sentence_or_of_two_words_is_refused():
    with pytest.raises(InputError, match=r"state\.swap_step = 6, must be 1 to 5"):
        traces_for("state", StateParams(swap_step=6))
    with pytest.raises(InputError, match=r"state\.swap_word = 'Anna Maria', must be one word"):
        traces_for("state", StateParams(swap_word="Anna Maria"))


def test_tags_that_cannot_be_read_are_refused_with_what_would_fit(tmp_path):
    model = load_model()
    names = ("background", "a-person's-name", "an-organisation", "a-location")
    path = tmp_path / "long.npz"
    save(path, Checkpoint(model.cell, model.readout, model.embedding, model.vocabulary, names))
    sentence = "Apple is hiring in Berlin and Maria works in Paris"
    with pytest.raises(LayoutError, match=r"10 words leave no room .* use at most \d words"):
        view(sentence=sentence, weights=str(path))
    assert view(sentence="Apple is hiring", weights=str(path)).readout is not None
