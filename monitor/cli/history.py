"""What an item said before it was changed, as the differences from one version to the next.

Words that went are in [-brackets-], words that came in {+braces+}, as wdiff writes them; coloured at a
terminal.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

import click

from monitor.cli.output import safe, when
from monitor.model.items import Item, Revision

#: Words that stay beside a change.
_AROUND = 8
#: Comparing is quadratic at worst: more lines of a text or words of a paragraph are shown as gone and come.
_MOST = 2_000
_WORD = re.compile(r"\S+")


def say_history(item: Item, revisions: Sequence[Revision]) -> None:
    """Print each change of an item, oldest first; or that there was none."""
    if not revisions:
        click.echo("\nnever changed since it was first seen")
    versions = [*((each.title, each.text) for each in revisions), (item.title, item.text)]
    for revision, (before, after) in zip(revisions, pairwise(versions), strict=True):
        click.echo("\n" + click.style(f"changed {when(revision.replaced_at)}", bold=True))
        titles = [f"title: {line}" for line in differences(before[0], after[0])]
        lines = [*titles, *differences(before[1], after[1])]
        for line in lines or ["nothing but its form"]:
            click.echo(f"  {line}")


def differences(before: str, after: str) -> Iterator[str]:
    """Yield a line for each paragraph that differs, with the words around each change."""
    old, new = before.split("\n"), after.split("\n")
    if max(len(old), len(new)) > _MOST:
        old, new = [before], [after]
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            line = _of_words(_words(old[a:b]), _words(new[c:d]))
            if line:
                yield line


def _words(lines: Sequence[str]) -> list[str]:
    return _WORD.findall(safe(" ".join(lines)))


def _of_words(old: list[str], new: list[str]) -> str:
    if max(len(old), len(new)) > _MOST:
        return f"{_gone(old)} {_come(new)}"
    parts: list[str] = []
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (kind, a, b, c, d) in enumerate(codes):
        if kind == "equal":
            parts.append(_kept(old[a:b], is_first=number == 0, is_last=number == len(codes) - 1))
        else:
            parts += [each for each in (_gone(old[a:b]), _come(new[c:d])) if each]
    return " ".join(parts) if any(kind != "equal" for kind, *_ in codes) else ""


def _kept(words: list[str], *, is_first: bool, is_last: bool) -> str:
    """Return the words that stay between changes, the middle of many left out."""
    head = [] if is_first else words[:_AROUND]
    tail = [] if is_last else words[len(words) - _AROUND :] if len(words) > _AROUND else words
    if len(words) <= len(head) + len(tail):
        return " ".join(words)
    return " ".join([*head, "…", *tail])


def _gone(words: list[str]) -> str:
    return click.style(f"[-{' '.join(words)}-]", fg="red") if words else ""


def _come(words: list[str]) -> str:
    return click.style(f"{{+{' '.join(words)}+}}", fg="green") if words else ""
