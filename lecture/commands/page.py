"""``unrolled page``: the lecture as a page of a course."""

from collections.abc import Mapping
from pathlib import Path

import click

from lecture.commands.options import (
    cache_size_option,
    config_options,
    jobs_option,
    out_option,
    quality_option,
    read_config,
    voice_option,
)
from lecture.commands.published import no_render_option, render_stale
from lecture.config.model import LectureConfig
from lecture.console import Talk
from lecture.freshness.cache import Cache
from lecture.freshness.fingerprint import Fingerprint, Surroundings
from lecture.production.failures import Failures
from lecture.production.job import Job
from lecture.production.produce import smaller
from lecture.publishing.store import document_of, fresh_clip


@click.command()
@quality_option
@config_options
@voice_option
@out_option
@jobs_option
@cache_size_option
@no_render_option
@click.option("--no-webm", is_flag=True, help="Leave out the smaller videos; MP4 alone will do.")
@click.option("--url", default="", help="Where the site will lie, for search engines.")
def page(
    quality: str | None,
    settings: tuple[str, ...],
    config_file: Path | None,
    theme: str | None,
    voice: str | None,
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
    config = read_config(config_file, settings, theme, quality, cache_megabytes, voice)
    cache = Cache(out / ".cache", config.cache_megabytes)
    talk = Talk()
    if config.note:
        talk.say(config.note)
    surroundings = Surroundings()
    fingerprints = {job: surroundings.fingerprint_of(job) for job in config.jobs()}
    if not no_render:
        render_stale(fingerprints, out, workers, cache, talk, () if no_webm else ("webm",))
    webms = {} if no_webm else _webms(fingerprints, out, workers, cache, talk)
    _write(config, out, cache, webms, _folder(url), talk)


def _webms(
    fingerprints: Mapping[Job, Fingerprint], out: Path, workers: int, cache: Cache, talk: Talk
) -> Mapping[str, bytes]:
    """The smaller videos by clip; what was not filmed with the clips is filmed now.

    Of a clip that has changed since it was rendered there is none: it would show other pictures.
    """
    fresh = {
        job: fingerprint
        for job, fingerprint in fingerprints.items()
        if fresh_clip(fingerprint, out)
    }
    made, failures = {}, Failures()
    with talk.progress(tuple(fresh)) as tell:
        for outcome in smaller(fresh, workers, cache, tell, say=talk.say):
            if outcome.result is None:
                failures.add(outcome)
            else:
                made[outcome.job.clip] = outcome.result
    failures.leave_if_any()
    present = [job.clip for job in fingerprints if document_of(out / "clips" / job.clip)]
    if stale := [clip for clip in present if clip not in made]:
        talk.say(f"As MP4 alone, as they have changed since they were rendered: {', '.join(stale)}")
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
