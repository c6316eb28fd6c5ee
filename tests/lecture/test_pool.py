import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from lecture.config.model import load_config
from lecture.production.job import Job
from lecture.production.outcome import Outcome
from lecture.production.pool import run_jobs
from scenes.params import RollingParams
from tests.lecture import tasks

CLIPS = ("feedback", "rolling", "equation", "state")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def jobs() -> tuple[Job, ...]:
    return load_config(overrides=()).jobs(CLIPS)


def outcomes(task: Callable[..., object], jobs: tuple[Job, ...]) -> dict[str, Outcome[object]]:
    return {outcome.job.clip: outcome for outcome in run_jobs(task, jobs, 2)}


def test_every_job_gives_its_result_and_progress(jobs: tuple[Job, ...]) -> None:
    seen = []
    results = run_jobs(tasks.name, jobs, 2, lambda job, done, of: seen.append((job.clip, done, of)))
    assert {outcome.result for outcome in results} == set(CLIPS)
    assert {(clip, 2, 2) for clip in CLIPS} & set(seen)


def test_one_failure_leaves_the_others_alone(jobs: tuple[Job, ...]) -> None:
    told = outcomes(tasks.by_name, jobs)
    assert told["feedback"].mistake == "feedback.sentence: no word comes twice"
    assert told["feedback"].fault == ""
    assert "ZeroDivisionError: a fault" in told["equation"].fault
    assert "tasks.py" in told["equation"].fault, "with its traceback"
    assert [told[clip].result for clip in ("rolling", "state")] == ["rolling", "state"]


def test_a_killed_process_is_told_from_its_neighbours(jobs: tuple[Job, ...]) -> None:
    told = outcomes(tasks.kill_equation, jobs)
    assert "was killed" in told["equation"].fault
    assert {clip for clip, o in told.items() if o.result} == {"feedback", "rolling", "state"}


def test_a_process_killed_while_nobody_looks_is_told_too(
    jobs: tuple[Job, ...], tmp_path: Path
) -> None:
    note = tmp_path / "now"
    its = RollingParams(sentence=str(note))
    jobs = tuple(replace(job, params=its) if job.clip == "rolling" else job for job in jobs)
    told = {}
    for outcome in run_jobs(tasks.kill_rolling_when_told, jobs, 2):
        told[outcome.job.clip] = outcome
        if not note.exists():
            note.touch()
            wait_for_the_end_of(multiprocessing.active_children())
    assert "was killed" in told["rolling"].fault
    assert {clip for clip, o in told.items() if o.result} == {"feedback", "equation", "state"}


def wait_for_the_end_of(processes: list[BaseProcess]) -> None:
    """The pool waits for them too; whoever asks second is not told at once."""
    deadline = time.monotonic() + 20
    while any(process.is_alive() for process in processes):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_scene_that_leaves_is_a_fault_of_its_own(jobs: tuple[Job, ...]) -> None:
    told = outcomes(tasks.leave, jobs)
    assert told["equation"].fault.endswith(": SystemExit: 3")
    assert {clip for clip, o in told.items() if o.result} == {"feedback", "rolling", "state"}


def test_a_broken_manim_is_told_by_what_needs_it(
    jobs: tuple[Job, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    why = "libcairo.so.2: cannot open shared object file"
    (tmp_path / "manim.py").write_text(f"raise ImportError({why!r})", encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    told = outcomes(tasks.draw, jobs[:2])
    assert told["feedback"].fault == ""
    assert told["feedback"].mistake == (
        f"Manim cannot be imported (ImportError: {why}): unrolled doctor says what is missing"
    )
    assert told["rolling"].result == "rolling"


def test_no_more_processes_than_asked_for(jobs: tuple[Job, ...]) -> None:
    pids = {outcome.result for outcome in run_jobs(tasks.imported, jobs, 1)}
    assert len(pids) == 1
    assert os.getpid() not in pids


PARENT = """
import sys
from lecture.production.job import Job
from lecture.production.pool import run_jobs
from lecture.video.format import VideoFormat
from scenes.params import Look, RollingParams
from tests.lecture import tasks
if __name__ == "__main__":
    job = Job("rolling", RollingParams(sentence=sys.argv[1]), Look(), VideoFormat(320, 180, 10))
    list(run_jobs(tasks.forever, [job], 1))
"""


def gone(pid: int, seconds: float = 10.0) -> bool:
    for _ in range(round(seconds / 0.05)):
        try:
            os.kill(pid, 0)
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")")[1].split()[0]
        except (ProcessLookupError, FileNotFoundError):
            return True
        if state == "Z":  # dead, and nobody has asked for it yet
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks into /proc")
@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_go_when_the_command_goes(tmp_path: Path, sent: signal.Signals) -> None:
    note, script = tmp_path / "pid", tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, str(script), str(note)], env=environment, stderr=subprocess.DEVNULL
    ) as parent:
        for _ in range(400):
            if note.exists() and note.read_text(encoding="utf-8"):
                break
            time.sleep(0.05)
        worker = int(note.read_text(encoding="utf-8"))
        parent.send_signal(sent)
        parent.wait(20)
    assert gone(worker)


def test_jobs_are_plain_values(jobs: tuple[Job, ...]) -> None:
    import pickle

    for job in jobs:
        assert pickle.loads(pickle.dumps(job)) == job
        assert replace(job, params=RollingParams(sentence="Another")) != job
