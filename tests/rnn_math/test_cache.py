import os
import stat
import sys
from pathlib import Path

import numpy as np
import pytest

from rnn_math import arrays, cache, readout
from rnn_math.cache import cache_dir, fetch, key_of


class Maker:
    """Makes parameters and counts how often it had to."""

    def __init__(self):
        self.made = 0

    def __call__(self):
        self.made += 1
        return {"W_x": np.arange(6.0).reshape(2, 3) / 7, "b": np.array([-0.0, 1e-300])}


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("UNROLLED_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "models"


@pytest.fixture
def make() -> Maker:
    return Maker()


def test_what_was_made_is_read_to_the_last_bit(folder, make):
    first, second = fetch("toy", "k1", make), fetch("toy", "k1", make)
    assert make.made == 1
    assert {n: a.tobytes() for n, a in first.items()} == {n: a.tobytes() for n, a in second.items()}
    assert [path.name for path in folder.iterdir()] == ["toy-k1.safetensors"]


def test_another_key_is_made_anew(folder, make):
    fetch("toy", "k1", make)
    fetch("toy", "k2", make)
    assert make.made == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-3]),
        lambda path: path.write_bytes(path.read_bytes()[:-1] + bytes([path.read_bytes()[-1] ^ 1])),
        lambda path: path.write_bytes(path.read_bytes().replace(b"k1", b"k2")),
        lambda path: (path.unlink(), path.mkdir()),
    ],
    ids=["emptied", "cut off", "one bit flipped", "of another key", "a folder"],
)
def test_a_spoilt_entry_is_made_again(folder, make, spoil):
    good = fetch("toy", "k1", make)
    spoil(folder / "toy-k1.safetensors")
    again = fetch("toy", "k1", make)
    assert make.made == 2
    assert (again["W_x"] == good["W_x"]).all()
    assert not list(folder.glob(".*"))


def test_a_folder_that_cannot_be_written_only_means_no_caching(folder, make, monkeypatch):
    def refuse(path, content):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(cache, "write_atomically", refuse)
    fetch("toy", "k1", make)
    fetch("toy", "k1", make)
    assert make.made == 2


def test_a_file_in_place_of_the_folder_only_means_no_caching(folder, make):
    folder.parent.parent.mkdir(exist_ok=True)
    folder.parent.write_text("in the way")
    assert fetch("toy", "k1", make)["b"][1] == 1e-300


def test_no_home_only_means_no_caching(make, monkeypatch):
    def homeless():
        raise RuntimeError("no home")

    monkeypatch.delenv("UNROLLED_CACHE")
    monkeypatch.setattr(Path, "home", homeless)
    assert cache_dir() is None
    fetch("toy", "k1", make)
    assert make.made == 1


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_entries_are_as_readable_as_any_other_file(folder, make, tmp_path):
    (tmp_path / "other").write_bytes(b"")
    fetch("toy", "k1", make)
    modes = [stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "other", *folder.iterdir())]
    assert modes[0] == modes[1]


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {}, "home/.cache/unrolled"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "home/.cache/unrolled"),
        ("darwin", {}, "home/Library/Caches/unrolled"),
        ("win32", {}, "home/AppData/Local/unrolled"),
        ("win32", {"LOCALAPPDATA": "local"}, "local/unrolled"),
        ("linux", {"UNROLLED_CACHE": "chosen"}, "chosen"),
    ],
)
def test_the_folder_follows_the_system(monkeypatch, platform, environment, expected):
    for name in ("UNROLLED_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("home"))
    assert cache_dir() == Path(expected)


def test_an_absolute_xdg_folder_is_used(monkeypatch, tmp_path):
    monkeypatch.delenv("UNROLLED_CACHE")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_dir() == tmp_path / "unrolled"


def test_the_key_is_the_content(monkeypatch):
    key = key_of((readout,), seed=0, size=4)
    assert key == key_of((readout,), size=4, seed=0)
    others = [
        key_of((readout,), seed=1, size=4),
        key_of((arrays,), seed=0, size=4),
        key_of((readout, arrays), seed=0, size=4),
    ]
    monkeypatch.setattr(np, "__version__", "9.9")
    others.append(key_of((readout,), seed=0, size=4))
    assert len({key, *others}) == 5
    assert len(key) == 64
