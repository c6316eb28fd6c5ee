"""How far each kind of cell remembers: a chart whose distances can be picked, and its table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from lecture.page.figures.svg import drawing, part_of, tag
from rnn_math.tasks.remembering import CHANCE, COMPARED, HELD_OUT, LENGTHS, SEEDS, Reach, recorded
from rnn_math.tasks.remembering_training import WORDS
from scenes.numerals import format_percent

_LOOKS = {"tanh": ("state", "●"), "gru": ("input", "■"), "lstm": ("output", "▲")}
"""Colour and mark of each kind of cell; the colours are those of the clip."""

_GUESSING = CHANCE + 3 * sqrt(CHANCE * (1 - CHANCE) / HELD_OUT)
"""What is no better than this is what guessing gives, but for one time in a thousand."""

# The plot, in units of SVG.
_LEFT, _RIGHT, _TOP, _BOTTOM = 1150, 6550, 200, 3200
_PITCH = (_RIGHT - _LEFT) // len(LENGTHS)
_ASIDE, _APART = 400, 125  # between kinds of cells in a column, and between their trainings
_MARKS = {
    "tanh": "m-85 0a85 85 0 1 0 170 0a85 85 0 1 0-170 0z",
    "gru": "m-75-75h150v150h-150z",
    "lstm": "m0-100l95 170h-190z",
}


@dataclass(frozen=True)
class _Kind:
    """One kind of cell as the template shows it."""

    name: str
    title: str
    color: str
    mark: str
    shares: Sequence[Sequence[str]]  # a row a distance, one of them a training


@dataclass(frozen=True)
class _Note:
    """What the chart says at one distance."""

    length: int
    says: Sequence[tuple[str, str]]  # a kind of cell, and what its trainings reached
    means: str


def reach(environment: Environment, words: Mapping[str, Any]) -> Markup:
    """The figure, complete without a script. ``words`` are what the page's figures say."""
    said, titles = words["reach"], words["kinds"]
    of = {name: [r for r in recorded() if r.kind == name] for name in COMPARED}
    kinds = [
        _Kind(
            name, titles[name], *_LOOKS[name],
            [[format_percent(share) for share in each.accuracies] for each in of[name]],
        )
        for name in COMPARED
    ]  # fmt: skip
    notes = [
        _note(length, {titles[name]: of[name][k] for name in COMPARED}, said)
        for k, length in enumerate(LENGTHS)
    ]
    gaps = [gru.mean - tanh.mean for gru, tanh in zip(of["gru"], of["tanh"], strict=True)]
    label = said["chart"].format(kinds=", ".join(kind.title for kind in kinds))
    markup = environment.get_template("reach.html").render(
        svg=_chart(of, label, said["chance"]),
        kinds=kinds,
        notes=notes,
        lengths=LENGTHS,
        start=gaps.index(max(gaps)),
        choices=WORDS,
        seeds=len(SEEDS),
        held_out=HELD_OUT,
    )
    return Markup(markup)


def _note(length: int, reaches: Mapping[str, Reach], said: Mapping[str, str]) -> _Note:
    found = {title: _sorted(reach) for title, reach in reaches.items()}
    always = [title for title, (right, _, _) in found.items() if len(right) == len(SEEDS)]
    if len(always) == len(found):
        means = said["every"]
    elif all(len(guesses) == len(SEEDS) for _, _, guesses in found.values()):
        means = said["none"]
    else:
        means = said["some"].format(kinds=", ".join(always)) if always else said["few"]
    return _Note(length, [(title, _says(sorts, said)) for title, sorts in found.items()], means)


def _sorted(reach: Reach) -> tuple[list[float], list[float], list[float]]:
    """Trainings that are always right, those right in part, and those that guess."""
    right = [share for share in reach.accuracies if share == 1]
    guesses = [share for share in reach.accuracies if share <= _GUESSING]
    return right, [s for s in reach.accuracies if _GUESSING < s < 1], guesses


def _says(sorts: Sequence[Sequence[float]], said: Mapping[str, str]) -> str:
    parts = [
        said[name].format(
            count=len(shares), seeds=len(SEEDS), shares=", ".join(map(format_percent, shares))
        )
        for name, shares in zip(("right", "partly", "guesses"), sorts, strict=True)
        if shares
    ]
    return ", ".join(parts)


def _chart(of: Mapping[str, Sequence[Reach]], label: str, chance: str) -> Markup:
    width, height = _RIGHT + 100, _BOTTOM + 550
    content = [*_columns(), *_axis(chance)]
    content += [_curve(name, n, reaches) for n, (name, reaches) in enumerate(of.items())]
    return drawing(Markup("").join(content), (0, 0, width, height), label, {})


def _columns() -> list[Markup]:
    """An area a distance, to be hit by a finger, and its number."""
    made = []
    for k, length in enumerate(LENGTHS):
        x = _LEFT + k * _PITCH
        area = tag("rect", {"x": x, "y": 0, "width": _PITCH, "height": _BOTTOM + 550})
        name = tag(
            "text", {"x": x + _PITCH // 2, "y": _BOTTOM + 420, "class": "f-text"}, str(length)
        )
        made.append(tag("g", {"class": "distance", "data-distance": length}, area, name))
    return made


def _axis(chance: str) -> list[Markup]:
    made = []
    for share, look in ((0.0, "s-muted w20"), (0.5, "s-faint w12"), (1.0, "s-faint w12")):
        made.append(tag("path", {"d": f"M{_LEFT} {_y(share)}H{_RIGHT}", "class": look}))
    dashed = {"d": f"M{_LEFT} {_y(CHANCE)}H{_RIGHT}", "class": "s-text w20 dashed"}
    made.append(tag("path", dashed))
    labels = [(0.0, format_percent(0)), (0.5, format_percent(0.5)), (1.0, format_percent(1))]
    for share, text in [*labels, (CHANCE, chance)]:
        place = {"x": _LEFT - 90, "y": _y(share) + 90, "class": "f-muted end"}
        made.append(tag("text", place, text))
    return made


def _curve(name: str, n: int, reaches: Sequence[Reach]) -> Markup:
    """A line through the means of one kind, and a mark for each training."""
    xs = [_LEFT + k * _PITCH + _PITCH // 2 + (n - 1) * _ASIDE for k in range(len(LENGTHS))]
    points = [f"{x} {_y(each.mean)}" for x, each in zip(xs, reaches, strict=True)]
    marks = "".join(
        f"M{x + (seed - 1) * _APART} {_y(share)}{_MARKS[name]}"
        for x, each in zip(xs, reaches, strict=True)
        for seed, share in enumerate(each.accuracies)
    )
    color = _LOOKS[name][0]
    return tag(
        "g",
        part_of(name),
        tag("path", {"d": "M" + "L".join(points), "class": f"s-{color} w35"}),
        tag("path", {"d": marks, "class": f"f-background s-{color} w25"}),
    )


def _y(share: float) -> int:
    return round(_BOTTOM + (_TOP - _BOTTOM) * share)
