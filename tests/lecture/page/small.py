"""A small lecture whose words try to be more than text."""

import json

from markupsafe import Markup

from lecture.config.model import LectureConfig, load_config
from lecture.config.source import parse_override
from lecture.page.figures import Figures

SCRIPT = "<script>alert(1)</script> & \"quotes\" 'too' --> {{ 7*7 }}"
"""In a title and in a question; and in a sentence, whose words are shown one by one:"""

WORD = "<script>alert(1)</script>"
SENTENCE = f'{WORD} & "quotes"'

QUESTION = {
    "text": f"What is {SCRIPT}?",
    "source": "<b>bold</b> & co",
    "target": "deux mots",
    "answer": "sequence-to-vector",
    "choices": [
        {"architecture": "sequence-to-vector", "why": f"Because of {SCRIPT}."},
        {"architecture": "encoder-decoder", "why": "No </script> here."},
    ],
}

SETTINGS = {
    "lecture.title": f"Small & {SCRIPT}",
    "lecture.clips": ["feedback", "rolling"],
    "video.quality": "320x180@5",
    "feedback.sentence": f"{SENTENCE} {WORD}",
    "rolling.sentence": SENTENCE,
    "equation.sentence": SENTENCE,
    "equation.step": 1,
    "architectures.sentence": SENTENCE,
}


def config() -> LectureConfig:
    """The lecture; what is built in wherever nothing is set."""
    questions = ", ".join(f"{key} = {_toml(value)}" for key, value in QUESTION.items())
    settings = [f"{key}={_toml(value)}" for key, value in SETTINGS.items()]
    settings.append(f"quiz.questions=[{{{questions}}}]")
    return load_config(None, [parse_override(setting) for setting in settings])


def _toml(value: object) -> str:
    """``value`` as TOML: JSON but for its tables."""
    if isinstance(value, list):
        return f"[{', '.join(_toml(each) for each in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key} = {_toml(each)}' for key, each in value.items())}}}"
    return json.dumps(value, ensure_ascii=False)


def stand_in() -> Figures:
    """Figures that are nothing but their names, for tests of what is around them."""
    return Figures(
        cell=Markup("<p>cell</p>"),
        rolling=Markup("<p>rolling</p>"),
        learning=Markup("<p>learning</p>"),
        architectures=Markup("<p>architectures</p>"),
        quiz_wirings={},
        data={"text": SCRIPT},
    )
