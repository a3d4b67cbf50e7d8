"""`names.toml`: who and what queries may name with @."""

from typing import Annotated, Literal

from pydantic import Field

from monitor.config.fields import Distinct, Line, ShortName
from monitor.config.schema.table import Table


class NameTable(Table):
    """A person, organisation or place with its spellings."""

    kind: Literal["person", "org", "place"] = Field(description="person, org or place.")
    name: Line = Field(description="The usual spelling, given name first.")
    also: Annotated[list[Line], Distinct] = Field(
        default=[],
        description="Other spellings, in any script; in one without capitals, such as Arabic, every form.",
    )
    not_with: Annotated[list[Line], Distinct] = Field(
        default=[], description="Words that, adjacent, make it somebody else."
    )
    surname_alone: bool = Field(default=True, description="Whether a person's surname by itself is enough.")


class NamesFile(Table):
    """`names.toml`: who and what queries may name with @."""

    names: dict[ShortName, NameTable] = Field(default={}, description="By their short names.")
