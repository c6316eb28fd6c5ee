"""The command as users run it: in a process of its own, in an empty folder."""

import ctypes
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lecture.cli import COMMANDS
from lecture.config.model import load_config
from scenes.params import CLIPS
from tests.lecture.watch.watching import copy_of_ours, environment

ROOT = Path(__file__).parents[2]
SMALL = ("--quality", "320x180@5")

Run = Callable[..., "subprocess.CompletedProcess[str]"]
CALL = "import sys; from lecture.cli import main; sys.argv[0] = 'unrolled'; main()"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def call(*arguments: str, **options: object) -> "subprocess.CompletedProcess[str]":
        environment = {**os.environ, **options.pop("env", {})}  # type: ignore[dict-item]
        return subprocess.run(
            [sys.executable, "-c", CALL, *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=300,
            env=environment,
            **options,  # type: ignore[call-overload]
        )

    return call


def assert_clean(answer: "subprocess.CompletedProcess[str]", code: int) -> str:
    """The exit code, and no traceback."""
    assert answer.returncode == code, answer.stdout + answer.stderr
    assert "Traceback" not in answer.stderr
    return answer.stderr


def files(folder: Path) -> set[str]:
    """What is there, without what is kept of what was drawn."""
    found = (p.relative_to(folder) for p in folder.rglob("*") if p.is_file())
    return {str(path) for path in found if ".cache" not in path.parts}


@pytest.mark.parametrize(
    "arguments",
    [("--help",), *((name, "--help") for name in COMMANDS), ("--version",), ("init",), ("status",)],
)
def test_manim_is_not_imported_for_what_does_not_draw(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    code = CALL.replace("main()", "\ntry: main()\nfinally: print('\\n', 'manim' in sys.modules)")
    answer = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert answer.returncode == (1 if arguments == ("status",) else 0), answer.stderr
    assert answer.stdout.split()[-1] == "False"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("rendr",), "Did you mean 'render'"),
        (("render", "equaton"), "did you mean equation?"),
        (("render", "--set", "state.hidden_size=0"), "--set: state.hidden_size = 0, must be 1 to"),
        (("render", "--set", "nonsense"), "TABLE.KEY=VALUE"),
        (("render", "--quality", "huge"), '--quality: video.quality = "huge", must be preview'),
        (("render", "--theme", "pink"), '--theme: lecture.theme = "pink", must be dark or light'),
        (("render", "--config", "gone.toml"), "gone.toml: no such file"),
        (("render", "--jobs", "0"), "--jobs"),
        (("numbers", "equation", "--set", "equation.step=9"), "equation.step = 9"),
        (("numbers", "rolling", "--set", "rolling.sentence="), "sentence"),
        (("storyboard", "--every", "0"), "--every"),
        (("storyboard", "--from", "2"), "give --every, too"),
        (("storyboard", "--every", "1", "--from", "5", "--to", "2"), "--to 2: must not be before"),
        (("render", "--set", "lecture.language=../en"), "lecture.language: no script '../en'"),
        (("render", "--set", "state.swap_word=' '"), 'state.swap_word = " ", must not be empty'),
        (("sweep", "roling", "--grid", "rolling.seed=1"), "did you mean rolling?"),
    ],
)
def test_mistakes_are_told_in_one_message(run: Run, arguments: tuple[str, ...], says: str) -> None:
    assert says in assert_clean(run(*arguments), 2)


def test_broken_configuration_is_told_without_importing_anything_heavy(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "lecture.toml").write_text("[lecture]\nhidden_size = 'x'\n[video", encoding="utf-8")
    began = time.perf_counter()
    assert "lecture.toml: not TOML" in assert_clean(run("render"), 2)
    assert time.perf_counter() - began < 5
    assert files(tmp_path) == {"lecture.toml"}


@pytest.mark.parametrize("debug", [False, True])
def test_faults_of_ours_leave_with_1_and_say_how_to_see_more(tmp_path: Path, debug: bool) -> None:
    fault = "import lecture.config.init_file as f; f.TABLES['x'] = None; main()"
    environment = {k: v for k, v in os.environ.items() if k != "UNROLLED_DEBUG"}
    answer = subprocess.run(
        [sys.executable, "-c", CALL.replace("main()", fault), "init"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env=environment | ({"UNROLLED_DEBUG": "1"} if debug else {}),
    )  # fmt: skip
    assert answer.returncode == 1
    assert ("Traceback" in answer.stderr) == debug
    assert ("UNROLLED_DEBUG=1" in answer.stderr) != debug


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        ("scenes/rolling.py", "def f(:", "rolling: scenes/rolling.py, line {}: invalid syntax"),
        ("scenes/rolling.py", "1 / 0", "rolling: scenes/rolling.py, line {}, in <module>: ZeroDiv"),
        ("scenes/params.py", "def f(:", "scenes/params.py, line {}: invalid syntax"),
    ],
)
def test_a_scene_that_cannot_be_run_is_told_with_its_line(
    tmp_path: Path, file: str, line: str, told: str
) -> None:
    tree = copy_of_ours(tmp_path / "tree")
    edited = tree / file
    edited.write_text(f"{edited.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")
    number = len(edited.read_text(encoding="utf-8").splitlines())
    answer = subprocess.run(
        [sys.executable, "-P", "-c", CALL, "render", "rolling", *SMALL], cwd=tmp_path,
        env=environment(tree), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answer.returncode == 1
    assert answer.stderr.startswith(told.format(number)), answer.stderr
    assert "Traceback" not in answer.stderr
    assert "UNROLLED_DEBUG=1 shows more" in answer.stderr


def test_init_never_overwrites_by_itself(run: Run, tmp_path: Path) -> None:
    assert_clean(run("init"), 0)
    file = tmp_path / "lecture.toml"
    assert load_config(file) == load_config(overrides=())
    file.write_text("# mine\n", encoding="utf-8")
    assert "--force" in assert_clean(run("init"), 2)
    assert file.read_text(encoding="utf-8") == "# mine\n"
    assert_clean(run("init", "--force"), 0)
    assert file.read_text(encoding="utf-8") != "# mine\n"
    assert files(tmp_path) == {"lecture.toml"}


def test_numbers_can_be_read_by_people_and_programs(run: Run) -> None:
    answer = run("numbers", "equation", "--json")
    assert_clean(answer, 0)
    document = json.loads(answer.stdout)
    trace = document["traces"]["sentence"]
    assert document["parameters"]["step"] == 2
    assert [step["token"] for step in trace["steps"]] == trace["tokens"]
    row = trace["weights"]["W_x"][0]
    x = trace["steps"][0]["x"]
    computed = sum(w * v for w, v in zip(row, x, strict=True))
    assert trace["steps"][0]["Wx"][0] == pytest.approx(computed)
    table = run("numbers", "equation")
    assert_clean(table, 0)
    assert f"{row[0]:+.4f}" in table.stdout
    assert "5 Berlin" in table.stdout


def test_doctor_finds_this_machine_in_order(run: Run, tmp_path: Path) -> None:
    answer = run("doctor", "--json")
    assert_clean(answer, 0)
    symptoms = {s["name"]: s for s in json.loads(answer.stdout)}
    assert symptoms["manim"]["found"].startswith("0.22")
    assert files(tmp_path) == set()


def test_doctor_names_the_remedy_for_what_is_missing(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "cairo.py").write_text("raise ImportError('libcairo.so.2: not found')\n")
    answer = run("doctor", env={"PYTHONPATH": str(broken)})
    assert answer.returncode == 1
    assert "NO  pycairo: libcairo.so.2: not found" in answer.stdout
    assert "pip install --force-reinstall" in answer.stdout


@pytest.mark.slow
def test_render_makes_a_clip_and_says_where(run: Run, tmp_path: Path) -> None:
    answer = run("render", "rolling", *SMALL)
    assert_clean(answer, 0)
    assert re.search(
        r"renders/clips/rolling\.mp4  \d:\d\d  \d+\.\d MB  5 of 5 beats", answer.stdout
    )
    again = f"unrolled render {' '.join(SMALL)} opening feedback equation"
    assert f"lecture.mp4 also needs: {again}" in answer.stdout
    suffixes = ("json", "mp4", "png", "srt", "vtt")
    assert files(tmp_path) == {f"renders/clips/rolling.{suffix}" for suffix in suffixes}


@pytest.mark.slow
def test_serial_and_parallel_give_the_same_files(run: Run, tmp_path: Path) -> None:
    assert_clean(run("render", "rolling", *SMALL, "--jobs", "1", "--out", "serial"), 0)
    assert_clean(run("render", "rolling", *SMALL, "--jobs", "3", "--out", "parallel"), 0)
    serial = sorted((tmp_path / "serial" / "clips").iterdir())
    assert len(serial) == 5
    for file in serial:
        other = tmp_path / "parallel" / "clips" / file.name
        assert file.read_bytes() == other.read_bytes(), file.name


@pytest.mark.slow
def test_where_nothing_is_to_do_nothing_is_loaded_that_draws_or_computes(
    run: Run, tmp_path: Path
) -> None:
    """What takes its time; ``make bench`` says how long the command takes."""
    (tmp_path / "lecture.toml").write_text('[lecture]\nclips = ["rolling"]\n', encoding="utf-8")
    assert_clean(run("render", *SMALL), 0)
    made = {name: (tmp_path / name).stat().st_mtime_ns for name in files(tmp_path)}
    answer = run("render", *SMALL, env={"PYTHONPROFILEIMPORTTIME": "1"})
    imported = {line.rpartition("|")[2].strip() for line in assert_clean(answer, 0).splitlines()}
    assert "nothing drawn" in answer.stdout
    assert "lecture.production.produce" in imported
    heavy = {"numpy", "manim", "av", "PIL", "jinja2", "safetensors", "onnxruntime", "distributed"}
    assert not heavy & imported
    assert len(imported) < 600
    assert made == {name: (tmp_path / name).stat().st_mtime_ns for name in files(tmp_path)}
    status = run("status", *SMALL)
    assert_clean(status, 0)
    assert status.stdout == "rolling: fresh\nlecture: fresh\n"
    changed = run("status", "--json", *SMALL, "--set", "rolling.sentence=Hello")
    assert json.loads(changed.stdout)[0] == {
        "name": "rolling",
        "state": "stale",
        "why": ["rolling.sentence Apple is hiring in Berlin → Hello"],
    }
    assert changed.returncode == 1


@pytest.mark.slow
def test_a_mistake_in_one_clip_leaves_the_others(run: Run, tmp_path: Path) -> None:
    answer = run("render", "rolling", "equation", *SMALL, "--set", "equation.step=9")
    assert "equation.step" in assert_clean(answer, 2)
    assert (tmp_path / "renders/clips/rolling.mp4").exists()
    assert not (tmp_path / "renders/clips/equation.mp4").exists()


def started(tmp_path: Path, command: str, *arguments: str) -> "subprocess.Popen[str]":
    """A command that has begun to draw, in a session of its own as a terminal's would be."""
    process = subprocess.Popen(
        [sys.executable, "-c", CALL, *command.split(), *arguments],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),  # which nohup ignores
    )  # fmt: skip
    for _ in range(600):
        if list((tmp_path / "renders").glob(".tmp-*")):
            break
        time.sleep(0.02)
    time.sleep(1.5)
    assert process.poll() is None, "still at work"
    return process


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize(
    ("command", "kill", "kind", "code"),
    [
        ("render rolling", os.killpg, "SIGINT", 130),
        ("render rolling", os.kill, "SIGINT", 130),
        ("render rolling", os.kill, "SIGTERM", 143),
        ("render rolling", os.kill, "SIGHUP", 129),
        ("page", os.kill, "SIGTERM", 143),
        ("page", os.kill, "SIGHUP", 129),
    ],
)
def test_whoever_interrupts_leaves_nothing_behind(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    kill: Callable[[int, int], None],
    kind: str,
    code: int,
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    process = started(tmp_path, command, "--quality", "1080p60")
    assert list((tmp_path / "temporary").iterdir())
    kill(process.pid, getattr(signal, kind))
    if kind != "SIGINT":
        kill(process.pid, getattr(signal, kind))  # a second one disturbs nothing
    _, said = process.communicate(timeout=30)
    assert process.returncode == code, said
    assert "Interrupted" in said
    assert "Traceback" not in said
    assert not list((tmp_path / "temporary").iterdir())
    assert files(tmp_path) == set()


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_after_a_kill_the_next_render_succeeds_and_sweeps(run: Run, tmp_path: Path) -> None:
    process = started(tmp_path, "render rolling", "--quality", "1080p60")
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)
    assert not (tmp_path / "renders/clips").exists(), "no half file has a name"
    assert list((tmp_path / "renders").glob(".tmp-*")), "what the next one sweeps"
    assert_clean(run("render", "rolling", *SMALL), 0)
    assert not list((tmp_path / "renders").glob(".tmp-*"))
    assert (tmp_path / "renders/clips/rolling.mp4").exists()


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="limits")
def test_a_disk_that_takes_no_more_is_told_and_the_old_clip_stays(run: Run, tmp_path: Path) -> None:
    import resource

    def narrow() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    clips = tmp_path / "renders" / "clips"
    clips.mkdir(parents=True)
    (clips / "rolling.mp4").write_bytes(b"old")
    answer = run("render", "rolling", *SMALL, preexec_fn=narrow)
    assert "rolling.mp4: cannot be written" in assert_clean(answer, 2)
    assert files(tmp_path) == {"renders/clips/rolling.mp4"}
    assert (clips / "rolling.mp4").read_bytes() == b"old"


def without_the_rights_of_root() -> None:
    """Root may write anywhere; a root without CAP_DAC_OVERRIDE may not."""
    drop_from_bounding_set, dac_override = 24, 1
    ctypes.CDLL(None).prctl(drop_from_bounding_set, dac_override, 0, 0, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="capabilities")
def test_a_folder_that_may_not_be_written_is_told_before_anything_is_drawn(
    run: Run, tmp_path: Path
) -> None:
    tmp_path.chmod(0o555)
    answer = run("render", "rolling", *SMALL, preexec_fn=without_the_rights_of_root)
    said = assert_clean(answer, 2)
    assert "renders: cannot be written, you may not write there: choose another" in said
    assert files(tmp_path) == set()


def test_a_file_in_the_place_of_the_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")
    answer = run("render", "rolling", *SMALL, "--out", "taken")
    assert "taken" in assert_clean(answer, 2)


def test_a_page_that_is_no_sweeps_stays(run: Run, tmp_path: Path) -> None:
    sweep = ("sweep", "rolling", *SMALL, "--grid", "rolling.seed=1", "--out", "site")
    for name, content in (("index.html", "mine"), ("index.json", '{"kind": "mine"}')):
        (tmp_path / "site").mkdir(exist_ok=True)
        (tmp_path / "site" / name).write_text(content, encoding="utf-8")
        told = assert_clean(run(*sweep), 2)
        assert told.startswith("site/index.html: not made by a sweep: move it")
        assert files(tmp_path) <= {"site/index.html", "site/index.json"}
    assert (tmp_path / "site/index.html").read_text(encoding="utf-8") == "mine"


def test_readme_tells_of_every_command_and_clip() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"`unrolled {name}" in readme
    for name in re.findall(r"(?:`|\$ |&& )unrolled ([a-z]+)", readme):
        assert name in COMMANDS, name
    for clip in CLIPS:
        if (ROOT / "scenes" / f"{clip.replace('-', '_')}.py").exists():
            assert f"`{clip}`" in readme
