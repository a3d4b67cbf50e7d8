"""Where in a query something is wrong, as people see it: the line, with carets under the place. Pure."""

#: Of longer lines only what is around the place is shown.
_LONGEST_LINE = 100


def pointed(text: str, start: int, end: int) -> str:
    """Return the line of a text that holds an offset, indented, with carets under it.

    `start` and `end`: the place, as 0-based offsets, the end exclusive; beyond the line there are no carets.
    """
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", start)
    last = len(text) if last < 0 else last
    if last - first > _LONGEST_LINE:
        first, last = max(first, start - _LONGEST_LINE // 2), min(last, start + _LONGEST_LINE // 2)
    line = text[first:last].replace("\t", " ")
    return f"    {line}\n    {' ' * (start - first)}{'^' * max(1, min(end, last) - start)}"
