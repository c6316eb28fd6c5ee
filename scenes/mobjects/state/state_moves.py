"""How the things of the clip "what it remembers" change places, as animations."""

from collections.abc import Iterable

import numpy as np
from manim import Animation, Mobject

from rnn_math.arrays import FloatArray
from scenes.glide import Glide
from scenes.mobjects.numbers.heat_map import HeatColumn
from scenes.mobjects.state.state_view import StateView
from scenes.mobjects.text.sentence import Sentence

_UNDER = 0.24  # from a map to the word under it


class Moves:
    """Takes the maps and words of a :class:`StateView` from place to place.

    A map alone is large and in the middle, its words close under it; otherwise words are home, at
    the bottom.
    """

    def __init__(self, view: StateView) -> None:
        self.view, self.layout = view, view.layout
        middle, zoom = self.layout.middle, self.layout.zoom
        alone = view.map, view.unit_labels, view.scale, *view.difference_view
        self.places: dict[Mobject, tuple[float, float]] = dict.fromkeys(alone, (middle, zoom))

    def close_up(self) -> list[Animation]:
        """Columns and their names come together to a map, and the words come up under it."""
        xs = [x * self.layout.zoom for x in self.layout.together]
        columns = zip(self.view.map.columns, xs, strict=True)
        names = zip(self.view.names, xs, strict=True)
        return [
            *(_standing(column, x) for column, x in columns),
            *(_to(name, np.array([x, name.get_y(), 0.0])) for name, x in names),
            *self.words_up(self.view.words),
        ]

    def words_up(self, sentence: Sentence) -> list[Animation]:
        """The words stand under a large map that is alone."""
        it = self.layout
        rise = it.middle - it.zoom * it.map_height / 2 - _UNDER - (it.baseline + 0.24)
        return self._words_to(sentence, it.zoom, rise)

    def words_home(self, sentence: Sentence) -> list[Animation]:
        """The words stand at the bottom, under the columns of a map of its own size."""
        return self._words_to(sentence, 1.0, 0.0)

    def _words_to(self, sentence: Sentence, stretch: float, rise: float) -> list[Animation]:
        ends = [self.view.home[word] * (stretch, 1, 1) + (0, rise, 0) for word in sentence]
        return [_to(word, end) for word, end in zip(sentence, ends, strict=True)]

    def move(self, things: Iterable[Mobject], y: float, zoom: float = 1.0) -> list[Animation]:
        """A map and what belongs to it come to stand at ``y``, ``zoom`` times as large."""
        moves = []
        for thing in things:
            now, size = self.places.get(thing, (thing.get_y(), 1.0))
            self.places[thing] = y, zoom
            moves.append(_resized(thing, y, y - now, zoom / size))
        return moves

    def lift_old_word(self) -> Animation:
        """The word that will be changed follows its map to the top."""
        under = self.layout.top - self.layout.map_height / 2 - 0.15
        old = self.view.old
        return _to(old, np.array([old.get_x(), under - old.height / 2, 0.0]))


def _standing(column: HeatColumn, x: float) -> Animation:
    return Glide(column, lambda it: it.stand(x))


def _to(mobject: Mobject, place: FloatArray) -> Animation:
    return Glide(mobject, lambda it: it.move_to(place))


def _resized(mobject: Mobject, y: float, rise: float, factor: float) -> Animation:
    return Glide(mobject, lambda it: it.shift((0, rise, 0)).scale(factor, about_point=(0, y, 0)))
