"""Matches, and which version of each topic the stored items are tagged with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from monitor.model.topics import Match, Topic
from monitor.store.convert import match_of, match_values
from monitor.store.prepared import Prepared
from monitor.store.rows import ItemRow, MatchRow, TopicRow
from monitor.store.tables import table_of

ITEM = table_of(ItemRow)
MATCH = table_of(MatchRow)
TOPIC = table_of(TopicRow)

_ADD = Prepared(insert(MATCH))
_VERSIONS = Prepared(select(TOPIC.c.key, TOPIC.c.version))


@dataclass(frozen=True, slots=True, kw_only=True)
class Retag:
    """A topic whose stored items are not all tagged with its present version."""

    topic: str
    #: Items with smaller ids are still to be done.
    below: int


class Matches:
    """Matches, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, matches: Sequence[Match]) -> None:
        """Store the matches of new items."""
        _ADD.many(self._connection, [match_values(match) for match in matches])

    def save(self, item_id: int, topics: Iterable[str], matches: Sequence[Match]) -> None:
        """Make these the item's matches among `topics`.

        A match that was there keeps its id and time: it is no news that it still matches.
        """
        found = {match.topic for match in matches}
        gone = set(topics) - found
        where = (MATCH.c.item_id == item_id, MATCH.c.topic.in_(gone))
        if gone:
            self._connection.execute(delete(MATCH).where(*where))
        for match in matches:
            values = match_values(match) | {"item_id": item_id}
            kept = {name: values[name] for name in ("score", "spans", "version")}
            statement = insert(MATCH).values(values)
            self._connection.execute(
                statement.on_conflict_do_update(index_elements=["item_id", "topic"], set_=kept)
            )

    def list_of_item(self, item_id: int) -> list[Match]:
        """Return an item's matches, by topic."""
        statement = select(MATCH).where(MATCH.c.item_id == item_id).order_by(MATCH.c.topic)
        return [match_of(row) for row in self._connection.execute(statement)]

    def list_item_ids(self, topic: str) -> list[int]:
        """Return the ids of the items that match a topic."""
        return list(self._connection.execute(select(MATCH.c.item_id).where(MATCH.c.topic == topic)).scalars())

    def list_moments(self, since: datetime) -> list[tuple[str, datetime]]:
        """Return topic and time of publication of all matches of items published since then."""
        # Found by the lowest number of the items seen since, so that older ones are not looked at. What was
        # seen first need not be stored first: feeds are read side by side. With "+ 0" SQLite takes the index
        # of times instead of walking through all items.
        first = select(func.min(ITEM.c.id + 0)).where(ITEM.c.first_seen_at >= since)
        statement = (
            select(MATCH.c.topic, ITEM.c.published_at)
            .join(ITEM, ITEM.c.id == MATCH.c.item_id)
            .where(MATCH.c.item_id >= first.scalar_subquery(), ITEM.c.published_at >= since)
        )
        return [(row.topic, row.published_at) for row in self._connection.execute(statement)]

    def versions(self) -> dict[str, str]:
        """Return which version of each topic the stored items are tagged with, or are just getting."""
        return {row["key"]: row["version"] for row in _VERSIONS.all(self._connection)}

    def counts(self) -> dict[str, int]:
        """Return how many items match each topic."""
        statement = select(MATCH.c.topic, func.count()).group_by(MATCH.c.topic)
        return {row[0]: row[1] for row in self._connection.execute(statement)}

    def save_topics(self, topics: Sequence[Topic], versions: Mapping[str, str], *, last_item_id: int) -> None:
        """Note the topics' present versions; changed ones are to be re-tagged from the newest item down."""
        known = {row.key: row.version for row in self._connection.execute(select(TOPIC))}
        keys = [topic.key for topic in topics]
        self._connection.execute(delete(MATCH).where(MATCH.c.topic.not_in(keys)))
        self._connection.execute(delete(TOPIC).where(TOPIC.c.key.not_in(keys)))
        for topic in topics:
            values: dict[str, Any] = {"key": topic.key, "name": topic.name, "version": versions[topic.key]}
            if known.get(topic.key) != versions[topic.key]:
                values["retag_below"] = last_item_id + 1 if last_item_id else None
            statement = insert(TOPIC).values(values)
            self._connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=values))

    def open_retags(self, versions: Mapping[str, str] | None = None) -> list[Retag]:
        """Return the topics that are still to be re-tagged, the furthest behind first.

        With `versions` only those that are stored in these: another process may know newer ones.
        """
        statement = select(TOPIC).where(TOPIC.c.retag_below.is_not(None)).order_by(TOPIC.c.retag_below.desc())
        return [
            Retag(topic=row.key, below=row.retag_below)
            for row in self._connection.execute(statement)
            if versions is None or versions.get(row.key) == row.version
        ]

    def mark_retagged(self, topics: Iterable[str], *, below: int | None) -> None:
        """Note how far re-tagging has come; None: done."""
        statement = update(TOPIC).where(TOPIC.c.key.in_(list(topics)))
        self._connection.execute(statement.values(retag_below=below))

    def mark_outdated(self, versions: Mapping[str, str], *, last_item_id: int) -> list[str]:
        """Have items re-tagged that were tagged with other versions than the stored ones; return the topics.

        That happens while one process runs with old topics and another has read new ones.
        """
        rows = _VERSIONS.all(self._connection)
        outdated = [row["key"] for row in rows if versions.get(row["key"]) != row["version"]]
        if outdated:
            self.mark_retagged(outdated, below=last_item_id + 1)
        return outdated
