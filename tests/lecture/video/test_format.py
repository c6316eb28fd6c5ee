import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lecture.video.format import QUALITIES, VideoFormat


@pytest.mark.parametrize("name", QUALITIES)
def test_named_qualities_can_be_encoded(name: str) -> None:
    video = VideoFormat.parse(name)
    assert VideoFormat.parse(str(video)) == video


@given(st.integers(1, 400), st.integers(5, 120))
def test_any_widescreen_size_within_bounds(scale: int, fps: int) -> None:
    text = f"{32 * scale}x{18 * scale}@{fps}"
    if 10 <= scale <= 240:
        assert str(VideoFormat.parse(text)) == text
    else:
        with pytest.raises(ValueError, match=r"320 to 7680|180 to 4320"):
            VideoFormat.parse(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "WIDTHxHEIGHT@FPS"),
        ("4k", "1080p60"),
        ("1920x1080", "WIDTHxHEIGHT@FPS"),
        ("1920x1080@0", "rate must be 5 to 120"),
        ("1921x1080@30", "even"),
        ("1000x1000@30", "16:9, try 1000x562@30"),
        ("999999999999x1@1", "WIDTHxHEIGHT@FPS"),
        ("-1920x1080@60", "WIDTHxHEIGHT@FPS"),
        ("٣٢٠x180@10", "WIDTHxHEIGHT@FPS"),
    ],
)
def test_what_cannot_be_encoded_is_refused(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        VideoFormat.parse(text)


@given(st.text(max_size=30).filter(lambda text: not set(text) & set("x×")))
def test_any_other_text_is_a_clear_error(text: str) -> None:
    assume(text not in QUALITIES)
    with pytest.raises(ValueError, match="must be preview"):
        VideoFormat.parse(text)
