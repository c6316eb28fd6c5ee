"""Which voice it is to be, and whether it can speak here."""

from dataclasses import replace

from lecture.config.errors import suggestion
from lecture.voice.engine import ENGINES, kind_of
from lecture.voice.voice import NOBODY, RECORDED, SILENT, Voice

NAMES = (*ENGINES, RECORDED, SILENT)


def chosen(voice: Voice, language: str, asked: bool) -> tuple[Voice, str]:
    """``voice`` with what it is made by; silence and why, if it was not ``asked`` for and cannot.

    Raises ValueError that says what is missing if it was asked for.
    """
    if not voice.speaks:
        return NOBODY, ""
    if voice.engine == RECORDED:
        return _recorded(voice, language)
    kind = kind_of(voice.engine, voice.folder)
    if kind is None:
        raise ValueError(f"no engine {suggestion(voice.engine, NAMES)}, module:Class")
    lacks = kind.lacks(language, voice.model)
    if not lacks:
        folder = voice.folder if ":" in voice.engine else ""  # nothing else is looked for there
        return replace(voice, made_by=kind.made_by(voice.model), folder=folder), ""
    if asked:
        raise ValueError(lacks)
    return NOBODY, f"Nothing is spoken. The {voice.engine} voice: {lacks}"


def _recorded(voice: Voice, language: str) -> tuple[Voice, str]:
    """Takes, and who says what there is no take of: builtin if it can, where nobody is named."""
    if not voice.takes:
        raise ValueError(
            'it needs your takes: [voice] takes = "folder", by the names that unrolled script shows'
        )
    if voice.fallback == RECORDED:
        raise ValueError("fallback = recorded: must be another engine, or none")
    named = voice.fallback or "builtin"
    try:
        spare, note = chosen(replace(voice, engine=named), language, asked=bool(voice.fallback))
    except ValueError as error:
        raise ValueError(f"fallback = {named}: {error}") from error
    made_by, folder = spare.made_by, spare.folder
    note = note.replace("Nothing is spoken.", "What has no take is silent.")
    return replace(voice, made_by=made_by, folder=folder, fallback=spare.engine), note
