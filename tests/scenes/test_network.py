import numpy as np
import pytest
from manim import smooth

from rnn_math.tasks.tagging import load_model
from scenes.binding import Source
from scenes.mobjects.network.network import Network
from scenes.mobjects.network.unroll import Unroll
from scenes.params import Notation
from scenes.theme import DARK

pytestmark = pytest.mark.usefixtures("manim")


def network(steps: int, notation: Notation = "hidden") -> Network:
    words = ["Apple", "is", "hiring", "in", "Berlin", "and", "Maria", "is", "in", "Paris"][:steps]
    return Network(Source("sentence", load_model().trace(words)), DARK, notation)


def drawing(mobject: Network) -> list[tuple[bytes, str, float]]:
    """Everything that is drawn, as comparable values."""
    return [
        (m.points.round(6).tobytes(), m.get_fill_color().to_hex(), round(m.get_fill_opacity(), 6))
        for m in mobject.family_members_with_points()
    ]


@pytest.mark.parametrize("steps", [1, 2, 5, 10])
def test_rolling_up_gives_back_the_first_picture(steps: int) -> None:
    net = network(steps)
    rolled = drawing(net)
    net.set_progress(steps)
    assert drawing(net) != rolled
    assert drawing(net.set_progress(0.0)) == rolled


def test_a_picture_on_the_way_does_not_depend_on_how_it_was_reached() -> None:
    straight = drawing(network(4).set_progress(1.6))
    wandering = network(4)
    for progress in (4.0, 0.3, 2.7, 1.6):
        wandering.set_progress(progress)
    assert drawing(wandering) == straight


@pytest.mark.parametrize("steps", [1, 2, 5, 10])
def test_the_loop_becomes_the_arrow_between_copies(steps: int) -> None:
    net = network(steps)
    loop = net.links[0].route
    assert loop[0][0] > loop[-1][0], "the loop leaves on the right and comes back on the left"
    assert loop[:, 1].max() > net.blocks[0].get_top()[1], "over the top of the block"
    net.set_progress(steps)
    for t, link in enumerate(net.links):
        assert np.ptp(link.route[:, 1]) == pytest.approx(0.0, abs=1e-6), "straight"
        assert link.route[0][0] == pytest.approx(net.blocks[t].box.get_right()[0])
        if t + 1 < steps:
            assert link.route[-1][0] == pytest.approx(net.blocks[t + 1].box.get_left()[0])


def test_a_link_never_jumps_while_it_opens() -> None:
    """Between two frames at 60 per second no point of a link moves further than its block does."""
    net, steps = network(5), 5
    previous = None
    for frame in range(391):
        net.set_progress(steps * smooth(frame / 390))
        box = np.array([[link.route[:, 1].max(), link.get_center()[0]] for link in net.links])
        if previous is not None:
            assert np.abs(box - previous).max() < 0.35
        previous = box


def test_unroll_ends_exactly_where_it_should() -> None:
    net = network(3)
    animation = Unroll(net, 3.0)
    animation.begin()
    animation.finish()
    assert net.progress == 3.0


def test_all_copies_hold_the_same_weights_and_light_together() -> None:
    net = network(5).set_progress(5)
    for block in net.blocks:
        block.chips["W_x"].set_level(1.0)
    widths = {block.chips["W_x"].body[0].get_stroke_width() for block in net.blocks}
    assert len(widths) == 1
    assert widths.pop() > net.blocks[0].chips["W_h"].body[0].get_stroke_width()
