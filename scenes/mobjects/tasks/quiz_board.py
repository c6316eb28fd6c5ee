"""A question with its choices, a clock, and each choice tried out on a pair of sentences."""

from collections.abc import Iterator, Mapping, Sequence

from manim import Animation, Arc, FadeIn, VGroup

from scenes.mobjects.network.fitting import fitted
from scenes.mobjects.network.wired_network import WiredNetwork, WiringLayout
from scenes.mobjects.shapes.rounded import RoundedBox
from scenes.mobjects.shapes.verdict import Verdict
from scenes.mobjects.text.paragraph import Paragraph
from scenes.mobjects.text.text import BOLD, Words
from scenes.questions import Choice, Question, Trial
from scenes.theme import Frame, Size, Theme

LETTERS = "ABCD"
_CARD = (6.3, 1.42)
_ROWS = (-0.62, -2.2)  # middles of the two rows of cards
_COLUMNS = (-3.35, 3.35)
_CLOCK = 0.36  # radius
_TRIAL = WiringLayout(y=0.55, block_height=0.8, wire=0.55, narrowest=0.3)
_LEFT_Y = -1.45  # of the words that find no place
_LONGEST = 12.0  # of their line


class Card(VGroup):
    """A letter and a name."""

    def __init__(self, letter: str, name: str, theme: Theme) -> None:
        width, height = _CARD
        frame = RoundedBox(
            corner_radius=0.14,
            width=width,
            height=height,
            stroke_color=theme.faint,
            stroke_width=2,
            fill_color=theme.panel,
            fill_opacity=1.0,
        )
        label = Words(f"{letter}  {name}", theme.text, Size.LABEL, BOLD)
        label.stand(-width / 2 + 0.3 + label.width / 2, height / 2 - 0.42)
        super().__init__(frame, label)


class ChoiceCard(Card):
    """A letter, a name, and the wiring in small."""

    def __init__(self, letter: str, name: str, trial: Trial, theme: Theme) -> None:
        super().__init__(letter, name, theme)
        width, _ = _CARD
        layout = WiringLayout(
            y=-0.24,
            left=-width / 2 + 0.35,
            right=width / 2 - 0.35,
            block_height=0.3,
            wire=0.26,
            narrowest=0.1,
        )
        self.add(WiredNetwork(trial.wiring, theme, layout=layout))


class KindCard(Card):
    """A letter, a name, and how many gates and states such a cell has."""

    def __init__(self, letter: str, name: str, about: str, theme: Theme) -> None:
        super().__init__(letter, name, theme)
        width, _ = _CARD
        line = Words(about, theme.muted, Size.NOTE)
        self.add(line.stand(-width / 2 + 0.3 + line.width / 2, -0.32))


class QuizBoard(VGroup):
    """The question above, its cards in two rows below. Raises :class:`LayoutError` if too long."""

    def __init__(self, text: str, cards: Sequence[Card], theme: Theme) -> None:
        self.text = Paragraph(text, theme.text, 2 * Frame.SAFE_X - 2.2, Size.LABEL)
        self.text.move_to((-0.7, 1.5, 0))
        self.cards = cards
        for k, card in enumerate(cards):
            card.move_to((_COLUMNS[k % 2], _ROWS[k // 2], 0))
        super().__init__(self.text, *self.cards)


def cards_of(question: Question, names: Mapping[str, str], theme: Theme) -> list[Card]:
    """A card for every choice of a question on wirings."""
    trials = (
        Trial(each.architecture, question.source, question.target) for each in question.choices
    )
    return [
        ChoiceCard(LETTERS[k], names[choice.name], trial, theme)
        for k, (choice, trial) in enumerate(zip(question.choices, trials, strict=True))
    ]


class Clock(VGroup):
    """Seconds left: a ring that empties, and their number."""

    def __init__(self, left: int, whole: int, theme: Theme) -> None:
        ring = Arc(
            radius=_CLOCK, start_angle=1.5708, angle=6.2832 * left / whole, stroke_width=5
        ).set_color(theme.activation)
        number = Words(str(left), theme.text, Size.LABEL, BOLD)
        super().__init__(ring, number.move_to((0, 0, 0)))
        self.shift((Frame.SAFE_X - _CLOCK - 0.1, 1.5, 0))


class TrialView(VGroup):
    """One choice at work on the pair: words with a place, words without, and why.

    Only the network and the reason are submobjects; ``read`` and ``written`` come word by word,
    ``homeless`` and ``verdict`` last.
    """

    def __init__(
        self, choice: Choice, question: Question, words: Mapping[str, str], theme: Theme
    ) -> None:
        self.trial = trial = Trial(choice.architecture, question.source, question.target)
        start = trial.wiring.context
        inputs = dict(trial.inputs)
        if start and start > 1:
            inputs[start] = words["start"]

        def drawn(layout: WiringLayout) -> WiredNetwork:
            return WiredNetwork(trial.wiring, theme, inputs, trial.outputs, layout)

        floor, ceiling = _LEFT_Y + 0.38, Frame.CONTENT_TOP
        self.network = drawn(fitted(lambda it: drawn(it).ends, _TRIAL, floor, ceiling))
        self.right = choice.architecture == question.answer
        self.why = Paragraph(choice.why, theme.text, 11.6, Size.NOTE + 0.02, 3).move_to(
            (0, -2.3, 0)
        )
        self.homeless = VGroup(
            *(
                Words(f"{words[key]} {' '.join(left)}".strip(), theme.text, Size.LABEL)
                for key, left in self._left(words)
            )
        ).arrange(buff=0.8)
        self.homeless.scale(min(1.0, _LONGEST / self.homeless.width))
        self.homeless.move_to((0, _LEFT_Y, 0))
        self.verdict = Verdict(self.right, theme)
        self.verdict.next_to(self.homeless, (-1, 0, 0), buff=0.3)
        super().__init__(self.network, self.why)

    def _left(self, words: Mapping[str, str]) -> list[tuple[str, tuple[str, ...]]]:
        left: list[tuple[str, tuple[str, ...]]] = []
        if self.trial.unread:
            left.append(("unread", self.trial.unread))
        if self.trial.unwritten:
            left.append(("unwritten", self.trial.unwritten))
        if self.trial.idle:
            left.append(("idle", ()))
        return left or [("fits", ())]

    def moves(self) -> Iterator[tuple[list[Animation], float]]:
        """The pair goes through the wiring: animations that are played together, and how long."""
        network = self.network
        for step in network.blocks:
            if step in network.input_words:
                yield [FadeIn(network.input_words[step])], 0.2
            if moves := network.arrive(step):
                yield moves, 0.25
            if moves := network.answer(step):
                yield moves, 0.3

    @property
    def outcome(self) -> list[Words]:
        """What is to be read in the end, beside the verdict."""
        return list(self.homeless)
