from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from rnn_math import weights
from rnn_math.errors import LectureError
from rnn_math.score import Baseline, Score
from rnn_math.tasks.captioning import digit_image, load_model
from rnn_math.tasks.text import END
from scenes.binding import Source
from scenes.lecture_scene import LectureScene, numerals
from scenes.mobjects.tasks.caption_view import SERIOUS, rivals
from scenes.mobjects.tasks.image_grid import ImageGrid, StateGrid, arranged
from scenes.mobjects.tasks.misread_gallery import GalleryWords, MisreadGallery
from scenes.params import VectorToSequenceParams
from scenes.script import load_script
from scenes.theme import DARK, LIGHT, Frame, Theme, contrast, mix, rgb
from scenes.traces import traces_for
from scenes.vector_to_sequence import _GALLERY
from scenes.words import captions

CLIP = "vector-to-sequence"
WORDS = load_script(CLIP).words


def with_end(bias: float, path: Path) -> str:
    """A checkpoint of the shipped model that stops at once, or never."""
    model = load_model()
    b_o = model.readout.b_o.copy()
    b_o[model.outputs.index(END)] += bias
    changed = replace(model, readout=replace(model.readout, b_o=b_o))
    weights.save_parts(path, *changed.checkpoints())
    return str(path)


def test_what_is_shown_is_what_was_computed(tell) -> None:
    shown: dict[str, dict[tuple[str, str, int, tuple[int, ...]], str]] = {}

    def look(scene: LectureScene, beat: str) -> None:
        found = numerals(scene.mobjects)
        assert all(n.string == n.expected for n in found)
        shown[beat] = {
            (n.source.name, n.address.quantity, n.address.step, n.address.index): n.string
            for n in found
        }

    scene = tell(CLIP, after=look)
    source = {name: s.trace for name, s in scene.sources.items()}
    assert np.array_equal(source["image"].h[-1], source["caption"].h0), "the image is the state"
    assert set(shown["read-the-image"]) == {("image", "x", 1, (k,)) for k in range(64)}
    assert len(shown["encode-it-once"]) == 64 + 32
    steps = {("caption", step) for step in range(1, len(source["caption"]) + 1)}
    assert {key[:3:2] for key in shown["write-letter-by-letter"]} == steps
    board = shown["score-the-captions"]
    assert {key[1] for key in board} == {"held_out", "baselines"}
    assert board["caption", "held_out", 0, (0,)].startswith(
        f"{100 * source['caption'].score.held_out:.1f}"
    )


def test_every_letter_comes_back_as_the_next_input(tell) -> None:
    view = tell(CLIP).first
    said = [tag.label.string for tag in view.tags.tags]
    assert said == [*"three", END]
    assert [letter.string for letter in view.letters] == ["<start>", *said[:-1]]
    assert set(view.network.feedback) == set(range(1, len(said)))
    xs = [tag.get_x() for tag in view.tags.tags]
    assert [letter.get_x() for letter in view.letters] == pytest.approx(xs, abs=1e-6)


def test_the_network_grows_until_it_says_stop(tell) -> None:
    blocks: list[int] = []

    def look(scene: LectureScene, beat: str) -> None:
        if beat == "write-letter-by-letter":
            on_screen = [m for top in scene.mobjects for m in top.get_family()]
            network = scene.first.network
            blocks.append(sum(block in on_screen for block in network.blocks.values()))
            assert all(part in on_screen for part in network), "every wire has been drawn"

    assert tell(CLIP, digit=1, second_digit=1, after=look).first.trace.tokens[1:] == tuple("one")
    assert blocks == [4]


def test_a_mistake_is_shown_as_a_mistake(tell) -> None:
    scene = tell(CLIP)
    assert not scene.first.mistake
    frame, notes = scene.second.mistake
    assert [note.string for note in notes] == ["a mistake", "right: three"]
    tags = scene.second.tags.tags
    assert all(frame.get_right()[0] > tag.get_right()[0] for tag in tags[:-1])
    assert frame.get_right()[0] < tags[-1].get_left()[0], "the end is no mistake"
    told = {beat.name: beat.narration for beat in scene.timeline.beats}
    assert "mistake" in told["misread-another-image"]


def test_a_right_caption_is_not_called_a_mistake(tell) -> None:
    scene = tell(CLIP, second_digit=0)
    assert not scene.second.mistake
    told = {beat.name: beat.narration for beat in scene.timeline.beats}
    assert "mistake" not in told["caption-another-image"]
    assert "“zero”" in told["caption-another-image"]


def test_letters_that_were_nearly_written_stand_over_those_that_were(tell) -> None:
    scene = tell(CLIP)
    trace = scene.second.trace
    assert [(r.step, r.label) for r in rivals(trace)] == [(1, "t")]
    (rival,) = scene.second.rivals.values()
    assert rival.number.string == rival.number.expected
    assert np.sort(trace.o[0])[-2] == pytest.approx(trace.value(rival.number.address))
    assert rival.get_bottom()[1] > scene.second.tags.tags[0].get_top()[1]
    assert all(second < SERIOUS for second in np.sort(trace.o[1:], axis=1)[:, -2])


@pytest.mark.parametrize(("bias", "count"), [(-60.0, 10), (60.0, 1)])
def test_a_network_that_never_stops_and_one_that_never_begins(
    tell, tmp_path: Path, bias: float, count: int
) -> None:
    def look(scene: LectureScene, beat: str) -> None:
        words = [m for top in scene.mobjects for m in top.get_family() if hasattr(m, "string")]
        assert all(abs(w.get_center()[0]) + w.width / 2 <= Frame.SAFE_X + 0.01 for w in words)

    scene = tell(CLIP, after=look, weights=with_end(bias, tmp_path / "own.safetensors"))
    assert len(scene.first.trace) == count
    told = {beat.name: beat.narration for beat in scene.timeline.beats}
    assert ("does not say stop" in told["write-letter-by-letter"]) == (count == 10)
    assert ("says stop at once" in told["write-letter-by-letter"]) == (count == 1)
    assert ("nothing at all" in told["misread-another-image"]) == (count == 1)


def test_labels_that_cannot_be_drawn_name_the_checkpoint(tell, tmp_path: Path) -> None:
    model, path = load_model(), tmp_path / "words.safetensors"
    end = model.outputs.index(END)
    b_o = model.readout.b_o.copy()
    b_o[end] -= 60
    named = {letter: letter * 12 for letter in model.outputs if letter != END}
    wordy = replace(
        model,
        readout=replace(model.readout, b_o=b_o),
        outputs=tuple(named.get(label, label) for label in model.outputs),
        vocabulary=tuple(named.get(label, label) for label in model.vocabulary),
    )
    weights.save_parts(path, *wordy.checkpoints())
    with pytest.raises(LectureError, match=rf"{CLIP}\.weights = .*leave no room"):
        tell(CLIP, weights=str(path))


def test_an_image_of_ones_own_is_captioned_without_a_verdict(tell, tmp_path: Path) -> None:
    path = tmp_path / "own.png"
    pixels = np.kron(digit_image(190).reshape(8, 8), np.ones((9, 9)))
    Image.fromarray((255 * (1 - pixels)).astype(np.uint8)).save(path)
    scene = tell(CLIP, second_digit=str(path))
    assert not scene.second.mistake, "nobody knows what is right"


@pytest.mark.parametrize(
    ("key", "value"),
    [("digit", 382), ("second_digit", -1), ("second_digit", "none.png"), ("weights", "none.npz")],
)
def test_bad_input_names_its_key(key: str, value: object) -> None:
    with pytest.raises(LectureError, match=rf"{CLIP}\.{key} = "):
        traces_for(CLIP, VectorToSequenceParams(**{key: value}))


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_numbers_are_legible_on_any_pixel(manim: None, theme: Theme) -> None:
    ramp = np.tile(np.arange(16) / 15, 4)
    trace = load_model().encode(ramp)
    grid = ImageGrid(Source("image", trace), theme, 4.0)
    for number in grid.numbers:
        paper = rgb(mix(theme.panel, theme.text, trace.value(number.address)))
        assert contrast(rgb(number.get_fill_color().to_hex()), paper) >= 4.5


def test_pixels_and_units_stand_where_their_colours_are(manim: None) -> None:
    trace = load_model().encode(digit_image(7))
    image = ImageGrid(Source("image", trace), DARK, 4.0)
    assert [n.address.index for n in image.numbers] == [(k,) for k in range(64)]
    first, last = image.numbers[0].get_center(), image.numbers[-1].get_center()
    assert first[:2] == pytest.approx([-1.75, 1.75], abs=0.02)
    assert last[:2] == pytest.approx([1.75, -1.75], abs=0.02)
    state = StateGrid(Source("image", trace), 1, DARK)
    assert state.numbers.width < state.field.width
    assert state.numbers.height < state.field.height


@pytest.mark.parametrize(("units", "shape"), [(1, (1, 1)), (8, (8, 1)), (9, (5, 2)), (64, (8, 8))])
def test_a_state_has_at_most_eight_rows(units: int, shape: tuple[int, int]) -> None:
    grid = arranged(np.arange(1.0, units + 1))
    assert grid.shape == shape
    assert np.array_equal(grid[~np.isnan(grid)], np.arange(1.0, units + 1))


@pytest.mark.parametrize("count", [1, 8, 9, 15, 40])
@pytest.mark.parametrize("said", ["one", "seveneeeee", "wwwwwwwwww"])
def test_the_gallery_stays_in_its_area_and_says_how_many(
    manim: None, count: int, said: str
) -> None:
    source = Source("image", load_model().encode(digit_image(0)))
    keys = "misread-one", "misread", "misread-some", "written", "right"
    words = GalleryWords(*(WORDS[key] for key in keys))
    gallery = MisreadGallery([(source, said, "three")] * count, DARK, words, _GALLERY)
    assert gallery.get_left()[0] >= _GALLERY.left
    assert gallery.get_right()[0] <= _GALLERY.right
    assert gallery.get_bottom()[1] >= _GALLERY.bottom
    assert gallery.get_top()[1] <= _GALLERY.top + 0.01
    assert (str(count) if count > 1 else "the only one") in gallery.title.string
    assert len(gallery.items) == count or f"first {len(gallery.items)} of" in gallery.title.string


def test_the_gallery_holds_the_mistakes_of_the_model(tell) -> None:
    scene = tell(CLIP, second_digit=0)
    assert len(scene.gallery.items) == len(load_model().mistakes)
    assert [line.string for line in scene.gallery.items[0][1:]] == ["writes eight", "it is seven"]


def test_what_is_said_of_a_trace_is_true_of_it() -> None:
    traces = traces_for(CLIP, VectorToSequenceParams())
    assert captions.written(traces["second-caption"]) == "seven"
    assert captions.repetition(traces["caption"]) == {"letter": "e", "one": "e", "other": "end"}
    doubt = captions.hesitation(traces["second-caption"])
    assert (doubt["step"], doubt["one"], doubt["other"]) == ("1", "s", "t")
    assert doubt["share"].startswith("51.3")
    assert doubt["other_share"].startswith("46.8")
    assert captions.is_sure_after_its_doubt(traces["second-caption"])
    assert not captions.is_sure(traces["second-caption"])
    assert captions.is_sure(traces["caption"])


@pytest.mark.parametrize(("right", "lead"), [(96, 0), (97, 1), (99, 3), (93, -3)])
def test_the_verdict_counts_images(right: int, lead: int) -> None:
    score = Score(right / 100, 100, "images", (Baseline("nearest neighbour", 0.96),))
    assert captions.lead(score) == lead
