"""The clips of the lecture have no findings, and each fault put into one is found."""

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import pytest
from manim import Line, Mobject, Rectangle

from lecture.audit import Finding, audit_clip
from lecture.audit.walk import Walk
from lecture.drawing.renderer import FrameRenderer
from lecture.manim_setup import manim_configured
from lecture.production.clips import build_scene
from lecture.production.job import Job
from scenes.lecture_scene import LectureScene
from scenes.lighting import LIT, REST, Part
from scenes.mobjects.text.text import Glyphs, Numeral, Words
from scenes.params import CLIPS, Look, ThemeName
from scenes.roles import ROLES
from scenes.theme import THEMES, Size
from scenes.typeset import MONO
from tests.lecture.audit.probe import VIDEO

MADE = [clip for clip in CLIPS if find_spec("scenes." + clip.replace("-", "_"))]

Harm = Callable[[LectureScene], None]


@pytest.mark.parametrize("theme", list(THEMES))
@pytest.mark.parametrize("clip", MADE)
def test_nothing_is_found_in_the_lecture_as_it_comes(clip: str, theme: ThemeName) -> None:
    found = audit_clip(Job(clip, CLIPS[clip](), Look(theme=theme), VIDEO))
    assert not found, "\n".join(map(str, found))


class _EnoughError(Exception):
    """The beat that was harmed is over."""


def harmed(clip: str, harm: Harm, ready: Callable[[LectureScene], bool]) -> list[Finding]:
    """Findings of ``clip`` up to the end of the first beat that is ``ready``, and harmed then."""
    with manim_configured(VIDEO):
        walk = Walk(VIDEO.fps)
        scene = build_scene(Job(clip, CLIPS[clip](), Look(), VIDEO), FrameRenderer(walk))
        told = scene.tell

        def tell(beat: Callable[[], None], **values: str) -> None:
            is_harmed = False

            def harmed_beat() -> None:
                nonlocal is_harmed
                beat()
                if ready(scene):
                    is_harmed = True
                    harm(scene)

            harmed_beat.__name__ = beat.__name__
            told(harmed_beat, **values)
            if is_harmed:
                raise _EnoughError

        scene.tell = tell  # type: ignore[method-assign]
        try:
            scene.render()
        except _EnoughError:
            return walk.findings
    pytest.skip(f"{clip} shows nothing that could be harmed")


def visible(scene: LectureScene, kind: type[Any]) -> list[Any]:
    """Everything of a kind that is on screen, the headline apart."""
    return [
        m
        for top in scene.mobjects
        if top is not scene.headline
        for m in top.get_family()
        if isinstance(m, kind) and _is_opaque(m)
    ]


def _is_opaque(mobject: Mobject) -> bool:
    return not isinstance(mobject, Glyphs) or mobject.get_fill_opacity() > 0.9


def change_the_text(scene: LectureScene) -> None:
    visible(scene, Numeral)[0].string = "+9.87"


def change_one_digit(scene: LectureScene) -> None:
    number = visible(scene, Numeral)[0]
    forged = number.string[:-1] + ("3" if number.string[-1] != "3" else "8")
    fake = Words(forged, scene.theme.text, number.size, MONO)
    number.set_points(fake.move_to(number).points)


def write_over_it(scene: LectureScene) -> None:
    text = visible(scene, Glyphs)[0]
    scene.add(Words("over it", scene.theme.text, Size.LABEL).move_to(text))


def strike_it_out(scene: LectureScene) -> None:
    text = visible(scene, Glyphs)[0]
    left, right = text.get_left(), text.get_right()
    scene.add(Line(left - (0.1, 0, 0), right + (0.1, 0, 0), stroke_color=scene.theme.text))


def cover_it(scene: LectureScene) -> None:
    text = visible(scene, Glyphs)[0]
    cover = Rectangle(width=text.width / 2, height=text.height * 2, stroke_width=0)
    scene.add(cover.set_fill(scene.theme.text, 1.0).move_to(text))


def push_it_out(scene: LectureScene) -> None:
    visible(scene, Glyphs)[0].set_x(6.6)


def shrink_it(scene: LectureScene) -> None:
    text = visible(scene, Glyphs)[0]
    text.scale(0.15 / text.size)


def pale_it(scene: LectureScene) -> None:
    visible(scene, Glyphs)[0].set_fill(scene.theme.panel)


def make_up_a_number(scene: LectureScene) -> None:
    scene.add(Words("0.73", scene.theme.text, Size.LABEL).move_to((0, -2.75, 0)))


def has_text(scene: LectureScene) -> bool:
    return bool(visible(scene, Glyphs))


def has_numbers(scene: LectureScene) -> bool:
    return len(visible(scene, Numeral)) > 1


@pytest.mark.parametrize("clip", MADE)
def test_every_clip_is_searched_for_untrue_numbers(clip: str) -> None:
    assert "number" in {f.kind for f in harmed(clip, change_one_digit, has_numbers)}


@pytest.mark.parametrize(
    ("harm", "kind"),
    [
        (write_over_it, "overlap"),
        (strike_it_out, "crossing"),
        (cover_it, "hidden"),
        (push_it_out, "outside"),
        (shrink_it, "size"),
        (pale_it, "contrast"),
        (make_up_a_number, "unbound"),
    ],
)
def test_every_kind_of_fault_is_found_in_a_clip(harm: Harm, kind: str) -> None:
    assert kind in {f.kind for f in harmed("rolling", harm, has_text)}


def _has_pair(scene: LectureScene) -> bool:
    return bool(_pair(scene))


def _pair(scene: LectureScene) -> list[Part]:
    """Terms whose components are on screen with lines that could be bolder."""
    parts = [part for part in scene.parts() if part.level == REST]
    lines = {
        part.role
        for part in parts
        for line in part.body.family_members_with_points()
        if part.kind == "component" and line.stroke_width > 0 and line.get_stroke_opacity() > 0.9
    }
    return [part for part in parts if part.kind == "term" and part.role in lines & set(ROLES)]


def light_a_term_alone(scene: LectureScene) -> None:
    _pair(scene)[0].set_level(LIT)


def test_a_text_that_is_not_the_value_is_found_in_a_clip() -> None:
    assert "number" in {f.kind for f in harmed("feedback", change_the_text, has_numbers)}


def test_a_term_that_lights_alone_is_found_in_a_clip() -> None:
    assert "light" in {f.kind for f in harmed("equation", light_a_term_alone, _has_pair)}
