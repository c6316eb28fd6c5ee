"""Sources of two small clips that a test may edit, drawn in this process."""

import tomllib
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from lecture.freshness import sources
from lecture.freshness.fingerprint import Surroundings
from lecture.imports import digest_of
from lecture.production import clips
from lecture.production.job import Job
from lecture.video.format import VideoFormat
from scenes.params import CLIPS, Look
from scenes.script import Line, Script

VIDEO = VideoFormat(320, 180, 5)

SCENE = """
from manim import LEFT, RIGHT, Circle, FadeIn, Square, Transform

from scenes.lecture_scene import LectureScene
from scenes.mobjects.text.text import Words
from scenes.theme import Pace

COLOR = "#ff0000"


class Small(LectureScene):
    clip = "NAME"

    def construct(self):
        self.tell(self.show_a_circle)
        self.tell(self.move_it)
        self.tell(self.name_it)

    def show_a_circle(self):
        self.shape = Circle(color=COLOR, fill_opacity=1.0).shift(3 * LEFT)
        self.play(FadeIn(self.shape), run_time=Pace.QUICK)

    def move_it(self):
        self.play(Transform(self.shape, Square(color=COLOR).shift(3 * RIGHT)), run_time=1.0)

    def name_it(self):
        named = Words(self.params.sentence, self.theme.text, 0.3)
        word = Words(self.script.words["word"], self.theme.text, 0.3).shift(2 * LEFT + LEFT)
        self.play(FadeIn(named, word))
"""

SCRIPT = """
[NAME]
title = "A small clip"
word = "word"

[NAME.show-a-circle]
headline = "A circle"
narration = "Here is a circle."

[NAME.move-it]
headline = "It moves"
narration = "It moves and becomes a square on the other side of the picture."

[NAME.name-it]
headline = "Its name"
narration = "It has a name."
"""


def script_file(clip: str) -> str:
    """The script of a clip, in English."""
    return f"scenes/scripts/en/clips/{clip}.toml"


class Tree:
    """The editable sources under ``root``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("scenes/theme.py", "QUICK = 0.4\n")
        self.write("lecture/production/film.py", "import lecture.video.encoder\n")
        self.write("lecture/video/encoder.py", "")
        self.write(
            "lecture/publishing/clip.py",
            "import lecture.publishing.captions, lecture.publishing.timeline\n",
        )
        self.write("lecture/publishing/captions.py", "")
        self.write("lecture/publishing/timeline.py", "")
        for clip in ("rolling", "state"):
            self.write(f"scenes/{clip}.py", SCENE.replace("NAME", clip))
            self.write(script_file(clip), SCRIPT.replace("NAME", clip))
        self._imported: dict[str, str] = {}

    def stand_for_ours(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """From now on clips are made of these files."""
        monkeypatch.setattr(sources, "ROOT", self.root)
        monkeypatch.setattr(clips, "build_scene", self.build)
        for module in ("production.film", "production.produce", "publishing.clip"):
            monkeypatch.setattr(f"lecture.{module}.imported", lambda: dict(self._imported))

    def speak(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Its scenes have a voice if their jobs have one."""
        build = self.build

        def speaking(job: Job, renderer: Any) -> Any:
            scene = build(job, renderer)
            scene.speech = job.speech
            return scene

        monkeypatch.setattr(clips, "build_scene", speaking)

    def read(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        text = self.read(name)
        assert old in text, old
        self.write(name, text.replace(old, new, 1))

    def fingerprint(self, jobs: list[Job]) -> dict[Job, Any]:
        surroundings = Surroundings(sources.Sources(self.root))
        return {job: surroundings.fingerprint_of(job) for job in jobs}

    def script(self, clip: str) -> Script:
        table = tomllib.loads(self.read(script_file(clip)))[clip]
        lines = {name: Line(**line) for name, line in table.items() if isinstance(line, dict)}
        return Script(clip, table["title"], lines, {"word": table["word"]})

    def build(self, job: Job, renderer: object) -> Any:
        """Stands where ``lecture.production.clips.build_scene`` is."""
        names: dict[str, Any] = {"__name__": "small"}
        file = f"scenes/{job.clip}.py"
        self._imported[file] = digest_of((self.root / file).read_bytes())
        exec(self.read(file), names)
        return names["Small"](job.params, job.look, self.script(job.clip), renderer=renderer)


class Here(Executor):
    """Runs what it is given at once, in this process."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def jobs(sentence: str = "A name", theme: str = "dark") -> list[Job]:
    look = Look(theme=theme)
    params = {"rolling": {"sentence": sentence}, "state": {"sentence": "Apple is here"}}
    return [Job(clip, CLIPS[clip](**its), look, VIDEO) for clip, its in params.items()]
