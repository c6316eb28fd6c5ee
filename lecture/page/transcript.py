"""A clip in words: what is said, and which numbers appear, beat by beat."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from lecture.page.environment import Words
from scenes.roles import ROLES
from scenes.timeline import Beat, Shown, Timeline


@dataclass(frozen=True)
class Values:
    """Numbers of one quantity as they are shown, such as the state at steps 1 to 5."""

    what: str
    rows: tuple[tuple[str, ...], ...]  # one for a vector, one for each row of a matrix, or step


@dataclass(frozen=True)
class Spoken:
    """A sentence, and the seconds of the clip in which it is said."""

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class Passage:
    """One beat: ``seconds`` is where it begins in the clip; ``sentences`` are what is spoken."""

    seconds: float
    headline: str
    narration: str
    values: tuple[Values, ...]
    sentences: tuple[Spoken, ...] = ()


def transcript(timeline: Timeline, words: Words) -> tuple[Passage, ...]:
    """All of ``timeline``; a number that stays on screen is told once, when it appears."""
    traces = {shown.trace for beat in timeline.beats for shown in beat.numbers}
    passages = []
    before: frozenset[Shown] = frozenset()
    for beat in timeline.beats:
        news = [shown for shown in beat.numbers if shown not in before]
        values = tuple(_values(news, words, several=len(traces) > 1))
        start = beat.start / timeline.fps
        said = tuple(
            Spoken(s.text, s.start / timeline.fps, (s.start + s.frames) / timeline.fps)
            for s in beat.speech
        )
        passages.append(Passage(start, beat.headline, beat.narration, values, said))
        before = frozenset(beat.numbers)
    return tuple(passages)


def plain(timeline: Timeline, words: Words) -> str:
    """The transcript as running text."""
    return "\n".join(
        " ".join(part for part in (_sentence(p.headline), p.narration, _told(p.values)) if part)
        for p in transcript(timeline, words)
    )


def chapters(timeline: Timeline) -> list[tuple[str, float, float]]:
    """Title, start and end of every beat, in seconds."""
    return [(title_of(b), b.start / timeline.fps, _end(b) / timeline.fps) for b in timeline.beats]


def title_of(beat: Beat) -> str:
    """What a beat is called in a list."""
    return beat.headline or beat.name


def _end(beat: Beat) -> int:
    return beat.start + beat.frames


Rows = list[tuple[str, ...]]


def _values(news: Sequence[Shown], words: Words, *, several: bool) -> Iterator[Values]:
    for trace, quantity, steps, rows in _runs(news):
        what = _name(quantity, steps, words)
        if several:
            what = words["from_trace"].format(trace=trace, what=what)
        if all(len(row) == 1 for row in rows):
            rows = [tuple(number for row in rows for number in row)]
        yield Values(what, tuple(rows))


def _runs(news: Sequence[Shown]) -> Iterator[tuple[str, str, list[int], Rows]]:
    """What is shown of a quantity at steps one after the other, on or back, is told at once."""

    def place(shown: Shown) -> tuple[str, str, int]:
        return shown.trace, shown.quantity, shown.step

    runs: list[tuple[str, str, list[int], Rows]] = []
    latest: dict[tuple[str, str], tuple[list[int], Rows]] = {}
    for (trace, quantity, step), group in groupby(news, place):
        found = groupby(group, lambda shown: shown.index[:-1])
        rows = [tuple(shown.text for shown in row) for _, row in found]
        steps, before = latest.get((trace, quantity), ([], []))
        if step and steps and _goes_on([*steps[-2:], step]) and len(rows) == 1:
            steps.append(step)
            before += rows
        else:
            latest[trace, quantity] = steps, before = [step], rows
            runs.append((trace, quantity, steps, before))
    yield from runs


def _goes_on(steps: Sequence[int]) -> bool:
    """Are these neighbours in one direction, and none of them before step 1?"""
    ways = {after - before for before, after in pairwise(steps)}
    return all(steps) and ways in ({1}, {-1})


def _name(quantity: str, steps: Sequence[int], words: Words) -> str:
    role = ROLES.get(quantity)
    what = role.title if role else words["quantities"].get(quantity, quantity)
    if len(steps) > 1:
        return str(words["steps"].format(what=what, first=steps[0], last=steps[-1]))
    if steps[0]:
        return str(words["step"].format(what=what, step=steps[0]))
    return str(words["start"].format(what=what)) if quantity == "h" else str(what)


def _sentence(headline: str) -> str:
    return headline if headline.endswith((".", "!", "?", "…")) or not headline else f"{headline}."


def _told(values: Sequence[Values]) -> str:
    told = "; ".join(f"{each.what}: {_rows(each)}" for each in values)
    return f"[{told}]" if told else ""


def _rows(values: Values) -> str:
    return " / ".join(", ".join(row) for row in values.rows)
