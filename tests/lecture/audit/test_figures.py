"""Words and numbers that are said and are not so are found, each one that stands in a brace."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from lecture.audit.claims import Claims
from lecture.audit.figures import figures_of, written
from lecture.drawing.renderer import FrameRenderer, Visitor
from lecture.manim_setup import manim_configured
from lecture.production.clips import build_scene
from lecture.production.job import Job
from scenes.claims.facts import facts_of
from scenes.lecture_scene import LectureScene
from scenes.params import CLIPS, Look
from scenes.timeline import Beat
from tests.lecture.audit.probe import VIDEO

SPOKEN = [clip for clip in CLIPS if clip != "quiz"]
OF_SCORES = {"items", "name", "best", "lead", "clear", "task", "score", "series", "unit"}
"""What is said of scores, which have their own tests."""


class _Ends(Visitor):
    """Looks at nothing."""

    def offsets(self, start: int, count: int) -> tuple[int, ...]:
        return (count - 1,)


@cache
def told(clip: str) -> LectureScene:
    with manim_configured(VIDEO):
        job = Job(clip, CLIPS[clip](), Look(), VIDEO)
        scene = build_scene(job, FrameRenderer(_Ends()))
        scene.render()
        return scene


def harmed(scene: LectureScene) -> Iterator[tuple[str, Beat, Claims]]:
    """Every beat with one of its values changed, and the name of that."""
    figures = figures_of(facts_of(scene.clip, scene.params, scene.look))
    for beat in scene.timeline.beats:
        values = dict(scene.values[beat.name])
        key = scene.script.true_line(beat.name, scene.holds)
        for name in values:
            if {name, f"{beat.name}.{name}"} & figures.keys():
                changed = values | {name: _other(values[name])}
                said = scene.script.told(beat.name, scene.holds, **changed)
                if said.narration + said.headline == beat.narration + beat.headline:
                    continue  # this line does not say it
                scene.values[beat.name] = changed
                yield (
                    f"{key} {name}",
                    replace(beat, headline=said.headline, narration=said.narration),
                    Claims(scene),
                )
                scene.values[beat.name] = values


def _other(value: str) -> str:
    """Another word, or a number of which one digit is another."""
    at = next((i for i, sign in enumerate(value) if sign.isdigit()), None)
    if at is None:
        return f"{value}x"
    return value[:at] + str((int(value[at]) + 1) % 10) + value[at + 1 :]


@pytest.mark.parametrize("clip", SPOKEN)
def test_each_value_that_is_said_is_held_against_its_figure(clip: str) -> None:
    scene = told(clip)
    claims = Claims(scene)
    for beat in scene.timeline.beats:
        assert not list(claims.figures(beat)), beat.name
    count = 0
    for place, beat, claims in harmed(scene):
        [found] = claims.figures(beat)
        assert found.kind == "claim"
        assert place.split()[1] in found.what, place
        count += 1
    assert count >= 2


def test_every_value_of_the_scripts_has_a_figure() -> None:
    for clip in SPOKEN:
        scene = told(clip)
        figures = figures_of(facts_of(clip, scene.params, scene.look))
        for beat, values in scene.values.items():
            named = {name for name in values if name in figures or f"{beat}.{name}" in figures}
            without = set(values) - named - OF_SCORES
            if "score" not in beat:
                assert without <= {"letter", "one", "other"}, f"{clip}.{beat}: {sorted(without)}"


@pytest.mark.parametrize(
    ("figure", "said", "should"),
    [
        (0.9996, ">99.9 %", ">99.9\N{NO-BREAK SPACE}%"),
        (2.24, "2.2 euros", "2.2 euros"),
        (2.26, "2.2 euros", "2.3 euros"),
        (-0.5, "+0.50", "\N{MINUS SIGN}0.50"),
        (0.00002, "<0.0001", "<0.0001"),
        (0.2, "<0.0001", "0.2000"),
        (5, "6", "5"),
        ("a", "b", "a"),
    ],
)
def test_figures_are_written_as_what_was_said(figure: float, said: str, should: str) -> None:
    assert written(figure, said) == should
