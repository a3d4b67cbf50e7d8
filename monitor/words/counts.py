"""How many of what, in English, as people read it. Pure."""


def count(number: int, noun: str, nouns: str = "") -> str:
    """Return `1 item`, `2 items`; `nouns` are several where that is not just an s more."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"
