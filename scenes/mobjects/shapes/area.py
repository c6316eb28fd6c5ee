"""Room on the frame."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Area:
    """Room on the frame, scene units."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    @property
    def center(self) -> tuple[float, float, float]:
        """Its middle."""
        return ((self.left + self.right) / 2, (self.bottom + self.top) / 2, 0.0)
