"""What is new in a story since a digest was sent of it. Pure.

What one article says in passing is no news: a name or country counts when a headline has it, or the texts of
two sources; a number when its headline has it and its text too, or two sources; a name that no list has, when
two sources have it. All of it is known when any item that the digest was sent has it, in title or text.
A headline has a number also when only the text says what it counts: rises to 52.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.model.standing import Standing, Voice
from monitor.model.tellings import Delta, IssueItem, Mention, OpenStory
from monitor.story.counting import BARE, are_at_odds
from monitor.story.standing import standing_of
from monitor.words.countries import country_name

#: Names that no list has, such as `k:tramp`: a headline may write any word with a capital.
_UNLISTED = "k:"
#: Of each kind, so many are told.
_MOST = 3
_TWO = 2


@dataclass(frozen=True, slots=True)
class _Found:
    """One thing that items mention, and which."""

    mention: Mention
    items: tuple[IssueItem, ...]


def deltas_of(story: OpenStory) -> tuple[Delta, ...]:
    """Return what a story has gained since it was sent, by the items to be sent now; of a new one nothing."""
    if not story.told:
        return ()
    return (*_voices_gained(story), *_mentions_gained(story))


def _voices_gained(story: OpenStory) -> Iterator[Delta]:
    told = {each.item_id for each in story.told}
    known = [member for member in story.members if member.item_id in told]
    fresh = {each.item.id for each in story.fresh}
    before = standing_of(known, story.sources)
    after = standing_of([m for m in story.members if m.item_id in told | fresh], story.sources)
    heard = {voice.source.key for voice in before.voices}
    added = [voice for voice in after.voices if voice.source.key not in heard and voice.item_id in fresh]
    yield from _first_official(before, added)
    yield from _first_confirmation(before, added)


def _first_official(before: Standing, added: Sequence[Voice]) -> Iterator[Delta]:
    if not any(voice.source.is_official for voice in before.voices):
        for voice in [voice for voice in added if voice.source.is_official][:1]:
            text = f"first official statement: {voice.source.name}"
            yield Delta(gain="official", text=text, item_id=voice.item_id)


def _first_confirmation(before: Standing, added: Sequence[Voice]) -> Iterator[Delta]:
    """Yield the first source beside state media and officials, else the second source at all."""
    if not before.powers_only and len(before.voices) > 1:
        return
    known = before.powers_only or before.voices[0].source.name
    what = "first independent confirmation" if before.powers_only else "second source"
    for voice in [voice for voice in added if not voice.source.is_power][:1]:
        text = f"{what}: {voice.source.name}, before only {known}"
        yield Delta(gain="confirmation", text=text, item_id=voice.item_id)


def _mentions_gained(story: OpenStory) -> Iterator[Delta]:
    before = [mention for each in story.told for mention in each.mentions]
    news = [
        found for found in _found_in(story.fresh) if _is_told_well(found) and not _is_known(found, before)
    ]
    numbers = _most(news, "number")
    for found in numbers:
        text = f"{found.mention.written}{_was(found, before, numbers)}"
        yield Delta(gain="number", text=text, item_id=found.items[0].item.id)
    for found in _most(news, "name"):
        yield Delta(gain="name", text=f"new name: {found.mention.written}", item_id=found.items[0].item.id)
    home = _home(story)
    for found in _most([each for each in news if each.mention.written not in home], "country"):
        text = f"new country: {found.mention.written}"
        yield Delta(gain="country", text=text, item_id=found.items[0].item.id)


def _home(story: OpenStory) -> frozenset[str]:
    """Return the countries of the sources whose articles were sent: these hardly name their own."""
    told = {each.item_id for each in story.told}
    sources = {story.sources[member.source] for member in story.members if member.item_id in told}
    return frozenset(country_name(source.country) for source in sources)


def _found_in(items: Sequence[IssueItem]) -> list[_Found]:
    """Return what items mention, in the order in which it appeared."""
    by_thing: dict[tuple[str, str, float], list[tuple[Mention, IssueItem]]] = {}
    for item in items:
        for mention in item.mentions:
            by_thing.setdefault(_thing(mention), []).append((mention, item))
    return [_Found(pairs[0][0], tuple(item for _, item in pairs)) for pairs in by_thing.values()]


def _is_told_well(found: _Found) -> bool:
    same = [m for item in found.items for m in item.mentions if _thing(m) == _thing(found.mention)]
    sources = {item.source.key for item in found.items if item.copy_of is None}
    in_title = any(m.is_in_title for m in same) or any(_bare(i.mentions, found.mention) for i in found.items)
    in_text = any(m.is_in_text for m in same)
    is_short = any(not item.item.text for item in found.items)
    if found.mention.key.startswith(_UNLISTED):
        return in_title and in_text and len(sources) >= _TWO
    if found.mention.kind == "number":
        return (in_title and (in_text or is_short)) or len(sources) >= _TWO
    return in_title or len(sources) >= _TWO


def _bare(mentions: Sequence[Mention], number: Mention) -> list[Mention]:
    """Return where headlines among these have the number and leave to the text what it counts."""
    bare = ("number", BARE, number.value)
    return [mention for mention in mentions if number.kind == "number" and _thing(mention) == bare]


def _thing(mention: Mention) -> tuple[str, str, float]:
    return mention.kind, mention.key, mention.value


def _is_known(found: _Found, before: Sequence[Mention]) -> bool:
    mention = found.mention
    same = [known for known in before if (known.kind, known.key) == (mention.kind, mention.key)]
    if mention.kind != "number":
        return bool(same)
    if any(bare.is_in_text for bare in _bare(before, mention)):
        return True
    values = frozenset(known.value for known in same)
    return bool(values) and not are_at_odds({mention.key: frozenset({mention.value})}, {mention.key: values})


def _most(news: Sequence[_Found], kind: str) -> list[_Found]:
    """Return what most items mention, of one kind."""
    of_kind = [found for found in news if found.mention.kind == kind and found.mention.key != BARE]
    return sorted(of_kind, key=lambda found: -len(found.items))[:_MOST]


def _was(found: _Found, before: Sequence[Mention], numbers: Sequence[_Found]) -> str:
    """Return `, was 14` when the headlines so far agreed on one number of what is counted.

    Of nine jailed among the 14 detained nobody says that they were 14; nor of 31,000 in need beside 27 dead,
    who were 14.
    """
    mention = found.mention
    told = {known.value for known in before if known.key == mention.key and known.is_in_title}
    if mention.kind != "number" or len(told) != 1:
        return ""
    was = told.pop()
    rivals = [each.mention.value for each in numbers if each.mention.key == mention.key]
    if min(rivals, key=lambda value: _ratio(value, was)) != mention.value:
        return ""
    still = any((m.key, m.value) == (mention.key, was) for item in found.items for m in item.mentions)
    return "" if still and mention.value < was else f", was {was:,.10g}"


def _ratio(one: float, other: float) -> float:
    """Return how many times the larger of two numbers is the smaller."""
    low, high = sorted((one, other))
    return high / low if low > 0 else math.inf
