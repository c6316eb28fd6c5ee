"""Unrolling as an animation."""

from typing import Any

from manim import Animation, Mobject

from scenes.mobjects.network.network import Network


class Unroll(Animation):
    """Take a network from where it is to ``progress``: unroll it, or roll it up."""

    def __init__(self, network: Network, progress: float, **kwargs: Any) -> None:
        self.end = progress
        super().__init__(network, **kwargs)

    def begin(self) -> None:
        """Remember where the network starts."""
        self.start = self.mobject.progress
        super().begin()

    def create_starting_mobject(self) -> Mobject:
        """Nothing is copied: a network can be drawn at any progress."""
        return self.mobject

    def interpolate_mobject(self, alpha: float) -> None:
        """Draw the network as far as it has come."""
        share = self.rate_func(alpha)
        self.mobject.set_progress(self.start + (self.end - self.start) * share)
