"""What a lecturer may choose for each clip, from one end of a range to the other."""

from collections.abc import Callable, Sequence
from itertools import cycle, islice
from typing import Any, get_args

from scenes.languages import languages
from scenes.params import CLIPS, Notation, ThemeName
from scenes.questions import Architecture, Choice, Question

Levels = dict[str, Sequence[Any]]

LOOKS: Levels = {
    "theme": get_args(ThemeName),
    "notation": get_args(Notation),
    "language": languages(),
}

WORDS = {
    "known": ("Apple", "is", "hiring", "in", "Berlin", "Maria", "works", "at", "London"),
    "1": ("I", "a", "ß", "w"),
    "7": ("Vienna!", "köstlic", "mmwwmmw"),
    "18": ("Vorwärtsverkettung", "mmmmmmmmmmmmmmmmmm"),
}
"""Words by the number of their letters; those that are known are in the tagger's vocabulary."""

ALPHABET = tuple("abcdefghjk")

FRENCH = ("elle", "lit", "un", "livre", "rouge", "chien", "dort", "la", "voiture")
UNITS = (1, 4, 7, 8, 9, 32, 64)  # cells up to 8, strips beyond
INPUTS = (1, 3, 8, 9, 64)
PLACES = ("first", "last")
CELLS = (None, "lstm", "gru")

_sentence: Levels = {"words": (1, 5, 10), "letters": tuple(WORDS)}
_tagger: Levels = {"hidden_size": UNITS, "embedding_size": INPUTS}
_example: Levels = {**_sentence, **_tagger}

LEVELS: dict[str, Levels] = {
    "opening": {**_example, "clips": (tuple(CLIPS), ("rolling",), ("equation", "quiz"))},
    "closing": _example,
    "feedback": _example,
    "rolling": {**_example, "cell": CELLS},
    "equation": {**_example, "step": PLACES},
    "state": {
        **_example,
        "unit": PLACES,
        "swap_step": PLACES,
        "swap_letters": tuple(WORDS),
        "cell": CELLS,
    },
    "training": {
        **_sentence,
        "hidden_size": (1, 4, 8, 9, 64),
        "embedding_size": (1, 3, 9),
        "tags": ("one", "all"),
        "rate": (0.01, 0.5, 100.0),
    },
    "forgetting": {**_example, "words": (2, 5, 10), "factor": (1.5, 5.0, 100.0)},
    "lstm": {**_example, "step": PLACES},
    "gru": {**_example, "step": PLACES, "reset": (None, "after", "before")},
    "sequence-to-sequence": {
        **_sentence,
        "hidden_size": UNITS,
        "series": ("price", "sunspots"),
        "window": (1, 8, 15),
        "forecast_hidden_size": (1, 4, 9, 64),
        "cell": CELLS,
    },
    "sequence-to-vector": {
        **_sentence,
        "second_words": (1, 7, 10),
        "hidden_size": (1, 8, 9, 64),
        "embedding_size": (1, 4, 64),
        "cell": CELLS,
    },
    "vector-to-sequence": {
        "digit": (0, 91, 381),
        "second_digit": (7, 190, 300),
        "hidden_size": (1, 8, 9, 32, 64),
        "embedding_size": (1, 8, 64),
        "cell": CELLS,
    },
    "encoder-decoder": {
        "words": (1, 4, 6),
        "letters": ("known", "1", "18"),
        "second_words": (1, 5, 6),
        "hidden_size": (1, 8, 9, 32),
        "cell": CELLS,
    },
    "architectures": {
        **_sentence,
        "message_words": (1, 7, 10),
        "phrase_words": (1, 3, 6),
        "digit": (0, 7, 381),
        "hidden_size": (1, 8, 64),
        "cell": CELLS,
    },
    "quiz": {
        "seconds": (3, 10, 60),
        "questions": (0, 1, 2),
        "letters": tuple(WORDS),
        "source_words": (1, 4, 8),
        "target_words": (1, 5, 8),
        "choices": (2, 4),
    },
}
"""The levels of each clip's parameters; :func:`params_of` makes parameters of a set of them."""

CORNERS: dict[str, tuple[dict[str, Any], ...]] = {
    "equation": (
        {
            "words": 10, "letters": "different", "hidden_size": 8, "embedding_size": 3,
            "step": "second", "theme": "dark", "notation": "pytorch", "language": "en",
        },
    ),
    "state": (
        {
            "words": 10, "letters": "known", "hidden_size": 32, "embedding_size": 3,
            "unit": "first", "swap_step": "first", "swap_letters": "18",
            "cell": None, "theme": "dark", "notation": "output", "language": "fr",
        },
    ),
}  # fmt: skip
"""Sets in which something was found once that no pair of levels is enough for."""


def params_of(clip: str, levels: dict[str, Any]) -> dict[str, Any]:
    """The parameters of ``clip`` that a set of levels stands for."""
    made = {name: levels[name] for name in LEVELS[clip] if name not in _SPELLED}
    return made | _OWN.get(clip, _of_example)(levels)


def text(count: int, letters: str) -> str:
    """``count`` words of so many letters."""
    return " ".join(islice(cycle(ALPHABET if letters == "different" else WORDS[letters]), count))


def _french(count: int, letters: str = "known") -> str:
    return " ".join(islice(cycle(FRENCH if letters == "known" else WORDS[letters]), count))


def _of_example(levels: dict[str, Any]) -> dict[str, Any]:
    count = levels["words"]
    made = {"sentence": text(count, levels["letters"])}
    at = {"first": 1, "second": min(2, count), "last": count}
    for place in {"step", "swap_step"} & levels.keys():
        made[place] = at[levels[place]]
    if "unit" in levels:
        made["unit"] = {"first": 1, "last": levels["hidden_size"]}[levels["unit"]]
    if "swap_letters" in levels:
        made["swap_word"] = WORDS[levels["swap_letters"]][-1]
    return made


def _of_feedback(levels: dict[str, Any]) -> dict[str, Any]:
    """A sentence that holds its first word twice."""
    words = text(max(levels["words"], 2), levels["letters"]).split()
    return {"sentence": " ".join([*words[:-1], words[0]])}


def _of_lesson(levels: dict[str, Any]) -> dict[str, Any]:
    """A sentence, and tags that somebody says are right."""
    tags = {"one": ("O",), "all": ("O", "PER", "ORG", "LOC")}[levels["tags"]]
    count = levels["words"]
    return {
        "sentence": text(count, levels["letters"]), "tags": " ".join(islice(cycle(tags), count)),
    }  # fmt: skip


def _of_messages(levels: dict[str, Any]) -> dict[str, Any]:
    second = text(levels["second_words"], "known")
    return {"message": text(levels["words"], levels["letters"]), "second_message": second}


def _of_phrases(levels: dict[str, Any]) -> dict[str, Any]:
    return {
        "sentence": _french(levels["words"], levels["letters"]),
        "second_sentence": _french(levels["second_words"]),
    }


def _of_architectures(levels: dict[str, Any]) -> dict[str, Any]:
    return {
        "sentence": text(levels["words"], levels["letters"]),
        "message": text(levels["message_words"], "known"),
        "phrase": _french(levels["phrase_words"]),
    }


def _of_quiz(levels: dict[str, Any]) -> dict[str, Any]:
    return {"questions": tuple(_question(levels, n) for n in range(levels["questions"]))}


def _question(levels: dict[str, Any], number: int) -> Question:
    names = get_args(Architecture)
    names = (*names[number:], *names[:number])[: levels["choices"]]
    said = text(6, levels["letters"])
    return Question(
        text=f"{said}?",
        source=text(levels["source_words"], levels["letters"])[:60],
        target=text(levels["target_words"], levels["letters"])[:60],
        answer=names[-1],
        choices=tuple(Choice(architecture=name, why=said) for name in names),
    )


_SPELLED = {
    "words", "letters", "step", "unit", "swap_step", "swap_letters", "second_words",
    "message_words", "phrase_words", "questions", "source_words", "target_words", "choices",
    "tags",
}  # fmt: skip
_OWN: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "opening": _of_feedback,
    "closing": _of_feedback,
    "feedback": _of_feedback,
    "training": _of_lesson,
    "sequence-to-vector": _of_messages,
    "vector-to-sequence": lambda levels: {},
    "encoder-decoder": _of_phrases,
    "architectures": _of_architectures,
    "quiz": _of_quiz,
}
