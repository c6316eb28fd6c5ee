"""The four architectures, each with its wiring, its task, a real run and what its model scores."""

from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import Environment
from manim import Mobject
from markupsafe import Markup

from lecture.page.figures.inks import PAGE
from lecture.page.figures.wiring import at_steps, fitted, wiring_svg
from scenes.binding import Source
from scenes.examples import Example, plain, usage
from scenes.languages import name_of
from scenes.mobjects.network.wired_network import WiringLayout
from scenes.mobjects.tasks.task_row import Picture, TaskRow
from scenes.numerals import format_percent
from scenes.params import ArchitecturesParams, Look
from scenes.script import load_script
from scenes.traces import traces_for
from scenes.traces.architectures import from_elsewhere, of_another_kind, truths

_PICTURE = 1.3  # side of the image


def architectures(environment: Environment, params: ArchitecturesParams, look: Look) -> Markup:
    """The figure's markup: a picker, and an article for each architecture."""
    traces = traces_for("architectures", params)
    source = {name: Source(name, trace) for name, trace in traces.items()}
    words = load_script("architectures", look.language).words
    truth = truths(params)
    examples = {
        "sequence-to-sequence": Example((source["tagging"],)),
        "sequence-to-vector": Example((source["spam"],)),
        "vector-to-sequence": Example((source["captioning"],)),
        "encoder-decoder": Example((source["encoder"], source["decoder"])),
    }
    pictures = {"vector-to-sequence": source["image"]}
    elsewhere, kinds = from_elsewhere(params), of_another_kind(traces)
    shown = [
        _facts(
            name,
            example,
            words
            | ({"model": words["model-own"]} if name in elsewhere else {})
            | ({f"{name}-task": words[f"{name}-task-own"]} if name in kinds else {}),
            pictures.get(name),
            truth.get(example.sources[-1].name),
        )
        for name, example in examples.items()
    ]
    return Markup(environment.get_template("architectures.html").render(architectures=shown))


def _facts(
    name: str,
    example: Example,
    words: Mapping[str, str],
    image: Source | None,
    truth: Sequence[str] | None,
) -> dict[str, Any]:
    """What the template says of one architecture."""
    score, wrong = example.score, example.wrong(truth)
    letters = all(len(word) == 1 for word in truth or ())  # a caption is spelled out
    between = "" if letters and truth else " "
    return {
        "name": name,
        "title": words[name],
        "task": words[f"{name}-task"],
        "usage": [
            words[used.line].format(count=used.count, steps=used.steps)
            for used in usage(example.wiring)
        ],
        "svg": _drawn(name, example, words, image, truth),
        "steps": len(example.wiring),
        "given": " ".join(
            word for n, word in example.inputs.items() if example.wiring.sources[n - 1] == "input"
        ),
        "aligned": len(example.inputs) == len(example.outputs) == len(example.wiring),
        "said": [
            {
                "word": plain(answer.label),
                "share": format_percent(answer.probability),
                "reads": example.inputs.get(step),
                "wrong": step in wrong,
            }
            for step, (_, answer) in example.answers.items()
        ],
        "mistake": words["mistake"].format(truth=between.join(truth or ())) if wrong else None,
        "score": None if score is None else {
            "model": format_percent(score.held_out, 1),
            "of": words["model"].format(items=score.items, unit=name_of(score.unit)),
            "baseline": format_percent(score.baseline, 1),
            "name": words["baseline"].format(name=name_of(score.baseline_name).split(",")[0]),
        },
        "unscored": words["unscored"],
    }  # fmt: skip


def _drawn(
    name: str,
    example: Example,
    words: Mapping[str, str],
    image: Source | None,
    truth: Sequence[str] | None,
) -> Markup:
    def draw(layout: WiringLayout) -> TaskRow:
        picture = None if image is None else Picture(image, PAGE, _PICTURE)
        return TaskRow(example, PAGE, layout, picture, truth)

    room = len(example.wiring) + (1 if len(example.sources) > 1 else 0) + (2 if image else 0)
    row = fitted(room, draw, lambda drawn: drawn.network)
    for number, at in example.steps.items():
        row.network.compute(number, at.source, at.step)
    things: list[tuple[int, str, Mobject]] = list(at_steps(row.network))
    things += [(step, "word", share) for step, share in row.shares.items()]
    things += [(step, "word", rim) for step, rim in row.frames.items()]
    if row.picture is not None:
        things.append((0, "picture", row.picture))
    label = f"{words[name]}: {words[f'{name}-task']}"
    initials = "".join(word[0] for word in name.split("-"))
    return wiring_svg(things, label, initials, len(example.wiring))
