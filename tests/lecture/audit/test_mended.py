"""Inputs on which the audit once found something, so that it stays mended."""

from typing import Any

import pytest

from lecture.audit import audit_clip
from lecture.job import Job
from lecture.video.format import VideoFormat
from scenes.params import CLIPS, Look
from scenes.questions import Choice, Question


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
    found = audit_clip(Job(clip, CLIPS[clip](**params), Look(), VideoFormat(320, 180, 15)))
    assert not found, "\n".join(map(str, found))
