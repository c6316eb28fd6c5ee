import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lecture.drawing.tiles import TILE, Grid, fewer

WIDTH, HEIGHT = 200, 101  # neither is a whole number of tiles
GRID = Grid(WIDTH, HEIGHT)
coordinates = st.floats(-300, 500)


def marked(tiles: int) -> np.ndarray:
    """How often each pixel is in one of the rectangles."""
    pixels = np.zeros((HEIGHT, WIDTH), int)
    for place in GRID.rectangles(tiles):
        pixels[place] += 1
    return pixels


@given(left=coordinates, top=coordinates, width=st.floats(0, 300), height=st.floats(0, 300))
def test_a_box_is_covered_and_little_else(
    left: float, top: float, width: float, height: float
) -> None:
    right, bottom = left + width, top + height
    wanted = np.zeros((HEIGHT, WIDTH), bool)
    for y in range(0, HEIGHT, TILE):
        for x in range(0, WIDTH, TILE):
            last_x, last_y = min(x + TILE, WIDTH), min(y + TILE, HEIGHT)
            if left < last_x and right >= x and top < last_y and bottom >= y:
                wanted[y:last_y, x:last_x] = True
    covered = marked(GRID.around(left, top, right, bottom))
    outside = left >= WIDTH - 1 or top >= HEIGHT - 1  # between the last pixel and the edge
    assert np.array_equal(covered, wanted.astype(int)) or outside


@given(tiles=st.integers(0, GRID.whole))
def test_rectangles_are_the_tiles_each_once(tiles: int) -> None:
    pixels = marked(tiles)
    assert pixels.max(initial=0) <= 1
    across = -(-WIDTH // TILE)
    for number in range(GRID.whole.bit_length()):
        row, column = divmod(number, across)
        assert pixels[row * TILE, column * TILE] == tiles >> number & 1


def test_the_whole_is_every_pixel() -> None:
    assert marked(GRID.whole).min() == 1
    assert len(list(GRID.rectangles(GRID.whole))) == 1


@given(tiles=st.integers(0, GRID.whole), spare=st.integers(0, 10 * TILE**2))
def test_fewer_rectangles_cover_as_much_and_little_more(tiles: int, spare: int) -> None:
    many = list(GRID.rectangles(tiles))
    few = fewer(many, spare)
    assert len(few) <= len(many)
    covered = np.zeros((HEIGHT, WIDTH), bool)
    for place in few:
        covered[place] = True
    assert covered[marked(tiles) == 1].all()
    added = int(covered.sum()) - int(marked(tiles).sum())
    assert added <= spare * (len(many) - len(few))
