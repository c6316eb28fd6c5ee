"""What is said on screen of a role: its title and its sentence on one line."""

from manim import VGroup

from scenes.mobjects.text.text import BOLD, Words
from scenes.roles import Role
from scenes.theme import Frame, Size, Theme

_GAP = 0.34


class RoleLine(VGroup):
    """``input weights  How strongly each input number moves each unit.`` at height ``y``."""

    def __init__(self, role: Role, theme: Theme, y: float) -> None:
        title = Words(role.title, role.ink(theme), Size.LABEL, BOLD)
        sentence = Words(role.sentence, theme.text, Size.LABEL)
        title.stand(0, 0)
        sentence.stand(title.get_right()[0] + _GAP + sentence.width / 2, 0)
        super().__init__(title, sentence)
        self.scale(min(1.0, 2 * Frame.SAFE_X / self.width)).move_to((0, y, 0))
