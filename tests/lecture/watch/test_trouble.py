"""``unrolled watch`` when something is wrong, when saves come fast, and when it ends."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.lecture.watch.watching import (
    BOTH,
    CALL,
    PATIENCE,
    Record,
    Watching,
    all_fresh,
    cold,
    edition,
    environment,
    sentence,
    videos,
    view,
)


def test_mistakes_are_shown_until_they_are_mended(folder: Path, watching: Watching) -> None:
    good = videos(folder / "renders/watch")
    for text, says in (
        ("[rolling\n", "lecture.toml: not TOML"),
        ("[rolling]\nhidden_size = 0\n", "lecture.toml: rolling.hidden_size = 0, must be 1 to 64"),
    ):
        watching.save("lecture.toml", text)
        state = watching.until(lambda state, says=says: says in state["message"])
        assert edition(state, "rolling") == 1
        assert watching.line(lambda line, says=says: says in line)
    assert watching.ask("/clips/rolling.mp4")[1] == good["rolling.mp4"]
    watching.save("lecture.toml", sentence("Mended"))
    state = watching.until(lambda state: edition(state, "rolling") == 2)
    assert state["message"] == ""


def test_a_saved_scene_is_seen_and_a_broken_one_told(
    tree: Path, folder: Path, watching: Watching
) -> None:
    scene = tree / "scenes/rolling.py"
    good, text = videos(folder / "renders/watch"), scene.read_text(encoding="utf-8")
    watching.save(str(scene), text.replace("class Rolling", "class Rolling(:  #"))
    failed = view(
        watching.until(lambda state: view(state, "rolling")["state"] == "failed"), "rolling"
    )
    line = text.splitlines().index("class Rolling(LectureScene):") + 1
    assert failed["message"].startswith(f"scenes/rolling.py, line {line}: invalid syntax")
    assert failed["edition"] == 1
    watching.save(str(scene), text.replace("self.play(Transform", "self.play(1 / 0, Transform"))
    failed = view(
        watching.until(lambda state: "ZeroDivisionError" in view(state, "rolling")["message"]),
        "rolling",
    )
    assert "scenes/rolling.py, line " in failed["message"]
    assert "in move_it: ZeroDivisionError: division by zero" in failed["message"]
    assert videos(folder / "renders/watch") == good
    watching.save(str(scene), text.replace("#ff0000", "#00ff00"))
    state = watching.until(lambda state: edition(state, "rolling") == 2)
    assert (view(state, "rolling")["message"], view(state, "rolling")["drawn"]) == ("", [0, 1, 2])
    assert edition(state, "state") == 1
    after = videos(folder / "renders/watch")
    assert after["rolling.mp4"] != good["rolling.mp4"]
    assert after == cold(tree, folder, *BOTH)


@pytest.mark.parametrize(
    "name", ["lecture/config/model.py", "scenes/params.py", "lecture/watch/handlers.py"]
)
def test_a_broken_module_of_the_tool_is_survived(tree: Path, watching: Watching, name: str) -> None:
    module = tree / name
    text = module.read_text(encoding="utf-8")
    watching.save(str(module), text + "\n)\n")
    state = watching.until(lambda state: bool(state["message"]))
    assert state["message"].startswith(f"{name}, line {len(text.splitlines()) + 2}: unmatched ')'")
    watching.save(str(module), text)
    watching.until(lambda state: not state["message"] and all_fresh(state))


def test_a_process_that_cannot_start_is_told_and_started_again_after_a_save(
    tree: Path, watching: Watching
) -> None:
    def is_told(state: Record) -> bool:
        return "its process was killed" in state["message"]

    module = tree / "lecture/watch/snapshot.py"
    text = module.read_text(encoding="utf-8")
    for number in range(3):  # until nobody is left in the reserve who knew the good one
        watching.save(str(module), f"raise SystemExit  # {number}\n{text}")
        if is_told(watching.until(lambda state: is_told(state) or all_fresh(state))):
            break
    assert is_told(watching.states[-1])
    watching.save(str(module), text)
    watching.until(lambda state: not state["message"] and all_fresh(state))


def test_a_save_while_drawing_starts_over_with_the_newest(
    tree: Path, folder: Path, watching: Watching
) -> None:
    for number in range(4):
        watching.save("lecture.toml", sentence(f"Name {number}"))
        watching.until(lambda state: view(state, "rolling")["state"] == "drawing")
    watching.save("lecture.toml", sentence("The last one"))
    state = watching.until(all_fresh)
    assert view(state, "rolling")["message"] == ""
    deadline = time.monotonic() + PATIENCE
    while len(children_of(watching.process.pid)) < 4:  # two that work, two behind them
        assert time.monotonic() < deadline
        time.sleep(0.1)
    document = json.loads((folder / "renders/watch/clips/rolling.json").read_text("utf-8"))
    assert document["parameters"]["sentence"] == "The last one"
    assert videos(folder / "renders/watch") == cold(tree, folder, *BOTH)


@pytest.mark.skipif(sys.platform == "win32", reason="processes are looked up in /proc")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left_when_it_ends(tree: Path, folder: Path, end: signal.Signals) -> None:
    with Watching(tree, folder, *BOTH) as watching:
        watching.until(lambda state: any(each["state"] == "drawing" for each in state["clips"]))
        children = children_of(watching.process.pid)
        assert len(children) >= 2
        watching.process.send_signal(end)
        code = watching.process.wait(PATIENCE)
        wait_until_gone(children)
    if end is signal.SIGINT:
        assert code == 0
        assert watching.line(lambda line: line == "No longer watching.")
        assert not list((folder / "renders/watch").glob(".tmp-*"))


def children_of(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in listed.split()]


def wait_until_gone(pids: list[int]) -> None:
    """Each holds its end of a pipe that nobody else has; waiting for it needs no clock."""
    for pid in pids:
        try:
            handle = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        readable, _, _ = select.select([handle], [], [], PATIENCE)
        os.close(handle)
        assert readable, f"process {pid} goes on"


def test_mistakes_on_the_command_line_end_it(tree: Path, folder: Path) -> None:
    for arguments, says in (
        (("rollin",), "did you mean rolling?"),
        (("--set", "rolling.hidden_size=0"), "--set: rolling.hidden_size = 0"),
        (("--config", "gone.toml"), "gone.toml: no such file"),
        (("--quality", "huge"), 'video.quality = "huge"'),
    ):
        done = subprocess.run(
            [sys.executable, "-P", "-c", CALL, "watch", "--no-open", *arguments],
            cwd=folder, env=environment(tree), capture_output=True, text=True, check=False,
            timeout=PATIENCE,
        )  # fmt: skip
        assert (done.returncode, says in done.stderr) == (2, True), done.stderr
        assert "Traceback" not in done.stderr
