"""A Manim scene that is told in named beats and keeps time to the frame."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from manim import (
    Animation,
    FadeIn,
    FadeOut,
    Mobject,
    Scene,
    Succession,
    Wait,
    config,
)
from manim.animation.animation import prepare_animation

from scenes.binding import Source
from scenes.claims.facts import Facts
from scenes.claims.judge import Judge
from scenes.languages import speaking, use
from scenes.lighting import DIM, LIT, REST, Light, Part
from scenes.mobjects.text.headline import Headline
from scenes.mobjects.text.text import Numeral
from scenes.naming import naming
from scenes.params import CLIPS, ClipParams, Look
from scenes.script import Line, Script, load_script
from scenes.speaking import Speaking
from scenes.speech.speech import Speech
from scenes.theme import THEMES, Pace
from scenes.timeline import Beat, Shown, Timeline
from scenes.traces import traces_for
from scenes.typeset import demand_glyphs, use_fonts

_HAIR = 1e-6  # seconds: keeps Manim's own rounding on the side of the whole frame


class LectureScene(Speaking, Scene):
    """Base of all clips.

    A subclass names its ``clip`` and lists its beats in ``construct`` with :meth:`tell`. It reads
    ``self.params``, ``self.look``, ``self.theme`` and ``self.sources``, and has a
    ``self.timeline`` once it is rendered. With ``speech`` it keeps time to that, and otherwise to
    a reader of its captions. Raises a ``LectureError`` before anything is drawn if
    its content cannot be shown.
    """

    clip: ClassVar[str]

    def __init__(
        self,
        params: ClipParams | None = None,
        look: Look | None = None,
        script: Script | None = None,
        speech: Speech | None = None,
        **kwargs: Any,
    ) -> None:
        self.params: Any = (params or CLIPS[self.clip]()).fitted()
        self.look = look or Look()
        self.theme = THEMES[self.look.theme]
        use(self.look.language)
        self.script = script or load_script(self.clip, self.look.language)
        self.speech = speech
        use_fonts(self.look.fonts)
        for key, text in self.params.drawn_texts.items():
            with naming(self.clip, self.params, key):
                demand_glyphs(text)
        traces = traces_for(self.clip, self.params)
        self.sources = {name: Source(name, trace) for name, trace in traces.items()}
        self.holds = Judge(Facts(self.clip, self.params, self.look, traces))
        self.values: dict[str, dict[str, str]] = {}  # what filled the line of each beat
        super().__init__(**kwargs)
        self.camera.background_color = self.theme.background
        self.headline: Headline | None = None
        self._beats: list[Beat] = []
        self._frame = 0
        self._pending: str | None = None
        self._is_telling = False
        self._lit: list[str] = []

    @property
    def timeline(self) -> Timeline:
        """The beats told so far."""
        return Timeline(self.clip, self.script.title, round(config.frame_rate), tuple(self._beats))

    def render(self, *args: Any, **kwargs: Any) -> Any:
        """Tell it, in its own language."""
        with speaking(self.look.language):
            return super().render(*args, **kwargs)

    # Time, in whole frames

    def play(self, *args: Any, run_time: float | None = None, **kwargs: Any) -> None:
        """Play animations for a whole number of frames.

        ``run_time`` sets the length of each of them. The first play of a beat also brings its
        headline.
        """
        animations = [prepare_animation(arg) for arg in args]
        for animation in animations if run_time else ():
            animation.run_time = run_time
        animations += self._headline_change()
        self._check_place()
        longest = max(animation.run_time for animation in animations)
        frames = max(1, round(longest * config.frame_rate))
        whole = frames / config.frame_rate - _HAIR
        for animation in animations:
            if animation.run_time > whole - _HAIR or animation.run_time == longest:
                animation.run_time = whole
        self._frame += frames
        super().play(*animations, **kwargs)

    def wait(self, duration: float = Pace.HOLD, **kwargs: Any) -> None:
        """Hold the picture for a whole number of frames."""
        frames = round(duration * config.frame_rate)
        if frames > 0:
            self._check_place()
            hold = Wait(run_time=frames / config.frame_rate + _HAIR)
            self._frame += frames
            super().play(hold, **kwargs)

    # Beats

    def tell(self, beat: Callable[[], None], **values: str) -> None:
        """Play one beat: its headline, what it does, and time to read what is said.

        The beat's name is its method's, with hyphens; its line comes from the script, the one that
        is true of what is shown, where ``values`` fill the braces.
        """
        name = beat.__name__.replace("_", "-")
        self.values[name] = values
        self.tell_line(name, self.script.told(name, self.holds, **values), beat)

    def tell_line(self, name: str, line: Line, beat: Callable[[], None]) -> None:
        """Play a beat whose words do not come from the script: a question of the lecturer's."""
        start = self._frame
        self._pending, self._lit = line.headline, []
        self._begin(line, name)
        _tell_renderer(self, "begin_beat", name)
        self._is_telling = True
        beat()
        if changes := self._headline_change():  # nothing was played that could have brought it
            self.play(*changes)
        self.wait(max(self._still_to_say, Pace.HOLD))
        told = Beat(
            name=name,
            start=start,
            frames=self._frame - start,
            headline=line.headline,
            narration=line.narration,
            roles=tuple(dict.fromkeys(self._lit)),
            numbers=tuple(_shown(self.mobjects)),
            speech=self._said,
            marks=tuple(self._awaited),
        )
        self._is_telling = False
        self._beats.append(told)
        _tell_renderer(self, "end_beat", told)

    def _check_place(self) -> None:
        if not self._is_telling:
            raise ValueError(f"{self.clip}: whatever takes time belongs to a beat: self.tell(...)")

    def _headline_change(self) -> list[Animation]:
        """What swaps the last beat's headline for this one's, once a beat."""
        if self._pending is None:
            return []
        changes: list[Animation] = []
        if self.headline is not None:
            changes.append(FadeOut(self.headline, run_time=Pace.QUICK))
        self.headline = None
        if self._pending:
            self.headline = Headline(self._pending, self.theme)
            delay = Pace.QUICK if changes else 0.0  # two lines of text are never drawn together
            changes.append(
                Succession(Wait(run_time=delay), FadeIn(self.headline, run_time=Pace.QUICK))
                if delay
                else FadeIn(self.headline, run_time=Pace.QUICK)
            )
        self._pending = None
        return changes

    # Light

    def light(self, *roles: str, run_time: float = Pace.QUICK) -> Light:
        """Light ``roles`` in diagram and equation together; every other part steps back."""
        self._lit.extend(roles)
        levels = {part: LIT if part.role in roles else DIM for part in self.parts()}
        missing = set(roles) - {part.role for part in levels}
        if missing:
            raise ValueError(f"{self.clip}: nothing on screen has the role {sorted(missing)}")
        return Light(levels, run_time)

    def unlight(self, run_time: float = Pace.QUICK) -> Light:
        """Bring every part back to its own colours."""
        return Light(dict.fromkeys(self.parts(), REST), run_time)

    def parts(self) -> list[Part]:
        """Everything on screen that can be lit, diagram and equation alike."""
        return [m for top in self.mobjects for m in top.get_family() if isinstance(m, Part)]


def _tell_renderer(scene: Scene, call: str, what: str | Beat) -> None:
    """Our own renderers listen to beats; Manim's do not."""
    method = getattr(scene.renderer, call, None)
    if method is not None:
        method(what)


def numerals(mobjects: Iterable[Mobject]) -> list[Numeral]:
    """Every visible number among ``mobjects`` and what they are made of."""
    return [
        mobject
        for top in mobjects
        for mobject in top.get_family()
        if isinstance(mobject, Numeral) and mobject.get_fill_opacity() > 0
    ]


def _shown(mobjects: Iterable[Mobject]) -> list[Shown]:
    return [
        Shown(n.string, n.source.name, n.address.quantity, n.address.step, n.address.index)
        for n in numerals(mobjects)
    ]
