"""`topics.toml`: what is watched."""

from pydantic import Field, model_validator

from monitor.config.fields import Keep, Language, Line, ShortName
from monitor.config.schema.table import Table


class ExampleTable(Table):
    """A text with which a topic is tried; may be written as its title alone."""

    title: Line = Field(description="The headline.")
    text: str = Field(default="", description="What follows it.")
    language: Language = Field(
        default="", description="As an ISO 639-1 code, for the forms of words; absent: not known."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_title(cls, value: object) -> object:
        if isinstance(value, str):
            return {"title": value}
        if not isinstance(value, dict):
            raise ValueError('must be a title in quotes or a table such as { title = "...", text = "..." }')
        return value


class TopicTable(Table):
    """What the reader watches."""

    name: Line = Field(description="The heading readers see.")
    query: str = Field(description="An expression of the query language.")
    keep: Keep = Field(
        default="forever",
        description="For how long the texts of its items are kept, 7d or more; or forever.",
    )
    must_match: list[ExampleTable] = Field(default=[], description="Texts that the query must find.")
    must_not_match: list[ExampleTable] = Field(
        default=[], description="Texts that the query must leave alone."
    )


class TopicsFile(Table):
    """`topics.toml`: what is watched."""

    words: dict[ShortName, dict[ShortName, str]] = Field(
        default={},
        description="Lists of words that queries call by $ and their short name; a line a language, say.",
    )
    topics: dict[ShortName, TopicTable] = Field(default={}, description="By their short names.")
