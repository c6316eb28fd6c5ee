"""What a reader loads before playing anything."""

from pathlib import Path

from lecture.config.model import LectureConfig, load_config
from lecture.page.clips import ClipOnPage, read_clip
from lecture.page.environment import script, stylesheet, tight, tight_line
from lecture.page.figures import figures
from lecture.page.pages import pages
from scenes.params import CLIPS
from tests.lecture.page import small

MOST = 400_000  # bytes of the whole lecture's page, style and script
A_CLIP = 6_250  # bytes that one of the lecture's takes, spoken, on the average: measured
MOST_LINES = 700  # of script


def weight(config: LectureConfig, clips: list[ClipOnPage]) -> int:
    return len(pages(config, clips, small.stand_in())["index.html"].encode())


def test_the_page_is_light(renders: Path, lecture_config: LectureConfig) -> None:
    """With all figures, and with all clips as heavy as the lecture's are, or as these."""
    whole = load_config(Path("/dev/null"))
    bare = pages(whole, [], figures(whole))["index.html"]
    read = [read_clip(name, renders) for name in lecture_config.clips]
    clips = [clip for clip in read if clip is not None]
    assert len(clips) == 2
    each = (weight(lecture_config, clips) - weight(lecture_config, [])) / len(clips)
    texts = len((bare + stylesheet() + script()).encode())
    assert texts + len(CLIPS) * max(A_CLIP, each) < MOST, (texts, each)


def test_the_script_is_short() -> None:
    folder = Path(small.__file__).parents[3] / "lecture" / "page" / "static"
    written = [file.read_text(encoding="utf-8") for file in folder.glob("*.js")]
    assert sum(len(text.splitlines()) for text in written) < MOST_LINES


def test_what_is_left_out_of_it_is_comment_alone() -> None:
    """No text that spans lines, whose indent would be lost with that of the code."""
    folder = Path(small.__file__).parents[3] / "lecture" / "page" / "static"
    for file in folder.glob("*.js"):
        for line in file.read_text(encoding="utf-8").splitlines():
            assert line.count("`") % 2 == 0, line
    assert "/*" not in stylesheet()
    assert "\n  " not in script()


def test_spaces_go_from_code_and_stay_in_texts_templates_and_patterns(tmp_path: Path) -> None:
    written = [
        'say("a, b", (c) => d ? "\\" , " : e); // a remark',
        "const found = /a , b/.test(c);",
        "const text = `${a} , ${b}`;",
    ]
    assert [tight_line(line) for line in written] == [
        'say("a, b",(c)=>d?"\\" , ":e);', *written[1:],
    ]  # fmt: skip
    assert tight("a :is(b, c) { d: calc(1px + 2px); e: f; }\n") == (
        "a :is(b,c){d:calc(1px + 2px);e:f}\n"
    )
