"""Several architectures side by side."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from manim import Animation, VGroup

from scenes.examples import Example
from scenes.mobjects.shapes.area import Area
from scenes.mobjects.tasks.task_panel import PanelWords, TaskPanel
from scenes.mobjects.tasks.task_row import Picture
from scenes.theme import Frame, Theme

_BETWEEN, _BETWEEN_ROWS = 0.6, 0.2  # panels
_PICTURE = 0.62  # side of the image


class PanelGrid(VGroup):
    """Four examples by name, in two rows of two ``panels``, below ``top``.

    ``script`` says their names, their tasks and what their scores mean; ``pictures`` has the
    small image that enters a network, by the example's name. Those ``from_elsewhere`` were trained
    on what we do not know; those ``of_another_kind`` do not quite our tasks.
    """

    def __init__(
        self,
        examples: Mapping[str, Example],
        theme: Theme,
        script: Mapping[str, str],
        top: float,
        pictures: Mapping[str, Any],
        from_elsewhere: Collection[str] = (),
        of_another_kind: Collection[str] = (),
    ) -> None:
        def said(name: str) -> PanelWords:
            model = "model-own" if name in from_elsewhere else "model"
            task = f"{name}-task" + ("-own" if name in of_another_kind else "")
            keys = (name, task, model, "baseline", "unscored")
            return PanelWords(*(script[key] for key in keys))

        self.panels = [
            TaskPanel(
                example,
                theme,
                said(name),
                area,
                Picture(pictures[name], theme, _PICTURE) if name in pictures else None,
            )
            for (name, example), area in zip(examples.items(), _areas(top), strict=True)
        ]
        size = min(panel.fits for panel in self.panels)
        for panel in self.panels:  # what is compared is written in one size
            panel.bring_scores_to(size)
        super().__init__(*self.panels)

    def signals(self) -> Iterator[list[Animation]]:
        """All networks at once, step by step: what arrives, then what leaves."""
        networks = [panel.network for panel in self.panels]
        for step in range(1, max(len(network.wiring) for network in networks) + 1):
            alive = [network for network in networks if step <= len(network.wiring)]
            for moves in (
                [signal for network in alive for signal in network.arrive(step)],
                [signal for network in alive for signal in network.answer(step)],
            ):
                if moves:
                    yield moves


def _areas(top: float) -> list[Area]:
    middle = (top + Frame.CONTENT_BOTTOM) / 2
    rows = (
        (middle + _BETWEEN_ROWS / 2, top),
        (Frame.CONTENT_BOTTOM, middle - _BETWEEN_ROWS / 2),
    )
    columns = ((-Frame.SAFE_X, -_BETWEEN / 2), (_BETWEEN / 2, Frame.SAFE_X))
    return [Area(*column, *row) for row in rows for column in columns]
