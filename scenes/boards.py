"""How a board of scores is told."""

from typing import Protocol

from manim import FadeIn

from scenes.mobjects.tasks.score_board import ScoreBoard
from scenes.theme import Pace


class Telling(Protocol):
    """What a scene can do."""

    def on(self, mark: str) -> None:
        """Wait for a word."""

    def wait(self, duration: float) -> None:
        """Hold the picture."""

    def play(self, *animations: object, run_time: float | None = None) -> None:
        """Play animations."""


def tell_board(scene: Telling, board: ScoreBoard) -> None:
    """The model's row when its score is spoken, then what needs no network."""
    *others, own = board.rows
    scene.play(FadeIn(board.title), FadeIn(board.zero))
    scene.on("own")
    scene.play(FadeIn(own), run_time=Pace.NORMAL)
    scene.on("rival")
    for row in others:
        scene.play(FadeIn(row), run_time=Pace.NORMAL)
    scene.wait(2 * Pace.HOLD)  # the last one is to be read as well
