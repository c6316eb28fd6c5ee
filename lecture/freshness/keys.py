"""Names for what has been computed before: equal keys, equal bytes."""

import json
from dataclasses import asdict
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from lecture.freshness.fingerprint import TAKE, Fingerprint
from lecture.video.segment import Kind
from scenes.timeline import Timeline

if TYPE_CHECKING:
    from scenes.speech.speech import Speech

_BEATS = {"mp4": "beat", "webm": "smaller beat"}
_FORMAT = "lecture/publishing/timeline.py"


def plan_key(fingerprint: Fingerprint, speech: "Speech | None" = None) -> str:
    """Of a clip's timeline: everything that it shows or says, and how that is written."""
    said = sorted((text, asdict(its)) for text, its in speech.utterances.items()) if speech else []
    own = sorted((place, asdict(its)) for place, its in speech.own.items()) if speech else []
    format_of_plan = fingerprint.writers.get(_FORMAT)
    return _key("plan", fingerprint.pictures, fingerprint.lines, format_of_plan, said, own)


def lines_key(fingerprint: Fingerprint) -> str:
    """Of the sentences that are spoken in a clip."""
    voice = {name: what for name, what in fingerprint.voice.items() if not name.startswith(TAKE)}
    return _key("said", fingerprint.pictures, fingerprint.lines, voice)


def pictures_key(fingerprint: Fingerprint) -> str:
    """Of all that a clip's pictures show, whatever is said meanwhile."""
    return _key("pictures", fingerprint.pictures)


def beat_keys(fingerprint: Fingerprint, timeline: Timeline, kind: Kind = "mp4") -> tuple[str, ...]:
    """Of the pictures of each beat, in a film of ``kind``.

    What is said in a beat changes when things happen that wait for a word, and how long the last
    picture stands; the headline of the beat before is what this one's takes the place of.
    """
    pictures = pictures_key(fingerprint)
    keys = []
    before = ""
    for number, beat in enumerate(timeline.beats):
        parts = (pictures, number, beat.name, before, beat.headline, beat.frames)
        awaited = [[name, frame - beat.start] for name, frame in beat.marks]
        pace = [awaited] if fingerprint.voice else []  # without a voice it is the reader's
        keys.append(_key(_BEATS[kind], *parts, *pace))
        before = beat.headline
    return tuple(keys)


def _key(kind: str, *parts: Any) -> str:
    text = json.dumps([kind, *parts], sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:40]
