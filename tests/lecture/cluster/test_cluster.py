"""Real schedulers and workers: what is lost is made again, and nothing differs by a byte."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from distributed import Client

from lecture.cluster import executor, machines, work
from lecture.cluster.attachments import packed, unpacked
from lecture.cluster.scheduler import WorkerPool, crew, workers_of
from lecture.cluster.work import Refusal, asked, carry_out, standing_of
from lecture.freshness.fingerprint import Surroundings
from lecture.imports import digest_of
from lecture.production import worker
from lecture.production.job import Job
from lecture.production.outcome import Call, Outcome
from lecture.production.pool import run_calls
from rnn_math.errors import InputError
from scenes.params import CLIPS, Look
from tests.lecture import tiny
from tests.lecture.cluster import calls as on_workers
from tests.lecture.cluster.dask_cluster import ROOT, Cluster, cluster, wait_until

pytestmark = pytest.mark.slow

COMMAND = "import sys; from lecture.cli import main; sys.argv[0] = 'unrolled'; main()"
SWEEP = (
    "sweep", "rolling", "--grid", "lecture.theme=dark,light", "--quality", "320x180@5",
)  # fmt: skip


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and two workers that a nanny starts again when they die."""
    with cluster(tmp_path_factory.mktemp("dask")) as hands:
        hands.worker()
        hands.worker()
        yield hands


def job(clip: str, **parameters: Any) -> Job:
    return Job(clip, CLIPS[clip](**parameters), Look(), tiny.VIDEO)


def outcomes(
    task: Callable[..., Any], jobs: list[Job], address: str, said: list[str]
) -> dict[str, Outcome[Any]]:
    with crew(1, address, jobs, Surroundings(), said.append) as hands:
        calls = deque(Call(task, each) for each in jobs)
        return {
            outcome.job.clip: outcome
            for _, outcome in run_calls(calls, hands.workers, executor=hands.executor)
        }


def unrolled(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, *arguments],
        cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_a_sweep_that_loses_a_worker_equals_one_on_this_machine(tmp_path: Path) -> None:
    with cluster(tmp_path) as hands:
        for _ in range(2):
            hands.worker("--no-nanny")
        with unrolled(tmp_path, *SWEEP, "--out", "far", "--scheduler", hands.address) as far:
            wait_until(hands.filming)
            victim = hands.filming() or next(iter(hands.workers()))
            os.kill(hands.pid(victim), signal.SIGKILL)
            said, complaints = far.communicate(timeout=400)
        assert far.returncode == 0, said + complaints
        assert len(hands.workers()) == 1
    with unrolled(tmp_path, *SWEEP, "--out", "near", "--jobs", "1") as near:
        said, complaints = near.communicate(timeout=400)
    assert near.returncode == 0, said + complaints
    here, there = files(tmp_path / "near"), files(tmp_path / "far")
    assert here.keys() == there.keys()
    assert len(here) == 2 * 5 + 2
    assert [name for name in here if here[name] != there[name]] == []


def test_what_speaks_is_the_same_from_a_cluster(house: Cluster, tmp_path: Path) -> None:
    """Picture, sound, captions and times, whichever machines they were made on."""
    render = ("render", "rolling", "--quality", "320x180@5", "--voice", "builtin")
    for out, where in (("far", ("--scheduler", house.address)), ("near", ("--jobs", "1"))):
        with unrolled(tmp_path, *render, "--out", out, *where) as process:
            said, complaints = process.communicate(timeout=400)
        assert process.returncode == 0, said + complaints
    here, there = files(tmp_path / "near"), files(tmp_path / "far")
    assert here.keys() == there.keys()
    assert [name for name in here if here[name] != there[name]] == []
    assert b"mp4a" in here["clips/rolling.mp4"]


@pytest.mark.parametrize("nanny", ["--no-nanny", "--nanny"])
def test_a_worker_that_is_told_to_end_gives_up_what_it_draws(tmp_path: Path, nanny: str) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with cluster(tmp_path / "dask", TMPDIR=str(temporary)) as hands:
        victim = hands.worker(nanny)
        with unrolled(tmp_path, *SWEEP, "--out", "far", "--scheduler", hands.address) as far:
            wait_until(hands.filming)
            victim.terminate()
            victim.wait(20)  # Dask alone would wait for half a minute, or kill it
            hands.worker("--no-nanny")
            said, complaints = far.communicate(timeout=400)
        assert far.returncode == 0, said + complaints
        log = (tmp_path / "dask" / "worker-1.log").read_text(encoding="utf-8")
        assert "killing" not in log
        assert not list(temporary.glob("unrolled-*"))


def test_what_a_caller_no_longer_waits_for_is_given_up(house: Cluster, tmp_path: Path) -> None:
    with unrolled(tmp_path, *SWEEP, "--out", "far", "--scheduler", house.address) as far:
        wait_until(house.filming)
        far.send_signal(signal.SIGTERM)
        _, complaints = far.communicate(timeout=60)
    assert far.returncode == 143, complaints
    wait_until(lambda: house.filming() is None, seconds=20)


def test_an_interrupted_sweep_goes_on_where_it_stopped(house: Cluster, tmp_path: Path) -> None:
    arguments = (*SWEEP, "--out", "out", "--scheduler", house.address)
    with unrolled(tmp_path, *arguments) as first:
        assert first.stdout is not None
        assert first.stdout.readline().startswith("[1/2]")
        first.send_signal(signal.SIGINT)
        _, complaints = first.communicate(timeout=200)
    assert first.returncode == 130, complaints
    assert "Interrupted" in complaints
    assert not list((tmp_path / "out").glob(".tmp-*"))
    (made,) = (tmp_path / "out").rglob("*.mp4")
    before = made.stat().st_mtime_ns
    with unrolled(tmp_path, *arguments) as second:
        said, complaints = second.communicate(timeout=400)
    assert second.returncode == 0, complaints
    assert len(list((tmp_path / "out").rglob("*.mp4"))) == 2
    assert made.stat().st_mtime_ns == before
    assert said.splitlines()[0].startswith(f"[1/2]  {made.relative_to(tmp_path)}")


def test_what_fails_is_tried_three_times_and_the_rest_finishes(
    house: Cluster, tmp_path: Path
) -> None:
    note, said = tmp_path / "attempts", []
    jobs = [job(clip, sentence=str(note)) for clip in ("equation", "feedback", "rolling", "state")]
    told = outcomes(on_workers.attempt, jobs, house.address, said)
    lines = [line.split() for line in note.read_text(encoding="utf-8").splitlines()]
    attempts = [clip for clip, _ in lines]
    assert {clip: attempts.count(clip) for clip in told} == {
        "equation": 3, "feedback": 1, "rolling": 1, "state": 3,
    }  # fmt: skip
    assert len({pid for clip, pid in lines if clip == "equation"}) == 3
    assert "its worker died" in told["equation"].fault
    assert "tried 3 times" in told["equation"].fault
    assert "ZeroDivisionError: a fault (tried 3 times" in told["state"].fault.splitlines()[-1]
    assert told["feedback"].mistake == "feedback.sentence: no word comes twice"
    assert told["rolling"].result == "rolling"
    wait_until(lambda: len(house.workers()) == 2)


def test_files_that_a_job_names_go_with_it(house: Cluster, tmp_path: Path) -> None:
    full, empty = tmp_path / "days.csv", tmp_path / "none.csv"
    full.write_text("1\n2\n", encoding="utf-8")
    empty.write_text("", encoding="utf-8")
    with crew(1, house.address, [], Surroundings(), lambda line: None) as hands:
        both = [job("sequence-to-sequence", series=str(path)) for path in (full, empty)]
        calls = deque(Call(on_workers.read_series, each) for each in both)
        results = [o for _, o in run_calls(calls, hands.workers, executor=hands.executor)]
    read, complaint = sorted(results, key=lambda outcome: outcome.mistake)
    path, content = read.result
    assert content == "1\n2\n"
    assert Path(path).name == "days.csv"
    assert not Path(path).exists(), "the worker tidies up"
    assert path != str(full)
    assert read.job == both[0]
    assert complaint.mistake == f"sequence-to-sequence.series = {str(empty)!r}: is empty"


def test_a_worker_with_other_sources_is_refused(house: Cluster, tmp_path: Path) -> None:
    for package in ("rnn_math", "scenes", "lecture"):
        shutil.copytree(ROOT / package, tmp_path / package)
    with (tmp_path / "scenes" / "rolling.py").open("a", encoding="utf-8") as file:
        file.write("# another line\n")
    jobs = [job("rolling")]
    said: list[str] = []
    with crew(1, house.address, jobs, Surroundings(), said.append) as hands:
        odd = house.worker("--no-nanny", root=tmp_path)
        try:
            with pytest.raises(InputError, match=r"scenes/rolling\.py is another one: install"):
                _enter(house.address, jobs)
            _the_late_comer_gets_nothing(hands, jobs[0])
            assert [line for line in said if line.endswith("start it again; it is left out")]
        finally:
            odd.terminate()
            odd.wait(10)
    wait_until(lambda: len(house.workers()) == 2)


def _enter(address: str, jobs: list[Job]) -> None:
    with crew(1, address, jobs, Surroundings(), lambda line: None):
        raise AssertionError("was let in")


def _the_late_comer_gets_nothing(hands: WorkerPool, work: Job) -> None:
    calls = deque(Call(_where, replace(work, clip="rolling")) for _ in range(12))
    given = run_calls(calls, 2 * hands.workers, executor=hands.executor)  # ahead, as for a lecture
    roots = {outcome.result for _, outcome in given}
    assert roots == {str(ROOT)}


def _where(job: Job, report: object) -> str:
    return str(work.ROOT)


def test_workers_are_there_also_while_the_client_forgets_them(house: Cluster) -> None:
    regular = house.client._periodic_callbacks["scheduler-info"]
    before, regular.callback_time = regular.callback_time, 1
    try:
        wait_until(lambda: not house.client._scheduler_identity["workers"])
        assert {len(workers_of(house.client)) for _ in range(200)} == {2}
    finally:
        regular.callback_time = before


def test_a_scheduler_that_goes_away_is_told(tmp_path: Path) -> None:
    note = tmp_path / "note"
    with cluster(tmp_path) as hands:
        hands.worker("--no-nanny")
        threading.Thread(
            target=lambda: (wait_until(note.exists), hands.scheduler.kill()), daemon=True
        ).start()
        jobs = [job(clip, sentence=str(note)) for clip in ("rolling", "state")]
        told = outcomes(on_workers.wait_for_ever, jobs, hands.address, [])
    assert {clip: outcome.mistake for clip, outcome in told.items()} == dict.fromkeys(
        ("rolling", "state"),
        f"{hands.address}: the scheduler has gone: start it again, and render again",
    )


@pytest.fixture
def hanging(house: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Makes the scheduler hang: a frozen machine, or a lost network. It is being asked then."""
    asked_again = threading.Event()

    def ask(client: Client) -> dict[str, Any]:
        asked_again.set()
        return workers_of(client)

    def hang() -> None:
        os.kill(house.scheduler.pid, signal.SIGSTOP)
        asked_again.clear()
        assert asked_again.wait(20)

    monkeypatch.setattr(executor, "workers_of", ask)
    yield hang
    os.kill(house.scheduler.pid, signal.SIGCONT)
    wait_until(lambda: len(house.workers()) == 2)


def test_a_scheduler_that_hangs_is_waited_for(
    house: Cluster, hanging: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    jobs = [job("rolling")]
    with crew(1, house.address, jobs, Surroundings(), said.append) as hands:
        assert hands.executor is not None
        monkeypatch.setattr(machines, "PATIENCE", 0.5)
        hanging()
        given = hands.executor.submit(worker.work, _where, *jobs, 0)
        try:
            wait_until(lambda: said, 20)
        finally:
            monkeypatch.undo()
            os.kill(house.scheduler.pid, signal.SIGCONT)
        assert given.result(60).result == str(ROOT)
    assert said == [
        f"{house.address}: the scheduler does not answer; waiting for it, Ctrl-C ends it"
    ]


def test_a_scheduler_that_hangs_is_left(
    house: Cluster, hanging: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machines, "PATIENCE", 60)
    entered, enough = threading.Event(), threading.Event()

    def stay() -> None:
        with crew(1, house.address, [], Surroundings(), lambda line: None):
            entered.set()
            enough.wait()

    inside = threading.Thread(target=stay, daemon=True)
    inside.start()
    assert entered.wait(60)
    hanging()
    enough.set()
    inside.join(30)
    assert not inside.is_alive()


def test_a_scheduler_without_workers_is_told(tmp_path: Path) -> None:
    with cluster(tmp_path) as hands, pytest.raises(InputError, match="has no workers: start some"):
        _enter(hands.address, [job("rolling")])


def test_nobody_and_somebody_else_are_told_from_a_scheduler(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        def greet() -> None:
            line, _ = other.accept()
            with line:
                line.sendall(b"SSH-2.0-Other\r\n")

        threading.Thread(target=greet, daemon=True).start()
        with pytest.raises(InputError, match="something else listens"):
            _enter(f"127.0.0.1:{port}", [])
    with unrolled(tmp_path, "render", "rolling", "--scheduler", f"tcp://127.0.0.1:{port}") as it:
        _, complaints = it.communicate(timeout=200)
    assert it.returncode == 2
    assert complaints.startswith(f"--scheduler tcp://127.0.0.1:{port}: no Dask scheduler answers")
    assert "Traceback" not in complaints


def test_a_worker_is_no_scheduler_and_tls_needs_keys(house: Cluster, tmp_path: Path) -> None:
    worker = min(house.workers())
    for address, why in (
        (worker, "a Dask worker answers there: give the address of its scheduler"),
        (house.address.replace("tcp://", "tls://"), "Dask has no keys for tls"),
    ):
        with unrolled(tmp_path, "render", "rolling", "--scheduler", address) as it:
            _, complaints = it.communicate(timeout=100)
        assert it.returncode == 2
        assert complaints.startswith(f"--scheduler {address}: ")
        assert why in complaints
        assert "Traceback" not in complaints


@pytest.mark.parametrize(
    "address", ["localhost", "http://localhost:8786", "tcp://", "tcp://a:b", "tcp://a:1/b", "a:0"]
)
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(InputError, match=r"must be tcp://HOST:PORT"):
        _enter(address, [])


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"pip install 'unrolled\[cluster\]'"):
        _enter("tcp://localhost:8786", [])


def test_a_worker_compares_versions_and_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing = standing_of([Surroundings().fingerprint_of(job("rolling"))])
    assert asked(standing).why_not == ()
    versions = {**standing.versions, "numpy": "1.0", "nonsense": "1"}
    told = asked(replace(standing, versions=versions)).why_not
    assert any(line.startswith("numpy ") and line.endswith("must be 1.0") for line in told)
    assert "nonsense is not installed, must be 1" in told

    monkeypatch.setattr(work, "ROOT", tmp_path)
    (tmp_path / "a.py").write_text("1", encoding="utf-8")
    monkeypatch.setattr(work, "imported", lambda: {"a.py": digest_of(b"1")})
    files = {"a.py": digest_of(b"1")}
    wanted = replace(standing, files=files)
    assert asked(wanted).why_not == ()
    (tmp_path / "a.py").write_text("2", encoding="utf-8")
    assert asked(wanted).why_not == ("a.py is another one",)
    edited = replace(standing, files={"a.py": digest_of(b"2"), "b.py": "x"})
    order = work.Order(edited, b"not opened", packed(job("rolling"), []))
    assert carry_out(order) == Refusal(
        ("a.py changed after the worker was started", "b.py is not there")
    )


def test_fonts_and_files_lie_where_the_moved_job_says(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    (fonts / "deep").mkdir(parents=True)
    (fonts / "deep" / "a.ttf").write_bytes(b"font")
    (tmp_path / "w.npz").write_bytes(b"weights")
    named = job("rolling", weights=str(tmp_path / "w.npz"))
    named = replace(named, look=Look(fonts=(str(fonts),)))
    with unpacked(packed(named, ["weights"]), named) as here:
        (folder,) = here.job.look.fonts
        assert (Path(folder) / "deep" / "a.ttf").read_bytes() == b"font"
        assert Path(here.job.params.weights).read_bytes() == b"weights"
        assert here.told(f"{here.job.params.weights}, {folder}") == f"{tmp_path / 'w.npz'}, {fonts}"
    assert not Path(folder).exists()


def test_what_is_too_large_to_send_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lecture.cluster.attachments.LARGEST", 3)
    (tmp_path / "w.npz").write_bytes(b"1234")
    named = job("rolling", weights=str(tmp_path / "w.npz"))
    with pytest.raises(InputError, match=r"rolling\.weights: 0 MB, must be at most"):
        packed(named, ["weights"])
