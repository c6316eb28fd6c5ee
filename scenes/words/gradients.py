"""What the clip "why it forgets" says of its traces. Knows nothing of Manim."""

from rnn_math.gradient import LARGEST_GRADIENT, Reaching
from rnn_math.tasks.remembering import LENGTHS, Remembering
from rnn_math.trace import Address
from scenes.numerals import format_percent
from scenes.words.lengths import written


def length_of(trace: Reaching, step: int) -> str:
    """The length of the gradient at ``step``, as it stands in the picture."""
    return written(trace.value(Address("length", step, (0,))))


def clipping(trace: Reaching) -> dict[str, str]:
    """The length of the gradient of the recurrent weights, and the limit."""
    return {"before": written(trace.recurrent_gradient), "limit": written(LARGEST_GRADIENT)}


def remembered(trace: Remembering) -> dict[str, str]:
    """Distances and shares of the task, by what the kinds of cell did there."""
    mean = {(each.kind, each.length): each.mean for each in trace.reaches}
    apart = max(LENGTHS, key=lambda length: mean["gru", length] - mean["tanh", length])
    return {
        "short": str(LENGTHS[0]),
        "apart": str(apart),
        "plain": format_percent(mean["tanh", apart]),
        "gated": format_percent(mean["gru", apart]),
        "far": str(LENGTHS[-1]),
    }
