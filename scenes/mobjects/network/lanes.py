"""What a cell hands on beside its state: arrows of their own, with names where there is room."""

from rnn_math.cells import Kind
from scenes.cells.pictures import PICTURES
from scenes.lighting import Part
from scenes.mobjects.shapes.wires import TIP
from scenes.mobjects.text.text import Math
from scenes.params import Notation
from scenes.theme import Theme

LANE = 0.3  # from the arrow of a state to that of the next one
_NAME = 0.31  # em
_OVER = 0.09  # from an arrow to its name
_ROOM = 0.1  # beside it


def lane_names(
    kind: Kind, notation: Notation, theme: Theme, step: int, last: int, gap: float, stub: float
) -> list[Part]:
    """The names over the arrows that leave the copy of ``step``, from the edge of its block.

    The first arrow of a copy, that of the state itself, is at the height of 0; those of the
    ``last`` step are as long as ``stub``. None if its names were wider than that or the ``gap``.
    """
    picture = PICTURES.get(kind.name)
    names = []
    for n, state in enumerate(kind.carried[1:] if picture else (), start=1):
        assert picture is not None
        longest = Math(picture.symbol(state, notation, last), theme.sum, _NAME)
        if longest.width + _ROOM > min(gap, stub) - TIP:
            return []
        name = Math(picture.symbol(state, notation, step), theme.sum, _NAME)
        name.move_to(
            (((stub if step == last else gap) - TIP) / 2, n * LANE + _OVER + name.height / 2, 0)
        )
        names.append(Part("h_prev", "component", theme, *name))
    return names
