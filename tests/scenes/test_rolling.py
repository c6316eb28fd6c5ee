import pytest

from scenes.lecture_scene import LectureScene, numerals


@pytest.mark.parametrize("sentence", ["Apple", "Apple is hiring in Berlin"])
def test_every_state_is_shown_and_true(tell, sentence: str) -> None:
    shown = {}

    def look(scene: LectureScene, beat: str) -> None:
        shown[beat] = [n for n in numerals(scene.mobjects) if n.address.quantity == "h"]

    scene = tell("rolling", after=look, sentence=sentence)
    trace = scene.sources["sentence"].trace
    states = shown["pass-the-state"]
    assert {(n.address.step, n.address.index[0]) for n in states} == {
        (t + 1, i) for t in range(len(trace)) for i in range(trace.cell.hidden_size)
    }
    assert all(n.string == n.expected for n in states)


def test_lighting_a_weight_lights_it_in_every_copy_and_on_the_card(tell) -> None:
    scene = tell("rolling")
    scene.network.set_progress(5)
    scene.add(scene.card)
    light = scene.light("W_h")
    light.begin()
    light.finish()
    lit = [part.role for part in scene.parts() if part.level == 1]
    assert lit == ["W_h"] * 6
    assert all(part.level == -1 for part in scene.parts() if part.role != "W_h")


def test_the_timeline_is_whole_frames_end_to_end(tell) -> None:
    timeline = tell("rolling").timeline
    start = 0
    for beat in timeline.beats:
        assert beat.start == start
        start += beat.frames
    assert timeline.frames == start
