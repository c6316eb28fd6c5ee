"""What a piece can be made into."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rnn_math.errors import InputError


@dataclass(frozen=True)
class Form:
    """A format of moving pictures, with the size and rate that suit where it is used."""

    suffix: str
    container: str
    codec: str
    pixels: str
    clear_pixels: str = ""  # with transparency, if it can have any
    options: Mapping[str, str] = field(default_factory=dict)
    container_options: Mapping[str, str] = field(default_factory=dict)
    width: int | None = None  # pixels at most
    fps: int | None = None  # at most
    sound: str = ""  # the codec, if it can be heard


FORMS: Mapping[str, Form] = {
    "mp4": Form("mp4", "mp4", "libx264", "yuv420p", options={"crf": "17"}, sound="aac"),
    "webm": Form(
        "webm", "webm", "libvpx-vp9", "yuv420p", "yuva420p",
        {"crf": "28", "b": "0", "cpu-used": "4", "row-mt": "1", "auto-alt-ref": "0"},
        sound="libopus",
    ),
    "gif": Form(
        "gif", "gif", "gif", "pal8", container_options={"loop": "0"}, width=640, fps=15
    ),
    "webp": Form(
        "webp", "webp", "libwebp_anim", "bgra", "bgra",
        {"quality": "85", "compression_level": "3"}, {"loop": "0"}, width=960, fps=15,
    ),
    "apng": Form(
        "png", "apng", "apng", "rgb24", "rgba",
        {"pred": "mixed"}, {"plays": "0"}, width=960, fps=15,
    ),
    "prores": Form(
        "mov", "mov", "prores_ks", "yuv444p10le", "yuva444p10le",
        {"profile": "4444", "vendor": "apl0"}, sound="pcm_s16le",
    ),
}  # fmt: skip
"""By the name that ``--as`` takes."""


def refuse_transparency(name: str) -> None:
    """Raise :class:`InputError` if the form ``name`` has none."""
    if not FORMS[name].clear_pixels:
        others = ", ".join(other for other, form in FORMS.items() if form.clear_pixels)
        raise InputError(f"clip --as {name} --transparent: {name} has none, take --as {others}")
