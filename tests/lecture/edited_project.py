"""A copy of this project and a lecture made with it, for a test to edit and render."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import tomli_w

from rnn_math.tasks.remembering import COMPARED
from rnn_math.tasks.tagging import GATED
from scenes.languages import DRAWN, file_of
from scenes.params import CLIPS
from tests.lecture.loaded import PUBLISHING
from tests.lecture.small_tree import script_file
from tests.lecture.watch.watching import CALL, ROOT, copy_of_ours

SMALL = ("--quality", "320x180@5")

_TAGGED = {
    "opening", "feedback", "rolling", "equation", "state", "training", "forgetting",
    "lstm", "gru", "closing",
    "sequence-to-sequence", "architectures",
}  # fmt: skip

_READ = (
    ({"forgetting", "quiz"}, "data/remembering.json"),
    *(({"forgetting", "quiz"}, f"weights/remembering_{kind}.safetensors") for kind in COMPARED),
    ({"sequence-to-sequence"}, "data/forecasting_sunspots.csv"),
    ({"sequence-to-sequence"}, "weights/forecasting_price.safetensors"),
    ({"sequence-to-sequence"}, "weights/forecasting_sunspots.safetensors"),
    ({"sequence-to-vector", "architectures"}, "data/spam.tsv"),
    ({"sequence-to-vector", "architectures"}, "weights/spam.safetensors"),
    ({"vector-to-sequence", "architectures"}, "data/captioning_digits.npz"),
    ({"vector-to-sequence", "architectures"}, "weights/captioning.safetensors"),
    ({"encoder-decoder", "architectures"}, "weights/translation.safetensors"),
    *((_TAGGED, f"weights/tagging_{kind}.safetensors") for kind in GATED),
)
DATA = {
    **{f"rnn_math/tasks/{file}": clips for clips, file in _READ},
    "scenes/scripts/en/questions.toml": {"quiz"},
    **{file_of("en", name): {*CLIPS} for name in DRAWN},
}
"""Files that are read, not imported, and the clips that run their task or use their words."""

SHORT: dict[str, dict[str, Any]] = {
    "lecture": {"sentence": "Maria sings", "hidden_size": 2, "embedding_size": 2},
    "feedback": {"sentence": "Maria sees Maria"},
    "sequence-to-sequence": {"window": 3},
    "sequence-to-vector": {"message": "free prize", "second_message": "call me"},
    "encoder-decoder": {"sentence": "le chien dort", "second_sentence": "le chat dort"},
    "architectures": {"message": "free prize"},
    "quiz": {"seconds": 3},
}
"""A lecture of all clips that is soon drawn."""


class Project:
    """The sources under ``root``, and ``desk``, where they are used with ``settings``."""

    def __init__(self, folder: Path, clips: tuple[str, ...] = tuple(CLIPS)) -> None:
        self.root = copy_of_ours(folder / "tree")
        shutil.copy(ROOT / "pyproject.toml", self.root)
        self.desk = folder / "desk"
        self.desk.mkdir()
        self.clips = clips
        self.settings = {table: {**SHORT.get(table, {})} for table in ("lecture", *CLIPS)}
        self.settings["lecture"]["clips"] = clips
        self.choose("lecture", "theme", "dark")
        self._seen: set[Any] = set()

    def read(self, file: str) -> str:
        return (self.root / file).read_text(encoding="utf-8")

    def write(self, file: str, text: str) -> None:
        assert text != self.read(file), "nothing was edited"
        (self.root / file).write_text(text, encoding="utf-8")

    def edit(self, file: str, old: str, new: str) -> None:
        self.write(file, self.read(file).replace(old, new, 1))

    def choose(self, table: str, key: str, value: Any) -> None:
        self.settings[table][key] = value
        (self.desk / "lecture.toml").write_text(tomli_w.dumps(self.settings), encoding="utf-8")

    @cached_property
    def loaded(self) -> dict[str, list[str]]:
        """The sources that a process needs to draw each clip, and to publish one."""
        program = Path(__file__).with_name("loaded.py")
        asked = (*self.clips, PUBLISHING)
        found: dict[str, list[str]] = json.loads(
            self._call(str(program), str(self.root), *asked, home="warm").stdout
        )
        return found

    def touched_by(self, file: str) -> set[str]:
        """The clips that are made of ``file``."""
        if file in self.loaded[PUBLISHING]:
            return set(self.clips)
        return {clip for clip in self.clips if file in self.loaded[clip]} | DATA.get(file, set())

    def status(self) -> set[str]:
        """The clips that are said not to be fresh."""
        answer = self._unrolled("status", "--json", home="warm")
        states = json.loads(answer.stdout)
        return {its["name"] for its in states if its["state"] != "fresh"} - {"lecture"}

    def render(self, out: str = "renders", home: str = "warm") -> dict[str, int]:
        """How many beats of each clip were drawn."""
        answer = self._unrolled("render", "--out", out, "--jobs", "2", home=home)
        assert answer.returncode == 0, answer.stdout + answer.stderr
        told = re.findall(
            r"clips/(\S+)\.mp4 .* (?:(\d+) of \d+ beats|nothing) drawn", answer.stdout
        )
        return {clip: int(drawn or 0) for clip, drawn in told}

    def complaints(self, stale: set[str]) -> list[str]:
        """Render what is new; what is wrong if an edit has made ``stale`` so, and no other clip.

        What comes out is compared with what the tree gives where nothing was ever computed.
        """
        said = self.status()
        wrong = [
            f"{clip} is called {'stale' if clip in said else 'fresh'}"
            for clip in sorted(said ^ stale)
        ]
        drawn = self.render()
        for clip in self.clips:
            beats = set(self._pictures(clip)) - self._seen
            self._seen |= beats
            if drawn.get(clip) != len(beats):
                wrong.append(f"{clip}: {drawn.get(clip)} beats drawn, {len(beats)} are new")
        self.render("cold", home="cold")
        wrong += different(self.desk / "renders", self.desk / "cold")
        for folder in ("cold", "home-cold"):
            shutil.rmtree(self.desk / folder)
        return wrong

    def _pictures(self, clip: str) -> list[Any]:
        """What the pictures of each beat are of, in plain text."""
        files = {*self.loaded[clip], *(file for file, clips in DATA.items() if clip in clips)}
        script = [line for line in self._script_of(clip) if not line.startswith(("[", "headline",
                  "narration", "title"))]  # fmt: skip
        look = {key: self.settings["lecture"].get(key) for key in ("theme", "notation")}
        its = (clip, str(look), str(self.settings[clip]), str(script),
               *((self.root / file).read_bytes() for file in sorted(files)))  # fmt: skip
        beats = self.beats(clip)
        before = ["", *(beat["headline"] for beat in beats)]
        return [
            (hash(its), n, before[n], beat["name"], beat["headline"], beat["frames"])
            for n, beat in enumerate(beats)
        ]

    def _script_of(self, clip: str) -> list[str]:
        return self.read(script_file(clip)).splitlines()

    def beats(self, clip: str) -> list[dict[str, Any]]:
        file = self.desk / "renders" / "clips" / f"{clip}.json"
        beats: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["beats"]
        return beats

    def _unrolled(self, *arguments: str, home: str) -> "subprocess.CompletedProcess[str]":
        return self._call("-c", CALL, *arguments, *SMALL, home=home)

    def _call(self, *arguments: str, home: str) -> "subprocess.CompletedProcess[str]":
        environment: Mapping[str, str] = {
            **os.environ,
            "PYTHONPATH": str(self.root),
            "XDG_CACHE_HOME": str(self.desk / f"home-{home}"),
        }
        return subprocess.run(
            [sys.executable, "-P", *arguments], cwd=self.desk, env=environment,
            capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
        )  # fmt: skip


def different(one: Path, other: Path) -> list[str]:
    """Names of published files that are not in both folders, the same to the byte."""

    def published(out: Path) -> dict[str, bytes]:
        files = [p for p in out.rglob("*") if p.is_file() and ".cache" not in p.parts]
        return {str(p.relative_to(out)): p.read_bytes() for p in files}

    first, second = published(one), published(other)
    names = sorted({*first, *second})
    return [f"{name} differs" for name in names if first.get(name) != second.get(name)]
