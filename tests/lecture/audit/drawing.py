"""How many sets of parameters an audit draws: a few, or as many as ``UNROLLED_EXAMPLES`` says."""

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, settings


def drawn(examples: int) -> Callable[[Any], Any]:
    """Settings for a test that audits whole clips, each of which takes seconds."""
    return settings(
        max_examples=int(os.environ.get("UNROLLED_EXAMPLES") or examples),
        suppress_health_check=list(HealthCheck),
        print_blob=False,
        # a smaller example is worth less than the minutes that it takes to find
        phases=[Phase.explicit, Phase.generate],
    )
