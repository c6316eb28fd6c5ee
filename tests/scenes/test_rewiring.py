import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import Mobject, Scene

from rnn_math.wiring import (
    Source,
    Wiring,
    answering_at,
    encoder_decoder,
    sequence_to_sequence,
    sequence_to_vector,
    vector_to_sequence,
)
from scenes.mobjects.network.rewiring import REWIRED, SETTLED, Rewire, Rewiring
from scenes.mobjects.network.wired_network import WiredNetwork, WiringLayout
from scenes.mobjects.shapes.wires import Wire
from scenes.theme import DARK, Frame

pytestmark = pytest.mark.usefixtures("manim")

SEVEN_IN_THREE_OUT = Wiring((Source.INPUT,) * 7, (False,) * 4 + (True,) * 3)
WIRINGS = {
    "one step": sequence_to_sequence(1),
    "sequence to sequence": sequence_to_sequence(5),
    "sequence to vector": sequence_to_vector(7),
    "vector to sequence": vector_to_sequence(6),
    "vector as an input": vector_to_sequence(4, into_state=False),
    "encoder-decoder": encoder_decoder(3, 5),
    "7 in, 3 out": SEVEN_IN_THREE_OUT,
    "every second": answering_at(6, [2, 4, 6]),
    "runs on by itself": Wiring((Source.INPUT, *(Source.NOTHING,) * 5), (False,) * 3 + (True,) * 3),
}


def network(wiring: Wiring, **layout: float) -> WiredNetwork:
    return WiredNetwork(wiring, DARK, layout=WiringLayout(**layout))


def opacity(m: Any) -> float:
    return float(max(m.get_fill_opacity(), m.get_stroke_opacity() * m.get_stroke_width()))


def seen(*mobjects: Mobject) -> set[tuple[object, ...]]:
    """Everything that can be seen of ``mobjects``."""
    return {
        (
            (m.points + 3.7e-5).round(3).tobytes(),  # not at a number that rounds either way
            m.get_stroke_color().to_hex(),
            m.get_fill_color().to_hex(),
            round(m.get_stroke_width(), 4),
            round(m.get_stroke_opacity(), 4),
            round(m.get_fill_opacity(), 4),
        )
        for mobject in mobjects
        for m in mobject.family_members_with_points()
        if opacity(m) > 1e-6
    }


PAIRS = list(itertools.permutations(WIRINGS, 2))


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_it_begins_as_the_one_network_and_ends_as_the_other(old: str, new: str) -> None:
    before, after = network(WIRINGS[old]), network(WIRINGS[new], y=1.0, wire=0.4, left=-2.0)
    rewiring = Rewiring(before, after)
    assert seen(rewiring) == seen(before)
    assert seen(rewiring.set_progress(SETTLED)) == seen(after)


@pytest.mark.parametrize(("old", "new"), PAIRS[::7])
def test_a_picture_on_the_way_does_not_depend_on_how_it_was_reached(old: str, new: str) -> None:
    before, after = network(WIRINGS[old]), network(WIRINGS[new])
    straight, wandering = Rewiring(before, after), Rewiring(before, after)
    for progress in (2.0, 0.1, 1.3, 0.55, 0.0, 0.8):
        wandering.set_progress(progress)
    assert seen(wandering) == seen(straight.set_progress(0.8))


def test_what_stays_steps_back_and_what_changes_is_lit() -> None:
    rewiring = Rewiring(network(sequence_to_sequence(5)), network(sequence_to_vector(5)))
    rewiring.set_progress(REWIRED)
    strands = rewiring.strands
    assert {key for key, strand in strands.items() if not strand.stays} == {
        (kind, step) for kind in ("dead end", "output") for step in (1, 2, 3, 4)
    }
    for (kind, step), strand in strands.items():
        line = strand.shape.line
        if strand.stays:
            assert line.get_stroke_color().to_hex().lower() == DARK.faint
        elif kind == "output":
            assert line.get_stroke_opacity() == 0, f"the output of step {step} has gone"
        else:
            assert line.get_stroke_opacity() == 1
            assert line.get_stroke_width() > 2.5, "lit, not by colour alone"


def test_the_context_is_lit_where_a_wire_becomes_thick() -> None:
    rewiring = Rewiring(network(sequence_to_sequence(6)), network(encoder_decoder(3, 3)))
    rewiring.set_progress(REWIRED)
    wire = rewiring.strands["state", 3]
    assert wire.stays
    assert wire.changes
    assert wire.shape.line.get_stroke_color().to_hex().lower() == DARK.state


def test_copies_come_out_of_the_last_block_and_drag_their_wire_along() -> None:
    rewiring = Rewiring(network(sequence_to_sequence(2)), network(sequence_to_sequence(5)))
    gaps, opacities = [], []
    for progress in np.linspace(0, 1, 60):
        rewiring.set_progress(float(progress))
        boxes = rewiring.boxes
        assert [b.get_x() for b in boxes] == sorted(b.get_x() for b in boxes)
        gaps.append(boxes[3].get_left()[0] - boxes[2].get_right()[0])
        opacities.append(rewiring.strands["state", 3].shape.line.get_stroke_opacity())
    assert gaps[0] < 0 < gaps[-1]
    assert all(o == 0 for gap, o in zip(gaps, opacities, strict=True) if gap < 0)
    assert opacities == sorted(opacities)
    assert opacities[-1] == 1


@pytest.mark.parametrize(("old", "new"), PAIRS[::5])
def test_nothing_jumps(old: str, new: str) -> None:
    """Over 2.4 s at 60 frames a second nothing that is seen moves far from frame to frame."""
    rewiring = Rewiring(network(WIRINGS[old]), network(WIRINGS[new]))
    previous: dict[int, np.ndarray] = {}
    for frame in range(145):
        rewiring.set_progress(frame / 144)
        here = {}
        for key, strand in rewiring.strands.items():
            shape = strand.shape
            if shape.line.get_stroke_opacity() > 0.05:
                here[id(shape)] = (
                    key,
                    shape.route[-1] if isinstance(shape, Wire) else shape.bar.get_center(),
                )
        for number, box in enumerate(rewiring.boxes):
            here[number] = (number, box.get_center())
        for name in here.keys() & previous.keys():
            moved = np.linalg.norm(here[name][1] - previous[name][1])
            assert moved < 0.35, f"{here[name][0]} at {frame / 144:.2f}"
        previous = here


sources = st.lists(st.sampled_from(list(Source)), min_size=1, max_size=12).map(
    lambda s: (Source.INPUT if s[0] is Source.OUTPUT else s[0], *s[1:])
)


@st.composite
def wirings(draw: st.DrawFn) -> Wiring:
    given = draw(sources)
    answers = draw(st.lists(st.booleans(), min_size=len(given), max_size=len(given)))
    context = draw(st.none() | st.integers(1, len(given)))
    return Wiring(given, tuple(answers), context)


@settings(max_examples=25)
@given(old=wirings(), new=wirings(), progress=st.floats(0, 2))
def test_any_two_wirings_stay_on_the_frame(old: Wiring, new: Wiring, progress: float) -> None:
    rewiring = Rewiring(network(old), network(new)).set_progress(progress)
    members = rewiring.family_members_with_points()
    is_seen = [opacity(m) > 0 for m in members]
    assert all(np.isfinite(m.points).all() for m in members)
    points = np.vstack([m.points for m, there in zip(members, is_seen, strict=True) if there])
    assert np.abs(points[:, 0]).max() <= Frame.SAFE_X + 0.01


def test_in_a_scene_it_stands_in_for_both_networks() -> None:
    before, after = network(sequence_to_sequence(3)), network(sequence_to_vector(3))
    rewiring, scene = Rewiring(before, after), Scene()
    scene.add(before)
    for progress, there in ((REWIRED, rewiring), (SETTLED, after)):
        animation = Rewire(rewiring, progress)
        animation._setup_scene(scene)
        animation.begin()
        assert scene.mobjects == [rewiring]
        animation.finish()
        animation.clean_up_from_scene(scene)
        assert scene.mobjects == [there]
