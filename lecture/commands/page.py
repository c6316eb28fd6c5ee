"""``unrolled page``: the lecture as a page of a course."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import click

from lecture.cache import Cache
from lecture.commands.options import (
    cache_size_option,
    config_options,
    jobs_option,
    out_option,
    quality_option,
    read_config,
)
from lecture.config.model import LectureConfig
from lecture.console import Talk, megabytes
from lecture.facts import Surroundings
from lecture.failures import Failures
from lecture.job import Job
from lecture.produce import produce
from lecture.shelf import document_of


@click.command()
@quality_option
@config_options
@out_option
@jobs_option
@cache_size_option
@click.option("--no-render", is_flag=True, help="Take the clips as they lie there.")
@click.option("--no-webm", is_flag=True, help="Leave out the smaller videos; MP4 alone will do.")
@click.option("--url", default="", help="Where the site will lie, for search engines.")
def page(
    quality: str | None,
    settings: tuple[str, ...],
    config_file: Path | None,
    theme: str | None,
    out: Path,
    workers: int,
    cache_megabytes: int | None,
    no_render: bool,
    no_webm: bool,
    url: str,
) -> None:
    """Build renders/site: a page to read, watch and touch, and a page of each clip to embed.

    It is static and needs no network: open it from a file, or put the folder on any server.
    Clips that are not fresh are rendered first.
    """
    config = read_config(config_file, settings, theme, quality, cache_megabytes)
    cache = Cache(out / ".cache", config.cache_megabytes)
    talk = Talk()
    if not no_render:
        _render(config, out, workers, cache, talk)
    there = tuple(job for job in config.jobs() if document_of(out / "clips" / job.clip))
    webms = {} if no_webm else _webms(there, out, workers, cache, talk)
    _write(config, out, cache, webms, _folder(url), talk)


def _render(config: LectureConfig, out: Path, workers: int, cache: Cache, talk: Talk) -> None:
    surroundings, failures = Surroundings(), Failures()
    facts = {job: surroundings.facts_of(job) for job in config.jobs()}
    with talk.progress(config.jobs()) as tell:
        for outcome in produce(facts, out, workers, cache, tell):
            if outcome.result is None:
                failures.add(outcome)
            elif outcome.result.drawn:
                talk.say(f"{outcome.result.path}  {megabytes(outcome.result.size)}")
    failures.leave_if_any()


def _webms(
    jobs: tuple[Job, ...], out: Path, workers: int, cache: Cache, talk: Talk
) -> Mapping[str, bytes]:
    """The smaller videos by clip: those that were made before, and the others, on all cores."""
    from lecture.page.webm import kept, webm_key, webm_task
    from lecture.pool import run_jobs

    files = {job.clip: out / "clips" / f"{job.clip}.mp4" for job in jobs}
    made = {clip: known for clip, file in files.items() if (known := kept(file, cache))}
    missing = tuple(job for job in jobs if job.clip not in made)
    failures = Failures()
    with talk.progress(missing) as tell:
        for outcome in run_jobs(partial(webm_task, out=out), missing, workers, tell):
            if outcome.result is None:
                failures.add(outcome)
                continue
            clip = outcome.job.clip
            made[clip] = outcome.result
            cache.put(webm_key(files[clip]), outcome.result)
            talk.say(f"{clip}.webm  {megabytes(len(outcome.result))}")
    cache.prune()
    failures.leave_if_any()
    return made


def _write(
    config: LectureConfig,
    out: Path,
    cache: Cache,
    webms: Mapping[str, bytes],
    url: str,
    talk: Talk,
) -> None:
    from lecture.page.figures import figures
    from lecture.page.site import write_site

    site = write_site(config, figures(config, cache), out, webms, url)
    absent = [clip for clip in config.clips if clip not in site.clips]
    if absent:
        talk.say(f"Not on the page, as they were not rendered: {', '.join(absent)}")
    talk.say(f"{site.index}  {len(site.clips)} clips, {site.weight / 1000:.0f} kB without videos")
    talk.say(f"Open {site.index.resolve()}")


def _folder(url: str) -> str:
    return url if not url or url.endswith("/") else f"{url}/"
