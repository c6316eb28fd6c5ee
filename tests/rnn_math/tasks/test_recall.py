"""The sequence that a trained cell reads in the quiz, and what its file is made of."""

import json

import numpy as np
import pytest

from rnn_math import weights
from rnn_math.tasks import shipped
from rnn_math.tasks.recall import LENGTH, LETTERS, recall, ship
from rnn_math.tasks.remembering import COMPARED, SEEDS
from rnn_math.tasks.remembering_training import CHANCE, HELD_OUT, Settings, accuracy, sequences
from rnn_math.trace import Address


@pytest.mark.parametrize("kind", COMPARED)
def test_it_is_a_new_sequence_and_every_number_has_an_address(kind: str) -> None:
    trace = recall(kind)
    words = sequences(1, LENGTH, np.random.default_rng(HELD_OUT)).words[:, 0]
    assert trace.tokens == tuple(LETTERS[word] for word in words)
    assert trace.tokens[0] in LETTERS[:4]
    assert not set(trace.tokens[1:]) & set(LETTERS[:4])
    assert [answer.step for answer in trace.answers] == [LENGTH]
    assert trace.value(Address("chance", 0, (0,))) == CHANCE
    found = [trace.value(Address("remembered", 0, (k,))) for k in range(len(SEEDS))]
    assert tuple(found) == trace.reach.accuracies
    table = trace.table()
    assert json.loads(json.dumps(table)) == table
    assert table["remembering"]["accuracies"] == found


@pytest.mark.parametrize("kind", COMPARED)
def test_the_weights_reach_what_was_recorded_of_their_seed(kind: str) -> None:
    stored = shipped.facts_of(f"remembering_{kind}")["settings"]
    trace = recall(kind)
    assert trace.cell.kind.name == kind
    assert (stored["kind"], stored["length"], stored["seed"]) == (kind, LENGTH, SEEDS[0])
    kept = weights.load(shipped.path_of(f"remembering_{kind}"))
    assert kept.readout is not None
    assert kept.embedding is not None
    p = {**kept.cell.weights, "W_o": kept.readout.W_o, "b_o": kept.readout.b_o}
    p["embedding"] = kept.embedding
    reached = accuracy(Settings(kind, LENGTH, SEEDS[0]), p)
    assert reached == pytest.approx(trace.reach.accuracies[0], abs=0.01)


def test_training_makes_the_file_again() -> None:
    """To the byte where NumPy rounds alike; 600 updates carry a last bit elsewhere."""
    made, stored = ship("gru"), shipped.path_of("remembering_gru").read_bytes()
    assert len(made) == len(stored)
    header = 8 + int.from_bytes(made[:8], "little")
    assert made[:header] == stored[:header]
