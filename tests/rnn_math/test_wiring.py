import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_math.errors import InputError
from rnn_math.unroll import unroll
from rnn_math.wiring import (
    Source,
    Wiring,
    answering_at,
    encoder_decoder,
    sequence_to_sequence,
    sequence_to_vector,
    vector_to_sequence,
)


def described(wiring: Wiring) -> tuple[str, str, int | None]:
    """One letter a step for what it reads, a mark for whether it answers."""
    sources = "".join(step.source[0] for step in wiring)
    return sources, "".join("!" if step.answers else "." for step in wiring), wiring.context


def test_the_four_architectures():
    assert described(sequence_to_sequence(3)) == ("iii", "!!!", None)
    assert described(sequence_to_vector(3)) == ("iii", "..!", None)
    assert described(vector_to_sequence(3)) == ("soo", "!!!", 1)
    assert described(vector_to_sequence(3, into_state=False)) == ("ioo", "!!!", None)
    assert described(encoder_decoder(2, 3)) == ("iisoo", "..!!!", 3)


def test_any_other_wiring():
    every_second = answering_at(5, (2, 4))
    assert described(every_second) == ("iiiii", ".!.!.", None)
    assert every_second.answering == (2, 4)
    assert every_second.ignored == (1, 3, 5)
    with pytest.raises(InputError, match="answers at step 6, must be 1 to 5"):
        answering_at(5, (2, 6))


def test_steps_are_listed_by_what_they_do():
    wiring = encoder_decoder(2, 3)
    assert [step.number for step in wiring] == [1, 2, 3, 4, 5]
    assert wiring.reading == (1, 2, 3)
    assert wiring.fed_back == (4, 5)
    assert wiring.answering == (3, 4, 5)
    assert wiring.table() == {
        "sources": ["input", "input", "start", "output", "output"],
        "answers": [False, False, True, True, True],
        "context": 3,
    }


@given(T_in=st.integers(1, 6), T_out=st.integers(1, 6))
def test_encoder_and_decoder_come_apart(T_in, T_out):
    whole = encoder_decoder(T_in, T_out)
    encoder, decoder = whole.parts()
    assert len(encoder) == T_in
    assert encoder.context is None
    assert encoder.answering == ()
    assert decoder == vector_to_sequence(T_out)
    assert whole.first(T_in) == encoder


def test_only_a_crossing_makes_two_parts():
    for wiring in (sequence_to_sequence(3), vector_to_sequence(3)):
        with pytest.raises(InputError, match="only one part"):
            wiring.parts()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: sequence_to_sequence(0), "0 steps, must have at least 1"),
        (lambda: sequence_to_vector(0), "0 steps"),
        (lambda: vector_to_sequence(0), "0 steps"),
        (lambda: encoder_decoder(0, 3), "encoder 0, decoder 3 steps"),
        (lambda: encoder_decoder(3, 0), "encoder 3, decoder 0 steps"),
        (lambda: Wiring((Source.OUTPUT,), (True,)), "step 1 is fed an earlier output"),
        (lambda: Wiring((Source.INPUT,) * 2, (True,)), "answers for 1 of 2 steps"),
        (
            lambda: Wiring((Source.INPUT,), (True,), context=2),
            "context = 2, must be a step, 1 to 1",
        ),
    ],
)
def test_what_cannot_be_computed_is_refused(make, message):
    with pytest.raises(InputError, match=message):
        make()


def test_one_output_at_the_end(network):
    cell, readout = network()
    inputs = np.random.default_rng(1).normal(size=(4, 3))
    every = unroll(cell, inputs, readout=readout)
    last = unroll(cell, inputs, readout=readout, wiring=sequence_to_vector(4))
    assert [answer.step for answer in every.answers] == [1, 2, 3, 4]
    assert [answer.step for answer in last.answers] == [4]
    assert last.answers[0] == every.answers[3]
    assert (last.o == every.o).all()  # the others are computed, but they are not used


def test_outputs_are_fed_back_as_inputs(network):
    cell, readout = network(F=2, H=4, outputs=3)
    rows = np.random.default_rng(2).normal(size=(3, 2))
    trace = unroll(
        cell,
        [[1.0, 1.0]],
        h0=[0.1, 0.2, 0.3, 0.4],
        readout=readout,
        tokens=["<start>"],
        labels=["a", "b", "c"],
        wiring=vector_to_sequence(4),
        feed_back=lambda o: ("abc"[o.argmax()], rows[o.argmax()]),
    )
    written = [answer.label for answer in trace.answers]
    assert trace.tokens == ("<start>", *written[:-1])
    for t in range(1, 4):
        assert (trace.x[t] == rows["abc".index(written[t - 1])]).all()
        assert (trace.steps[t].h_prev == trace.h[t - 1]).all()
    assert (trace.steps[0].h_prev == [0.1, 0.2, 0.3, 0.4]).all()


def test_a_sequence_that_says_stop_is_shorter_than_its_wiring(network):
    cell, readout = network(F=2)
    answers = iter([("one", np.ones(2)), ("two", np.ones(2)), None])
    trace = unroll(
        cell,
        [[1.0, 1.0]],
        readout=readout,
        wiring=vector_to_sequence(9),
        feed_back=lambda o: next(answers),
    )
    assert trace.tokens == ("x_1", "one", "two")
    assert len(trace) == len(trace.wiring) == len(trace.answers) == 3


def test_an_encoder_and_a_decoder_of_one_cell_are_one_network(network):
    cell, readout = network(F=2, H=4)
    rng = np.random.default_rng(3)
    source, start, fed = rng.normal(size=(3, 2)), rng.normal(size=2), rng.normal(size=2)
    wiring = encoder_decoder(3, 4)

    def feed_back(o):
        return "again", fed * o[0]

    whole = unroll(cell, [*source, start], readout=readout, wiring=wiring, feed_back=feed_back)
    first, second = wiring.parts()
    encoder = unroll(cell, source, readout=readout, wiring=first)
    decoder = unroll(cell, [start], encoder.h[-1], readout, wiring=second, feed_back=feed_back)
    assert (np.vstack([encoder.h, decoder.h]) == whole.h).all()
    assert encoder.answers == ()
    assert [a.probability for a in decoder.answers] == [a.probability for a in whole.answers]


def test_a_step_that_reads_nothing_reads_zeros(network):
    cell, _ = network()
    wiring = Wiring((Source.INPUT, Source.NOTHING), (True, True))
    trace = unroll(cell, [[1.0, 2.0, 3.0]], wiring=wiring)
    assert trace.x[1].tolist() == [0.0, 0.0, 0.0]
    assert trace.tokens == ("x_1", "")
