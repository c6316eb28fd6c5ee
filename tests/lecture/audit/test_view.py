"""The audit sees what the camera draws, in its order."""

from manim import Circle, Square, VGroup

from lecture.audit.findings import Finding
from lecture.audit.observer import Observer
from tests.lecture.audit.probe import Probe, findings


def test_the_order_is_that_of_the_camera() -> None:
    seen: list[list[int]] = []
    drawn: list[list[int]] = []

    def act(scene: Probe) -> None:
        twice, front = Circle(), Square().set_z_index(2)
        scene.mobjects += [
            VGroup(twice, VGroup(Square(), front)),
            VGroup(Square(), twice),
            Circle(),
        ]
        scene.mobjects.append(VGroup(VGroup(Square().set_z_index(1)), Circle()))
        view = Observer().look(scene, scene.theme, True)
        seen.append([id(item.mobject) for item in view.items])
        camera = scene.renderer.camera
        drawn.append([id(m) for m in camera.get_mobjects_to_display(scene.mobjects)])
        scene.mobjects.clear()

    findings(act)
    assert seen == drawn
    assert len(seen[0]) == 7


def test_what_stands_still_is_recognised() -> None:
    marks: list[tuple[bool, bool]] = []

    def act(scene: Probe) -> None:
        eye, still, moving = Observer(), Circle(), Square()
        scene.add(still, moving)
        eye.look(scene, scene.theme, False)
        moving.shift((0.1, 0, 0))
        first, second = eye.look(scene, scene.theme, False).items
        marks.append((first.still, second.still))
        scene.clear()

    found: list[Finding] = findings(act)
    assert found == []
    assert marks == [(True, False)]
