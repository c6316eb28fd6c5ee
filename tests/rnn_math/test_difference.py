import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_math.cell import Cell
from rnn_math.difference import difference
from rnn_math.errors import InputError
from rnn_math.readout import Readout
from rnn_math.trace import Address, Trace
from rnn_math.unroll import unroll

T, F, H, O = 5, 3, 4, 2  # noqa: E741


def pair(changed: int, seed: int = 0) -> tuple[Trace, Trace]:
    """One network on two sequences that differ at step ``changed``, from 1."""
    rng = np.random.default_rng(seed)
    cell = Cell.tanh(rng.normal(size=(H, F)), rng.normal(size=(H, H)), rng.normal(size=H))
    readout = Readout(rng.normal(size=(O, H)), rng.normal(size=O))
    before = rng.normal(size=(T, F))
    after = before.copy()
    after[changed - 1] += 1.0
    words = [f"w{t}" for t in range(T)]
    twin = [*words[: changed - 1], "other", *words[changed:]]
    return (
        unroll(cell, before, readout=readout, tokens=words),
        unroll(cell, after, readout=readout, tokens=twin),
    )


@given(changed=st.integers(1, T), seed=st.integers(0, 2**32 - 1))
def test_it_is_exactly_zero_before_the_change_and_true_from_there_on(changed, seed):
    before, after = pair(changed, seed)
    made = difference(before, after)
    assert (made.h0 == 0).all()
    assert all((made.array("h", t) == 0).all() for t in range(1, changed))
    assert np.abs(made.array("h", changed)).max() > 0
    for t in range(1, T + 1):
        for quantity in ("x", "h", "z", "Wh_partial", "o"):
            expected = after.array(quantity, t) - before.array(quantity, t)
            assert np.array_equal(made.array(quantity, t), expected)


def test_every_address_has_its_value():
    made = difference(*pair(2))
    addresses = list(made.addresses())
    assert Address("reach", 0, (0,)) in addresses
    assert Address("W_x", 0, (0, 0)) not in addresses
    for address in addresses:
        assert made.value(address) == made.array(address.quantity, address.step)[address.index]


def test_reach_is_the_largest_change_of_a_state():
    before, after = pair(2)
    made = difference(before, after)
    for t in range(1, T + 1):
        change = np.abs(after.h[t - 1] - before.h[t - 1])
        assert made.value(Address("reach", t, (0,))) == change.max()
        assert made.strongest(t) == Address("h", t, (int(change.argmax()),))


def test_beyond_finds_what_moved_by_more():
    made = difference(*pair(3))
    found = set(made.beyond(0.3))
    everything = {a for a in made.addresses() if a.quantity == "h"}
    assert found == {a for a in everything if abs(made.value(a)) > 0.3}
    assert found


def test_it_names_both_words_and_answers_nothing():
    made = difference(*pair(2))
    assert made.tokens == ("w0", "w1 → other", "w2", "w3", "w4")
    assert made.answers == ()


def test_its_table_claims_nothing_that_is_false_of_differences():
    table = difference(*pair(2)).table()
    assert "h = tanh" not in str(table["formulas"])
    assert table["weights"] == {}
    assert len(table["steps"]) == T


def test_it_cannot_be_changed():
    made = difference(*pair(2))
    for quantity in ("h", "reach"):
        with pytest.raises(ValueError, match="read-only"):
            made.array(quantity, 2)[...] = 0.0


def test_two_networks_and_two_lengths_are_refused():
    before, after = pair(2)
    stranger, _ = pair(2)
    with pytest.raises(InputError, match="two networks"):
        difference(stranger, after)
    short = unroll(before.cell, before.x[:3], readout=before.readout)
    with pytest.raises(InputError, match="3 and 5 steps"):
        difference(short, after)
