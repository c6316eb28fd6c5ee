"""Wirings, drawn step by step: everything says at which step a signal reaches it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from manim import Line, Mobject, VGroup
from markupsafe import Markup

from lecture.page.figures.inks import PAGE
from lecture.page.figures.paths import UNIT
from lecture.page.figures.svg import Drawing, Outlines, drawing, frame, tag
from rnn_math.errors import LayoutError
from rnn_math.tasks.remembering import CHANCE
from scenes.binding import Source
from scenes.languages import words_of
from scenes.mobjects.network.wired_network import WiredNetwork, WiringLayout
from scenes.mobjects.tasks.quiz_board import TrialView
from scenes.mobjects.tasks.recall_view import RecallView
from scenes.numerals import format_percent
from scenes.params import Look, QuizParams
from scenes.questions import CellQuestion, Question, Trial, asked
from scenes.script import load_script
from scenes.theme import Frame
from scenes.traces import traces_for

_EASY = 0.27  # em of a word that is still read on a telephone
_NARROWEST, _WIDER = 1.1, 0.1  # units a step, at first and more at each try

_WIRE = re.compile(
    r'<g class="wire"(?P<start>[^>]*)>(?=<path d="[^"]*" class="s-(?P<color>[a-z]+) w30"/>)'
    r'<path d="(?P<line>[^"]*)" class="[^"]*"/><path d="(?P<head>[^"]*)" class="f-(?P=color)"/></g>'
)
_WORD = re.compile(
    r'<g class="word"(?P<start>[^>]*)><text(?P<place>[^>]*?) class="(?P<color>f-[a-z]+)"'
    r"(?P<rest>[^>]*)>(?P<text>[^<]*)</text></g>"
)
_LETTER, _CLOSER = 0.45, 0.5  # room of a letter, and what it is nearer to its chain without copies
Drawn = TypeVar("Drawn")


def fitted(
    steps: int,
    draw: Callable[[WiringLayout], Drawn],
    network_of: Callable[[Drawn], WiredNetwork],
    layout: WiringLayout | None = None,
) -> Drawn:
    """What ``draw`` draws in the narrowest layout whose words stand on one line and are large.

    In a whole frame if there is none; raises :class:`LayoutError` if that has no room either.
    """
    layout = layout or WiringLayout()
    spacing = _NARROWEST
    while steps * spacing / 2 < Frame.SAFE_X:
        half = steps * spacing / 2
        try:
            drawn = draw(replace(layout, left=-half, right=half))
        except LayoutError:
            pass
        else:
            if _is_easy(network_of(drawn)):
                return drawn
        spacing += _WIDER
    return draw(layout)


def _is_easy(network: WiredNetwork) -> bool:
    for row in (network.input_words, network.output_words):
        lines = [token.submobjects[0] for token in row.values()]
        if any(len(token) > 1 and hasattr(token[1], "string") for token in row.values()):
            return False  # a word is broken
        if any(line.size < _EASY for line in lines):
            return False
        if len({round(line.baseline, 3) for line in lines}) > 1:
            return False
    return True


def at_steps(network: WiredNetwork) -> Iterator[tuple[int, str, Mobject]]:
    """Everything in ``network`` in the order of painting: its step, what it is, and itself."""
    for kind, things, later in (
        ("dead-end", network.dead_ends, 0),
        ("wire", network.feedback, 1),
        ("wire", network.state_wires, 1),
        ("wire", network.input_wires, 0),
        ("wire", network.output_wires, 0),
        ("block", network.blocks, 0),
        ("state", network.states, 0),
        ("word", network.input_words, 0),
        ("word", network.output_words, 0),
    ):
        for step, thing in things.items():
            yield step + later, kind, thing


def wiring_svg(
    things: Sequence[tuple[int, str, Mobject]], label: str, prefix: str, steps: int
) -> Markup:
    """A wiring of so many ``steps``, whose groups a script can show one step after the other."""
    outlines = Outlines(prefix)
    painter = Drawing(outlines)

    def painted() -> Markup:
        return Markup("").join(
            painter.group(thing, {"class": kind, "data-at": step}) for step, kind, thing in things
        )

    content = Markup(_WORD.sub(_by_itself, _WIRE.sub(_in_one_colour, outlines.paint(painted))))
    box = frame(VGroup(*(thing for _, _, thing in things)))
    style = f"--units:{box[2] / UNIT:.1f}"
    attributes = {"class": "wiring", "data-steps": steps, "style": style}
    return outlines.definitions + drawing(content, box, label, attributes)


def _in_one_colour(wire: re.Match[str]) -> str:
    """A line and its head, whose colour and width a stylesheet knows by that of both."""
    start, color, line, head = wire.groups()
    return f'<g class="wire c-{color}"{start}><path d="{line}"/><path d="{head}"/></g>'


def _by_itself(word: re.Match[str]) -> str:
    """A word, which needs no group around it."""
    start, place, color, rest, text = word.groups()
    return f'<text class="word {color}"{start}{place}{rest}>{text}</text>'


def quiz(params: QuizParams, look: Look) -> Iterator[tuple[int, str, Markup]]:
    """Each choice of each question at work on its pair of sentences."""
    words = load_script("quiz", look.language).words
    said = words_of(look.language, "page")["figures"]
    pair = said["pair"]
    sources = {name: Source(name, trace) for name, trace in traces_for("quiz", params).items()}
    for number, question in enumerate(asked(look.language, params.questions)):
        if isinstance(question, CellQuestion):
            for cell in question.choices:
                right = cell.name == question.answer
                recalled = RecallView(cell, right, sources[cell.cell], words, PAGE)
                prefix = f"q{number}-{cell.name}-"
                yield number, cell.name, _recalled(recalled, words, said["recalled"], prefix)
            continue
        for place, choice in enumerate(question.choices):
            view = TrialView(choice, question, words, PAGE)
            network = _trial(view.trial, question, words["start"])
            svg = wiring_svg(
                list(at_steps(network)),
                pair.format(
                    name=words[choice.architecture], source=question.source, target=question.target
                ),
                f"q{number}-{place}-",
                len(view.trial.wiring),
            )
            left = "; ".join(line.string for line in view.homeless)
            verdict = tag("p", {"class": "homeless"}, Markup.escape(left))
            yield number, choice.architecture, svg + verdict


def _recalled(view: RecallView, words: Mapping[str, str], label: str, prefix: str) -> Markup:
    """Letter after letter along one state, and in words how often cells of its kind are right.

    Copies of the cell are left out: they say nothing here, and three chains of twenty weigh as
    much as all other drawings.
    """
    trace, network = view.trace, view.network
    (answer,) = trace.answers
    about = label.format(
        name=words[trace.cell.kind.name], length=len(trace), first=trace.tokens[0],
        said=answer.label,
    )  # fmt: skip
    y, end = network.blocks[1].get_y(), _LETTER * len(trace) / 2
    way = Line((-end, y, 0), (end, y, 0)).set_stroke(PAGE.state, width=3)
    for row, aside in ((network.input_words, _CLOSER), (network.output_words, -_CLOSER)):
        for step, word in row.items():
            word.shift((_LETTER * (step - 0.5) - end - word.get_x(), aside, 0))
    things: list[tuple[int, str, Mobject]] = [(0, "way", way)]
    things += [each for each in at_steps(network) if each[1] == "word"]
    svg = wiring_svg(things, about, prefix, len(trace))
    shares = ", ".join(format_percent(share, 1) for share in trace.reach.accuracies)
    chance = format_percent(CHANCE, 0)
    line = f"{words['remembered']}: {shares} ({words['chance']}: {chance})"
    return svg + tag("p", {"class": "homeless"}, Markup.escape(line))


def _trial(trial: Trial, question: Question, start: str) -> WiredNetwork:
    inputs, crossing = dict(trial.inputs), trial.wiring.context
    if crossing and crossing > 1:
        inputs[crossing] = start
    return fitted(
        len(trial.wiring) + (1 if crossing else 0),
        lambda layout: WiredNetwork(trial.wiring, PAGE, inputs, trial.outputs, layout),
        lambda network: network,
        WiringLayout(block_height=0.7, wire=0.5, narrowest=0.3),
    )
