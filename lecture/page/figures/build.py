"""All figures at once, as plain values that can be kept."""

from typing import Any, TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined

from lecture.config.model import LectureConfig
from lecture.manim_setup import manim_configured
from lecture.page.figures.architectures import architectures
from lecture.page.figures.cell import cell
from lecture.page.figures.gradient import gradient
from lecture.page.figures.reach import reach
from lecture.page.figures.rolling import rolling
from lecture.page.figures.wiring import quiz
from lecture.page.live_model import live, live_gated
from scenes.languages import speaking, words_of
from scenes.params import (
    ArchitecturesParams,
    EquationParams,
    GatedParams,
    QuizParams,
    RollingParams,
)
from scenes.section import Section
from scenes.typeset import use_fonts

AnyParams = TypeVar("AnyParams", bound=Section)


def build(config: LectureConfig) -> dict[str, Any]:
    """Markup by figure, ``quiz`` as (question, architecture, markup), and the script's ``data``."""
    environment = Environment(
        loader=PackageLoader("lecture.page", "templates/figures"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    language = config.look.language
    words = environment.globals["words"] = words_of(language, "page")["figures"]
    use_fonts(config.look.fonts)
    with speaking(language), manim_configured(config.video):
        equation = _params(config, EquationParams)
        plain = live(equation)
        gated = [
            live_gated(clip, params, equation)
            for clip, params in config.params.items()
            if isinstance(params, GatedParams)
        ]
        cells, models = cell(environment, plain, gated, equation.step, config.look)
        network, frames = rolling(environment, _params(config, RollingParams), config.look)
        return {
            "cell": cells,
            "rolling": network,
            "learning": gradient(environment, plain, language) + reach(environment, words),
            "architectures": architectures(
                environment, _params(config, ArchitecturesParams), config.look
            ),
            "quiz": list(quiz(_params(config, QuizParams), config.look)),
            "data": {"cell": models, "rolling": frames},
        }


def _params(config: LectureConfig, kind: type[AnyParams]) -> AnyParams:
    """The parameters of the clip that has those of this ``kind``."""
    return next(params for params in config.params.values() if type(params) is kind)
