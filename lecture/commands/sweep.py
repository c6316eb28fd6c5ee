"""``unrolled sweep``: clips for every combination of some parameters."""

from dataclasses import replace
from pathlib import Path

import click

from lecture.cluster.scheduler import crew
from lecture.commands.options import (
    clips_argument,
    config_options,
    jobs_option,
    override_entries,
    quality_option,
    scheduler_option,
    voice_option,
)
from lecture.console import Talk, clock, megabytes
from lecture.freshness.cache import Cache
from lecture.freshness.fingerprint import Surroundings
from lecture.production.failures import Failures
from lecture.production.outcome import Outcome
from lecture.publishing.store import Clip, is_joined
from lecture.sweep.grid import Combination, combinations
from lecture.sweep.page import Entry, Row, refuse_other_pages, write_index
from lecture.sweep.sweep import Item
from lecture.sweep.sweep import sweep as make
from lecture.voice.speakers import speaker_of
from rnn_math.errors import LectureError

_DEFAULT_OUT = Path("renders/sweep")


@click.command()
@clips_argument
@click.option(
    "--grid",
    multiple=True,
    required=True,
    metavar="TABLE.KEY=VALUE,…",
    help="Values for one parameter, such as state.hidden_size=2,4. May be repeated. Texts with "
    'commas go in quotes: \'rolling.sentence="First, this","Then that"\'.',
)
@quality_option
@config_options
@voice_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=_DEFAULT_OUT,
    show_default=True,
    help="Folder for what is made: one inside of it for each combination.",
)
@jobs_option
@scheduler_option
def sweep(
    clips: tuple[str, ...],
    grid: tuple[str, ...],
    quality: str | None,
    settings: tuple[str, ...],
    config_file: Path | None,
    theme: str | None,
    voice: str | None,
    out: Path,
    workers: int,
    scheduler: str | None,
) -> None:
    """Render clips for every combination of some values, and a page to compare them.

    Each combination gets a folder, as unrolled render would fill it. What is there and fresh is
    left alone, so that an interrupted sweep goes on where it stopped.
    """
    refuse_other_pages(out)
    overrides = override_entries(settings, theme, quality, voice)
    found = combinations(grid, config_file, overrides, clips)
    surroundings, talk, failures = Surroundings(), Talk(), Failures()
    items = [
        Item(out / each.folder, job, surroundings.fingerprint_of(job))
        for each in found
        for job in each.config.jobs(clips)
    ]
    cache = Cache(_cache_folder(out), max(each.config.cache_megabytes for each in found))
    book = _Book(found, items, out, cache, joins=not clips)
    jobs = tuple(dict.fromkeys(item.job for item in items))
    for note in dict.fromkeys(each.config.note for each in found if each.config.note):
        talk.say(note)
    with crew(workers, scheduler, jobs, surroundings, talk.say) as hands:
        for item, outcome in make(items, out, hands.workers, cache, hands.executor, say=talk.say):
            if outcome.result is None:
                failures.add(_placed(outcome, item))
            else:
                talk.say(f"{book.progress(item)}  {_told(outcome.result)}")
            if (mistake := book.enter(item, outcome)) is not None:
                failures.add(_placed(mistake, item))
    talk.say(f"Open {book.write().resolve()}")
    failures.leave_if_any()


class _Book:
    """What is known of every clip, kept in the index as combinations become complete."""

    def __init__(
        self,
        found: tuple[Combination, ...],
        items: list[Item],
        out: Path,
        cache: Cache,
        joins: bool,
    ) -> None:
        self._out, self._cache = out, cache
        self._joins = joins
        self._found = {out / each.folder: each for each in found}
        self._rows = {out / each.folder: Row(each.folder, each.values) for each in found}
        for item in items:
            self._rows[item.folder].entries[item.job.clip] = Entry(item.job.clip)
        self._count = len(items)
        self._known = 0
        self.write()

    def progress(self, item: Item) -> str:
        """How far the sweep is with ``item``."""
        return f"[{self._known + 1}/{self._count}]"

    def enter(self, item: Item, outcome: Outcome[Clip]) -> Outcome[Clip] | None:
        """Note what became of ``item``; join the lecture when it was the last of its clips.

        Gives the mistake if they cannot be joined.
        """
        row = self._rows[item.folder]
        entry = row.entries[item.job.clip]
        entry.clip = outcome.result
        entry.failure = outcome.mistake or outcome.fault.strip().rpartition("\n")[2]
        self._known += 1
        states = {entry.state for entry in row.entries.values()}
        if "waiting" in states:
            return None
        mistake = None
        if self._joins and states == {"ready"}:
            try:
                self._join(item.folder)
                row.is_joined = True
            except LectureError as error:
                mistake = Outcome[Clip](item.job, mistake=str(error))
        self.write()
        return mistake

    def write(self) -> Path:
        """The page's path."""
        return write_index(tuple(self._rows.values()), self._out)

    def _join(self, folder: Path) -> None:
        config = self._found[folder].config
        if not is_joined(config.clips, config.title, folder):
            from lecture.publishing.lecture import join

            speaker = speaker_of(config.voice, config.look.language, self._cache)
            join(config.clips, config.title, folder, speaker.sound)


def _placed(outcome: Outcome[Clip], item: Item) -> Outcome[Clip]:
    """The same failure, saying which combination it is of."""
    where = item.folder.name
    if outcome.mistake:
        return replace(outcome, mistake=f"{where}: {outcome.mistake}")
    before, _, last = outcome.fault.strip().rpartition("\n")
    return replace(outcome, fault=f"{before}\n{where}: {last}")


def _told(clip: Clip) -> str:
    return f"{clip.path}  {clock(clip.seconds)}  {megabytes(clip.size)}"


def _cache_folder(out: Path) -> Path:
    """Inside ``renders`` there is one cache for all; elsewhere nothing is written outside."""
    renders = _DEFAULT_OUT.parent
    return (renders if out.resolve() == _DEFAULT_OUT.resolve() else out) / ".cache"
