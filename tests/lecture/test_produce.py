"""Only what changed is drawn, and the result is what a full render would give."""

import json
import os
import random
import re
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from lecture.freshness.cache import Cache
from lecture.freshness.fingerprint import Surroundings
from lecture.production.clip_build import ClipBuild
from lecture.production.film import walk
from lecture.production.job import Job
from lecture.production.outcome import Outcome
from lecture.production.produce import produce
from lecture.publishing.lecture import join
from lecture.publishing.store import Clip, is_joined, state_of
from scenes.params import Look, QuizParams
from scenes.questions import built_in
from tests.lecture.small_tree import VIDEO, Here, Tree, jobs, script_file

EDITS = 20

COUNTING = """
    def next_time(self):
        import builtins
        builtins.walks = getattr(builtins, "walks", 0) + 1
        return builtins.walks

"""


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    tree = Tree(tmp_path / "tree")
    tree.stand_for_ours(monkeypatch)
    return tree


def outcomes(tree: Tree, out: Path, workers: int = 1, **inputs: str) -> list[Outcome[Clip]]:
    fingerprint = tree.fingerprint(jobs(**inputs))
    return list(produce(fingerprint, out, workers, Cache(out / ".cache"), executor=Here()))


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


SCRIPT = script_file("rolling")

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
    "a line that writes captions": ([("lecture/publishing/captions.py", "", "# new")], {}, (0, 0)),
    "how a timeline is written": ([("lecture/publishing/timeline.py", "", "# new")], {}, (0, 0)),
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
        for job, fingerprint in tree.fingerprint(jobs(**inputs)).items():
            beats = beats_of(out, job.clip)
            fingerprints = [
                (
                    job.clip, tree.read(f"scenes/{job.clip}.py"), tree.read("scenes/theme.py"),
                    job.params, job.look, tuple(fingerprint.words.items()), n,
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
        fingerprint = tree.fingerprint(jobs())
        return {
            o.job.clip: o.result.drawn
            for o in produce(fingerprint, tmp_path, 1, cache, executor=Here())
            if o.result
        }

    assert made() == {"rolling": 3, "state": 3}
    assert [p.name for p in (tmp_path / ".cache").iterdir()] == ["locks"]
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
    fingerprint = tree.fingerprint(jobs()[:1])
    (outcome,) = produce(fingerprint, tmp_path, 1, Cache(tmp_path / ".cache"), executor=Saving())
    assert outcome.result is not None
    tree.write("scenes/rolling.py", source)
    (state, _) = [state_of(its, tmp_path) for its in tree.fingerprint(jobs()).values()]
    assert (state.state, state.why) == ("stale", ("scenes/rolling.py changed",))
    assert drawn(tree, tmp_path) == {"rolling": 3, "state": 3}


def test_words_that_change_between_two_parts_of_a_clip_are_not_published(
    tree: Tree, tmp_path: Path
) -> None:
    class Saving(Here):
        def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
            future = super().submit(fn, *args, **kwargs)
            longer = tree.read(SCRIPT).replace("Here is", "Here, here, here, here, here, here is")
            tree.write(SCRIPT, longer)
            return future

    fingerprint = tree.fingerprint(jobs()[:1])
    (outcome,) = produce(fingerprint, tmp_path, 2, Cache(tmp_path / ".cache"), executor=Saving())
    assert "rolling: changed while it was drawn" in outcome.mistake
    assert not (tmp_path / "clips").exists()


def test_a_timeline_of_words_that_changed_is_not_kept(tree: Tree, tmp_path: Path) -> None:
    class Saving(Here):
        def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
            tree.write(SCRIPT, words.replace("has a name", "has " + "a name, " * 9))
            return super().submit(fn, *args, **kwargs)

    out = tmp_path / "out"
    words = tree.read(SCRIPT)
    fingerprint = tree.fingerprint(jobs()[:1])
    (outcome,) = produce(fingerprint, out, 1, Cache(out / ".cache"), executor=Saving())
    assert outcome.result is not None
    tree.write(SCRIPT, words)
    assert drawn(tree, out) == {"rolling": 3, "state": 3}
    same_as_cold(tree, out, tmp_path / "cold")


def flip(file: Path, *, keep_time: bool) -> None:
    """Change one byte, and its time unless that is kept."""
    content, before = bytearray(file.read_bytes()), file.stat()
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    late = 0 if keep_time else 10**9
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns + late))


@pytest.mark.parametrize("suffix", [".mp4", ".vtt", ".srt", ".png"])
@pytest.mark.parametrize("verify", [False, True])
def test_a_file_that_changed_is_put_together_again(
    tree: Tree, tmp_path: Path, suffix: str, verify: bool
) -> None:
    out = tmp_path / "out"
    drawn(tree, out)
    whole = published(out)
    (fingerprint, _) = tree.fingerprint(jobs()).values()
    file = out / "clips" / f"rolling{suffix}"
    flip(file, keep_time=verify)
    assert state_of(fingerprint, out).state == ("fresh" if verify else "stale"), (
        "time tells, or content"
    )
    state = state_of(fingerprint, out, verify=verify)
    assert state.why == (f"rolling{suffix} is not what was published",)
    again = produce(
        tree.fingerprint(jobs()), out, 1, Cache(out / ".cache"), executor=Here(), verify=verify
    )
    assert [outcome.result.drawn for outcome in again if outcome.result] == [0, 0]
    assert published(out) == whole


def test_a_timeline_that_was_edited_is_written_again(tree: Tree, tmp_path: Path) -> None:
    out = tmp_path / "out"
    drawn(tree, out)
    (fingerprint, _) = tree.fingerprint(jobs()).values()
    file = out / "clips" / "rolling.json"
    file.write_text(file.read_text().replace("is a circle", "is a square"))
    assert state_of(fingerprint, out).why == ("rolling.json is not what was published",)


def test_touching_a_file_changes_nothing(tree: Tree, tmp_path: Path) -> None:
    out = tmp_path / "out"
    drawn(tree, out)
    (out / "clips" / "rolling.mp4").touch()
    (fingerprint, _) = tree.fingerprint(jobs()).values()
    assert (
        state_of(fingerprint, out).state == state_of(fingerprint, out, verify=True).state == "fresh"
    )


def test_a_lecture_that_changed_is_not_taken_for_joined(tree: Tree, tmp_path: Path) -> None:
    out = tmp_path / "out"
    drawn(tree, out)
    published(out)
    clips = ("rolling", "state")
    assert is_joined(clips, "Both", out, verify=True)
    flip(out / "lecture.mp4", keep_time=True)
    assert is_joined(clips, "Both", out)
    assert not is_joined(clips, "Both", out, verify=True)


def test_status_says_why(tree: Tree, tmp_path: Path) -> None:
    def why(**inputs: str) -> list[str]:
        return [
            f"{s.name}: {s.state} {', '.join(s.why)}".strip()
            for s in (state_of(f, tmp_path) for f in tree.fingerprint(jobs(**inputs)).values())
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
    tree.edit(script_file("state"), "[state.name-it]", f"{more}[state.name-it]")
    fingerprint = tree.fingerprint([*jobs(), *jobs(theme="light")])
    made = list(produce(fingerprint, tmp_path, 1, Cache(tmp_path / ".cache"), executor=Noting()))
    assert all(outcome.result for outcome in made)
    assert begun == ["rolling", "state", "state", "rolling"]


def test_how_long_a_quiz_will_be_is_told_by_its_questions(tmp_path: Path) -> None:
    params = QuizParams(seconds=3, questions=built_in("en"))
    job = Job("quiz", params, Look(), VIDEO)
    draft = ClipBuild(job, Surroundings().fingerprint_of(job), Cache(tmp_path))
    assert draft.likely_beats == len(walk(job).beats)


class Editor(Here):
    """Somebody saves another version while a call is at work, and takes it back."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        self.tree.edit("scenes/state.py", "#ff0000", "#00ff00")
        answer = super().submit(fn, *args, **kwargs)
        self.tree.edit("scenes/state.py", "#00ff00", "#ff0000")
        return answer


def test_what_was_saved_and_taken_back_meanwhile_is_not_kept(tree: Tree, tmp_path: Path) -> None:
    out = tmp_path / "out"
    fingerprint = tree.fingerprint(jobs())
    cache = Cache(out / ".cache")
    assert all(each.result for each in produce(fingerprint, out, 1, cache, executor=Editor(tree)))
    states = {its.clip: state_of(its, out) for its in fingerprint.values()}
    assert states["rolling"].state == "fresh"
    assert states["state"].why == ("scenes/state.py changed",)
    assert drawn(tree, out) == {"rolling": 0, "state": 3}
    same_as_cold(tree, out, tmp_path / "cold")


def test_beats_that_another_command_prunes_are_filmed_again(tree: Tree, tmp_path: Path) -> None:
    out = tmp_path / "out"
    drawn(tree, out)
    tree.edit(SCRIPT, "It has a name.", "It has a name, which is long enough.")

    class Pruner(Here):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
            Cache(out / ".cache", 0).prune()
            return super().submit(fn, *args, **kwargs)

    fingerprint = tree.fingerprint(jobs())
    made = list(produce(fingerprint, out, 1, Cache(out / ".cache"), executor=Pruner()))
    assert [each.result and each.result.drawn for each in made] == [0, 3]
    same_as_cold(tree, out, tmp_path / "cold")


def test_a_clip_that_is_another_one_each_time_leaves_the_others_alone(
    tree: Tree, tmp_path: Path
) -> None:
    tree.edit("scenes/state.py", "run_time=1.0", "run_time=1.0 + self.next_time() * 2")
    tree.edit("scenes/state.py", "    def name_it", COUNTING + "    def name_it")
    rolling, state = outcomes(tree, tmp_path / "out", workers=3)
    if rolling.job.clip == "state":
        rolling, state = state, rolling
    assert rolling.result is not None
    assert "two walks through it gave two timelines" in state.fault
