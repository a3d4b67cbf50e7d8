"""Where each key and value of a TOML text lies, because `tomllib` reads values but keeps no places.

The text has already been accepted by `tomllib`, so the scanner need only find tokens, never judge them.
"""

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass, field

#: A way through tables (names) and arrays (numbers from 0): `("sources", "belta", "feeds", 0)`.
KeyPath = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_KEY_PART = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|[^\s.=\]"\']+')
_SCALAR = re.compile(
    r'"""(?:\\[\s\S]|[^\\])*?"{3,5}'
    r"|'''[\s\S]*?'{3,5}"
    r'|"(?:\\.|[^"\\])*"'
    r"|'[^']*'"
    r"|\d{4}-\d\d-\d\d \d\d:[^\s,\]}#]*"
    r"|[^\s,\]}#]+"
)
#: What stands for one character of a basic string; a backslash at the end of a line stands for none.
_UNIT = re.compile(r"(?P<none>\\[ \t]*\n\s*)|\\u.{4}|\\U.{8}|\\x..|\\.|[\s\S]")


@dataclass(slots=True)
class Positions:
    """Offsets in one text, in characters from 0."""

    text: str
    #: Where a key is written; for a table, its name within the header.
    keys: dict[KeyPath, int] = field(default_factory=dict)
    #: Where a value begins; for a table, its header.
    values: dict[KeyPath, int] = field(default_factory=dict)

    def key(self, path: KeyPath) -> int:
        """Return the offset of a key, or else of the nearest value around it."""
        return self.keys[path] if path in self.keys else self.value(path)

    def value(self, path: KeyPath) -> int:
        """Return the offset of a value, or else of the nearest value around it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, 0)

    def inside(self, path: KeyPath, index: int) -> int:
        """Return where character `index` of a string value stands in the text."""
        at = self.value(path)
        quote = self.text[at]
        at += 3 if self.text.startswith(quote * 3, at) else 1
        if self.text.startswith("\n", at):
            at += 1  # the newline right after the opening quotes is no part of the value
        if quote == "'":
            return at + index
        units = (unit.start() for unit in _UNIT.finditer(self.text, at) if not unit["none"])
        return next(start for number, start in enumerate(units) if number == index)

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both from 1."""
        starts = [0, *(newline.end() for newline in re.finditer("\n", self.text))]
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1


def find_positions(text: str) -> Positions:
    """Return the place of every key and value of a valid TOML text whose lines end in newlines."""
    scanner = _Scanner(Positions(text))
    scanner.document()
    return scanner.found


class _Scanner:
    """A cursor over the text that notes what it passes."""

    def __init__(self, found: Positions) -> None:
        self.found = found
        self.text = found.text
        self.at = 0
        #: Arrays of tables and how many tables each has so far.
        self.arrays: dict[KeyPath, int] = {}

    def document(self) -> None:
        table: KeyPath = ()
        self.skip()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
            self.skip()

    def header(self) -> KeyPath:
        start, is_array = self.at, self.text.startswith("[[", self.at)
        self.at += 1 + is_array
        path: KeyPath = ()
        parts = self.key()
        for number, (part, at) in enumerate(parts, 1):
            path = (*path, part)
            self.note(path, at, start)
            if is_array and number == len(parts):
                self.arrays[path] = self.arrays.get(path, 0) + 1
            if path in self.arrays:
                path = (*path, self.arrays[path] - 1)
                self.note(path, at, start)
        self.at = self.text.index("]", self.at) + 1 + is_array
        # A header may come after headers of its own sub-tables; then the places noted were theirs.
        self.found.keys[path], self.found.values[path] = parts[-1][1], start
        return path

    def pair(self, path: KeyPath) -> None:
        for part, at in self.key():
            path = (*path, part)
            self.note(path, at, at)
        self.at = self.text.index("=", self.at) + 1
        self.skip()
        self.value(path)

    def key(self) -> list[tuple[str, int]]:
        """Pass a dotted key; return its parts, unquoted, each with its place."""
        parts = []
        while True:
            self.skip()
            match = _KEY_PART.match(self.text, self.at)
            assert match
            parts.append((_unquoted(match[0]), self.at))
            self.at = match.end()
            self.skip()
            if self.text[self.at] != ".":
                return parts
            self.at += 1

    def value(self, path: KeyPath) -> None:
        self.found.values[path] = self.at
        opening = self.text[self.at]
        if opening not in "[{":
            match = _SCALAR.match(self.text, self.at)
            assert match
            self.at = match.end()
            return
        self.at += 1
        number = 0
        while not self.closes("]" if opening == "[" else "}"):
            if opening == "[":
                self.value((*path, number))
            else:
                self.pair(path)
            number += 1

    def closes(self, bracket: str) -> bool:
        """Pass blanks and a comma; tell whether the array or inline table ends here, and pass its end."""
        self.skip()
        if self.text[self.at] == ",":
            self.at += 1
            self.skip()
        is_end = self.text[self.at] == bracket
        self.at += is_end
        return is_end

    def skip(self) -> None:
        match = _BLANK.match(self.text, self.at)
        assert match
        self.at = match.end()

    def note(self, path: KeyPath, key: int, value: int) -> None:
        self.found.keys.setdefault(path, key)
        self.found.values.setdefault(path, value)


def _unquoted(part: str) -> str:
    return str(tomllib.loads(f"k = {part}")["k"]) if part[0] in "\"'" else part
