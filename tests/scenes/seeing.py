"""What is lit and which numbers are shown at the end of every beat."""

from scenes.lecture_scene import LectureScene, numerals
from scenes.lighting import LIT


class Seen:
    """Looks at a scene after each beat, and finds every number to be what its trace says.

    ``lit`` are the roles that are lit, each with its kinds of parts, ``numbers`` the quantities
    shown, by beat.
    """

    def __init__(self) -> None:
        self.lit: dict[str, set[tuple[str, str]]] = {}
        self.numbers: dict[str, set[str]] = {}

    def __call__(self, scene: LectureScene, beat: str) -> None:
        shown = numerals(scene.mobjects)
        assert all(number.string == number.expected for number in shown)
        self.numbers[beat] = {number.address.quantity for number in shown}
        self.lit[beat] = {(part.role, part.kind) for part in scene.parts() if part.level == LIT}

    def demand_both(self, *beats: str) -> None:
        """What is lit is lit in equation and diagram alike."""
        for beat in beats:
            roles = {role for role, _ in self.lit[beat]}
            assert self.lit[beat] == {
                (role, kind) for role in roles for kind in ("term", "component")
            }
