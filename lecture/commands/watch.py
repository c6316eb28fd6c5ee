"""``unrolled watch``: what is saved is seen."""

import os
import sys
import time
import webbrowser
from pathlib import Path
from queue import Queue
from typing import Any

import click

from lecture.commands.options import (
    clips_argument,
    config_options,
    out_option,
    read_config,
    renderer_option,
    voice_option,
)
from lecture.config.errors import suggestion
from lecture.config.model import DEFAULT_FILE
from lecture.console import Talk
from rnn_math.errors import InputError, LectureError
from scenes.params import CLIPS

_ENOUGH = 4  # a clip has but a few beats, and each process takes 200 MB


@click.command()
@clips_argument
@click.option(
    "--quality", default="preview", show_default=True, help="As for render; larger is slower."
)
@config_options
@voice_option
@out_option
@click.option(
    "--jobs",
    "workers",
    type=click.IntRange(1, 64),
    default=lambda: min(os.cpu_count() or 1, _ENOUGH),
    help="Processes that draw; as many as there are cores, but no more than 4.",
)
@renderer_option
@click.option("--port", type=click.IntRange(0, 65535), help="Where the page is served; 0 for any.")
@click.option("--open/--no-open", "opens", default=True, help="Open the page in a browser.")
def watch(
    clips: tuple[str, ...],
    quality: str,
    settings: tuple[str, ...],
    config_file: Path | None,
    theme: str | None,
    voice: str | None,
    out: Path,
    workers: int,
    renderer: str,
    port: int | None,
    opens: bool,
) -> None:
    """Draw a clip anew, at preview quality, whenever you save lecture.toml or a file of a scene.

    A page of this machine plays it where you were. Clips go to renders/watch; those that
    unrolled render has made stay as they are. Ctrl-C ends it.
    """
    _refuse_what_no_save_can_mend(clips, settings, config_file, theme, voice, quality)
    from lecture.publishing.publish import staging
    from lecture.watch.board import Board
    from lecture.watch.changes import Changes
    from lecture.watch.events import Looked, Saved, Wishes
    from lecture.watch.scheduler import Scheduler
    from lecture.watch.server import Server
    from lecture.watch.worker_pool import WorkerPool

    folder = out / "watch"
    wishes = Wishes(
        clips, str(config_file) if config_file else None, settings, theme, voice, quality, renderer,
        str(folder), str(out / ".cache"),
    )  # fmt: skip
    with staging(folder):
        pass  # or there is nowhere to write, which is said at once
    inbox: Queue[Any] = Queue()
    board, talk = Board(), Talk()
    server = Server(board, folder, lambda clip, beat: inbox.put(Looked(clip, beat)), port)
    crew = WorkerPool(workers, inbox)
    changes = Changes(
        config_file or Path(DEFAULT_FILE),
        lambda is_code: inbox.put(Saved(is_code, time.monotonic())),
    )
    try:
        talk.say(f"Open {server.address}  (Ctrl-C ends it)")
        if opens and _has_a_screen():
            webbrowser.open(server.address)
        Scheduler(wishes, crew, board, inbox, changes.follow, talk.say).run()
    except KeyboardInterrupt:
        talk.say("No longer watching.")
    finally:
        crew.close()
        changes.close()
        server.close()


def _has_a_screen() -> bool:
    """Elsewhere a browser for the terminal might be found, and take its place."""
    names = ("DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform in ("darwin", "win32") or any(os.environ.get(name) for name in names)


def _refuse_what_no_save_can_mend(
    clips: tuple[str, ...],
    settings: tuple[str, ...],
    config_file: Path | None,
    theme: str | None,
    voice: str | None,
    quality: str,
) -> None:
    """Mistakes on the command line end it; those in a file are shown until they are mended."""
    unknown = [name for name in clips if name not in CLIPS]
    if unknown:
        raise InputError("\n".join(f"no clip {suggestion(name, CLIPS)}" for name in unknown))
    try:
        read_config(config_file, settings, theme, quality, voice=voice)
    except LectureError:
        if config_file is not None and not config_file.exists():
            raise
        read_config(Path(os.devnull), settings, theme, quality, voice=voice)
