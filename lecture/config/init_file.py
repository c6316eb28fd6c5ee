"""The commented ``lecture.toml``, written from the models, so that it is never out of date."""

from textwrap import wrap

import tomli_w
from pydantic.fields import FieldInfo

from lecture.config.tables import TABLES
from scenes.params import CLIPS

_OPENING = """\
# A lecture of unrolled: everything that can be changed, with its default.
# Remove the # in front of what you change, then run: unrolled render
# Networks of your own: unrolled weights
"""

_CHECKPOINT, _ANYTHING = "model.safetensors", "…"
"""What to show for a key that has no default."""


def commented_config() -> str:
    """Every table and key, each with what it means."""
    return "\n".join([_OPENING, *(_table(name) for name in TABLES)])


def _table(name: str) -> str:
    model = TABLES[name]
    own = [*model.__annotations__, *(() if name in CLIPS else model.model_fields)]
    lines = [f"[{name}]"]
    if name in CLIPS and (shared := ", ".join(key for key in model.model_fields if key not in own)):
        lines += _comment(f"also: {shared}, as in [lecture] but for this clip alone")
    for key in dict.fromkeys(own):
        lines += _key(key, model.model_fields[key])
    return "\n".join(lines) + "\n"


def _key(key: str, field: FieldInfo) -> list[str]:
    value = field.get_default(call_default_factory=True)
    if value is None:
        value = _CHECKPOINT if key.endswith("weights") else _ANYTHING
    shown = tomli_w.dumps({key: list(value) if isinstance(value, tuple) else value})
    if isinstance(value, tuple):
        inner = ", ".join(tomli_w.dumps({"x": each}).removeprefix("x = ").strip() for each in value)
        shown = f"{key} = [{inner}]"
    if isinstance(value, dict):
        shown = f"{key} = {{}}"
    return [*_comment(field.description or ""), "# " + shown.strip()]


def _comment(text: str) -> list[str]:
    return ["#   " + line for line in wrap(text, 92)]
