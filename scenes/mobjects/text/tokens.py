"""Words in a row, one a time step, whatever their number and length."""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Self

from manim import VGroup

from rnn_math.errors import LayoutError
from scenes.mobjects.text.text import Words
from scenes.theme import Frame, Size, Theme

_GAP = 0.16  # between neighbours, scene units
_BETWEEN = 0.12  # two levels: a dashed line may run there
_LEADING = 1.15  # em from line to line
_FAR = 2  # letters from the middle of a word, where a break is still good
_OPENING = "([{<"


class Token(VGroup):
    """One word, ``text``, on one line or, if it is ``broken``, on two."""

    def __init__(self, text: str, color: str, size: float, broken: bool = False) -> None:
        self.text = text
        rows = [Words(line, color, size) for line in (halves(text) if broken else [text])]
        for number, row in enumerate(rows):
            row.stand(0, -number * _LEADING * size)
        super().__init__(*rows)

    def stand(self, x: float, baseline: float) -> Self:
        """Centre the word at ``x``, its first line on ``baseline``."""
        return self.shift((x - self.get_x(), baseline - self.submobjects[0].baseline, 0))


def halves(word: str) -> list[str]:
    """``word`` on two lines of about the same length; a single letter stays whole.

    Between letters there is a hyphen. Beside punctuation there is none, as it would be read as a
    part of the word; a break there is preferred if it is not far from the middle.
    """
    middle = (len(word) + 1) // 2
    breaks = [at for at in range(1, len(word)) if not _is_mark(word[at])]
    if not breaks:
        return [word]
    breaks.sort(key=lambda at: (abs(at - middle), at))
    near = (at for at in breaks if abs(at - middle) <= _FAR)
    at = next((at for at in near if _parts(word[at - 1], word[at])), breaks[0])
    hyphen = "" if _is_sign(word[at - 1]) or _is_sign(word[at]) else "-"
    return [word[:at] + hyphen, word[at:]]


def _parts(before: str, after: str) -> bool:
    """Is a line well broken here: after a sign that ends something, or before one that opens?"""
    return after in _OPENING or (_is_sign(before) and before not in _OPENING)


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _is_mark(character: str) -> bool:
    """Does it change the letter before it, from which it must not be torn?"""
    kind = unicodedata.category(character)
    return kind == "Cf" or kind[0] == "M"


def _set(
    words: Sequence[str], color: str, size: float, broken: bool, rooms: Sequence[float]
) -> list[Token]:
    """Set every word; only those wider than their room are broken."""
    tokens = [Token(word, color, size) for word in words]
    if not broken:
        return tokens
    return [
        Token(word, color, size, broken=True) if token.width > room and len(word) > 3 else token
        for word, token, room in zip(words, tokens, rooms, strict=True)
    ]


def _drop(tokens: Sequence[Token]) -> float:
    """From one level to the next, which begins where the lowest word above, underlined, ends."""
    above, below = tokens[::2], tokens[1::2] or tokens
    depth = max(token[0].baseline - token.get_bottom()[1] for token in above)
    ascent = max(token.get_top()[1] - token[0].baseline for token in below)
    return float(depth + ascent) + _BETWEEN


class TokenRow(VGroup):
    """Words centred at ``xs`` on the baseline ``y``; ``row[t]`` is the word of step t + 1.

    Words that are too wide for their place shrink down to the smallest legible size, then break
    over two lines, then stand on two levels in turn (``levels`` is 1 or 2). ``room`` is that of a
    word which is alone; no word reaches beyond the ``edges``. Words are things read unless
    ``color`` says otherwise. Raises :class:`LayoutError` if even that is not enough.
    """

    def __init__(
        self,
        words: Sequence[str],
        xs: Sequence[float],
        theme: Theme,
        y: float = 0.0,
        size: float = Size.TOKEN,
        room: float = 6.0,
        color: str | None = None,
        edges: tuple[float, float] = (-Frame.SAFE_X, Frame.SAFE_X),
    ) -> None:
        spacing = min((b - a for a, b in pairwise(xs)), default=room)
        left, right = edges
        reach = [max(2 * min(x - left, right - x), 0.0) for x in xs]
        self.levels, tokens = self._fitted(words, spacing, reach, color or theme.input, size)
        self.drop = _drop(tokens)
        super().__init__(*tokens)
        for number, (token, x) in enumerate(zip(tokens, xs, strict=True)):
            level = number % 2 if self.levels == 2 else 0
            token.stand(x, y - level * self.drop)

    @staticmethod
    def _fitted(
        words: Sequence[str], spacing: float, reach: Sequence[float], color: str, size: float
    ) -> tuple[int, list[Token]]:
        for levels in (1, 2) if len(words) > 1 else (1,):
            rooms = [min(spacing * levels - _GAP, most) for most in reach]
            for broken in (False, True):
                tokens = _set(words, color, size, broken, rooms)
                scale = min(room / token.width for room, token in zip(rooms, tokens, strict=True))
                if scale >= 1:
                    return levels, tokens
                if size * scale >= Size.SMALLEST:
                    return levels, _set(words, color, size * scale, broken, rooms)
        longest = max(words, key=lambda word: Words(word, color, size).width)
        raise LayoutError(
            f"{len(words)} words leave no room to draw {longest!r} legibly; "
            f"use fewer words, or one of at most {len(longest) * 2 // 3} letters in its place"
        )
