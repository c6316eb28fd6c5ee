"""``unrolled watch`` as it is used: files are saved, a page looks on."""

from pathlib import Path

from tests.lecture.small_tree import script_file
from tests.lecture.watch.watching import (
    BOTH,
    Watching,
    all_fresh,
    cold,
    edition,
    sentence,
    videos,
    view,
)


def test_a_saved_parameter_is_seen_as_a_cold_render_would_show_it(
    tree: Path, folder: Path, watching: Watching
) -> None:
    before = videos(folder / "renders/watch")
    was = watching.states[-1]
    watching.save("lecture.toml", sentence("Another name"))
    watching.until(lambda state: edition(state, "rolling") > edition(was, "rolling"))
    after = videos(folder / "renders/watch")
    assert {name for name in after if after[name] != before[name]} == {"rolling.mp4"}
    since = watching.states[watching.states.index(was) :]
    assert view(since[-1], "rolling")["drawn"] == [0, 1, 2]
    assert {view(state, "state")["state"] for state in since} == {"fresh"}
    assert {edition(state, "state") for state in since} == {1}
    assert watching.ask("/clips/rolling.mp4")[1] == after["rolling.mp4"]
    assert after == cold(tree, folder, *BOTH)
    assert not (folder / "renders/clips").exists()


def test_what_was_drawn_before_is_not_drawn_again(watching: Watching) -> None:
    for text, drawn in (("One", 3), ("Two", 3), ("One", 0)):
        was = edition(watching.states[-1], "rolling")
        watching.save("lecture.toml", sentence(text))
        state = watching.until(lambda state, was=was: edition(state, "rolling") > was)
        assert view(state, "rolling")["drawn"] == list(range(drawn))


def test_only_the_beats_are_drawn_whose_words_change_their_pictures(
    tree: Path, watching: Watching
) -> None:
    script = tree / script_file("rolling")
    text = script.read_text(encoding="utf-8")
    watching.save(str(script), text.replace('"Its name"', '"What it is called"', 1))
    was = edition(watching.states[-1], "rolling")
    state = watching.until(lambda state: edition(state, "rolling") > was)
    assert view(state, "rolling")["drawn"] == [2]
    assert view(state, "rolling")["shown"]["beats"][2]["headline"] == "What it is called"
    assert edition(state, "state") == 1


def test_the_beat_that_is_watched_can_be_played_first(watching: Watching) -> None:
    answer, _ = watching.ask("/look", "POST", '{"clip": "rolling", "beat": 1}')
    assert answer.status == 204
    for text in ("Another name", "A third", "A fourth", "A fifth"):
        was = edition(watching.states[-1], "rolling")
        watching.save("lecture.toml", sentence(text))
        state = watching.until(
            lambda state, was=was: (
                view(state, "rolling")["first"] or edition(state, "rolling") > was
            )
        )
        if first := view(state, "rolling")["first"]:
            break  # on a busy machine the other worker may have been done with all of it before
    assert first["beat"] == 1
    answer, video = watching.ask(f"/first/rolling.{first['number']}.mp4")
    assert (answer.status, video[4:8]) == (200, b"ftyp")
    watching.until(all_fresh)


def test_a_configuration_that_is_removed_counts_as_a_change(
    folder: Path, watching: Watching
) -> None:
    good = videos(folder / "renders/watch")
    watching.save("lecture.toml", sentence("Another name"))
    watching.until(lambda state: edition(state, "rolling") == 2)
    (folder / "lecture.toml").unlink()
    state = watching.until(lambda state: edition(state, "rolling") == 3)
    assert view(state, "rolling")["drawn"] == []
    assert videos(folder / "renders/watch") == good


def test_a_file_that_a_parameter_names_is_watched_too(folder: Path, watching: Watching) -> None:
    (folder / "fonts").mkdir()
    watching.save("fonts/about.txt", "one")
    watching.save("lecture.toml", '[lecture]\nfonts = ["fonts"]\n')
    watching.until(lambda state: all_fresh(state) and edition(state, "state") == 2)
    watching.save("fonts/about.txt", "another")
    state = watching.until(lambda state: all_fresh(state) and edition(state, "state") == 3)
    assert edition(state, "rolling") == 3
