"""Only what changed is drawn, and the result is what a full render would give."""

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

from lecture import clips, sources
from lecture.cache import Cache
from lecture.draft import Draft
from lecture.facts import Surroundings
from lecture.film import walk
from lecture.job import Job
from lecture.join import join
from lecture.outcome import Outcome
from lecture.produce import produce
from lecture.shelf import Clip, is_joined, state_of
from scenes.params import Look, QuizParams
from scenes.questions import built_in
from tests.lecture.small_tree import VIDEO, Here, Tree, jobs

EDITS = 20


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    tree = Tree(tmp_path / "tree")
    monkeypatch.setattr(sources, "ROOT", tree.root)
    monkeypatch.setattr(clips, "build_scene", tree.build)
    return tree


def outcomes(tree: Tree, out: Path, workers: int = 1, **inputs: str) -> list[Outcome[Clip]]:
    facts = tree.facts(jobs(**inputs))
    return list(produce(facts, out, workers, Cache(out / ".cache"), executor=Here()))


def drawn(tree: Tree, out: Path, workers: int = 1, **inputs: str) -> dict[str, int]:
    made = dict.fromkeys(("rolling", "state"), -1)
    for outcome in outcomes(tree, out, workers, **inputs):
        assert outcome.result is not None, outcome.mistake + outcome.fault
        made[outcome.job.clip] = outcome.result.drawn
    return made


def published(out: Path) -> dict[str, bytes]:
    join(("rolling", "state"), "Both", out)
    files = [p for p in out.rglob("*") if p.is_file() and ".cache" not in p.parts]
    return {str(p.relative_to(out)): p.read_bytes() for p in files}


def same_as_cold(tree: Tree, out: Path, cold: Path, **inputs: str) -> None:
    assert drawn(tree, cold, workers=3, **inputs) == {"rolling": 3, "state": 3}
    warm, fresh = published(out), published(cold)
    assert warm.keys() == fresh.keys()
    assert [name for name in warm if warm[name] != fresh[name]] == []


SCRIPT = "scenes/scripts/en.toml"

CASES = {
    "nothing": ([], {}, (0, 0)),
    "a parameter": ([], {"sentence": "Another name"}, (3, 0)),
    "narration of the same length": ([(SCRIPT, "is a circle.", "is a square.")], {}, (0, 0)),
    "narration that the animation outlasts": ([(SCRIPT, "is a circle.", "is.")], {}, (0, 0)),
    "narration that is longer": ([(SCRIPT, "It has a name.", "It has a name, " * 3)], {}, (1, 0)),
    "a title": ([(SCRIPT, "A small clip", "A tiny clip")], {}, (0, 0)),
    "a headline": ([(SCRIPT, "It moves", "It has moved")], {}, (2, 0)),
    "the last headline": ([(SCRIPT, "Its name", "A name")], {}, (1, 0)),
    "a word in the picture": ([(SCRIPT, 'word = "word"', 'word = "wort"')], {}, (3, 0)),
    "the theme": ([], {"theme": "light"}, (3, 3)),
    "a line of one clip": ([("scenes/state.py", "#ff0000", "#00ff00")], {}, (0, 3)),
    "a line that both share": ([("scenes/theme.py", "0.4", "0.4  # quick")], {}, (3, 3)),
    "a line that draws": ([("lecture/video/encoder.py", "", "# new")], {}, (3, 3)),
    "a line that writes captions": ([("lecture/captions.py", "", "# new")], {}, (0, 0)),
}


@pytest.mark.parametrize(("edits", "inputs", "expected"), CASES.values(), ids=CASES)
def test_only_what_changed_is_drawn(
    tree: Tree,
    tmp_path: Path,
    edits: list[tuple[str, str, str]],
    inputs: dict[str, str],
    expected: tuple[int, int],
) -> None:
    out = tmp_path / "out"
    assert drawn(tree, out) == {"rolling": 3, "state": 3}
    for edit in edits:
        tree.edit(*edit)
    assert tuple(drawn(tree, out, **inputs).values()) == expected
    same_as_cold(tree, out, tmp_path / "cold", **inputs)


@pytest.mark.slow
def test_random_edits_draw_what_is_new_and_nothing_else(tree: Tree, tmp_path: Path) -> None:
    """What a beat's pictures are of is said here once more, in plain text."""
    chance, out = random.Random(7), tmp_path / "out"
    seen: set[Any] = set()
    inputs: dict[str, str] = {}
    for number in range(EDITS):
        _edit_something(tree, chance, inputs, number)
        news = drawn(tree, out, workers=chance.randint(1, 3), **inputs)
        for job, facts in tree.facts(jobs(**inputs)).items():
            beats = beats_of(out, job.clip)
            fingerprints = [
                (
                    job.clip, tree.read(f"scenes/{job.clip}.py"), tree.read("scenes/theme.py"),
                    job.params, job.look, tuple(facts.words.items()), n,
                    beats[n - 1]["headline"] if n else "", beat["headline"], beat["frames"],
                )
                for n, beat in enumerate(beats)
            ]  # fmt: skip
            assert news[job.clip] == len(set(fingerprints) - seen), (number, job.clip)
            seen |= set(fingerprints)
        same_as_cold(tree, out, tmp_path / f"cold-{number}", **inputs)


def _edit_something(tree: Tree, chance: random.Random, inputs: dict[str, str], n: int) -> None:
    kind = chance.randrange(8)
    if kind == 0:
        inputs["sentence"] = chance.choice(["A name", "No name", "Any name at all"])
    elif kind == 1:
        inputs["theme"] = chance.choice(["dark", "light"])
    elif kind == 2:
        said = chance.choice(["Here is", "Here it is:", "This is"])
        tree.write(
            SCRIPT, re.sub("(Here is|Here it is:|This is)", said, tree.read(SCRIPT), count=1)
        )
    elif kind == 3:
        said = "So it is. " * chance.randrange(4) + "It has"
        tree.write(SCRIPT, re.sub("(So it is. )*It has", said, tree.read(SCRIPT), count=1))
    elif kind == 4:
        tree.edit(SCRIPT, 'headline = "', f'headline = "{n} ')
    elif kind == 5:
        tree.edit(f"scenes/{chance.choice(['rolling', 'state'])}.py", "\nCOLOR", f"# {n}\nCOLOR")
    elif kind == 6:
        tree.edit("scenes/theme.py", "QUICK", f"# {n}\nQUICK")
    else:
        tree.edit(SCRIPT, 'word = "', f'word = "{n}')


def beats_of(out: Path, clip: str) -> list[dict[str, Any]]:
    document = json.loads((out / "clips" / f"{clip}.json").read_text(encoding="utf-8"))
    beats: list[dict[str, Any]] = document["beats"]
    return beats


def test_a_look_seen_before_is_not_drawn_again(tree: Tree, tmp_path: Path) -> None:
    drawn(tree, tmp_path)
    drawn(tree, tmp_path, theme="light")
    assert drawn(tree, tmp_path) == {"rolling": 0, "state": 0}


def test_a_damaged_entry_is_drawn_again(tree: Tree, tmp_path: Path) -> None:
    drawn(tree, tmp_path)
    before = published(tmp_path)
    segment = max((tmp_path / ".cache").iterdir(), key=lambda p: p.stat().st_size)
    segment.write_bytes(segment.read_bytes()[:-100])
    for video in (tmp_path / "clips").glob("*.mp4"):
        video.unlink()
    assert sum(drawn(tree, tmp_path).values()) == 1
    assert published(tmp_path) == before


def test_without_a_cache_everything_is_drawn_again_but_fresh_clips_stay(
    tree: Tree, tmp_path: Path
) -> None:
    def made() -> dict[str, int]:
        cache = Cache(tmp_path / ".cache", megabytes=0)
        facts = tree.facts(jobs())
        return {
            o.job.clip: o.result.drawn
            for o in produce(facts, tmp_path, 1, cache, executor=Here())
            if o.result
        }

    assert made() == {"rolling": 3, "state": 3}
    assert not list((tmp_path / ".cache").iterdir())
    assert made() == {"rolling": 0, "state": 0}
    (tmp_path / "clips" / "state.png").unlink()
    assert made() == {"rolling": 0, "state": 3}


def test_a_clip_that_fails_leaves_the_other_and_is_reported_once(
    tree: Tree, tmp_path: Path
) -> None:
    tree.edit("scenes/rolling.py", "self.play(Transform", "1 / 0; self.play(Transform")
    failed, made = sorted(outcomes(tree, tmp_path, workers=3), key=lambda o: o.job.clip)
    assert "ZeroDivisionError" in failed.fault
    assert made.result is not None
    assert not (tmp_path / "clips" / "rolling.mp4").exists()


def test_what_changes_while_it_is_drawn_is_not_kept(tree: Tree, tmp_path: Path) -> None:
    class Saving(Here):
        def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
            future = super().submit(fn, *args, **kwargs)
            tree.edit("scenes/rolling.py", "\nCOLOR", "# saved\nCOLOR")
            return future

    source = tree.read("scenes/rolling.py")
    facts = tree.facts(jobs()[:1])
    (outcome,) = produce(facts, tmp_path, 1, Cache(tmp_path / ".cache"), executor=Saving())
    assert outcome.result is not None
    tree.write("scenes/rolling.py", source)
    (state, _) = [state_of(its, tmp_path) for its in tree.facts(jobs()).values()]
    assert (state.state, state.why) == ("stale", ("scenes/rolling.py changed",))
    assert drawn(tree, tmp_path) == {"rolling": 3, "state": 3}


def test_words_that_change_between_two_parts_of_a_clip_are_not_published(
    tree: Tree, tmp_path: Path
) -> None:
    class Saving(Here):
        def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
            future = super().submit(fn, *args, **kwargs)
            tree.edit(SCRIPT, "Here is", "Here, here, here, here, here, here, here, here, here is")
            return future

    facts = tree.facts(jobs()[:1])
    (outcome,) = produce(facts, tmp_path, 2, Cache(tmp_path / ".cache"), executor=Saving())
    assert "rolling: changed while it was drawn" in outcome.mistake
    assert not (tmp_path / "clips").exists()


def test_a_timeline_of_words_that_changed_is_not_kept(tree: Tree, tmp_path: Path) -> None:
    class Saving(Here):
        def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
            tree.edit(SCRIPT, "has a name", "has " + "a name, " * 9)
            return super().submit(fn, *args, **kwargs)

    out = tmp_path / "out"
    words = tree.read(SCRIPT)
    facts = tree.facts(jobs()[:1])
    (outcome,) = produce(facts, out, 1, Cache(out / ".cache"), executor=Saving())
    assert outcome.result is not None
    tree.write(SCRIPT, words)
    assert drawn(tree, out) == {"rolling": 3, "state": 3}
    same_as_cold(tree, out, tmp_path / "cold")


def test_status_says_why(tree: Tree, tmp_path: Path) -> None:
    def why(**inputs: str) -> list[str]:
        return [
            f"{s.name}: {s.state} {', '.join(s.why)}".strip()
            for s in (state_of(f, tmp_path) for f in tree.facts(jobs(**inputs)).values())
        ]

    assert why() == ["rolling: missing", "state: missing"]
    drawn(tree, tmp_path)
    assert why() == ["rolling: fresh", "state: fresh"]
    assert why(sentence="B") == ["rolling: stale rolling.sentence A name → B", "state: fresh"]
    assert why(theme="light")[1] == "state: stale lecture.theme dark → light"
    tree.edit("scenes/state.py", "COLOR", "# a comment\nCOLOR")
    tree.edit(SCRIPT, "It has a name.", "It has no name.")
    tree.edit(SCRIPT, '"word"', '"another"')
    tree.write("scenes/theme.py", "import scenes.new\n")
    tree.write("scenes/new.py", "")
    assert why() == [
        "rolling: stale scenes/new.py added, scenes/theme.py changed, "
        "script: rolling.word changed, script: rolling.name-it.narration changed",
        "state: stale scenes/new.py added, scenes/state.py changed, scenes/theme.py changed",
    ]
    (tmp_path / "clips" / "state.vtt").unlink()
    assert why()[1] == "state: missing"


def test_the_lecture_is_joined_anew_when_a_clip_or_the_order_changed(
    tree: Tree, tmp_path: Path
) -> None:
    def joined(*clips: str, title: str = "Both") -> bool:
        return is_joined(clips, title, tmp_path)

    drawn(tree, tmp_path)
    assert not joined("rolling", "state")
    published(tmp_path)
    assert joined("rolling", "state")
    assert not joined("state", "rolling")
    assert not joined("rolling")
    assert not joined("rolling", "state", title="Another")
    drawn(tree, tmp_path, sentence="Another")
    assert not joined("rolling", "state")


def test_the_first_new_clip_is_begun_first_and_then_the_longest(tree: Tree, tmp_path: Path) -> None:
    begun = []

    class Noting(Here):
        def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
            begun.extend(arg.clip for arg in args if isinstance(arg, Job))
            return super().submit(fn, *args, **kwargs)

    more = '[state.more]\nheadline = "More"\nnarration = "More."\n\n'
    tree.edit(SCRIPT, "[state.name-it]", f"{more}[state.name-it]")
    facts = tree.facts([*jobs(), *jobs(theme="light")])
    made = list(produce(facts, tmp_path, 1, Cache(tmp_path / ".cache"), executor=Noting()))
    assert all(outcome.result for outcome in made)
    assert begun == ["rolling", "state", "state", "rolling"]


def test_how_long_a_quiz_will_be_is_told_by_its_questions(tmp_path: Path) -> None:
    params = QuizParams(seconds=3, questions=built_in("en"))
    job = Job("quiz", params, Look(), VIDEO)
    draft = Draft(job, Surroundings().facts_of(job), Cache(tmp_path))
    assert draft.likely_beats == len(walk(job).beats)
