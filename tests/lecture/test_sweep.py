"""Every combination in its folder: drawn once, never outside, each failure on its own."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecture.config.model import load_config
from lecture.config.source import Entry
from lecture.freshness.cache import Cache
from lecture.production.job import Job
from lecture.production.outcome import Outcome
from lecture.publishing.store import Clip
from lecture.sweep.grid import LONGEST_NAME, MOST, Combination, combinations, parse_axis
from lecture.sweep.page import Entry as PageEntry
from lecture.sweep.page import Row, page, write_index
from lecture.sweep.sweep import Item, sweep
from rnn_math.errors import InputError
from scenes.params import Look, RollingParams
from tests.lecture.small_tree import VIDEO, Here, Tree

CONFIG = load_config(overrides=())


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("state.hidden_size=2,3, 4", [2, 3, 4]),
        ("lecture.theme=dark,light", ["dark", "light"]),
        ("rolling.sentence=It is O'Brien,No", ["It is O'Brien", "No"]),
        ('rolling.sentence="One, two","Three"', ["One, two", "Three"]),
        ("rolling.sentence='One, two',Three", ["One, two", "Three"]),
        ('rolling.sentence="",a', ["", "a"]),
        ('rolling.sentence="open, b', ['"open', "b"]),
        (
            'lecture.clips=["state","rolling"],["state"]',
            [["state", "rolling"], ["state"]],
        ),
        ("a.b=1,true,1.5,'1'", [1, True, 1.5, "1"]),
        ("a.b=c=d,e", ["c=d", "e"]),
    ],
)
def test_values_are_cut_at_commas_that_stand_free(text: str, values: list[object]) -> None:
    found = [entry.value for entry in parse_axis(text)]
    assert found == values
    assert [type(value) for value in found] == [type(value) for value in values]


def told(
    *grid: str, clips: tuple[str, ...] = ("rolling",), overrides: tuple[Entry, ...] = ()
) -> str:
    with pytest.raises(InputError) as caught:
        combinations(grid, None, overrides, clips)
    return str(caught.value)


def test_all_mistakes_are_told_at_once() -> None:
    assert told(
        "lecture.theme=pink,light", "rolling.hidden_size=0,4,x", "rolling.size=2", "foo",
        "rolling.seed=1,,2", "lecture.notation=keras,keras",
    ).splitlines() == [
        "--grid foo: must be TABLE.KEY=VALUE,VALUE, such as state.hidden_size=2,4",
        '--grid rolling.seed=1,,2: a value is missing; write "" for an empty text',
        "--grid lecture.notation=keras,keras: holds keras twice",
        '--grid: lecture.theme = "pink", must be dark or light',
        "--grid: rolling.hidden_size = 0, must be 1 to 64",
        '--grid: rolling.hidden_size = "x", must be a whole number, 1 to 64',
        "--grid: rolling: no key 'size'; there are cell, sentence, hidden_size, embedding_size, "
        "seed, weights",
    ]  # fmt: skip


def test_what_says_the_same_thing_twice_is_told() -> None:
    assert "given twice" in told("rolling.seed=1,2", "rolling.seed=3")
    setting = Entry("--theme", "lecture", "theme", "dark")
    both = told("lecture.theme=dark,light", overrides=(setting,))
    assert both == "--grid lecture.theme: --theme sets it too; leave one of them out"


def test_a_table_of_a_clip_that_is_not_rendered_is_told() -> None:
    assert told("state.seed=1,2") == "--grid state.seed: changes none of rolling; name state too"


def test_the_number_of_combinations_is_bounded() -> None:
    seeds = ",".join(map(str, range(MOST // 2)))
    assert (
        len(combinations([f"rolling.seed={seeds}", "rolling.hidden_size=2,3"], None, (), ()))
        == MOST
    )
    more = told(f"rolling.seed={seeds}", "rolling.hidden_size=2,3,4")
    assert f"--grid: {MOST // 2} × 3 = {MOST // 2 * 3} combinations, must be at most {MOST}" in more


def folder_of(**values: object) -> str:
    entries = (Entry("--grid", *key.split("__"), value) for key, value in values.items())
    return Combination(tuple(entries), CONFIG).folder


def test_folders_are_named_by_what_is_in_them() -> None:
    assert (
        folder_of(lecture__theme="light", equation__hidden_size=2)
        == folder_of(equation__hidden_size=2, lecture__theme="light")
        == "equation.hidden_size=2,lecture.theme=light"
    )


VALUES = st.one_of(
    st.text(max_size=200), st.integers(), st.booleans(), st.floats(allow_nan=False),
    st.lists(st.text(max_size=9), max_size=3),
    st.sampled_from(["../..", "/etc", "a,a.c=1", "A", "a", "1", "a.", "-", "\0", "ä", "Ä", "CON"]),
)  # fmt: skip


@given(VALUES, VALUES)
def test_no_two_values_share_a_folder_and_none_lies_outside(one: object, other: object) -> None:
    first, second = folder_of(a__b=one), folder_of(a__b=other)
    for name in (first, second):
        assert 0 < len(name.encode()) <= LONGEST_NAME
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789._=,+-")
        assert name.startswith("a.b=")
        assert name[-1] not in ". "
    assert (first == second) == (repr(one) == repr(other))


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    tree = Tree(tmp_path / "tree")
    tree.stand_for_ours(monkeypatch)
    return tree


def item(tree: Tree, folder: Path, sentence: str, theme: str = "dark") -> Item:
    job = Job("rolling", RollingParams(sentence=sentence), Look(theme=theme), VIDEO)
    return Item(folder, job, tree.fingerprint([job])[job])


def made(items: list[Item], out: Path) -> dict[str, Outcome[Clip]]:
    cache = Cache(out / ".cache")
    return {
        its.folder.name: outcome for its, outcome in sweep(items, out, 2, cache, executor=Here())
    }


def drawn(results: dict[str, Outcome[Clip]]) -> dict[str, int]:
    assert all(outcome.result for outcome in results.values()), results
    return {name: outcome.result.drawn for name, outcome in results.items() if outcome.result}


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_what_combinations_share_is_drawn_once(tree: Tree, tmp_path: Path) -> None:
    out = tmp_path / "out"
    items = [
        item(tree, out / "a", "A name"),
        item(tree, out / "b", "Another name"),
        item(tree, out / "c", "A name"),
    ]
    assert drawn(made(items, out)) == {"a": 3, "b": 3, "c": 0}
    assert files(out / "a") == files(out / "c")
    assert sorted(files(out / "a")) == [
        f"clips/rolling.{s}" for s in ("json", "mp4", "png", "srt", "vtt")
    ]
    assert files(out / "a") != files(out / "b")
    assert not list(out.rglob(".tmp-*"))


def test_what_is_fresh_is_left_alone_and_what_is_missing_is_made(
    tree: Tree, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    items = [item(tree, out / name, f"Name {name}") for name in ("a", "b")]
    made(items, out)
    kept = (out / "a/clips/rolling.mp4").stat().st_mtime_ns
    whole = files(out / "b")
    (out / "b/clips/rolling.mp4").unlink()
    again = [*items, item(tree, out / "c", "Name a")]
    assert drawn(made(again, out)) == {"a": 0, "b": 0, "c": 0}, "beats come from the cache"
    assert (out / "a/clips/rolling.mp4").stat().st_mtime_ns == kept
    assert files(out / "b") == whole
    assert files(out / "c") == files(out / "a")


def test_a_combination_that_fails_leaves_the_others(tree: Tree, tmp_path: Path) -> None:
    play = "self.play(Transform"
    tree.edit("scenes/rolling.py", play, f'self.theme.name == "light" and 1 / 0; {play}')
    out = tmp_path / "out"
    results = made(
        [
            item(tree, out / "bad", "A name", theme="light"),
            item(tree, out / "good", "A name"),
            item(tree, out / "twin", "A name", theme="light"),
        ],
        out,
    )
    assert results["good"].result is not None
    assert "ZeroDivisionError" in results["bad"].fault
    assert "ZeroDivisionError" in results["twin"].fault
    assert not (out / "bad").exists()


def test_a_folder_that_is_in_the_way_fails_alone(tree: Tree, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "a").write_text("a file", encoding="utf-8")
    results = made([item(tree, out / name, f"Name {name}") for name in ("a", "b")], out)
    assert "a file is in the way" in results["a"].mistake
    assert results["b"].result is not None


def rows() -> list[Row]:
    clip = Clip("rolling", Path("x.mp4"), 47.6, 1_200_000, {"title": '<i>"Rolling"'})
    return [
        Row("a.b=1", {"a.b": "<script>alert(1)</script>"}, {"rolling": PageEntry("rolling", clip)}),
        Row(
            "a.b=2", {"a.b": ["x", 2]}, {"rolling": PageEntry("rolling", failure="<b>too long</b>")}
        ),
        Row("a.b=3", {"a.b": True}, {"rolling": PageEntry("rolling")}),
    ]


def test_the_page_shows_every_state_and_nothing_in_it_is_markup() -> None:
    text = page(rows())
    for word in ("<script>alert", "<b>", "<i>"):
        assert word not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert '<a class="play" href="a.b%3D1/clips/rolling.mp4">' in text
    assert "0:48, 1.2 MB" in text
    assert "rolling failed.</strong> &lt;b&gt;too long" in text
    assert "3 combinations; clips: 1 ready, 1 failed, 1 waiting" in " ".join(text.split())


def test_the_index_says_the_same_to_programs(tmp_path: Path) -> None:
    assert write_index(rows(), tmp_path / "new") == tmp_path / "new" / "index.html"
    index = json.loads((tmp_path / "new" / "index.json").read_text(encoding="utf-8"))
    assert index["grid"] == {"a.b": ["<script>alert(1)</script>", ["x", 2], True]}
    ready, failed, waiting = (each["clips"][0] for each in index["combinations"])
    assert ready == {
        "clip": "rolling", "state": "ready", "video": "a.b=1/clips/rolling.mp4",
        "seconds": 47.6, "bytes": 1_200_000,
    }  # fmt: skip
    assert (failed["state"], failed["failure"]) == ("failed", "<b>too long</b>")
    assert waiting["state"] == "waiting"
