"""Small scenes for the audit to look at."""

from collections.abc import Callable

from lecture.audit import Finding, audit_scene
from lecture.video.format import VideoFormat
from scenes.lecture_scene import LectureScene
from scenes.mobjects.text.text import Words
from scenes.params import Look
from scenes.script import Line, Script
from scenes.theme import Size

VIDEO = VideoFormat(854, 480, 15)
SAID = Line("A headline", "Something is said here, at some length.")

Act = Callable[["Probe"], None]


class Probe(LectureScene):
    """One beat in which ``act`` happens."""

    clip = "rolling"
    act: Act

    def construct(self) -> None:
        self.tell(self.show)

    def show(self) -> None:
        self.act(self)

    def words(self, text: str = "some words", x: float = 0.0, y: float = 0.0) -> Words:
        return Words(text, self.theme.text, Size.LABEL).move_to((x, y, 0))


def findings(act: Act, theme: str = "dark", said: Line = SAID) -> list[Finding]:
    """What the audit says of a beat in which ``act`` happens."""

    def build(renderer: object) -> Probe:
        look = Look(theme=theme)  # type: ignore[arg-type]
        scene = Probe(None, look, Script("rolling", "Probe", {"show": said}), renderer=renderer)
        scene.act = act
        return scene

    return audit_scene(build, VIDEO)


def kinds(act: Act, theme: str = "dark", said: Line = SAID) -> list[str]:
    """The kinds of its findings, one a finding."""
    return [finding.kind for finding in findings(act, theme, said)]
