"""`feeds.toml`: who is watched."""

from typing import Literal

from pydantic import Field, model_validator

from monitor.config.fields import (
    Country,
    Duration,
    FeedProxy,
    Headers,
    Language,
    Line,
    OptionalSelector,
    OptionalShortName,
    OptionalUrl,
    Secret,
    ShortName,
    Url,
)
from monitor.config.schema.table import Table


class SelectTable(Table):
    """Where the entries of a page are, as CSS selectors."""

    item: OptionalSelector = Field(default="", description="The entries; the others look inside each.")
    title: OptionalSelector = Field(default="", description="The headline; absent: the first heading.")
    link: OptionalSelector = Field(default="", description="The link; absent: the first one.")
    date: OptionalSelector = Field(default="", description="The date, in words too; absent: a time element.")
    text: OptionalSelector = Field(default="", description="The teaser; absent: all paragraphs.")


class FeedTable(Table):
    """One URL of a source; may be written as the URL alone."""

    url: Url = Field(description="Where the feed is.")
    kind: Literal["rss", "json", "sitemap", "page", "telegram"] = Field(
        default="rss",
        description="rss (Atom too), json (JSON Feed), sitemap (of news), page (HTML, with select) "
        "or telegram (https://t.me/s/CHANNEL).",
    )
    select: SelectTable = Field(default=SelectTable(), description="Where the entries of a page are.")
    full_text: Literal["matched", "always", "never"] = Field(
        default="matched",
        description="Whose pages are read for the article, with the extra fulltext: of items that match a "
        "topic, always (for feeds that bring only teasers), or never.",
    )
    language: Language = Field(default="", description="When it differs from the source's.")
    every: Duration | None = Field(
        default=None, description="How often it is asked; absent: by its own rhythm, as [poll] bounds it."
    )
    login: Secret = Field(
        default="",
        description='"secret:NAME": MONITOR_SECRET_NAME holds user:password for a server that wants a login.',
    )
    headers: Headers = Field(
        default={}, description='Further request headers; a value "secret:NAME" stands in the environment.'
    )
    proxy: FeedProxy = Field(
        default="", description='http://, socks5:// or "secret:NAME"; "direct": none; absent: as [poll] says.'
    )

    @model_validator(mode="before")
    @classmethod
    def _from_url(cls, value: object) -> object:
        if isinstance(value, str):
            return {"url": value}
        if not isinstance(value, dict):
            raise ValueError('must be an address in quotes or a table such as { url = "https://..." }')
        return value


class SourceTable(Table):
    """Who publishes."""

    name: Line = Field(description="As readers know it.")
    homepage: OptionalUrl = Field(default="", description="Its web address.")
    language: Language = Field(
        default="", description="The language it mostly writes in, as an ISO 639-1 code."
    )
    country: Country = Field(default="", description="Where it belongs, as an ISO 3166-1 code, or EU, UN.")
    group: OptionalShortName = Field(
        default="",
        description="A word of your own, such as state, independent, official; `group:state` finds it.",
    )
    weight: float = Field(
        default=1.0, gt=0, le=100, description="How much its reports count, 1 being ordinary."
    )
    feeds: list[FeedTable] = Field(default=[], description="Its feeds; none for the publisher of a seed.")


class FeedsFile(Table):
    """`feeds.toml`: who is watched."""

    sources: dict[ShortName, SourceTable] = Field(default={}, description="By their short names.")
