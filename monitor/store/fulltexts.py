"""Which items' pages are to be asked for the full text, and what became of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from monitor.model.feeds import Feed
from monitor.model.fulltexts import FullText, FullTextState, Wanted
from monitor.model.items import Item
from monitor.store.convert import item_of, noun_of, values_of
from monitor.store.rows import FeedRow, FullTextRow, ItemRow
from monitor.store.search import WordIndex
from monitor.store.tables import table_of

ITEM = table_of(ItemRow)
FEED = table_of(FeedRow)
FULL = table_of(FullTextRow)


class FullTexts:
    """Full texts, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def want(self, item_id: int, *, teaser: str, now: datetime) -> None:
        """Have the page of an item asked, anew if it was before, because the feed now says `teaser`."""
        values = {"teaser": teaser, "next_fetch_at": now, "attempts": 0, "error": None}
        statement = insert(FULL).values(values | {"item_id": item_id})
        self._connection.execute(statement.on_conflict_do_update(index_elements=["item_id"], set_=values))

    def claim_due(self, now: datetime, *, lease_s: float, limit: int) -> list[Wanted]:
        """Return the items whose time has come, newest first, and lease them to the caller."""
        free = or_(FULL.c.leased_until.is_(None), FULL.c.leased_until <= now)
        due = select(FULL).where(FULL.c.next_fetch_at <= now, free).order_by(FULL.c.item_id.desc())
        states = {
            row.item_id: noun_of(FullTextState, row) for row in self._connection.execute(due.limit(limit))
        }
        rows = self._connection.execute(select(ITEM).where(ITEM.c.id.in_(states)).order_by(ITEM.c.id.desc()))
        items = [item_of(row) for row in rows]
        feeds = self._feeds({item.feed for item in items})
        lease = update(FULL).where(FULL.c.item_id.in_(states))
        self._connection.execute(lease.values(leased_until=now + timedelta(seconds=lease_s)))
        return [Wanted(item=item, feed=feeds[item.feed], state=states[item.id]) for item in items]

    def _feeds(self, feed_urls: set[str]) -> dict[str, Feed]:
        rows = self._connection.execute(select(FEED).where(FEED.c.url.in_(feed_urls)))
        return {row.url: noun_of(Feed, row) for row in rows}

    def get_state(self, item_id: int) -> FullTextState | None:
        """Return what is remembered about an item's full text; None when it was never wanted."""
        row = self._connection.execute(select(FULL).where(FULL.c.item_id == item_id)).first()
        return None if row is None else noun_of(FullTextState, row)

    def save_state(self, item_id: int, state: FullTextState) -> None:
        """Store what one attempt has come to, and give the item free."""
        values = values_of(state) | {"leased_until": None}
        self._connection.execute(update(FULL).where(FULL.c.item_id == item_id).values(values))

    def save_text(self, item: Item, found: FullText, *, now: datetime) -> Item:
        """Make `found` the text of a stored item, and return the item as it is then.

        It is no revision: the publisher changed nothing. `content_hash` stays that of the feed's text, by
        which its later entries are compared.
        """
        after = replace(item, text=found.text, html=found.html, language=found.language, full_text_at=now)
        changed = {name: getattr(after, name) for name in ("text", "html", "language", "full_text_at")}
        self._connection.execute(update(ITEM).where(ITEM.c.id == item.id).values(changed))
        WordIndex(self._connection).replace(item, after)
        return after

    def release(self, item_ids: Sequence[int]) -> None:
        """Give items free that were claimed and not asked."""
        where = FULL.c.item_id.in_(item_ids)
        self._connection.execute(update(FULL).where(where).values(leased_until=None))
