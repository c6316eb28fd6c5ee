from typing import get_args

import pytest

from scenes.lighting import Part
from scenes.mobjects.cell.layer import chip
from scenes.mobjects.network.network import Network
from scenes.params import Notation
from scenes.theme import DARK, Size
from tests.scenes.test_network import network

pytestmark = pytest.mark.usefixtures("manim")

CLEAR = 0.06  # least distance between a name and its frame, scene units


def distance(drawn: Part) -> float:
    """The least distance between a chip's name and its frame; negative where it sticks out."""
    frame, *name = drawn.body
    sides = [
        end * (frame.get_critical_point(side)[axis] - line.get_critical_point(side)[axis])
        for line in name
        for axis, side, end in (
            (0, (-1, 0, 0), -1),
            (0, (1, 0, 0), 1),
            (1, (0, -1, 0), -1),
            (1, (0, 1, 0), 1),
        )
    ]
    return float(min(sides))


@pytest.mark.parametrize("notation", get_args(Notation))
@pytest.mark.parametrize("steps", [1, 6, 7, 10])
def test_no_name_touches_its_chip(steps: int, notation: Notation) -> None:
    net = network(steps, notation).set_progress(steps)  # the size of a copy, not of one block
    for drawn in net.blocks[0].chips.values():
        assert distance(drawn) >= CLEAR
        assert min(line.size for line in drawn.body[1:]) >= Size.SMALLEST - 1e-9
    assert fits(net)


def fits(net: Network) -> bool:
    """Is there room for an arrow between neighbours?"""
    return net.count == 1 or net.spacing - net.width_of_block > 0.25


def test_a_name_that_touches_is_noticed() -> None:
    drawn = chip("W_h", DARK, "keras", 1.2)
    assert distance(drawn) >= CLEAR
    drawn.body[1].stretch_to_fit_width(1.19)
    assert distance(drawn) < CLEAR
