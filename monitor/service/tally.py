"""What was done since the service began, in numbers."""

from collections import Counter

from monitor.pipeline.outcome import Outcome


class Tally:
    """Counts polls; it begins at zero with every start, as counters may."""

    def __init__(self) -> None:
        self.polls: Counter[str] = Counter(answered=0, failed=0)

    def add(self, outcome: Outcome) -> None:
        """Count one poll."""
        self.polls["failed" if outcome.error else "answered"] += 1
