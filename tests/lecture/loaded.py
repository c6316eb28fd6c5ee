"""Which files of ours a process has loaded when a clip has been told in it, and nothing else.

Run as a program, which the tree that is asked about must be on the path of: prints them as JSON,
by the names of clips; beside them, those that a process loads to publish a clip.
"""

import json
import multiprocessing
import sys
from pathlib import Path

import manim  # noqa: F401 (no part of ours, and loaded once instead of by every process)

PACKAGES = ("rnn_math", "scenes", "lecture")
PUBLISHING = "publishing"


def loaded(what: str) -> list[str]:
    """What is loaded to tell the clip ``what``."""
    if what == PUBLISHING:
        import lecture.publishing.clip  # noqa: F401
    else:
        from lecture.production.film import walk
        from lecture.production.job import Job
        from lecture.video.format import VideoFormat
        from scenes.params import CLIPS, Look

        walk(Job(what, CLIPS[what](), Look(), VideoFormat(320, 180, 5)))
    ours = [m for name, m in sys.modules.items() if name.split(".")[0] in PACKAGES]
    files = {Path(module.__file__).relative_to(TREE).as_posix() for module in ours}
    return sorted(files)


if __name__ == "__main__":
    TREE, *ASKED = Path(sys.argv[1]), *sys.argv[2:]
    with multiprocessing.get_context("fork").Pool(2, maxtasksperchild=1) as pool:
        print(json.dumps(dict(zip(ASKED, pool.map(loaded, ASKED, chunksize=1), strict=True))))
