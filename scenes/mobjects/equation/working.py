"""How a product is worked out in view: what moves together, play by play."""

from collections.abc import Iterator

import numpy as np
from manim import Animation

from scenes.lighting import DIM, LIT, REST, Light, Part
from scenes.mobjects.equation.product import MatrixProduct
from scenes.mobjects.numbers.cells import SignedCell
from scenes.mobjects.shapes.arrive import Arrive, Leave

Plays = Iterator[list[Animation]]

_FIRST_ROW = 3.6  # seconds for all pairs of the first row
_PAIR = 1.15  # and at most for one of them


def slowly(product: MatrixProduct, i: int = 0) -> Plays:
    """Row ``i`` pair by pair: two numbers come down, are multiplied, and the sum goes on."""
    row = product.worked[i]
    yield [at_row(product, i), Arrive(product.lines, row.label)]
    time = min(_PAIR, _FIRST_ROW / len(row.pairs))
    for k, j in enumerate(row.pairs):
        weight, entry, term, total = row.pair(k)
        times, rule, *between = row.signs[k]
        yield [
            at_row(product, i, j, 0.3 * time),
            Arrive(
                (weight, product.matrix.point(i, j)),
                (entry, product.vector.point(j)),
                times,
                run_time=0.42 * time,
            ),
        ]
        yield [Arrive(rule, term, lag=0.3, run_time=0.28 * time)]
        yield [Arrive(*between, total, lag=0.2, run_time=0.3 * time)]
    yield [at_row(product, i), finished(product, i)]


def briskly(product: MatrixProduct, i: int = 0) -> Plays:
    """Row ``i`` line by line."""
    row = product.worked[i]
    times, rules, between = (
        [sign for signs in row.signs for sign in signs[part]]
        for part in (slice(1), slice(1, 2), slice(2, None))
    )
    yield [at_row(product, i), Arrive(product.lines, row.label)]
    inputs = [
        (cell, product.vector.point(j)) for j, cell in zip(row.pairs, row.inputs, strict=True)
    ]
    yield [Arrive(*_weights(product, i), *inputs, *times, run_time=0.6)]
    yield [Arrive(*rules, *row.products, lag=0.15, run_time=0.6)]
    yield [Arrive(*between, *row.sums, lag=0.2, run_time=0.7)]
    yield [finished(product, i)]


def again(product: MatrixProduct, i: int) -> Plays:
    """Row ``i`` after another one: only what differs changes."""
    row = product.worked[i]
    yield [at_row(product, i), Leave(*product.worked[i - 1].own)]
    yield [Arrive(row.label, *_weights(product, i), run_time=0.4)]
    yield [Arrive(*row.products, *row.sums, lag=0.12, run_time=0.6)]
    yield [finished(product, i, 0.35)]


def others(product: MatrixProduct) -> list[Animation]:
    """What the rows that are not worked out give, all at once, and the whole as a strip."""
    worked = len(product.worked)
    entries = [entry for i, entry in product.result.entries.items() if i >= worked]
    comings = [*entries, *product.result.rest]
    return [whole(product), *([Arrive(*comings, lag=0.4, run_time=1.0)] if comings else [])]


def finished(product: MatrixProduct, i: int, run_time: float = 0.5) -> Arrive:
    """The last sum of row ``i`` goes up to its place in the result."""
    start = product.worked[i].sums[-1].get_center()
    return Arrive((product.result.entries[i], start), run_time=run_time)


def _weights(product: MatrixProduct, i: int) -> list[tuple[SignedCell, np.ndarray]]:
    row = product.worked[i]
    return [
        (cell, product.matrix.point(i, j)) for j, cell in zip(row.pairs, row.weights, strict=True)
    ]


def at_row(product: MatrixProduct, i: int, pair: int | None = None, run_time: float = 0.3) -> Light:
    """Light row ``i`` and all of the vector, or only one ``pair`` of them."""
    levels: dict[Part, float] = {}
    for k, row in enumerate(product.matrix.rows):
        for j, cell in enumerate(row):
            here = pair is None or j == pair or not product.matrix.numbered
            levels[cell] = (LIT if here else REST) if k == i else DIM
    levels |= dict.fromkeys(product.matrix.rest, DIM)
    entries = product.vector.entries
    for j, entry in entries.items():
        levels[entry] = LIT if pair in (None, j) else REST
    return Light(levels, run_time)


def whole(product: MatrixProduct, run_time: float = 0.3) -> Light:
    """Bring every row and the vector back."""
    parts = [*product.matrix.rest, *(c for row in product.matrix.rows for c in row)]
    return Light(dict.fromkeys([*parts, *product.vector.entries.values()], REST), run_time)
