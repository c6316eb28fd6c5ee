"""The equations of the cell as labelled mathematics, in any notation. Knows nothing of Manim."""

from scenes.params import Notation
from scenes.roles import NOTATIONS, symbol

Term = str | tuple[str, str]
"""Typst mathematics, plain or with the role that it belongs to."""

thin: Term = "thin"
plus: Term = ("z", "+")
opening: Term = "paren.l"
closing: Term = "paren.r"


def terms(notation: Notation, step: int | str) -> list[Term]:
    """The cell's equation as labelled Typst mathematics."""

    def term(role: str) -> Term:
        return role, symbol(role, notation, step)

    symbols = NOTATIONS[notation]
    if symbols.row_vectors:
        products = [term("x"), thin, term("W_x"), plus, term("h_prev"), thin, term("W_h")]
        inside = [*products, plus, term("b")]
    else:
        W_x, W_h = (weights(role, notation) for role in ("W_x", "W_h"))
        first, second = [W_x, thin, term("x")], [W_h, thin, term("h_prev")]
        if symbols.b_h is None:
            inside = [*first, plus, *second, plus, term("b")]
        else:
            inside = [*first, plus, term("b"), plus, *second, plus, ("b", symbols.b_h)]
    return [term("h"), "=", term("tanh"), opening, *inside, closing]


def readout_terms(notation: Notation, step: int | str) -> list[Term]:
    """The readout's equation as labelled Typst mathematics."""
    symbols = NOTATIONS[notation]
    h = ("h", symbol("h", notation, step))
    W_o = weights("W_o", notation)
    product = [h, thin, W_o] if symbols.row_vectors else [W_o, thin, h]
    return [
        ("o", symbol("o", notation, step)), "=", 'op("softmax")', opening, *product, plus,
        ("W_o", symbols.b_o), closing,
    ]  # fmt: skip


def weights(role: str, notation: Notation) -> tuple[str, str]:
    """A weight matrix in the equation, transposed where the notation's shape asks for it."""
    written = symbol(role, notation)
    return role, f"{written}^top" if NOTATIONS[notation].transposed else written


def gradient_terms(notation: Notation) -> list[Term]:
    """How a gradient ``g`` at the state of one step becomes that at the step before."""
    symbols = NOTATIONS[notation]
    bold = symbols.h.startswith("upright(bold")
    letter = "upright(bold(g))" if bold else "g"
    # As the notation writes its steps: t, or (t).
    at, before = (symbols.h[symbols.h.index("_") :].format(t=step) for step in ("t", "t-1"))
    W_h = symbol("W_h", notation)
    back = W_h if symbols.transposed else f"{W_h}^top"
    slope: Term = ("tanh", f"paren.l 1 - {symbol('h', notation)}^2 paren.r")
    through: list[Term] = [("g", f"{letter}{at}"), "dot.o", slope]
    if symbols.row_vectors:
        product: list[Term] = [opening, *through, closing, thin, ("W_h", back)]
    else:
        product = [("W_h", back), thin, opening, *through, closing]
    return [("g_prev", f"{letter}{before}"), "=", *product]
