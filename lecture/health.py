"""What a machine needs to render, and how to get what it lacks."""

import os
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from lecture.publishing.publish import staging
from lecture.voice import builtin
from lecture.voice.engine import ENGINES, VoiceError, kind_of
from lecture.voice.voice import Voice

_LIBRARIES = {
    "Linux": "sudo apt-get install libcairo2-dev libpango1.0-dev pkg-config gcc python3-dev",
    "Darwin": "brew install cairo pango pkg-config",
    "Windows": "",
}
_REINSTALL = "pip install --force-reinstall --no-cache-dir pycairo manimpango manim"


@dataclass(frozen=True)
class Symptom:
    """One thing that was looked at."""

    name: str
    ok: bool
    found: str
    remedy: str = ""
    optional: bool = False


def examine(out: Path) -> list[Symptom]:
    """Look at everything; nothing here raises."""
    return [
        _python(),
        _tried("pycairo", _cairo, _library_remedy()),
        _tried("manimpango", _pango, _library_remedy()),
        _tried("manim", _manim, "pip install 'manim>=0.22,<0.23'"),
        _patches(),
        _tried("typst and its fonts", _typst, "pip install --force-reinstall typst"),
        _tried("H.264 and captions", _codecs, "pip install --force-reinstall --only-binary av av"),
        _tried(f"writing to {out}", lambda: _writing(out), "choose another folder with --out"),
        Symptom("cores", True, str(os.cpu_count() or 1)),
        *_voices(),
        _extra("h5py", "Keras checkpoints", "pip install 'unrolled[hdf5]'"),
        _extra("pptx", "slides --pptx", "pip install 'unrolled[slides]'", "python-pptx"),
    ]


def _python() -> Symptom:
    found = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    return Symptom("Python", sys.version_info >= (3, 11), found, "install Python 3.11 or newer")


def _tried(name: str, look: Callable[[], str], remedy: str) -> Symptom:
    try:
        return Symptom(name, True, look())
    except Exception as trouble:  # whatever it is, it is what the user came to hear
        return Symptom(name, False, str(trouble) or type(trouble).__name__, remedy)


def _library_remedy() -> str:
    libraries = _LIBRARIES.get(platform.system(), "install cairo and pango")
    return " && ".join(step for step in (libraries, _REINSTALL) if step)


def _cairo() -> str:
    import cairo

    return f"{version('pycairo')}, cairo {cairo.cairo_version_string()}"


def _pango() -> str:
    import manimpango

    return f"{version('manimpango')}, pango {manimpango.pango_version()}"


def _manim() -> str:
    import manim

    if not manim.__version__.startswith("0.22."):
        raise ImportError(f"{manim.__version__}, but only 0.22 is known to work")
    return manim.__version__


def _patches() -> Symptom:
    name = "faster Manim"
    try:
        from lecture.patches import COMPARED, are_known
    except Exception:  # Manim cannot be imported, which was said before
        return Symptom(name, False, "not without Manim", optional=True)
    known = ", ".join(COMPARED)
    if are_known():
        return Symptom(name, True, f"compared with Manim {known}", optional=True)
    found = "not with this Manim: clips are the same, but come as slowly as from stock Manim"
    return Symptom(name, False, found, f"pip install manim=={COMPARED[-1]}", optional=True)


def _typst() -> str:
    from scenes.typeset import BOLD, MONO, TEXT, text_outline

    for style in (TEXT, BOLD, MONO):
        if not len(text_outline("h", style)):
            raise ImportError(f"{style.font} draws nothing")
    return version("typst")


def _codecs() -> str:
    import av

    for codec in ("libx264", "mov_text"):
        av.Codec(codec, "w")
    return f"av {version('av')}, libavcodec {'.'.join(map(str, av.library_versions['libavcodec']))}"


def _writing(out: Path) -> str:
    with staging(out) as folder:
        (folder / "probe").write_bytes(b"\0" * 4096)
    return str(out.resolve())


def _voices() -> list[Symptom]:
    """What could speak English here; a lecture is silent without."""
    return [_builtin_voice(), *(_other_voice(name) for name in ENGINES if name != "builtin")]


def _builtin_voice() -> Symptom:
    name = "builtin voice"
    remedy = "pip install --force-reinstall hibari-tts onnxruntime"
    if lacks := builtin.lacks("en", ""):
        return Symptom(name, False, lacks, remedy, optional=True)
    return replace(_tried(name, _spoken, remedy), optional=True)


def _spoken() -> str:
    """It must hold its voice, not only be there."""
    sound = builtin.load(Voice("builtin")).speak("Yes.", "en")
    if not len(sound.samples):
        raise VoiceError("it gives no sound")
    return builtin.made_by("")


def _other_voice(engine: str) -> Symptom:
    kind = kind_of(engine)
    assert kind is not None
    lacks = kind.lacks("en", "voice.onnx")
    is_there = not lacks or "not installed" not in lacks
    found = "there" if is_there else f"only needed for [voice] engine = {engine}: {lacks}"
    return Symptom(f"{engine} voice", is_there, found, optional=True)


def _extra(module: str, use: str, remedy: str, package: str = "") -> Symptom:
    try:
        is_installed = find_spec(module) is not None
        found = (
            version(package or module) if is_installed else f"not installed; only needed for {use}"
        )
    except (PackageNotFoundError, ValueError):
        is_installed, found = False, "broken"
    return Symptom(package or module, is_installed, found, remedy, optional=True)
