"""What Manim does with our functions against what it does with its own."""

import inspect
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from manim import (
    BLUE,
    RED,
    UP,
    Animation,
    AnimationGroup,
    CapStyleType,
    Circle,
    Dot,
    FadeIn,
    FadeOut,
    Group,
    Line,
    ManimColor,
    Mobject,
    Scene,
    Square,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
)
from manim.scene import scene
from manim.utils.paths import clockwise_path

from lecture.drawing.renderer import FrameRenderer, Visitor
from lecture.health import examine
from lecture.imports import digest_of
from lecture.manim_setup import manim_configured
from lecture.patches import REPLACED, are_known, patched
from lecture.video.format import VideoFormat

ALPHAS = (0.0, 0.1, 1 / 3, 0.7, 1.0)
COLORS: tuple[Any, ...] = (None, "#3a7", "#12345678", RED, ManimColor((0.1, 0.2, 0.3)), [RED, BLUE])
OPACITIES: tuple[Any, ...] = (None, 0, 1, 0.25, np.float64(0.4), [0.2, 0.8])


def drawn() -> VGroup:
    """A family in which one thing is there twice."""
    shared = Dot(UP, color=RED)
    boxes = VGroup(Square(fill_opacity=0.3), shared, VGroup(Circle(), VGroup()))
    return VGroup(boxes, Line(), shared, VMobject())


def state(mobject: Mobject) -> list[dict[str, Any]]:
    """All that the members of a family are made of, but for their names in memory."""
    return [
        {
            name: _plain(value)
            for name, value in vars(member).items()
            if name not in ("submobjects", "original_id")
        }
        for member in mobject.get_family()
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, Mobject):
        return state(value)
    return value.tolist() if isinstance(value, np.ndarray) else value


def test_manim_gets_its_own_back() -> None:
    owners = (Animation, Mobject, Scene, VMobject, scene)
    before = [dict(vars(owner)) for owner in owners]
    with patched():
        assert [dict(vars(owner)) for owner in owners] != before
    with suppress(ZeroDivisionError), patched():
        1 / 0  # noqa: B018
    assert [dict(vars(owner)) for owner in owners] == before


def test_a_family_is_in_manims_order() -> None:
    group = drawn()
    loop = Group(group, Square())
    group.submobjects.append(loop)  # contains itself
    for mobject in (drawn(), loop, Dot(), VGroup()):
        expected = mobject.get_family()
        with patched():
            assert mobject.get_family() == expected


def test_a_copy_is_equal_and_shares_nothing() -> None:
    group = drawn()
    group.target = group.submobjects[1]
    group.add_updater(lambda mobject: mobject)
    with patched():
        twin = group.copy()
    assert state(twin) == state(group)
    assert twin.target is twin.submobjects[1]
    assert twin.submobjects[0].submobjects[1] is twin.submobjects[2]
    assert twin.updaters == group.updaters
    assert twin.updaters is not group.updaters
    for ours, theirs in zip(twin.get_family(), group.get_family(), strict=True):
        assert ours is not theirs
        for name, value in vars(theirs).items():
            if isinstance(value, np.ndarray):
                assert not np.shares_memory(getattr(ours, name), value)


@dataclass(frozen=True)
class Value:
    """Constant if what it holds is."""

    held: Any
    names: tuple[str, ...] = ("a", "b")


def test_only_what_cannot_change_is_in_two_mobjects() -> None:
    group = drawn()
    group.values = [Value(3.0), Value((np.float64(2), CapStyleType.ROUND)), Value(None)]
    group.holders = [Value([1]), Value(group.submobjects[0]), Value((np.zeros(2),))]
    with patched():
        twin = group.copy()
    assert all(ours is theirs for ours, theirs in zip(twin.values, group.values, strict=True))
    assert twin.values is not group.values
    for ours, theirs in zip(twin.holders, group.holders, strict=True):
        assert ours.held is not theirs.held
    assert twin.holders[1].held is twin.submobjects[0]


def test_mobjects_end_where_manim_says() -> None:
    odd = VMobject()
    odd.points = np.arange(15.0).reshape(5, 3)
    point = VMobject()
    point.points = np.ones((1, 3))
    for mobject in (drawn(), Circle(), Line(), VGroup(), point):
        expected = mobject.get_points_defining_boundary()
        with patched():
            found = mobject.get_points_defining_boundary()
        assert np.array_equal(found, expected)
        found *= 2
        assert np.array_equal(mobject.get_points_defining_boundary(), expected), "a view"
    with patched(), pytest.raises(ValueError, match="zip"):
        odd.get_points_defining_boundary()


@pytest.mark.parametrize("path", [None, clockwise_path()], ids=["straight", "round"])
def test_what_lies_between_two_mobjects_is_what_manim_says(path: Any) -> None:
    options = {} if path is None else {"path_func": path}
    start, end = Square(color=RED, stroke_width=2), Square(fill_opacity=1).shift(UP).scale(2)
    for alpha in ALPHAS:
        expected = VMobject().interpolate(start, end, alpha, **options)
        with patched():
            found = VMobject().interpolate(start, end, alpha, **options)
        assert state(found) == state(expected)


def test_what_is_the_same_at_both_ends_stays_as_it_is() -> None:
    start, end = Circle(color=RED), Circle(color=BLUE)
    theirs = VMobject().interpolate(start, end, 1 / 3)
    with patched():
        ours = VMobject().interpolate(start, end, 1 / 3)
    assert not np.array_equal(theirs.points, start.points), "Manim moves the last digits"
    assert np.array_equal(ours.points, start.points)
    assert ours.points is not end.points
    assert np.array_equal(ours.stroke_rgbas, theirs.stroke_rgbas)


@pytest.mark.parametrize("color", COLORS)
@pytest.mark.parametrize("opacity", OPACITIES)
@pytest.mark.parametrize("sheen", [0.0, 0.3])
def test_colours_are_read_as_manim_reads_them(color: Any, opacity: Any, sheen: float) -> None:
    def painted() -> VMobject:
        mobject = VMobject(sheen_factor=sheen, fill_color="#abc", fill_opacity=0.5)
        mobject.update_rgbas_array("fill_rgbas", color, opacity)
        mobject.update_rgbas_array("fresh_rgbas", color, opacity)
        return mobject

    expected = painted()
    with patched():
        found = painted()
    for name in ("fill_rgbas", "fresh_rgbas"):
        assert np.array_equal(getattr(found, name), getattr(expected, name))


def test_updaters_are_called_wherever_they_are() -> None:
    calls: list[str] = []
    with patched():
        group = drawn()
        group.update(0.5)
        group.submobjects[0].submobjects[2].add_updater(lambda mobject: calls.append("inner"))
        group.submobjects[1].add_updater(lambda mobject, dt: calls.append(f"leaf {dt}"))
        still = VGroup(Dot().add_updater(lambda mobject: calls.append("never")))
        still.updating_suspended = True
        VGroup(group, still).update(0.5)
        assert calls == ["inner", "leaf 0.5"]
        group.copy().update(0.25)
    assert calls[2:] == ["inner", "leaf 0.25"]


def test_what_moves_is_what_manim_takes_to_move() -> None:
    scene = Scene(renderer=FrameRenderer(Visitor()))
    first, second, third = drawn(), VGroup(Dot(), VGroup(Square())), Dot()
    scene.add(first, second, third)
    inner = second.submobjects[1].submobjects[0]
    late = AnimationGroup(FadeIn(third), FadeOut(inner))
    for animations in ([], [FadeOut(inner)], [FadeOut(third)], [late], [FadeIn(Dot())]):
        expected = scene.get_moving_mobjects(*animations)
        with patched():
            assert scene.get_moving_mobjects(*animations) == expected
    first.submobjects[1].add_updater(lambda mobject: mobject)
    with patched():
        assert scene.get_moving_mobjects()[0] is first
        assert scene.get_moving_mobjects() == scene.get_mobject_family_members()


@pytest.mark.parametrize("by_z", [False, True])
@pytest.mark.parametrize("only_points", [False, True])
def test_families_of_several_are_in_manims_order(by_z: bool, only_points: bool) -> None:
    group = drawn()
    group.submobjects[1].set_z_index(2)
    loop = Group(Square())
    loop.submobjects.append(loop)
    for mobjects in ([], [group, Dot(), group.submobjects[0]], [loop, Dot()]):
        expected = scene.extract_mobject_family_members(mobjects, by_z, only_points)
        with patched():
            found = scene.extract_mobject_family_members(iter(mobjects), by_z, only_points)
        assert found == expected


def test_what_is_drawn_of_a_family() -> None:
    group = drawn()
    expected = group.family_members_with_points()
    with patched():
        assert group.family_members_with_points() == expected


@pytest.mark.parametrize("lag", [0, 0.5])
@pytest.mark.parametrize("reverse", [False, True])
def test_an_animation_passes_through_the_same_states(lag: float, reverse: bool) -> None:
    options: dict[str, Any] = {"lag_ratio": lag, "reverse_rate_function": reverse}

    def states() -> list[Any]:
        target = drawn().shift(UP).set_color(BLUE).scale(0.5)
        animation = Transform(drawn(), target, **options)
        tracker = ValueTracker(1.0)
        number = tracker.animate.set_value(5.0).build()
        found = []
        for each in (animation, number):
            each.begin()
            for alpha in ALPHAS:
                each.interpolate(alpha)
                found += [member.points.tolist() for member in each.mobject.get_family()]
            each.finish()
        return found

    expected = states()
    with patched():
        found = states()
    assert all(np.allclose(a, b, rtol=0, atol=1e-12) for a, b in zip(found, expected, strict=True))


@pytest.fixture
def originals() -> dict[str, str]:
    """Digests of what Manim does itself, by the name of what is replaced."""
    return {
        f"{owner.__name__}.{name}": digest_of(inspect.getsource(getattr(owner, name)).encode())
        for owner, name, _ in REPLACED
    }


def test_what_is_replaced_is_what_ours_was_compared_with(originals: dict[str, str]) -> None:
    # Another digest: read what Manim does now beside ours, mend ours, and write it down here.
    assert {name: digest[:12] for name, digest in originals.items()} == {
        "Mobject.get_family": "d0b2953532b4",
        "Mobject.family_members_with_points": "fc69ac2726f2",
        "Mobject.add_updater": "133e36f1549b",
        "Mobject.update": "52c93cfdbd98",
        "Scene.get_moving_mobjects": "d78d2af73679",
        "manim.scene.scene.extract_mobject_family_members": "90b769a1324e",
        "VMobject.get_points_defining_boundary": "13057979b204",
        "Mobject.__deepcopy__": "8a1349b6fc8a",
        "Animation.interpolate_mobject": "6df42ab42e16",
        "Mobject.interpolate": "398eaf3ece84",
        "VMobject.interpolate_color": "1f9f95a1383f",
        "VMobject.update_rgbas_array": "7ae1e3f90549",
    }
    assert are_known()


def test_nothing_of_an_unknown_manim_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    own = Mobject.get_family
    with manim_configured(VideoFormat(320, 180, 10)):
        assert Mobject.get_family is not own
    monkeypatch.setattr("lecture.patches.COMPARED", ("0.21.0",))
    with manim_configured(VideoFormat(320, 180, 10)):
        assert Mobject.get_family is own
    (symptom,) = [each for each in examine(Path("renders")) if each.name == "faster Manim"]
    assert not symptom.ok
    assert symptom.optional
    assert "0.21.0" in symptom.remedy
