"""Claims that are made false on purpose are found, each in its beat; true ones are not."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest

from lecture.audit import audit_scene
from lecture.audit.claims import Claims
from lecture.production.clips import build_scene
from lecture.production.job import Job
from scenes.claims.facts import facts_of
from scenes.claims.judge import Judge
from scenes.lecture_scene import LectureScene
from scenes.lines import is_so, names_in
from scenes.params import CLIPS, Look
from scenes.questions import built_in
from scenes.script import load_script
from scenes.timeline import Beat
from tests.lecture.audit.probe import VIDEO

BOUND = [clip for clip in CLIPS if clip != "quiz"]


@cache
def judge_of(clip: str) -> Judge:
    return Judge(facts_of(clip, CLIPS[clip](), Look()))


def claims_of(clip: str, **changes: Any) -> Claims:
    """The audit's view of a clip that was told, without a picture."""
    known = {"clip": clip, "params": CLIPS[clip](), "look": Look(), "script": load_script(clip)}
    scene: Any = SimpleNamespace(**(known | {"values": {}} | changes))
    return Claims(scene)


def values_of(clip: str) -> dict[str, str]:
    """A value for every brace."""
    script = load_script(clip)
    names = {name for line in script.lines.values() for name in line.names}
    for variants in script.phrases.values():
        names |= {name for text in variants.values() for name in names_in(text.text)}
    return {name: f"«{name}»" for name in sorted(names - script.phrases.keys())}


def beat(name: str, headline: str, narration: str) -> Beat:
    return Beat(name, 0, 1, headline, narration)


def spoken(clip: str) -> Iterator[tuple[str, str, Beat]]:
    """Every beat of a clip in every way in which it can be told: truly first, then falsely.

    With the beat's name and what was made false of it, "" for nothing.
    """
    script, holds, values = load_script(clip), judge_of(clip), values_of(clip)
    for name, due in script.due.items():
        if not all(is_so(rule, holds) for rule in due):
            continue
        true_key = script.true_line(name, holds)
        for key, line in script.variants(name).items():
            said = script.said_phrases(line, holds, values)
            told = script.line(key, **values, **said)
            yield name, "" if key == true_key else key, beat(name, told.headline, told.narration)
        line = script.lines[true_key]
        said = script.said_phrases(line, holds, values)
        for phrase in line.names & script.phrases.keys():
            for variant, text in script.phrases[phrase].items():
                false = text.text.format(**values)
                if false != said[phrase]:
                    told = script.line(true_key, **values, **(said | {phrase: false}))
                    yield name, f"{phrase}.{variant}", beat(name, told.headline, told.narration)


@pytest.mark.parametrize("clip", BOUND)
def test_every_variant_told_of_the_wrong_numbers_is_found_and_no_other(clip: str) -> None:
    values = values_of(clip)
    claims = claims_of(clip, values=dict.fromkeys(load_script(clip).beats, values))
    for name, harm, told in spoken(clip):
        found = list(claims.told(told))
        if not harm:
            assert not found, f"{name}: {[str(f) for f in found]}"
            continue
        assert found, f"{name}: {harm} was told, and nothing was found"
        assert {suspect.kind for suspect in found} == {"claim"}
        assert "which is not so" in found[0].message, found[0].message


@pytest.mark.parametrize("clip", CLIPS)
def test_words_in_the_picture_that_are_not_so_are_found(clip: str) -> None:
    script, claims, holds = load_script(clip), claims_of(clip), judge_of(clip)
    for key, text in script.bound.items():
        word = text.text.format(**dict.fromkeys(names_in(text.text), "3"))
        is_true = all(is_so(rule, holds) for rule in text.rules)
        assert bool(list(claims._shown({word}))) is not is_true, key


def test_a_question_that_claims_what_is_not_so_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    [question] = built_in("en")
    why = question.choices[0].why
    told = beat("try-1-sequence-to-sequence", "No: sequence to sequence", why)
    assert not list(claims_of("quiz").told(told))
    equal = question.model_copy(update={"target": "one two three four five six"})
    monkeypatch.setattr("scenes.claims.quiz.built_in", lambda language: (equal,))
    found = [suspect.what for suspect in claims_of("quiz").told(told)]
    assert "“the lengths must be equal. They are not”" in found


def test_what_no_script_says_is_found() -> None:
    claims, name = claims_of("rolling"), "roll-it-up"
    line = load_script("rolling").lines[name]
    assert not list(claims.told(beat(name, line.headline, line.narration)))
    [found] = claims.told(beat(name, line.headline, "It is the best of all networks."))
    assert "nothing that its script says" in found.message


def test_beats_that_are_not_due_and_beats_that_are_not_told_are_found() -> None:
    script = load_script("equation")
    told = script.lines["weigh-the-empty-memory"]
    found = list(claims_of("equation").told(beat("weigh-the-empty-memory", told.headline, "x")))
    assert any("is-first-step" in suspect.message for suspect in found)
    untold = [s.what for s in claims_of("equation").untold(dict.fromkeys(script.beats[:-1]))]
    assert untold == ["hand-it-on"]


def lying(clip: str, rule: str, **params: Any) -> Any:
    """A scene that takes ``rule`` for the contrary of what it is."""

    def build(renderer: Any) -> LectureScene:
        scene = build_scene(Job(clip, CLIPS[clip](**params), Look(), VIDEO), renderer)
        holds = scene.holds
        scene.holds = lambda name: holds(name) != (name == rule)  # type: ignore[assignment]
        return scene

    return build


@pytest.mark.parametrize(
    ("clip", "rule", "params", "beat", "claim"),
    [
        (
            "sequence-to-vector",
            "message-was-judged-otherwise",
            {},
            "ask-too-early",
            "“it would have said {early}”",
        ),
        ("state", "is-first-word", {"swap_step": 2}, "subtract-the-memories", "“"),
        ("equation", "shown-terms-add-up", {}, "add-them-up", "“{Wx} and {Wh} and {b} make about"),
    ],
)
def test_a_clip_that_tells_what_is_not_so_is_found_out(
    clip: str, rule: str, params: dict[str, Any], beat: str, claim: str
) -> None:
    found = [f for f in audit_scene(lying(clip, rule, **params), VIDEO) if f.kind == "claim"]
    assert [finding.beat for finding in found] == [beat]
    assert found[0].what.startswith(claim)
    assert rule in found[0].message


def test_numbers_that_are_not_those_of_the_parameters_are_found_out() -> None:
    """Rules are asked about networks that are run again, not about what the scene has."""

    def build(renderer: Any) -> LectureScene:
        scene = build_scene(Job("feedback", CLIPS["feedback"](), Look(), VIDEO), renderer)
        facts = scene.holds.facts
        scene.holds = Judge(
            replace(facts, traces=facts.traces | {"recurrent": facts.traces["plain"]})
        )
        return scene

    found = audit_scene(build, VIDEO)
    assert {(f.kind, f.beat) for f in found} == {
        ("claim", "meet-it-with-memory"),
        ("claim", "read-off-the-answer"),
    }
