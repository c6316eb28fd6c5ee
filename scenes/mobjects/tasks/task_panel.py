"""One architecture among others: its name, its task, its wiring and what its model scores."""

from dataclasses import dataclass

from manim import VGroup, VMobject

from rnn_math.errors import LayoutError
from rnn_math.score import Score
from rnn_math.trace import Address
from scenes.binding import Source
from scenes.examples import Example
from scenes.languages import name_of
from scenes.mobjects.network.wired_network import WiredNetwork, WiringLayout
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.text.text import BOLD, Numeral, Words
from scenes.theme import Size, Theme
from scenes.words.scores import error_decimals

_WIRE = 0.34
_BLOCK = 0.5
_NARROWEST = 0.16  # a block that holds nothing
_SMALL = 0.28
_LINE = 0.34  # from baseline to baseline
_BESIDE = 0.08  # from the picture to the wire on which it enters
_BETWEEN = 0.16  # a name and its task, a number and its meaning


@dataclass(frozen=True)
class PanelWords:
    """What a panel says: ``model`` with {items} and {unit}, ``baseline`` with {name}."""

    name: str
    task: str
    model: str
    baseline: str
    unscored: str


class TaskPanel(VGroup):
    """``title`` over the ``network`` without words, below it the ``scores``: model, then baseline.
    ``picture`` stands where the context enters that no drawn step has made, if there is one.

    The scores are shown after the rest: ``scores[0]`` the model's, ``scores[1]`` the baseline's.
    Raises :class:`LayoutError` if the panel has no room in ``area``.
    """

    def __init__(
        self,
        example: Example,
        theme: Theme,
        said: PanelWords,
        area: Area,
        picture: VMobject | None = None,
    ) -> None:
        self.theme = theme
        bold = Words(said.name, theme.text, Size.NOTE, BOLD)
        plain = Words(said.task, theme.muted, Size.NOTE)
        self.title = VGroup(bold, plain)
        x, top = area.center[0], area.top - 0.2
        left = x - (bold.width + _BETWEEN + plain.width) / 2
        bold.stand(left + bold.width / 2, top - 0.1)
        plain.stand(left + bold.width + _BETWEEN + plain.width / 2, top - 0.1)
        low = area.bottom + 0.12 + _LINE
        self.layout = WiringLayout(
            y=(low + 0.24 + bold.baseline - 0.08) / 2,
            left=area.left + (0.0 if picture is None else picture.width + _BESIDE),
            right=area.right,
            block_height=_BLOCK,
            wire=_WIRE,
            entry=0.5,
            narrowest=_NARROWEST,
        )
        self.network = WiredNetwork(example.wiring, theme, layout=self.layout)
        self.pictures = VGroup()
        if picture is not None:
            start = self.network.state_wires[0].route[0]
            self.pictures.add(picture.move_to(start - (picture.width / 2 + _BESIDE, 0, 0)))
        self.scores = self._scores(example, said)
        room = area.width / max(self.scores.width, self.title.width)
        if room * _SMALL < Size.SMALLEST or self.title.width > area.width:
            raise LayoutError(
                f"{said.name}: its score {max(self.scores.width, self.title.width):.1f} units wide "
                f"has no room in {area.width:.1f}; use shorter names"
            )
        self.fits = min(room, 1.0)  # the size of the scores that has room, of the usual one
        self._size, self._foot = 1.0, (x, low)
        self.bring_scores_to(self.fits)
        super().__init__(self.title, self.pictures, self.network, self.scores)

    def bring_scores_to(self, size: float) -> None:
        """Draw the scores in ``size`` times the usual one, under the network."""
        x, low = self._foot
        self.scores.scale(size / self._size)
        self.scores.shift((x - self.scores.get_x(), low - self.scores[0][-1].baseline, 0))
        self._size = size

    def _scores(self, example: Example, said: PanelWords) -> VGroup:
        source, score = example.sources[-1], example.score
        if score is None:
            return VGroup(VGroup(Words(said.unscored, self.theme.muted, _SMALL)))
        best = [baseline.value for baseline in score.baselines].index(score.baseline)
        numbers = [
            self._number(source, score, Address("held_out", 0, (0,)), self.theme.output),
            self._number(source, score, Address("baselines", 0, (best,)), self.theme.muted),
        ]
        model = said.model.format(items=score.items, unit=name_of(score.unit))
        baseline = said.baseline.format(name=name_of(score.baseline_name).split(",")[0])
        inks = self.theme.text, self.theme.muted
        lines = VGroup()
        for row, (number, words, ink) in enumerate(
            zip(numbers, (model, baseline), inks, strict=True)
        ):
            meaning = Words(words, ink, _SMALL)
            number.stand(-number.width / 2, -row * _LINE)
            meaning.stand(_BETWEEN + meaning.width / 2, -row * _LINE)
            lines.add(VGroup(number, meaning))
        return lines

    @staticmethod
    def _number(source: Source, score: Score, address: Address, color: str) -> Numeral:
        share = not score.lower_is_better
        return Numeral(
            source,
            address,
            color,
            _SMALL,
            decimals=1 if share else error_decimals(score),
            signed=False,
            percent=share,
        )
