"""Words under a drawing, however long they are, leave its wires their length."""

import numpy as np
import pytest

from rnn_math.tasks.tagging import load_model
from rnn_math.trace import Trace
from scenes.binding import Source
from scenes.mobjects.network.machine import Machine
from scenes.mobjects.network.network import Network
from scenes.mobjects.text.sentence import Sentence
from scenes.theme import DARK, Size

pytestmark = pytest.mark.usefixtures("manim")

TALL = ["ÅgpmgpmÅgpmgpmÅgpm"] * 9 + ["a"]  # on two lines and two levels, marked below
LEAST = 0.2  # of a wire, beside its tip


def trace(words: list[str]) -> Trace:
    return load_model().trace(words)


def test_words_are_as_large_as_their_height_allows() -> None:
    xs = [1.24 * (t - 4.5) for t in range(10)]
    large = Sentence(trace(TALL), xs, DARK)
    assert large.height > 1.0
    assert Sentence.within(9.0, trace(TALL), xs, DARK).height == pytest.approx(large.height)
    small = Sentence.within(1.0, trace(TALL), xs, DARK)
    assert small.height < 1.2 < large.height
    assert min(line.size for token in small.tokens for line in token[:1]) >= Size.SMALLEST - 1e-9


def test_a_network_keeps_its_input_wires() -> None:
    net = Network(Source("sentence", trace(TALL)), DARK, "hidden").set_progress(10)
    for block, step in zip(net.blocks, net.steps, strict=True):
        start, *_, end = step.x_wire.route[:, 1]
        assert end - start > LEAST
        assert net.tokens.get_top()[1] < start
        assert end <= block.get_bottom()[1] + 1e-6


def test_a_machine_has_room_for_its_wire_between_words_and_block() -> None:
    machine = Machine(trace(TALL), DARK, "hidden")
    heights = machine.input_route(machine.places[-1])[:, 1]
    across = float(np.median(heights))
    assert across - machine.tokens.get_top()[1] > LEAST
    assert machine.box.get_bottom()[1] - across > LEAST
