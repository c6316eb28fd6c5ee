"""What hypothesis draws: the same examples in every run, so that no run fails by chance.

``UNROLLED_EXAMPLES=200 pytest …`` goes exploring: every test draws new examples, and the audits
of drawn parameters draw 200 a clip (``tests/lecture/audit/drawing.py``).
"""

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from scenes.languages import ENGLISH, speaking

# Time limits for single examples fail on busy machines and say nothing about the code.
settings.register_profile(
    "repeatable",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("exploring", parent=settings.get_profile("repeatable"), derandomize=False)
settings.load_profile("exploring" if os.environ.get("UNROLLED_EXAMPLES") else "repeatable")

# What is tested with a voice asks for one.
os.environ.setdefault("UNROLLED_VOICE", "none")

# Where a shell starts the tests in the background Ctrl-C is ignored, and by all that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A scene writes in its language from then on; the next test begins in English."""
    with speaking(ENGLISH):
        yield
