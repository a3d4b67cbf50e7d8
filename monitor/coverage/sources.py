"""Which sources are blind: those of which every feed is. Pure."""

from collections.abc import Iterable, Mapping

from monitor.model.coverage import BLIND, BlindSource, Coverage, Health
from monitor.model.feeds import Feed


def cover(feeds: Iterable[tuple[Feed, Health]], *, names: Mapping[str, str]) -> Coverage:
    """Return who is blind; `names` gives the name of a source by its key."""
    of_source: dict[str, list[Health]] = {}
    for feed, health in feeds:
        of_source.setdefault(feed.source, []).append(health)
    blind = [_blind(names[key], found) for key, found in of_source.items() if _is_blind(found)]
    return Coverage(
        sources=len(of_source), blind=tuple(sorted(blind, key=lambda source: source.name.casefold()))
    )


def _is_blind(found: Iterable[Health]) -> bool:
    return all(health.state in BLIND and health.since is not None for health in found)


def _blind(name: str, found: Iterable[Health]) -> BlindSource:
    since, last = max(
        ((health.since, health) for health in found if health.since is not None), key=lambda pair: pair[0]
    )
    return BlindSource(name=name, state=last.state, since=since, why=last.why)
