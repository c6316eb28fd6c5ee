"""The equations as MathML, in every notation, one part a role.

Reads the same Typst mathematics as the video: letters, words in quotes, ``upright(bold(x))``,
subscripts and superscripts. Presentation MathML as of MathML Core, which browsers draw.
"""

import re
from collections.abc import Sequence

from markupsafe import Markup

from scenes.languages import current, words_of
from scenes.params import Notation
from scenes.roles import NOTATIONS, symbol
from scenes.terms import Term, readout_terms, terms

_OPERATORS = {
    "paren.l": "(", "paren.r": ")", "+": "+", "=": "=", "-": "−", "minus": "−", ",": ",",
    "⊙": "⊙", "⊗": "⊗",
}  # fmt: skip
_SPACES = {"thin": "0.17em", "quad": "1em"}
_LETTERS = {"sigma": "σ"}
_TOKEN = re.compile(
    r'\s*(?:"(?P<word>[^"]*)"|(?P<call>upright|bold|op|tilde)\(|(?P<name>[A-Za-z]+(?:\.[a-z])?)'
    r"|(?P<number>\d+)|(?P<sign>[-+=_^(),⊙⊗]))"
)


class _Parser:
    """Recursive descent over one expression; ``ValueError`` for what is not of the subset."""

    def __init__(self, source: str) -> None:
        self._source, self._at = source, 0

    def whole(self) -> Markup:
        found = self._row(until=None)
        if self._source[self._at :].strip():
            raise ValueError(f"not understood in {self._source!r}: {self._source[self._at :]!r}")
        return found

    def _peek(self) -> re.Match[str] | None:
        return _TOKEN.match(self._source, self._at)

    def _row(self, until: str | None) -> Markup:
        """Terms side by side; a closing bracket ends what an opening one began."""
        items: list[Markup] = []
        while (token := self._peek()) and (until is None or token["sign"] != until):
            items.append(self._scripted())
        if until is not None:
            self._expect(until)
        return _grouped(items)

    def _expect(self, sign: str) -> None:
        token = self._peek()
        if token is None or token["sign"] != sign:
            raise ValueError(f"{sign!r} is missing in {self._source!r}")
        self._at = token.end()

    def _scripted(self) -> Markup:
        base = self._atom(bold=False)
        scripts: dict[str, Markup] = {}
        while (token := self._peek()) and token["sign"] in ("_", "^"):
            self._at = token.end()
            scripts[token["sign"]] = self._script()
        if len(scripts) == 2:
            return Markup("<msubsup>{}{}{}</msubsup>").format(base, scripts["_"], scripts["^"])
        for sign, script in scripts.items():
            name = "msub" if sign == "_" else "msup"
            return Markup(f"<{name}>{{}}{{}}</{name}>").format(base, script)
        return base

    def _script(self) -> Markup:
        token = self._peek()
        if token and token["sign"] == "(":  # brackets that only group
            self._at = token.end()
            return self._row(until=")")
        return self._atom(bold=False)

    def _atom(self, bold: bool) -> Markup:
        token = self._peek()
        if token is None:
            raise ValueError(f"something is missing at the end of {self._source!r}")
        self._at = token.end()
        if token["call"]:
            inside = self._atom(bold or token["call"] == "bold")
            self._expect(")")
            if token["call"] == "tilde":
                return Markup('<mover accent="true">{}<mo>~</mo></mover>').format(inside)
            return inside
        if token["word"] is not None:
            return Markup("<mi>{}</mi>").format(token["word"])  # of several letters: upright
        if token["number"]:
            return Markup("<mn>{}</mn>").format(token["number"])
        if token["sign"] == "(":  # brackets that are seen
            return Markup("<mrow><mo>(</mo>{}<mo>)</mo></mrow>").format(self._row(until=")"))
        name = token["name"] or token["sign"]
        if name == "top":
            return Markup('<mi mathvariant="normal">⊤</mi>')
        if name in _OPERATORS:
            stretchy = ' stretchy="false"' if name.startswith("paren") else ""
            return Markup("<mo{}>{}</mo>").format(Markup(stretchy), _OPERATORS[name])
        if name in _SPACES:
            return Markup('<mspace width="{}"/>').format(_SPACES[name])
        upright = ' mathvariant="normal" class="bold"' if bold else ""
        return Markup("<mi{}>{}</mi>").format(Markup(upright), _LETTERS.get(name, name))


def _grouped(items: Sequence[Markup]) -> Markup:
    joined = Markup("").join(items)
    return joined if len(items) == 1 else Markup("<mrow>{}</mrow>").format(joined)


def mathml(source: str) -> Markup:
    """Typst mathematics as the inside of a ``<math>`` element."""
    return _Parser(source).whole()


def symbol_of(role: str, notation: Notation) -> Markup:
    """The symbol of ``role`` on its own."""
    return Markup("<math>{}</math>").format(symbol_inside(role, notation))


def symbol_inside(role: str, notation: Notation) -> Markup:
    """The inside of the mathematics of that symbol."""
    written = symbol(role, notation)
    if role == "b" and (second := NOTATIONS[notation].b_h):
        written += f" + {second}"
    return mathml(written)


def equation(notation: Notation, readout: bool = False, step: int | str = "t") -> Markup:
    """The cell's equation, or the readout's, as a line of parts: one for each role's term.

    Every term is mathematics of its own: what can be focused may not stand inside ``<math>``,
    which assistive technology takes for one thing.
    """
    parts = readout_terms(notation, step) if readout else terms(notation, step)
    name = words_of(current(), "page")["figures"]["readout" if readout else "equation"]
    return line(name, parts)


def line(name: str, parts: Sequence[Term]) -> Markup:
    """One line of equations, whose name is ``name``."""
    written = Markup("").join(map(_term, parts))
    return Markup('<div class="line" role="group" aria-label="{}">{}</div>').format(name, written)


def term_of(part: Term) -> tuple[str, Markup]:
    """The role of a term, which may be empty, and the inside of its mathematics."""
    role, source = ("", part) if isinstance(part, str) else part
    return role, mathml(source)


def _term(part: Term) -> Markup:
    role, inside = term_of(part)
    written = Markup("<math>{}</math>").format(inside)
    if not role:
        return written
    span = '<span class="part" data-role="{0}">{1}</span>'
    return Markup(span).format(role, written)
