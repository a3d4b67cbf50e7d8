"""Who stands behind a story."""

from dataclasses import dataclass
from datetime import datetime

from monitor.model.feeds import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A source that tells a story in its own words: not by a copy of another one's text."""

    source: Source
    #: The first of its own texts, and when that was published.
    item_id: int
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Who stands behind a story."""

    #: When its first and its last item were published.
    first_at: datetime
    last_at: datetime
    #: The separate sources, the earliest first.
    voices: tuple[Voice, ...]
    #: Of all sources, also those that only copy.
    sources: int

    @property
    def groups(self) -> dict[str, int]:
        """Return how many separate sources each group has, the largest first, those of none last."""
        counts: dict[str, int] = {}
        for voice in self.voices:
            counts[voice.source.group] = counts.get(voice.source.group, 0) + 1
        return dict(sorted(counts.items(), key=lambda pair: (not pair[0], -pair[1], pair[0])))

    @property
    def powers_only(self) -> str:
        """Return who alone stands behind it: `state media`, `officials` or both; empty when others do."""
        if not all(voice.source.is_power for voice in self.voices):
            return ""
        kinds = {"officials" if voice.source.is_official else "state media" for voice in self.voices}
        return " and ".join(sorted(kinds, reverse=True))
