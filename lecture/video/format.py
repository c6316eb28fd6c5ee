"""Size and rate of the picture."""

import re
from dataclasses import dataclass

QUALITIES = {
    "preview": (854, 480, 15),
    "720p30": (1280, 720, 30),
    "1080p60": (1920, 1080, 60),
    "2160p60": (3840, 2160, 60),
}
"""The named qualities: width and height in pixels, frames a second."""

_SIZE = re.compile(r"([0-9]{1,5})[x×]([0-9]{1,5})@([0-9]{1,4})")
_BOUNDS = {"width": (320, 7680), "height": (180, 4320), "rate": (5, 120)}
_WIDESCREEN = 16 / 9
_KEPT = 720  # rows


@dataclass(frozen=True)
class VideoFormat:
    """Pixels across, pixels down, frames a second."""

    width: int
    height: int
    fps: int

    def __str__(self) -> str:
        return f"{self.width}x{self.height}@{self.fps}"

    @property
    def is_preview(self) -> bool:
        """Is it to be looked at, rather than kept? Then it is made fast."""
        return self.height < _KEPT

    @property
    def name(self) -> str:
        """As people call it: a quality if there is one of this size and rate."""
        measures = (self.width, self.height, self.fps)
        return next((name for name, named in QUALITIES.items() if named == measures), str(self))

    @classmethod
    def parse(cls, text: str) -> "VideoFormat":
        """The format that ``text`` names: a quality or WIDTHxHEIGHT@FPS.

        Raises ValueError whose text says what would be accepted.
        """
        if text in QUALITIES:
            return cls(*QUALITIES[text])
        match = _SIZE.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"must be {', '.join(QUALITIES)} or WIDTHxHEIGHT@FPS")
        video = cls(*(int(number) for number in match.groups()))
        video._refuse_what_cannot_be_encoded()
        return video

    def _refuse_what_cannot_be_encoded(self) -> None:
        measures = zip(_BOUNDS.items(), (self.width, self.height, self.fps), strict=True)
        for (name, (least, most)), value in measures:
            if not least <= value <= most:
                raise ValueError(f"{name} must be {least} to {most}")
        if self.width % 2 or self.height % 2:
            raise ValueError("width and height must be even, as H.264 needs")
        if abs(self.width / self.height / _WIDESCREEN - 1) > 0.01:
            nearest = round(self.width / _WIDESCREEN / 2) * 2
            raise ValueError(
                f"the clips are laid out for 16:9, try {self.width}x{nearest}@{self.fps}"
            )
