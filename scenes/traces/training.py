"""Where the weights come from: a sentence before, during and after the training of the tagger."""

from rnn_math.errors import InputError
from rnn_math.tasks.tagging import tokenize, true_tags
from rnn_math.tasks.tagging_course import SNAPSHOTS, after_one_step, course, schooled
from rnn_math.trace import Trace
from scenes.naming import naming
from scenes.params import TrainingParams


def traces(clip: str, params: TrainingParams) -> dict[str, Trace]:
    """The untrained ``lesson``, ``stepped`` after one step, and ``after-N`` updates of training."""
    with naming(clip, params, "sentence"):
        words = tokenize(params.sentence)
        right = params.tags.split() if params.tags else true_tags(words)
        if not right:
            raise InputError(
                "nobody has said which tags are right here: use a sentence of ours, or say them, "
                f"one a word, {clip}.tags = {' '.join('O' for _ in words)!r}"
            )
    made = course(params.hidden_size, params.embedding_size, params.seed)
    with naming(clip, params, "tags" if params.tags else "sentence"):
        read = [schooled(made, n, words, right, params.rate) for n in range(len(SNAPSHOTS))]
    with naming(clip, params, "rate"):
        stepped = after_one_step(made.snapshots[0], read[0])
    later = zip(SNAPSHOTS[1:], read[1:], strict=True)
    return {
        "lesson": read[0],
        "stepped": stepped,
        **{f"after-{update}": trace for update, trace in later},
    }
