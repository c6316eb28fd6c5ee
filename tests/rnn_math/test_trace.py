import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_math.errors import InputError
from rnn_math.trace import Address, Trace
from rnn_math.unroll import unroll


def traced(network, *, F=3, H=4, outputs=2, T=3, seed=0, with_readout=True) -> Trace:
    cell, readout = network(F, H, outputs, seed)
    rng = np.random.default_rng(seed)
    return unroll(
        cell,
        rng.normal(size=(T, F)),
        rng.uniform(-1, 1, H),
        readout if with_readout else None,
        tokens=[f"word{t}" for t in range(T)],
        known=[t != 1 for t in range(T)],
    )


def recompute(table: dict) -> dict[tuple[str, int], list]:
    """Every quantity of a trace's table from its weights and inputs, in plain Python."""
    W_x, W_h, b = (table["weights"][name] for name in ("W_x", "W_h", "b"))
    h, found = table["h_0"], {}
    for row in table["steps"]:
        t, x = row["step"], row["x"]
        found["h_prev", t] = h
        found["Wx_terms", t] = [[w * v for w, v in zip(line, x, strict=True)] for line in W_x]
        found["Wh_terms", t] = [[w * v for w, v in zip(line, h, strict=True)] for line in W_h]
        for name in ("Wx", "Wh"):
            terms = found[f"{name}_terms", t]
            found[f"{name}_partial", t] = [
                [sum(line[: j + 1]) for j in range(len(line))] for line in terms
            ]
            found[name, t] = [sum(line) for line in terms]
        found["z", t] = [
            p + q + r for p, q, r in zip(found["Wx", t], found["Wh", t], b, strict=True)
        ]
        found["h", t] = h = [math.tanh(z) for z in found["z", t]]
        if "W_o" in table["weights"]:
            logits = [
                sum(w * v for w, v in zip(line, h, strict=True)) + bias
                for line, bias in zip(table["weights"]["W_o"], table["weights"]["b_o"], strict=True)
            ]
            exps = [math.exp(logit) for logit in logits]
            found["logits", t] = logits
            found["o", t] = [e / sum(exps) for e in exps]
    return found


def differences(table: dict) -> list[tuple[str, int]]:
    """Where a table's numbers are not those that its weights and inputs give."""
    rows = {row["step"]: row for row in table["steps"]}
    return [
        (name, t)
        for (name, t), value in recompute(table).items()
        if not np.allclose(rows[t][name], value, rtol=1e-12, atol=1e-14)
    ]


@given(
    F=st.integers(1, 5),
    H=st.integers(1, 6),
    outputs=st.integers(1, 4),
    T=st.integers(1, 5),
    seed=st.integers(0, 50),
    with_readout=st.booleans(),
)
def test_anyone_can_recompute_the_answer_from_the_table(
    network, F, H, outputs, T, seed, with_readout
):
    trace = traced(network, F=F, H=H, outputs=outputs, T=T, seed=seed, with_readout=with_readout)
    table = json.loads(json.dumps(trace.table(), allow_nan=False))
    assert differences(table) == []
    assert len(recompute(table)) == T * (11 if with_readout else 9)
    for answer in table["answer"]:
        o = table["steps"][answer["step"] - 1]["o"]
        assert answer["probability"] == max(o)
        assert answer["label"] == table["labels"][o.index(max(o))]


def test_a_falsified_table_is_found_out(network):
    table = traced(network).table()
    table["steps"][1]["Wh_partial"][2][1] += 1e-6
    assert differences(table) == [("Wh_partial", 2)]


@pytest.mark.parametrize("with_readout", [True, False])
def test_every_address_resolves_once(network, with_readout):
    trace = traced(network, with_readout=with_readout)
    addresses = list(trace.addresses())
    assert len(addresses) == len(set(addresses))
    F, H, outputs, T = 3, 4, 2, 3
    once = H * F + H * H + H + H + 1  # and how many numbers were learnt
    each = F + H + 2 * H * F + H + 2 * H * H + H + H + H
    if with_readout:
        once += outputs * H + outputs
        each += 2 * outputs
    assert len(addresses) == once + T * each
    table = trace.table()
    start = table["weights"] | {"h": table["h_0"], "parameters": [table["parameters"]]}
    for address in addresses:
        stored = (start if address.step == 0 else table["steps"][address.step - 1])[
            address.quantity
        ]
        for i in address.index:
            stored = stored[i]
        assert trace.value(address) == stored


def test_addresses_say_what_is_on_screen(network):
    trace = traced(network)
    assert trace.value(Address("W_h", 0, (1, 2))) == trace.cell.W_h[1, 2]
    assert trace.value(Address("h", 0, (3,))) == trace.h0[3]
    assert trace.value(Address("h", 2, (0,))) == trace.h[1, 0]
    assert trace.value(Address("h_prev", 3, (0,))) == trace.h[1, 0]
    assert trace.value(Address("x", 1, (2,))) == trace.x[0, 2]
    assert trace.value(Address("o", 3, (1,))) == trace.o[2, 1]
    assert trace.value(Address("logits", 3, (1,))) == trace.logits[2, 1]
    assert trace.value(Address("b_o", 0, (1,))) == trace.readout.b_o[1]


@pytest.mark.parametrize(
    ("address", "message"),
    [
        (Address("y", 1, (0,)), "y: not at step 1, must be one of x, h_prev, .*, logits, o"),
        (Address("z", 0, (0,)), "z: not at step 0, must be one of W_x, W_h, b, h, parameters, W_o"),
        (Address("W_x", 1, (0, 0)), "W_x: not at step 1"),
        (Address("h", 4, (0,)), "h: step = 4, must be 0 to 3"),
        (Address("h", -1, (0,)), "h: step = -1"),
        (Address("h", 1, (4,)), r"index \(4,\), must lie in the shape \(4,\), counted from 0"),
        (Address("h", 1, (-1,)), r"index \(-1,\)"),
        (Address("h", 1, (0, 0)), r"index \(0, 0\), must lie in the shape \(4,\)"),
        (Address("W_h", 0, (1,)), r"index \(1,\), must lie in the shape \(4, 4\)"),
    ],
)
def test_a_wrong_address_is_told_what_exists(network, address, message):
    with pytest.raises(InputError, match=message):
        traced(network).value(address)


def test_without_a_readout_there_is_a_state_but_no_output(network):
    trace = traced(network, with_readout=False)
    assert trace.h.shape == (3, 4)
    assert trace.answers == ()
    assert trace.labels == ()
    for look in (lambda: trace.o, lambda: trace.logits, lambda: trace.array("o", 1)):
        with pytest.raises(InputError, match=r"no readout|must be one of x, .*, h$"):
            look()


def test_a_trace_cannot_be_changed(network):
    trace = traced(network)
    for array in (trace.x, trace.h, trace.o, trace.logits, trace.h0):
        with pytest.raises(ValueError, match="read-only"):
            array.flat[0] = 1.0
    with pytest.raises(AttributeError):
        trace.tokens = ()
