"""Clip 7: one vector is read, a whole sequence is written."""

from typing import Any

from manim import FadeIn, FadeOut, ReplacementTransform, Succession, VGroup, Wait

from rnn_math.tasks.captioning_data import true_name
from scenes.binding import Source
from scenes.boards import tell_board
from scenes.glide import Glide
from scenes.languages import name_of
from scenes.lecture_scene import LectureScene
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.shapes.wires import Grow, pulse
from scenes.mobjects.tasks.caption_view import CaptionView, CaptionWords
from scenes.mobjects.tasks.encoding_view import EncodingView, EncodingWords
from scenes.mobjects.tasks.misread_gallery import GalleryWords, MisreadGallery
from scenes.mobjects.tasks.score_board import BoardWords, ScoreBoard
from scenes.naming import naming_model
from scenes.numerals import format_percent
from scenes.theme import Frame, Pace
from scenes.traces.vector_to_sequence import misread
from scenes.words import captions
from scenes.words.cells import cell_of, network_of

_BOARD = Area(-Frame.SAFE_X, Frame.SAFE_X, 1.2, Frame.CONTENT_TOP)
_GALLERY = Area(-Frame.SAFE_X, Frame.SAFE_X, Frame.CONTENT_BOTTOM, 0.9)
_ALONE = Area(-Frame.SAFE_X, Frame.SAFE_X, Frame.CONTENT_BOTTOM, Frame.CONTENT_TOP)
_SLOW_STEPS = 3  # of the first caption, until it is understood


class VectorToSequence(LectureScene):
    """An image is encoded once, and its caption written; then a second one; then all of them."""

    clip = "vector-to-sequence"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words, theme, source = self.script.words, self.theme, self.sources
        self.encoding = EncodingView(
            source["image"],
            theme,
            EncodingWords(*(words[key] for key in ("image", "state", "lone-state", "layer"))),
        )
        self.truth = true_name(self.params.second_digit)
        self.first = self._view("image", "caption", self.params.digit)
        self.second = self._view("second-image", "second-caption", self.params.second_digit)
        score = source["caption"].trace.score
        assert score is not None, "a captioner always has a score"
        self.score = score
        self.gallery = self._gallery()
        key = "score" if self.params.weights is None else "score-own"
        network = network_of(source["caption"].trace, words)
        board = BoardWords(words[key].format(items=score.items), network)
        area = _ALONE if self.gallery is None else _BOARD
        self.board = ScoreBoard(source["caption"], theme, board, area)

    def _view(self, image: str, caption: str, digit: int | str) -> CaptionView:
        words, sources = self.script.words, (self.sources[image], self.sources[caption])
        said = CaptionWords(
            *(words[key] for key in ("reads", "writes", "rivals", "mistake", "truth"))
        )
        right = true_name(digit)
        is_right = right == captions.written(sources[1].trace)
        with naming_model(self.clip, self.params):  # only its labels can be too long
            return CaptionView(sources, self.theme, said, None if is_right else right)

    def _gallery(self) -> MisreadGallery | None:
        words = self.script.words
        entries = [
            (Source(name, trace), written or words["nothing"], right)
            for name, trace, written, right in misread(self.clip, self.params)
        ]
        if not entries:
            return None
        said = GalleryWords(
            *(words[key] for key in ("misread-one", "misread", "misread-some", "written", "right"))
        )
        return MisreadGallery(entries, self.theme, said, _GALLERY)

    def construct(self) -> None:
        """The storyboard."""
        words = self.script.words
        image, first, second = (
            self.sources[name].trace for name in ("image", "caption", "second-caption")
        )
        sizes = {"pixels": str(image.cell.input_size), "units": str(image.cell.hidden_size)}
        self.tell(self.read_the_image, **sizes)
        self.tell(self.encode_it_once, **sizes)
        self.tell(
            self.write_letter_by_letter,
            count=str(len(first)),
            first_truth=true_name(self.params.digit) or "",
            **captions.repetition(first),
            **cell_of(first),
        )
        doubt = captions.hesitation(second)
        caption = captions.named(captions.written(second), words)
        beat = self.misread_another_image if self.second.mistake else self.caption_another_image
        self.tell(beat, **doubt, caption=caption, truth=self.truth or "")
        self.tell(
            self.score_the_captions,
            items=str(self.score.items),
            share=format_percent(self.score.held_out, 1),
            name=name_of(self.score.baseline_name),
            baseline=format_percent(self.score.baseline, 1),
            lead=str(abs(captions.lead(self.score))),
        )

    def read_the_image(self) -> None:
        """The image, and in every pixel the number that it is to the network."""
        view = self.encoding
        self.play(FadeIn(view.image), run_time=Pace.NORMAL)
        self.wait(Pace.HOLD)
        self.play(FadeIn(view.image_notes), run_time=Pace.SLOW)

    def encode_it_once(self) -> None:
        """The image moves aside; a wire leads from it to a state, which appears in colours."""
        view = self.encoding
        self.play(Glide(VGroup(view.image, view.image_notes), view.make_room), run_time=Pace.SLOW)
        self.on("layer")
        self.play(Grow(view.wire), FadeIn(view.layer_name), run_time=Pace.NORMAL)
        self.play(pulse(view.wire, self.theme.input), run_time=Pace.NORMAL)
        self.on("state")
        self.play(FadeIn(view.state), FadeIn(view.state_name), run_time=Pace.NORMAL)
        self.play(FadeIn(view.state.numbers), run_time=Pace.NORMAL)

    def write_letter_by_letter(self) -> None:
        """Image and state step aside; the state enters, letters come out and go in again."""
        large, view = self.encoding, self.first
        self.play(FadeOut(large.image_notes, large.state_notes, large.layer_name))
        self.play(
            ReplacementTransform(large.image, view.image),
            ReplacementTransform(large.state, view.state),
            ReplacementTransform(large.wire, view.encoding),
            run_time=Pace.SLOW,
        )
        for step in range(1, len(view.trace) + 1):
            quick = min(1.7, 10 / len(view.trace))
            self._write(view, step, 2.4 if step <= _SLOW_STEPS else quick)
        self._mark(view)

    def misread_another_image(self) -> None:
        """Another image gets a wrong caption, which is framed, and the right one."""
        self._caption_second()

    def caption_another_image(self) -> None:
        """Another image gets its caption."""
        self._caption_second()

    def score_the_captions(self) -> None:
        """What is reached on all held-out images, and those among them that are misread."""
        self.play(FadeOut(self.second.whole()))
        tell_board(self, self.board)
        if self.gallery is not None:
            self.play(FadeIn(self.gallery.title))
            for item in self.gallery.items:
                self.play(FadeIn(item), run_time=0.25)

    def _caption_second(self) -> None:
        self.play(FadeOut(self.first.whole()), run_time=Pace.NORMAL)
        view = self.second
        self.play(FadeIn(view.image))
        self.play(Grow(view.encoding), run_time=Pace.NORMAL)
        self.play(FadeIn(view.state))
        for step in range(1, len(view.trace) + 1):
            self._write(view, step, min(1.5, 10 / len(view.trace)))
        self._mark(view)

    def _write(self, view: CaptionView, step: int, pace: float) -> None:
        """One more copy of the cell: what it reads arrives on new wires, and it writes a letter."""
        network = view.network
        block, arriving, leaving = view.wiring_of(step)
        names = view.rows if step == 1 else ((), ())
        letter = FadeIn(view.letters[step - 1], *names[0], run_time=0.15 * pace)
        if step > 1:  # it has been round before it is read again
            letter = Succession(Wait(run_time=0.25 * pace), letter)
        self.play(FadeIn(block), run_time=0.15 * pace)
        self.play(*(Grow(wire, run_time=0.4 * pace) for wire in arriving), letter)
        self.play(network.compute(step, view.source), run_time=0.15 * pace)
        tag = FadeIn(view.tags.tags[step - 1], *names[1], run_time=0.15 * pace)
        self.play(
            *(Grow(wire, run_time=0.3 * pace) for wire in leaving),
            Succession(Wait(run_time=0.15 * pace), tag),
        )
        if step in view.rivals:
            first = step == min(view.rivals)
            names = view.rival_row if first else ()
            self.play(FadeIn(view.rivals[step]), *map(FadeIn, names), run_time=Pace.QUICK)

    def _mark(self, view: CaptionView) -> None:
        if view.mistake:
            self.play(FadeIn(view.mistake), run_time=Pace.NORMAL)
