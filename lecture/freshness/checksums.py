"""What exactly was published, so that a file that somebody or some disk has changed is noticed."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lecture.imports import digest_of

_KEY, _OWN = "published", "timeline"


def sealed(stem: Path, document: Mapping[str, Any], suffixes: tuple[str, ...]) -> dict[str, Any]:
    """``document`` with the size and the digest of the files beside ``stem``, and its own."""
    files = {}
    for suffix in suffixes:
        content = stem.with_suffix(suffix).read_bytes()
        files[suffix] = [len(content), digest_of(content)]
    made_of = {**document["made_of"], _KEY: files}
    return {**document, "made_of": {**made_of, _OWN: _digest({**document, "made_of": made_of})}}


def changed(stem: Path, document: Mapping[str, Any], *, verify: bool = False) -> Iterator[str]:
    """The files beside ``stem`` that are not what was published with ``document``.

    Their content is read if they are of another size or younger than the timeline, which was
    written last; always, to ``verify``.
    """
    made_of = dict(document["made_of"])
    if made_of.pop(_OWN, None) != _digest({**document, "made_of": made_of}):
        yield stem.with_suffix(".json").name
    published = stem.with_suffix(".json").stat().st_mtime_ns
    for suffix, (size, digest) in made_of.get(_KEY, {}).items():
        file = stem.with_suffix(suffix)
        status = file.stat()
        is_doubtful = verify or status.st_mtime_ns > published
        if status.st_size != size or (is_doubtful and digest_of(file.read_bytes()) != digest):
            yield file.name


def _digest(document: Mapping[str, Any]) -> str:
    return digest_of(json.dumps(document, sort_keys=True).encode())
