"""What became of each take, to be shown beside what it is of."""

from collections.abc import Sequence
from pathlib import Path

from lecture.freshness.cache import Cache
from lecture.reading.script import ClipScript
from lecture.voice.speaker import edition
from lecture.voice.takes.names import name_of
from lecture.voice.takes.takes import Takes
from lecture.voice.voice import Voice

NO_TAKE = "no take yet"


def states_of(scripts: Sequence[ClipScript], voice: Voice, cache: Cache) -> dict[str, str]:
    """By the names that scripts show; what no beat uses stands last, by the name of its file.

    A folder that is not there has no takes: they are still to be made.
    """
    takes = Takes(Path(voice.takes), cache, edition())
    states: dict[str, str] = {}
    others: dict[str, str] = {}
    for script in scripts:
        names = {
            take.removesuffix(".wav")
            for beat in script.beats
            for take in (beat.take, *(each.take for each in beat.sentences))
        }
        said = {beat.name: [each.spoken for each in beat.sentences] for beat in script.beats}
        reading = takes.read(script.clip, said)
        told = (
            reading.states
            | {
                name: f"{reading.states[name]}, but {why}" if name in reading.states else why
                for name, why in reading.doubts.items()
            }
            | {name: f"cannot be used: it {why}" for name, why in reading.faults.items()}
        )
        for name, state in told.items():
            stem = name.rpartition(".")[0]
            where = states if stem in names else others
            shown = f"{stem}.wav" if stem in names else name
            where[shown] = state if name == shown else f"{Path(name).name}: {state}"
        for beat in script.beats:
            numbers = range(1, len(beat.sentences) + 1)
            missing = [n for n in numbers if (beat.name, n) not in reading.utterances]
            if len(missing) == len(numbers):
                states.setdefault(beat.take, NO_TAKE)
            else:
                for n in missing:
                    states.setdefault(name_of(script.clip, beat.name, n), NO_TAKE)
    return states | others
