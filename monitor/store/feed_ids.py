"""The numbers of feeds, by URL, each looked up once in a transaction."""

from sqlalchemy import Connection, bindparam, select

from monitor.errors import StoreError
from monitor.store.prepared import Prepared
from monitor.store.rows import FeedRow
from monitor.store.tables import table_of

FEED = table_of(FeedRow)
_FEED_ID = Prepared(select(FEED.c.id).where(FEED.c.url == bindparam("url")))


class FeedIds(dict[str, int]):
    """URL of a feed -> its number; StoreError for a feed that is not in the store."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, url: str) -> int:
        found = _FEED_ID.all(self._connection, url=url)
        if not found:
            raise StoreError(f"{url}: no such feed in the store")
        self[url] = int(found[0]["id"])
        return self[url]
