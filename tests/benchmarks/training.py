"""How long a default model trains: ``python -m tests.benchmarks.training``. It promises < 2 s."""

import time

from rnn_math.tasks.tagging_training import Settings, train


def main() -> None:
    """Seconds of processor time: whoever else uses the machine does not count."""
    for seed in range(3):
        start = time.process_time()
        train(Settings(hidden_size=4, embedding_size=3, seed=seed))
        print(f"seed {seed}: {time.process_time() - start:.2f} s")


if __name__ == "__main__":
    main()
