"""Typst as a source of outlines: markup in, points out, nothing on disk.

Manim's own Typst mobjects write files that parallel renders race for, compile once a label and
parse every glyph anew. Here one in-memory compilation gives all outlines of a string; a label is
the fill colour that its glyphs came out with. Only the fonts that Typst ships are used (and
folders the user names), so every machine draws the same picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import typst

from rnn_math.errors import InputError
from scenes.svg import Drawn, Points, drawn_in
from scenes.typography import split

TEXT_FONT = "New Computer Modern"
MATH_FONT = "New Computer Modern Math"
MONO_FONT = "DejaVu Sans Mono"
X_HEIGHT = {TEXT_FONT: 0.431, MATH_FONT: 0.431, MONO_FONT: 0.547}  # of an em

_POINTS_PER_EM = 10.0
_BASELINE = "#fe0000"  # fill of the marker that shows where the baseline runs
_NOT_A_CHARACTER = "\uffff"  # never in a font: its outline is what a missing glyph looks like

_PREAMBLE = (
    "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
    '#set par(justify: false, leading: 0.5em, linebreaks: "simple")\n'
    "#set smartquote(enabled: false)\n"
    f'#set text(size: {_POINTS_PER_EM}pt, font: "%s", weight: %d, hyphenate: false,'
    " ligatures: %s)\n"
    f'#show math.equation: set text(font: "{MATH_FONT}", weight: 450)\n'
    f'#box(width: 0pt, height: 0pt, place(rect(width: 1pt, height: 1pt, fill: rgb("{_BASELINE}"))))'
)


@dataclass(frozen=True)
class Style:
    """How running text is set."""

    font: str = TEXT_FONT
    weight: int = 450

    @property
    def x_height(self) -> float:
        """Height of a lower-case x, in em."""
        return X_HEIGHT[self.font]


TEXT = Style()
BOLD = Style(weight=700)
MONO = Style(font=MONO_FONT, weight=400)


@dataclass(frozen=True)
class Outline:
    """Outlines of one label: cubic Bézier points in em, four a curve, baseline at y = 0."""

    label: str
    points: Points


class _Fonts:
    """Folders with fonts beyond those that Typst ships; set once, before anything is drawn."""

    folders: tuple[str, ...] = ()


def use_fonts(folders: Sequence[str]) -> None:
    """Let ``folders`` supply what the built-in fonts lack."""
    if tuple(folders) != _Fonts.folders:
        _Fonts.folders = tuple(folders)
        _compiler.cache_clear()
        _compile.cache_clear()
        _missing_glyph.cache_clear()
        missing_characters.cache_clear()


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, font_paths=list(_Fonts.folders))
    return typst.Compiler(b"", font_paths=fonts)


def escape(text: str) -> str:
    """Make ``text`` data: a Typst string literal in which no character is markup."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'#"{quoted}"'


@lru_cache(maxsize=4096)
def _compile(body: str, style: Style) -> tuple[Drawn, ...]:
    """Everything that ``body`` draws, in em."""
    ligatures = "false" if style.font == MONO_FONT else "true"
    source = _PREAMBLE % (style.font, style.weight, ligatures) + body
    svg = _compiler().compile(source.encode(), format="svg")
    assert isinstance(svg, bytes)  # a list would be several pages, and the page has no end
    drawn = list(drawn_in(svg))
    baseline = next(each.points for each in drawn if each.fill == _BASELINE)[:, 1].min()
    return tuple(
        each._replace(points=_in_em(each.points, baseline))
        for each in drawn
        if each.fill != _BASELINE
    )


def _in_em(points: Points, baseline: float) -> Points:
    moved = (points - (0.0, baseline)) / (_POINTS_PER_EM, -_POINTS_PER_EM)
    moved.flags.writeable = False
    return moved


@lru_cache(maxsize=1)
def _missing_glyph() -> str:
    return _compile(escape(_NOT_A_CHARACTER), TEXT)[0][1]


@lru_cache(maxsize=4096)
def missing_characters(text: str) -> tuple[str, ...]:
    """The characters of ``text`` that no font at hand can draw.

    Typst looks for a character in all fonts whatever the style; only the regular one shows a box
    for what it did not find, the bold one shows nothing at all.
    """
    box = _missing_glyph()

    def is_boxed(string: str) -> bool:
        return any(name == box for _, name, _ in _compile(escape(string), TEXT))

    return tuple(c for c in dict.fromkeys(text) if is_boxed(c)) if is_boxed(text) else ()


def demand_glyphs(text: str) -> None:
    """Raise :class:`InputError` if a character of ``text`` has no glyph."""
    if missing := missing_characters(text):
        named = ", ".join(f"{c!r} (U+{ord(c):04X})" for c in missing)
        raise InputError(
            f"text {text!r}: no font at hand has {named}; name a folder with a font that does: "
            'lecture.fonts = ["folder"]'
        )


def text_outline(text: str, style: Style = TEXT) -> Points:
    """Outlines of ``text`` as it stands, whatever it holds: (4 n, 2) in em, baseline at y = 0.

    Raises :class:`InputError` if a character has no glyph.
    """
    demand_glyphs(text)
    return _joined([points for _, _, points in _compile(escape(text), style)])


def word_spans(text: str) -> tuple[tuple[float, float], ...]:
    """From where to where each word of ``text`` reaches when all are set on one line, in em."""
    words = split(text)
    fills = [f"#01{number:04x}" for number in range(len(words))]
    colored = (
        f'#text(fill: rgb("{fill}"), {escape(word)[1:]})'
        for fill, word in zip(fills, words, strict=True)
    )
    drawn: dict[str, list[Points]] = {fill: [] for fill in fills}
    for fill, _, points in _compile('#" "'.join(colored), TEXT):
        drawn[fill].append(points[:, 0])
    ends = [np.concatenate(parts) if parts else np.zeros(1) for parts in drawn.values()]
    return tuple((float(xs.min()), float(xs.max())) for xs in ends)


def math_outlines(parts: Sequence[str | tuple[str, str]]) -> tuple[Outline, ...]:
    """Outlines of one line of mathematics, by label.

    ``parts`` are Typst mathematics, plain or as ``(label, mathematics)``. Labelling moves no
    glyph. Parts of one label come out together; plain parts have the label ``""``.
    """
    labels = [""]
    source = []
    for part in parts:
        label, content = ("", part) if isinstance(part, str) else part
        if label not in labels:
            labels.append(label)
        color = f"#0000{labels.index(label):02x}"
        source.append(f'text(fill: #rgb("{color}"), {content})' if label else content)
    drawn = _compile(f"#math.inline($display({' '.join(source)})$)", TEXT)
    outlines = []
    for number, label in enumerate(labels):
        points = [p for fill, _, p in drawn if fill == f"#0000{number:02x}"]
        if points:
            outlines.append(Outline(label, _joined(points)))
    absent = set(labels[1:]) - {outline.label for outline in outlines}
    if absent:
        raise ValueError(f"nothing is drawn for {sorted(absent)} in {parts}")
    return tuple(outlines)


def _joined(points: list[Points]) -> Points:
    return np.concatenate(points) if points else np.zeros((0, 2))
