"""Names for what has been computed before: equal keys, equal bytes."""

import json
from hashlib import sha256
from typing import Any

from lecture.facts import Facts
from scenes.timeline import Timeline


def plan_key(facts: Facts) -> str:
    """Of a clip's timeline: everything that it shows or says."""
    return _key("plan", facts.pictures, facts.lines)


def pictures_key(facts: Facts) -> str:
    """Of all that a clip's pictures show, whatever is said meanwhile."""
    return _key("pictures", facts.pictures)


def beat_keys(facts: Facts, timeline: Timeline) -> tuple[str, ...]:
    """Of the pictures of each beat.

    What is said in a beat changes no picture, only how long the last one stands; the headline of
    the beat before is what this one's takes the place of.
    """
    pictures = pictures_key(facts)
    keys = []
    before = ""
    for number, beat in enumerate(timeline.beats):
        keys.append(_key("beat", pictures, number, beat.name, before, beat.headline, beat.frames))
        before = beat.headline
    return tuple(keys)


def _key(kind: str, *parts: Any) -> str:
    text = json.dumps([kind, *parts], sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:40]
