"""What every table of the configuration has in common."""

from pydantic import BaseModel, ConfigDict


class Table(BaseModel):
    """A table of TOML: no key beyond those named, no value of another type, no change afterwards."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)
