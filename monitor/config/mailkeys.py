"""The keys of recipients: each can be encrypted to, and belongs to somebody who is written to."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from monitor.config.nearest import did_you_mean
from monitor.config.reading import Files
from monitor.deliver.openpgp import check_key
from monitor.errors import Problem


def check_keys(files: Files, folder: Path) -> Iterator[Problem]:
    """Yield a problem for every key that is of no use: whoever it is for would get mail in the clear."""
    file, table = files.monitor.file, files.monitor.table
    known = {recipient for _, each in files.tellings() for recipient in each.recipients}
    for recipient, name in table.mail.keys.items():
        path = ("mail", "keys", recipient)
        if recipient.casefold() not in {each.casefold() for each in known}:
            text = f"'{recipient}' is no recipient of any digest or alert; {did_you_mean(recipient, known)}"
            yield file.problem(path, text, at_key=True)
        try:
            check_key(folder / name, now=datetime.now(UTC))
        except ValueError as error:
            yield file.problem(path, str(error))
