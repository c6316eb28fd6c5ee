"""The promise that a default model trains in less than two seconds on two cores."""

import time

from rnn_math.tasks.tagging_training import Settings, train


def test_the_default_model_trains_in_two_seconds(record_property):
    # Seconds of processor time: whoever else uses the machine does not count.
    seconds = []
    for _ in range(3):
        start = time.process_time()
        train(Settings(hidden_size=4, embedding_size=3, seed=0))
        seconds.append(time.process_time() - start)
        if min(seconds) < 2.0:
            break
    record_property("seconds", min(seconds))
    assert min(seconds) < 2.0
