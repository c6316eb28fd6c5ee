import pytest
from pydantic import ValidationError

from rnn_math.errors import LayoutError
from rnn_math.trace import Address
from scenes.claims.facts import facts_of
from scenes.claims.judge import Judge
from scenes.lecture_scene import numerals
from scenes.mobjects.shapes.verdict import Verdict
from scenes.mobjects.tasks.quiz_board import Clock
from scenes.numerals import format_percent
from scenes.params import Look, QuizParams
from scenes.questions import Choice, Question, Trial, built_in, built_in_on_cells
from scenes.theme import DARK, Frame

PAIR = ("she is reading a red book", "elle lit un livre rouge")


def question(**changes: object) -> Question:
    entry = {
        "text": "Which one?",
        "source": "what a great film",
        "target": "good",
        "answer": "sequence-to-vector",
        "choices": (
            Choice(architecture="sequence-to-vector", why="It answers once."),
            Choice(architecture="encoder-decoder", why="It would do as well."),
        ),
    }
    return Question(**(entry | changes))


def test_only_the_right_wiring_finds_a_place_for_every_word() -> None:
    (asked,) = built_in("en")
    works = {c.architecture: Trial(c.architecture, *PAIR).works for c in asked.choices}
    assert works == {name: name == asked.answer for name in works}
    assert len(works) == 4


def test_each_wrong_wiring_fails_in_its_own_way() -> None:
    aligned = Trial("sequence-to-sequence", *PAIR)
    assert aligned.idle == (6,)
    once = Trial("sequence-to-vector", *PAIR)
    assert once.unwritten == ("lit", "un", "livre", "rouge")
    blind = Trial("vector-to-sequence", *PAIR)
    assert blind.unread == ("is", "reading", "a", "red", "book")


def test_every_choice_is_tried_and_the_right_one_last(tell) -> None:
    scene = tell("quiz", seconds=3)
    names = [beat.name for beat in scene.timeline.beats]
    assert [names[0], names[4]] == ["ask-1", "try-1-encoder-decoder"]
    assert names[5:] == ["ask-2", "try-2-tanh", "try-2-lstm", "try-2-gru"]


def test_each_cell_is_tried_with_its_own_numbers(tell) -> None:
    shown = {}

    def look(scene, beat: str) -> None:
        shown[beat] = {(n.source.name, n.address): n for n in numerals(scene.mobjects)}

    scene = tell("quiz", after=look, seconds=3)
    for kind in ("tanh", "lstm", "gru"):
        numbers, trace = shown[f"try-2-{kind}"], scene.sources[kind].trace
        assert {source for source, _ in numbers} == {kind}
        for k, share in enumerate(trace.reach.accuracies):
            assert numbers[kind, Address("remembered", 0, (k,))].string == format_percent(share, 1)
        (said,) = trace.answers
        assert scene.trials[1][0].network.output_words.keys() == {said.step}
        best = trace.o[-1].argmax()
        assert numbers[kind, Address("o", said.step, (best,))].string == format_percent(
            said.probability
        )


def test_the_cell_that_is_called_right_is_the_one_that_always_remembers(monkeypatch) -> None:
    params = QuizParams()

    def judged() -> dict[str, bool]:
        holds = Judge(facts_of("quiz", params, Look()))
        return {rule: holds(rule) for rule in ("right-answers-work", "other-answers-fail")}

    assert judged() == {"right-answers-work": True, "other-answers-fail": True}
    (question,) = built_in_on_cells("en")
    assert question.answer == "gru"
    wrong = question.model_copy(update={"answer": "lstm"})
    monkeypatch.setattr("scenes.claims.quiz.built_in_on_cells", lambda language: (wrong,))
    assert judged() == {"right-answers-work": False, "other-answers-fail": False}


def test_the_clock_counts_every_second(tell, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = []
    original = Clock.__init__

    def spy(self: Clock, left: int, whole: int, theme: object) -> None:
        shown.append(left)
        original(self, left, whole, theme)

    monkeypatch.setattr(Clock, "__init__", spy)
    tell("quiz", seconds=4)
    assert shown == [4, 3, 2, 1] * 2


def test_own_questions_come_after_the_built_in_one(tell) -> None:
    scene = tell("quiz", seconds=3, questions=(question(text="#$<b>{{ ]\"'"),))
    assert [b.name for b in scene.timeline.beats if b.name.startswith("ask")] == [
        "ask-1", "ask-2", "ask-3",
    ]  # fmt: skip


WORDY = (
    Choice(architecture="sequence-to-vector", why="WWWWW " * 40),
    Choice(architecture="encoder-decoder", why="It would do as well."),
)


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"text": "WWWWW " * 40}, "takes 7 lines, at most 4"),
        ({"choices": WORDY}, "takes 7 lines, at most 3"),
        ({"text": "W" * 100}, "longer than a line"),
        ({"source": "a " * 30}, "30 steps"),
    ],
)
def test_a_question_too_long_to_draw_is_refused(tell, changes: dict[str, object], what: str):
    with pytest.raises(LayoutError, match=rf"^quiz\.questions\[1\]: .*{what}"):
        tell("quiz", questions=(question(**changes),))


def test_words_that_find_no_place_stay_on_the_frame(tell) -> None:
    scene = tell("quiz", questions=(question(source="W" * 30 + " " + "W" * 28, target="good"),))
    for view in scene.trials[2]:
        assert view.homeless.width <= 2 * Frame.SAFE_X


@pytest.mark.parametrize(
    "changes",
    [
        {"answer": "vector-to-sequence"},
        {"text": ""},
        {"choices": ()},
        {"source": "x" * 61},
        {"target": " "},
    ],
)
def test_a_question_that_cannot_be_asked_is_an_error(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        question(**changes)


def test_right_and_wrong_differ_in_shape(manim: None) -> None:
    assert len(Verdict(True, DARK).get_subpaths()) == 1
    assert len(Verdict(False, DARK).get_subpaths()) == 2
