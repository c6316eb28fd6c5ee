from lecture.page.transcript import Spoken, Values, chapters, plain, transcript
from scenes.languages import words_of
from scenes.speech.said import Said
from scenes.timeline import Beat, Shown, Timeline

WORDS = words_of("en", "page")


def shown(text: str, quantity: str, step: int, *index: int, trace: str = "sentence") -> Shown:
    return Shown(text, trace, quantity, step, index)


STATE = (shown("+0.10", "h", 1, 0), shown("−0.20", "h", 1, 1))
WEIGHTS = tuple(shown(f"{row}{column}", "W_x", 0, row, column) for row in (0, 1) for column in "ab")
TIMELINE = Timeline(
    "rolling",
    "A title",
    10,
    (
        Beat("first", 0, 25, "One word", "A word.", ("x",), STATE),
        Beat("second", 25, 30, "", "The same.", (), (*STATE, *WEIGHTS)),
        Beat("third", 55, 5, "The end", "", (), STATE),
    ),
)


def test_every_beat_is_told_with_the_numbers_that_appear() -> None:
    first, second, third = transcript(TIMELINE, WORDS)
    assert first.values == (Values("state at step 1", (("+0.10", "−0.20"),)),)
    assert second.values == (Values("input weights", (("0a", "0b"), ("1a", "1b"))),)
    assert third.values == ()
    assert [p.seconds for p in (first, second, third)] == [0, 2.5, 5.5]


def test_a_sentence_that_is_spoken_has_its_time() -> None:
    said = (Said("A word.", "a word", 27, 8, ""), Said("Another.", "another", 40, 10, ""))
    beats = (TIMELINE.beats[0], Beat("second", 25, 30, "", "A word. Another.", speech=said))
    first, second = transcript(Timeline("rolling", "A title", 10, beats), WORDS)
    assert first.sentences == ()
    assert second.sentences == (Spoken("A word.", 2.7, 3.5), Spoken("Another.", 4.0, 5.0))


def test_a_number_that_comes_back_is_told_again() -> None:
    beats = (*TIMELINE.beats[:1], Beat("gap", 25, 5, "", "Gone."), *TIMELINE.beats[2:])
    told = transcript(Timeline("rolling", "A title", 10, beats), WORDS)
    assert told[2].values == told[0].values != ()


def test_several_traces_are_told_apart() -> None:
    first = shown("1.00", "h", 0, 0, trace="plain")
    second = shown("2.00", "h", 2, 0, trace="changed")
    (told,) = transcript(
        Timeline("a", "A", 1, (Beat("b", 0, 1, "", "", (), (first, second)),)), WORDS
    )
    assert [v.what for v in told.values] == [
        "plain, state before step 1",
        "changed, state at step 2",
    ]


def test_steps_one_after_the_other_are_told_at_once() -> None:
    states = [shown(f"{t}.{i}", "h", t, i) for t in (1, 2, 3) for i in (0, 1)]
    back = [shown(f"{t}.5", "length", t, 0) for t in (5, 4, 3, 1)]
    pairs = [shown(f"{t}{name}", name, t, 0) for t in (1, 2) for name in ("value", "error")]
    once = [shown("w", "W_x", 0, 0, 0), shown("v", "W_x", 0, 1, 0)]
    beat = Beat("b", 0, 1, "", "", (), (*states, *back, *pairs, *once))
    (told,) = transcript(Timeline("a", "A", 1, (beat,)), WORDS)
    assert told.values == (
        Values("state at steps 1 to 3", (("1.0", "1.1"), ("2.0", "2.1"), ("3.0", "3.1"))),
        Values("length at steps 5 to 3", (("5.5", "4.5", "3.5"),)),
        Values("length at step 1", (("1.5",),)),
        Values("true value at steps 1 to 2", (("1value", "2value"),)),
        Values("error at steps 1 to 2", (("1error", "2error"),)),
        Values("input weights", (("w", "v"),)),
    )


def test_running_text_has_every_number() -> None:
    text = plain(TIMELINE, WORDS)
    for number in (*STATE, *WEIGHTS):
        assert text.count(number.text) == 1
    assert text.splitlines()[0] == "One word. A word. [state at step 1: +0.10, −0.20]"
    assert text.splitlines()[2] == "The end."


def test_chapters_cover_the_clip_without_a_gap() -> None:
    made = chapters(TIMELINE)
    assert [title for title, _, _ in made] == ["One word", "second", "The end"]
    assert [start for _, start, _ in made] == [0, *(end for _, _, end in made[:-1])]
    assert made[-1][2] == TIMELINE.seconds
