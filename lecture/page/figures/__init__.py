"""The figures that readers touch, laid out by the same mobjects as the video's."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from markupsafe import Markup

from lecture.config.model import LectureConfig
from lecture.freshness.cache import Cache
from lecture.freshness.fingerprint import Surroundings
from lecture.freshness.sources import Sources
from scenes.languages import file_of

CLIPS = ("equation", "lstm", "gru", "rolling", "architectures", "quiz")
"""The clips whose parameters the figures share."""


@dataclass(frozen=True)
class Figures:
    """What a page shows besides text and clips: markup without scripts, and data for its script.

    ``quiz_wirings`` are the choices tried out, by the question's index from 0 and architecture.
    ``data`` has one entry a figure: ``cell`` and ``rolling``.
    """

    cell: Markup
    rolling: Markup
    learning: Markup
    architectures: Markup
    quiz_wirings: Mapping[tuple[int, str], Markup]
    data: dict[str, Any]


def figures(config: LectureConfig, cache: Cache | None = None) -> Figures:
    """The figures of a lecture; taken from ``cache`` unless something they are made of changed.

    Manim is imported only if they must be laid out. Raises a ``LectureError`` that names the
    parameter if something cannot be run or has no room.
    """
    key = _key(config)
    stored = cache.get(key) if cache else None
    if stored is None:
        from lecture.page.figures.build import build

        stored = json.dumps(build(config), ensure_ascii=False).encode()
        if cache:
            cache.put(key, stored)
    made = json.loads(stored)
    return Figures(
        cell=Markup(made["cell"]),
        rolling=Markup(made["rolling"]),
        learning=Markup(made["learning"]),
        architectures=Markup(made["architectures"]),
        quiz_wirings={(number, name): Markup(svg) for number, name, svg in made["quiz"]},
        data=made["data"],
    )


def _key(config: LectureConfig) -> str:
    """Of everything that figures are made of: parameters, contents of files, sources, fonts."""
    sources = Sources()
    surroundings = Surroundings(sources)
    fingerprints = [surroundings.fingerprint_of(job).pictures for job in config.jobs(CLIPS)]
    for figure in fingerprints:
        del figure["video"], figure["look"]["theme"]  # a page has both
    ours = sources.reached(["lecture.page.figures.build"])
    templates = sources.data("lecture/page/templates/figures")
    words = sources.files(file_of(config.look.language, "page"))
    text = json.dumps(["figures", fingerprints, ours, templates, words], sort_keys=True)
    return sha256(text.encode()).hexdigest()[:40]
