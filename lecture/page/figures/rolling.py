"""The network rolled and unrolled, and the frames between them for a script to play."""

from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from lecture.page.figures.frames import film
from lecture.page.figures.inks import PAGE
from lecture.page.figures.svg import Drawing, Outlines, drawing, frame
from lecture.page.mathml import symbol_of
from scenes.binding import Source
from scenes.languages import words_of
from scenes.mobjects.network.network import Network
from scenes.params import Look
from scenes.roles import ROLES
from scenes.section import Section
from scenes.traces import traces_for

GAP = 0.5  # between copies: closer than in a frame, so that they can be read on a telephone
FRAMES_A_STEP = 5
_ROLES = ("x", "h", "h_prev", "W_x", "W_h")


def rolling(environment: Environment, params: Section, look: Look) -> tuple[Markup, dict[str, Any]]:
    """The figure's markup, in which both drawings stand, and its frames."""
    trace = traces_for("rolling", params)["sentence"]
    network = Network(Source("sentence", trace), PAGE, look.notation, gap=GAP)
    network.revealed = network.count
    outlines = Outlines("r")
    painter = Drawing(outlines)
    progresses = [n / FRAMES_A_STEP for n in range(network.count * FRAMES_A_STEP + 1)]
    filmed = outlines.paint(lambda: film(network.all_at, progresses, painter))
    box, rolled_box = frame(network), frame(network.set_progress(0.0))
    width, height = max(box[2], rolled_box[2]), max(box[3], rolled_box[3])
    corners = [[x + (w - width) // 2, y, width, height] for x, y, w, _ in (rolled_box, box)]
    said = words_of(look.language, "page")["figures"]
    unrolled = drawing(
        Markup("").join(filmed.last),
        (corners[1][0], corners[1][1], width, height),
        said["unrolled"].format(count=network.count),
        {"class": "unrolled"},
    )
    rolled = drawing(
        Markup("").join(painter.group(thing) for thing in network.submobjects),
        rolled_box,
        said["rolled"],
        {"class": "rolled"},
    )
    markup = environment.get_template("rolling.html").render(
        rolled=rolled,
        unrolled=unrolled,
        outlines=outlines,
        roles=[ROLES[name] for name in _ROLES],
        symbols={name: symbol_of(name, look.notation) for name in _ROLES},
        count=network.count,
        sentence=" ".join(trace.tokens),
        known=all(trace.known),
    )
    return Markup(markup), {
        "steps": network.count,
        "perStep": FRAMES_A_STEP,
        "things": filmed.things,
        "moves": filmed.moves,
        "seen": filmed.seen,
        "boxes": corners,
    }
