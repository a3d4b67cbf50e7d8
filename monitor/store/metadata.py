"""All tables: whoever asks for every one asks here, however little of the store is imported."""

from monitor.store import issue_rows, rows, story_rows, telling_rows
from monitor.store.tables import Row

#: Where tables are defined; each is known once its module is imported.
DEFINED_IN = (rows, story_rows, issue_rows, telling_rows)

METADATA = Row.metadata
