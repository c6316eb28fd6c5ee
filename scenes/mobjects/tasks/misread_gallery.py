"""The images whose captions are wrong, each with what was written and what is right."""

from collections.abc import Sequence
from dataclasses import dataclass

from manim import VGroup

from scenes.binding import Source
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.tasks.task_row import Picture
from scenes.mobjects.text.text import Words
from scenes.theme import Size, Theme

MOST = 16
_SIZE = Size.NOTE - 0.02
_APART = 0.1  # two captions, at least
_TITLE = 0.42
_LINE = 0.3
_CAPTION = 2 * _LINE + 0.12


@dataclass(frozen=True)
class GalleryWords:
    """What the gallery says: its title, and under each image what is written and what is right."""

    one: str  # if there is one alone
    all: str  # with {count}
    some: str  # with {count} and {shown}, if not all have room
    written: str  # with {said}
    right: str  # with {truth}


class MisreadGallery(VGroup):
    """``title`` over the first images, ``MOST`` at the most, fewer if captions are long.

    ``items`` are images with their two lines.
    """

    def __init__(
        self,
        entries: Sequence[tuple[Source, str, str]],
        theme: Theme,
        words: GalleryWords,
        area: Area,
    ) -> None:
        count = len(entries)
        entries = entries[:MOST]
        lines = [
            (
                Words(words.written.format(said=said), theme.text, _SIZE),
                Words(words.right.format(truth=truth), theme.muted, _SIZE),
            )
            for _, said, truth in entries
        ]
        widest = max(line.width for pair in lines for line in pair) * Size.SMALLEST / _SIZE
        most = min(MOST // 2, int(area.width / (widest + _APART)))  # that fit side by side
        entries = entries[: 2 * most]
        title = words.all if len(entries) == count else words.some
        title = words.one if count == 1 else title
        title = title.format(count=count, shown=len(entries))
        self.title = Words(title, theme.text, Size.NOTE)
        rows = -(-len(entries) // most)
        columns = -(-len(entries) // rows)
        pitch = area.width / most, min((area.height - _TITLE) / rows, 2.4)
        side = min(pitch[1] - _CAPTION - 0.14, pitch[0] - 0.3)
        top = area.center[1] + (rows * pitch[1] + _TITLE) / 2
        self.title.move_to((area.center[0], top - self.title.height / 2, 0))
        self.items = []
        for k, (source, _, _) in enumerate(entries):
            row, column = divmod(k, columns)
            beside = min(columns, len(entries) - row * columns)
            x = area.center[0] + (column - (beside - 1) / 2) * pitch[0]
            y = top - _TITLE - row * pitch[1]
            picture = Picture(source, theme, side).move_to((x, y - side / 2, 0))
            for number, line in enumerate(lines[k]):
                line.scale(min(1.0, (pitch[0] - _APART) / line.width))
                line.stand(x, y - side - 0.3 - _LINE * number)
            self.items.append(VGroup(picture, *lines[k]))
        super().__init__(self.title, *self.items)
