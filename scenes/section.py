"""What every table of ``lecture.toml`` is made of."""

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A table of ``lecture.toml``: unknown keys and wrong types are errors."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)
