"""The promise that a default model trains in less than two seconds on two cores."""

import time

from rnn_math.tasks.tagging_training import Settings, train


def test_the_default_model_trains_in_two_seconds(record_property):
    seconds = []
    for _ in range(3):  # the best of three: others may be using the machine
        start = time.perf_counter()
        train(Settings(hidden_size=4, embedding_size=3, seed=0))
        seconds.append(time.perf_counter() - start)
        if min(seconds) < 2.0:
            break
    record_property("seconds", min(seconds))
    assert min(seconds) < 2.0
