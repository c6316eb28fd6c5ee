"""Edits of a lecture and of our sources, drawn at random; each says which clips it makes stale."""

import re
from collections.abc import Callable
from random import Random
from typing import Any

from safetensors import safe_open
from safetensors.numpy import save_file

from scenes.params import CLIPS
from tests.lecture.edited_project import DATA, Project
from tests.lecture.loaded import PUBLISHING
from tests.lecture.small_tree import script_file

Stale = set[str]
Draw = Callable[[Random], Any]


def some(words: str, least: int = 2, most: int = 3) -> Draw:
    """A few of ``words``."""
    return lambda chance: " ".join(chance.sample(words.split(), chance.randint(least, most)))


def number(least: int, most: int) -> Draw:
    return lambda chance: chance.randint(least, most)


def phrase(chance: Random) -> str:
    return chance.choice(PHRASES)


def echo(chance: Random) -> str:
    """A sentence in which one word comes twice."""
    first, second = chance.sample(NAMES.split(), 2)
    return f"{first} sees {second} {first}"


NAMES = "Maria Apple Berlin Washington is hiring sings in"
MESSAGE = "free prize call me now lunch on Monday phone"
PHRASES = ("le chat dort", "je mange", "le chien lave la voiture")

PARAMETERS: dict[str, dict[str, Draw]] = {
    "opening": {"sentence": echo, "seed": number(0, 9)},
    "closing": {"sentence": echo, "hidden_size": number(1, 6)},
    "feedback": {"sentence": echo, "seed": number(0, 9)},
    "rolling": {"sentence": some(NAMES), "hidden_size": number(1, 6)},
    "equation": {"sentence": some(NAMES), "step": number(1, 2), "embedding_size": number(1, 4)},
    "state": {"unit": number(1, 2), "swap_step": number(1, 2), "swap_word": some(NAMES, 1, 1)},
    "lstm": {"sentence": some(NAMES), "step": number(1, 2)},
    "gru": {"sentence": some(NAMES), "step": number(1, 2)},
    "training": {"seed": number(0, 3), "rate": number(1, 5)},
    "forgetting": {"sentence": some(NAMES, 2), "factor": number(2, 6)},
    "sequence-to-sequence": {"window": number(1, 5), "window_start": number(1, 40)},
    "sequence-to-vector": {"message": some(MESSAGE), "second_message": some(MESSAGE)},
    "vector-to-sequence": {"digit": number(0, 300), "second_digit": number(0, 300)},
    "encoder-decoder": {"sentence": phrase, "second_sentence": phrase},
    "architectures": {"sentence": some(NAMES), "digit": number(0, 300), "phrase": phrase},
    "quiz": {"seconds": number(3, 6)},
}
"""Valid values, by the clips and names of parameters."""


def a_parameter(project: Project, chance: Random) -> Stale:
    clip = chance.choice([*CLIPS])
    key = chance.choice([*PARAMETERS[clip]])
    before = project.settings[clip].get(key)
    values = (PARAMETERS[clip][key](chance) for _ in range(99))
    project.choose(clip, key, next(value for value in values if value != before))
    return {clip}


def the_theme(project: Project, chance: Random) -> Stale:
    themes = {"dark": "light", "light": "dark"}
    project.choose("lecture", "theme", themes[project.settings["lecture"]["theme"]])
    return {*CLIPS}


def the_title_of_the_lecture(project: Project, chance: Random) -> Stale:
    project.choose("lecture", "title", f"Lecture {chance.random()}")
    return set()


def narration_as_long_as_before(project: Project, chance: Random) -> Stale:
    return in_a_line(project, chance, "narration", lambda text: re.sub(r"\b[a-z]{3,}\b(?![^{]*})",
                     lambda word: word[0][::-1], text))  # fmt: skip


def narration_that_is_longer(project: Project, chance: Random) -> Stale:
    return in_a_line(project, chance, "narration", lambda text: text + " And so it goes on." * 20)


def a_headline(project: Project, chance: Random) -> Stale:
    return in_a_line(project, chance, "headline", lambda text: text + chance.choice("!?"))


def in_a_line(project: Project, chance: Random, key: str, change: Callable[[str], str]) -> Stale:
    """Edit what one beat says that is told."""
    told = [(clip, beat["name"]) for clip in CLIPS for beat in project.beats(clip)]
    scripts = {clip: project.read(script_file(clip)) for clip in CLIPS}
    scripted = [(clip, beat) for clip, beat in told if f"[{clip}.{beat}]" in scripts[clip]]
    clip, beat = chance.choice(scripted)
    head, table, rest = scripts[clip].partition(f"[{clip}.{beat}]")
    rest = re.sub(rf'(?<=\n{key} = ")[^"\n]*', lambda text: change(text[0]), rest, count=1)
    project.write(script_file(clip), head + table + rest)
    return {clip}


def a_word_in_the_picture(project: Project, chance: Random) -> Stale:
    word = r'(?m)^((?!headline|narration|title)[\w-]+ = ")(?!.*[{<])'
    words = {clip: re.findall(word, project.read(script_file(clip))) for clip in CLIPS}
    clip = chance.choice([clip for clip in CLIPS if words[clip]])
    chosen = chance.choice(words[clip])
    project.edit(script_file(clip), chosen, f"{chosen}a")
    return {clip}


def a_line_of_one_clip(project: Project, chance: Random) -> Stale:
    return a_line_of(project, chance, lambda touched: len(touched) == 1)


def a_line_that_some_clips_share(project: Project, chance: Random) -> Stale:
    return a_line_of(project, chance, lambda touched: 1 < len(touched) < len(CLIPS))


def a_line_of_any_file(project: Project, chance: Random) -> Stale:
    return a_line_of(project, chance, lambda touched: True)


def a_line_that_draws_nothing(project: Project, chance: Random) -> Stale:
    return a_line_of(project, chance, lambda touched: not touched)


def a_line_that_publishes(project: Project, chance: Random) -> Stale:
    writes = {*project.loaded[PUBLISHING]} - {*project.loaded["quiz"]}
    return append(project, chance, sorted(writes))


def a_line_of(project: Project, chance: Random, chosen: Callable[[Stale], bool]) -> Stale:
    sources = sorted(str(p.relative_to(project.root)) for p in project.root.rglob("*.py"))
    return append(project, chance, [file for file in sources if chosen(project.touched_by(file))])


def append(project: Project, chance: Random, files: list[str]) -> Stale:
    file = chance.choice(files)
    project.write(file, project.read(file) + chance.choice(["# {}\n", "_NEW_{} = 0\n"]).format(
                  chance.randrange(10**9)))  # fmt: skip
    return project.touched_by(file)


def a_duration(project: Project, chance: Random) -> Stale:
    """A line of one clip after which it looks different."""
    clip = chance.choice([*CLIPS])
    file = f"scenes/{clip.replace('-', '_')}.py"
    paces = [*re.finditer(r"run_time=Pace\.(NORMAL|SLOW|QUICK)", project.read(file))]
    pace, text = chance.choice(paces), project.read(file)
    other = "Pace.SLOW" if pace[1] == "NORMAL" else "Pace.NORMAL"
    project.write(file, f"{text[: pace.start()]}run_time={other}{text[pace.end() :]}")
    return {clip}


def a_color(project: Project, chance: Random) -> Stale:
    role = chance.choice(["input", "state", "output"])
    color = f"#{chance.randrange(256**3):06x}"
    file = "scenes/theme.py"
    project.write(file, re.sub(rf'\b{role}="#\w+"', f'{role}="{color}"', project.read(file)))
    return {*CLIPS}


def the_weights_of_a_task(project: Project, chance: Random) -> Stale:
    file = chance.choice([file for file in DATA if file.endswith(".safetensors")])
    path = project.root / file
    with safe_open(path, framework="numpy") as weights:
        arrays = {name: weights.get_tensor(name) for name in weights.keys()}  # noqa: SIM118
        metadata = weights.metadata()
    changed = arrays[chance.choice(sorted(arrays))]
    changed *= 1.01
    save_file(arrays, path, metadata)
    return project.touched_by(file)


def a_file_that_no_clip_shows(project: Project, chance: Random) -> Stale:
    unseen = ("pyproject.toml", "rnn_math/tasks/data/README.md", "lecture/watch/page.css",
              "lecture/page/templates/index.html", "scenes/scripts/en/page.toml")  # fmt: skip
    return append(project, chance, [*unseen])


KINDS = (
    a_parameter, the_theme, the_title_of_the_lecture, narration_as_long_as_before,
    narration_that_is_longer, a_headline, a_word_in_the_picture, a_line_of_one_clip,
    a_line_that_some_clips_share, a_line_of_any_file, a_line_that_draws_nothing,
    a_line_that_publishes, a_duration, a_color, the_weights_of_a_task, a_file_that_no_clip_shows,
)  # fmt: skip
