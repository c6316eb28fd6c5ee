"""A number that is not what the trace says is reported, however it was forged."""

from manim import FadeIn, FadeOut, ReplacementTransform, Text

from rnn_math.trace import Address
from scenes.binding import Source
from scenes.mobjects.text.text import Math, Numeral, Words
from scenes.script import Line
from scenes.typeset import MONO
from tests.lecture.audit.probe import SAID, Probe, findings, kinds


def numeral(scene: Probe, unit: int = 0, percent: bool = False) -> Numeral:
    address = Address("o" if percent else "h", 1, (unit,))
    source = scene.sources["sentence"]
    decimals = 1 if percent else 2
    return Numeral(source, address, scene.theme.text, 0.3, decimals, percent=percent)


def test_true_numbers_are_not_reported() -> None:
    def act(scene: Probe) -> None:
        share = numeral(scene, percent=True).shift((2, 0, 0))
        scene.play(FadeIn(numeral(scene)), FadeIn(share))
        scene.play(share.animate.scale(1.5).shift((1, 1, 0)))

    assert findings(act) == []


def test_a_text_that_is_not_the_value_is_reported() -> None:
    def act(scene: Probe) -> None:
        number = numeral(scene)
        number.string = "+9.99"
        scene.play(FadeIn(number))

    found = findings(act)
    assert {f.kind for f in found} == {"number"}
    assert any("the trace says" in f.message for f in found)


def test_outlines_that_are_not_the_text_are_reported() -> None:
    def act(scene: Probe) -> None:
        number, other = numeral(scene), numeral(scene, 1)
        assert number.string != other.string
        number.set_points(other.points)
        scene.play(FadeIn(number))

    (found,) = findings(act)
    assert found.kind == "number"
    assert "outlines" in found.message


def test_one_wrong_digit_is_reported() -> None:
    def act(scene: Probe) -> None:
        number = numeral(scene)
        last = "1" if number.string[-1] != "1" else "7"
        forged = Words(number.string[:-1] + last, scene.theme.text, 0.3, MONO)
        number.set_points(forged.points)
        scene.play(FadeIn(number))

    assert kinds(act) == ["number"]


def test_a_number_seen_in_a_mirror_is_reported() -> None:
    assert kinds(lambda scene: scene.add(numeral(scene).stretch(-1, 0))) == ["number"]


def test_a_number_of_another_trace_is_reported() -> None:
    def act(scene: Probe) -> None:
        number = numeral(scene)
        number.source = Source("elsewhere", number.source.trace)
        scene.add(number)

    found = findings(act)
    assert {f.kind for f in found} == {"number"}
    assert "elsewhere" in found[0].message


def test_numbers_that_melt_into_one_another_are_reported() -> None:
    def act(scene: Probe) -> None:
        first, second = numeral(scene), numeral(scene, 1)
        scene.add(first)
        scene.play(ReplacementTransform(first, second), run_time=1.5)

    assert kinds(act) == ["number"]


def test_numbers_that_cross_fade_are_not() -> None:
    def act(scene: Probe) -> None:
        first, second = numeral(scene), numeral(scene, 1)
        scene.add(first)
        scene.play(FadeOut(first), FadeIn(second), run_time=0.8)

    assert findings(act) == []


def test_a_measured_number_without_a_trace_is_reported() -> None:
    assert kinds(lambda scene: scene.add(scene.words("loss 0.73"))) == ["unbound"]
    assert kinds(lambda scene: scene.add(scene.words("98\N{NO-BREAK SPACE}%"))) == ["unbound"]
    formula = Math("x = 0.5", "#ffffff", 0.5)
    assert kinds(lambda scene: scene.add(formula)) == ["unbound"]


def test_counts_words_of_the_input_and_headlines_are_not() -> None:
    said = Line("A headline with +0.25 in it", SAID.narration)

    def act(scene: Probe) -> None:
        trace = scene.sources["sentence"].trace
        object.__setattr__(trace, "tokens", ("costs", "10.5", "Euro"))
        scene.play(FadeIn(scene.words("step 3 of 12")), FadeIn(scene.words("“10.5”", y=1)))

    assert findings(act, said=said) == []


def test_text_of_manims_own_cannot_be_read_and_is_reported() -> None:
    label = Text("0.73", color="#ffffff")
    assert set(kinds(lambda scene: scene.add(label))) == {"unbound"}


def test_the_timeline_names_the_numbers_on_screen() -> None:
    def act(scene: Probe) -> None:
        scene.add(numeral(scene), numeral(scene, 1).shift((2, 0, 0)).set_fill(opacity=0.01))

    (found,) = findings(act)
    assert found.kind == "number"
    assert "in the timeline only" in found.message
