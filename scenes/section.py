"""What every table of ``lecture.toml`` is made of."""

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field

_DRAWN = "drawn"
"""Marks parameters whose text stands in the picture."""

Words = Annotated[str, Field(pattern=r"\S"), _DRAWN]
"""Text in which there is something to read."""


class Section(BaseModel):
    """A table of ``lecture.toml``: unknown keys and wrong types are errors."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    def fitted(self) -> Self:
        """The same table where defaults give way to what was asked for; by default none do."""
        return self

    @property
    def drawn_texts(self) -> dict[str, str]:
        """What stands in the picture as it was written, by the name of its parameter."""
        fields = type(self).model_fields
        return {name: getattr(self, name) for name in fields if _DRAWN in fields[name].metadata}

    @property
    def given_way(self) -> tuple[str, ...]:
        """Names of the parameters that nobody set and that are not what they are by default."""
        fields = type(self).model_fields
        return tuple(
            name
            for name, field in fields.items()
            if name not in self.model_fields_set and getattr(self, name) != field.get_default()
        )

    def _giving_way(self, **values: Any) -> Self:
        """The same table with other ``values`` for what nobody set."""
        unset = {key: value for key, value in values.items() if key not in self.model_fields_set}
        fitted = self.model_copy(update=unset)
        fitted.model_fields_set.difference_update(unset)
        return fitted
