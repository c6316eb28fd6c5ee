import copy
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecture.publishing.timeline import clip_document, schema, timeline_of, to_json
from scenes.timeline import Beat, Shown, Timeline
from tests.lecture import tiny

names = st.from_regex(r"[a-z]{1,8}(-[a-z]{1,8})?", fullmatch=True)
shown = st.builds(
    Shown,
    text=st.text(max_size=6),
    trace=names,
    quantity=st.sampled_from(["h", "W_x"]),
    step=st.integers(0, 10),
    index=st.lists(st.integers(0, 63), max_size=2).map(tuple),
)


@st.composite
def timelines(draw: Any) -> Timeline:
    beats, start = [], 0
    for frames in draw(st.lists(st.integers(1, 500), min_size=1, max_size=4)):
        beats.append(
            Beat(
                draw(names),
                start,
                frames,
                draw(st.text(max_size=20)),
                draw(st.text(max_size=300)),
                tuple(draw(st.lists(names, max_size=3))),
                tuple(draw(st.lists(shown, max_size=3))),
            )
        )
        start += frames
    return Timeline("rolling", draw(st.text(max_size=20)), tiny.VIDEO.fps, tuple(beats))


@given(timelines())
def test_json_gives_the_timeline_back_and_follows_the_schema(timeline: Timeline) -> None:
    document = json.loads(to_json(clip_document(timeline, tiny.job())))
    assert timeline_of(document) == timeline
    jsonschema.validate(document, schema())
    assert document["seconds"] == sum(beat["seconds"] for beat in document["beats"]) or (
        document["seconds"] == pytest.approx(sum(beat["seconds"] for beat in document["beats"]))
    )


def test_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def damages() -> list[tuple[str, Any]]:
    def damage(path: str, value: Any) -> tuple[str, Any]:
        return path, value

    return [
        damage("version", 2),
        damage("kind", "film"),
        damage("frames", 0),
        damage("frames", 1.5),
        damage("extra", 1),
        damage("video.fps", "ten"),
        damage("beats", []),
        damage("beats.0.start", -1),
        damage("beats.0.name", "Has spaces"),
        damage("beats.0.extra", 1),
        damage("beats.0.numbers", [{"text": "0.1"}]),
    ]


@pytest.mark.parametrize(("path", "value"), damages())
def test_schema_refuses_what_is_wrong(path: str, value: Any) -> None:
    beat = Beat("a-beat", 0, 10, "Headline", "Narration.")
    document = clip_document(Timeline("rolling", "Title", 10, (beat,)), tiny.job())
    jsonschema.validate(document, schema())
    damaged: Any = copy.deepcopy(document)
    *parents, last = path.split(".")
    place = damaged
    for parent in parents:
        place = place[int(parent) if parent.isdigit() else parent]
    place[last] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(damaged, schema())
