"""Options that several commands share."""

import os
import shlex
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click
from click.core import ParameterSource

from lecture.config.model import LectureConfig, load_config
from lecture.config.source import Entry, parse_override
from scenes.languages import languages
from scenes.params import CLIPS

Command = TypeVar("Command", bound=Callable[..., Any])


def clips_argument(function: Command) -> Command:
    """The clips to work on; none means all of the lecture."""
    return click.argument("clips", nargs=-1, metavar=f"[{'|'.join(CLIPS)}]…")(function)


def config_options(function: Command) -> Command:
    """Where the configuration comes from, and what goes before it."""

    @wraps(function)
    def told(language: str | None, settings: tuple[str, ...], **options: Any) -> Any:
        if language is not None:
            settings = (*settings, f"lecture.language={language}")
        return function(settings=settings, **options)

    for option in reversed(
        (
            click.option(
                "--set",
                "settings",
                multiple=True,
                metavar="TABLE.KEY=VALUE",
                help="Set one value, such as state.hidden_size=6. May be repeated.",
            ),
            click.option(
                "--config",
                "config_file",
                type=click.Path(path_type=Path),
                help="The configuration; lecture.toml here if there is one.",
            ),
            click.option("--theme", help="dark or light."),
            click.option(
                "--language", type=click.Choice(languages()), help="What the lecture is told in."
            ),
        )
    ):
        told = option(told)
    return cast("Command", told)


voice_option = click.option(
    "--voice", help="Who speaks: builtin, none, espeak, piper, recorded or module:Class."
)

renderer_option = click.option(
    "--renderer",
    type=click.Choice(["unrolled", "manim"]),
    default="unrolled",
    show_default=True,
    help="What draws: ours, or stock Manim, which is slower and draws the same pictures.",
)

quality_option = click.option(
    "--quality", help="preview, 720p30, 1080p60, 2160p60 or WIDTHxHEIGHT@FPS."
)

out_option = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("renders"),
    show_default=True,
    help="Folder for what is made.",
)

jobs_option = click.option(
    "--jobs",
    "workers",
    type=click.IntRange(1, 64),
    default=lambda: os.cpu_count() or 1,
    help="Processes to work with; as many as there are cores.",
)

scheduler_option = click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Work on the Dask cluster there, such as tcp://localhost:8786, instead of this machine.",
)

cache_size_option = click.option(
    "--cache-size",
    "cache_megabytes",
    type=click.IntRange(0),
    help="Megabytes to keep of what was drawn before.",
)


verify_option = click.option(
    "--verify",
    is_flag=True,
    help="Read all finished files, to see whether they are what was published.",
)


def with_same_options() -> str:
    """The command that is being run, without the clips that it names, to be typed again."""
    context = click.get_current_context()
    words = ["unrolled", context.info_name or ""]
    for parameter in context.command.params:
        name = parameter.name or ""
        if isinstance(parameter, click.Option) and (
            context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        ):
            given = context.params[name]
            for value in given if parameter.multiple else [given]:
                words += [parameter.opts[0], str(value)]
    return shlex.join(words)


def read_config(
    config_file: Path | None,
    settings: tuple[str, ...],
    theme: str | None,
    quality: str | None = None,
    cache_megabytes: int | None = None,
    voice: str | None = None,
) -> LectureConfig:
    """The configuration that the options describe."""
    overrides = override_entries(settings, theme, quality, voice)
    if cache_megabytes is not None:
        overrides.append(Entry("--cache-size", "video", "cache_megabytes", cache_megabytes))
    return load_config(config_file, overrides)


def override_entries(
    settings: tuple[str, ...],
    theme: str | None,
    quality: str | None,
    voice: str | None = None,
) -> list[Entry]:
    """What is set on the command line, which goes before what a file says."""
    overrides = [parse_override(setting) for setting in settings]
    if theme is not None:
        overrides.append(Entry("--theme", "lecture", "theme", theme))
    if quality is not None:
        overrides.append(Entry("--quality", "video", "quality", quality))
    if voice is not None:
        overrides.append(Entry("--voice", "voice", "engine", voice))
    return overrides
