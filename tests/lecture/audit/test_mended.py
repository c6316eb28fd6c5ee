"""Inputs on which the audit once found something, so that it stays mended."""

from typing import Any

import pytest

from lecture.audit import audit_clip
from lecture.production.job import Job
from lecture.video.format import VideoFormat
from scenes.params import CLIPS, Look
from scenes.questions import Choice, Question

VIDEO = VideoFormat(320, 180, 15)


def asked(source: str, target: str) -> Question:
    names = "encoder-decoder", "vector-to-sequence", "sequence-to-vector", "sequence-to-sequence"
    choices = tuple(Choice(architecture=name, why="That is why.") for name in names)
    return Question(text="Which?", source=source, target=target, answer=names[0], choices=choices)


MENDED: dict[str, tuple[str, dict[str, Any]]] = {
    "a word alone is wide, beside the key": (
        "state",
        {"sentence": "ühY5Q}a<f>ğ9kJxom1", "swap_step": 1, "swap_word": "is"},
    ),
    "the word that takes its place is wide": (
        "state",
        {"sentence": "is", "swap_step": 1, "swap_word": "ühY5Q}a<f>ğ9kJxom1"},
    ),
    "numbers have no room over words on two lines and two levels": (
        "state",
        {
            "sentence": "mmmmmmmmmmmm Vorwärtsver mmmmmmmmmmmm in Vorwärtsver a b c d e",
            "hidden_size": 8,
        },
    ),
    "the row that is followed among pale ones": ("state", {"hidden_size": 33}),
    "unknown words on two levels, over the line about inputs": (
        "architectures",
        {
            "message": "aXcÁ Lincoln ÙÓhùÆêÞõjÔqV PcZÝCXäÅÁÒ q A A A",
            "sentence": "p Ü Õ QÀõmÃüMqÃìl måNËëY rFíÉÒidseü",
        },
    ),
    "words broken on two lines, on two levels": (
        "architectures",
        {"message": " ".join(["Donaudampfschiff"] * 10), "sentence": "Donaudampfschiff " * 8},
    ),
    "a long word at the left edge": (
        "architectures",
        {"sentence": "ËZÏêYÍGFyEöïbQöuDã is a ÄyïìMØlwHptÏOo on UèbàÍæÕZp and ªzyÂ"},
    ),
    "a long word at the right edge": (
        "sequence-to-vector",
        {
            "second_message": "èÙÙQÊµãqyÆÕktqËWaÇ RTÍæÙÅCXyËCh vlÎöbù dÿByó aimes FÊ öÂáJÞ àSàwx "
            "þsÏaÀNÌi ICïjýgúåßjiÔïZACpÏ"
        },
    ),
    "one long word is written at the right edge": (
        "quiz",
        {"questions": (asked("ÝßÉèj îÌözrÃd Étïov Ø uëò", "µøÍÄLSMÁÙìñìÈØðOzý"),)},
    ),
    "words on two levels, over those that find no place": (
        "quiz",
        {
            "questions": (
                asked(
                    "aAÚæ false µ iõKvÄÑïfïKqè C µõßÄÔÙvÕGèlÅÙÞ null õZyãdäHj",
                    "OszÞÕÖe âkRQÅxóËäÉbåæëäý íLl Kjñ Özm gþyöÉHOrÿXî üçoBçQ K",
                ),
            )
        },
    ),
    "words on two lines and two levels, above the score": (
        "sequence-to-sequence",
        {"sentence": "OÛeQT hAìJ ìØüJçYøýÄNhÿ ÕFî èEýïÙ r yÞÌW ÒÉßæÀ ÆFÇùãèR óï"},
    ),
    "and longer ones, which leave the score no room unless they shrink": (
        "sequence-to-sequence",
        {
            "sentence": "þÅWsÅsýÅþÊj rescWziÝuq WsÄo yþeziqcq vfqygipÝ ÊÃfýÊcÄmzWW iiydbdÅaw "
            "ÅulnÅnmyvÅrrktfÿe ÏWþpgÝhÅýþkhugyog Åohf"
        },
    ),
    "long words on two lines and two levels, below the loop": (
        "feedback",
        {"sentence": " ".join(["ÅgpmgpmÅgpmgpmÅgpm"] * 9 + ["a"])},
    ),
    "and below the copies": (
        "rolling",
        {"sentence": " ".join(["ÅgpmgpmÅgpmgpmÅgpm"] * 9 + ["a"])},
    ),
}


@pytest.mark.parametrize("case", MENDED)
def test_nothing_is_found_where_something_was(case: str) -> None:
    clip, params = MENDED[case]
    found = audit_clip(Job(clip, CLIPS[clip](**params), Look(), VIDEO))
    assert not found, "\n".join(map(str, found))


def test_a_column_that_is_kept_aside_stays_under_its_name() -> None:
    params = {"hidden_size": 7, "embedding_size": 9, "sentence": "I a ß w I a ß w I a", "step": 1}
    look = Look(theme="light", notation="d2l")
    found = audit_clip(Job("equation", CLIPS["equation"](**params), look, VIDEO))
    assert not found, "\n".join(map(str, found))
