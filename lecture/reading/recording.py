"""A lecturer is guided through what has no take yet: read, record, and hear whether it will do."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from lecture.freshness.cache import Cache
from lecture.publishing.publish import publish, staging
from lecture.reading.microphone import Microphone, recorded
from lecture.reading.script import BeatScript, ClipScript
from lecture.reading.takes import NO_TAKE
from lecture.voice.speaker import edition
from lecture.voice.takes.takes import Takes

Ask = Callable[[str], str]
"""Shows a question and gives the answer, once there is one."""

_START = "Enter records, s skips this one, q ends: "
_STOP = "Recording. Enter ends it: "


def guide(
    scripts: Sequence[ClipScript],
    states: Mapping[str, str],
    folder: Path,
    open_microphone: Microphone,
    ask: Ask,
    say: Callable[[str], None],
) -> None:
    """Record a take into ``folder`` for every beat that has none, as ``states`` say.

    What is of no use is told and recorded again; only what is whole is put there. Raises
    :class:`VoiceError` if there is no microphone.
    """
    open_microphone().close()  # before anyone begins to read
    missing = [
        (script.clip, beat)
        for script in scripts
        for beat in script.beats
        if states.get(beat.take) == NO_TAKE
    ]
    say(f"{len(missing)} beats have no take.")
    for clip, beat in missing:
        say(f"\n{beat.take}  about {beat.seconds:.0f} s")
        for sentence in beat.sentences:
            say(f"  {sentence.text}")
        while (answer := ask(_START).strip().lower()) not in ("s", "q"):
            if not answer and _recorded(clip, beat, folder, open_microphone, ask, say):
                break
        if answer == "q":
            return


def _recorded(
    clip: str,
    beat: BeatScript,
    folder: Path,
    open_microphone: Microphone,
    ask: Ask,
    say: Callable[[str], None],
) -> bool:
    """Record one take; is it of use?"""
    with staging(folder) as here:
        file = here / beat.take
        file.parent.mkdir(parents=True)
        with recorded(open_microphone(), file):
            ask(_STOP)
        texts = [sentence.spoken for sentence in beat.sentences]
        reading = Takes(here, Cache(here / "cache"), edition()).read(clip, {beat.name: texts})
        for name, why in (reading.faults | reading.doubts).items():
            say(f"{name} {why}")
        if reading.faults:
            return False
        publish(file, folder / beat.take)
    say(f"{beat.take}: {reading.states[beat.take]}")
    return True
