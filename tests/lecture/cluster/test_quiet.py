"""What Dask does beside a drawing is done seldom meanwhile, and afterwards as before."""

import subprocess
import sys
from pathlib import Path

import pytest
from distributed import Worker, get_worker

from lecture.cluster.quiet import quiet
from tests.lecture.cluster.dask_cluster import ROOT, cluster

pytestmark = pytest.mark.slow

PAGES = """
import resource
from lecture.cluster.quiet import quiet

def pages():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(20):
        b"." * 8_000_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

print(pages())
with quiet():
    print(pages())
print(pages())
"""


def often(dask_worker: Worker) -> list[str]:
    """What is done several times a second."""
    return [n for n, its in dask_worker.periodic_callbacks.items() if its.callback_time < 500]


def in_peace() -> list[str]:
    with quiet():
        return often(get_worker())


def test_dask_looks_after_a_worker_seldom_while_it_draws(tmp_path: Path) -> None:
    with cluster(tmp_path) as its:
        its.worker("--no-nanny")
        (before,) = its.client.run(often).values()
        assert {"profile", "tick"} <= {*before}
        assert its.client.submit(in_peace).result() == []
        (after,) = its.client.run(often).values()
        assert after == before


@pytest.mark.skipif(sys.platform != "linux", reason="glibc is told by the environment")
def test_memory_is_kept_for_the_next_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALLOC_TRIM_THRESHOLD_", "65536")  # as Dask does
    command = [sys.executable, "-c", PAGES]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    before, within, after = map(int, run.stdout.split())
    assert within < min(before, after) / 4
