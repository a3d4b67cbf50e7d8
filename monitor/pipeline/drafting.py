"""Open windows to drafts of issues: what each digest would tell now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.deliver.message_ids import thread_after
from monitor.digest.rules import is_worth_telling
from monitor.digest.select import select
from monitor.digest.windows import late_s, open_window
from monitor.model.digests import Digest, Window
from monitor.model.issues import Issue, Section
from monitor.model.tellings import IssueItem
from monitor.model.topics import Name
from monitor.pipeline.health import coverage
from monitor.pipeline.outbox import count_failing
from monitor.store.candidates import Candidates, Position
from monitor.store.store import Store, Transaction
from monitor.story.mentions import mentions_of
from monitor.story.telling import tell
from monitor.words.names.index import NameIndex

#: An immediate digest to which nothing belongs moves on after so many.
_MANY_ITEMS = 1000
#: So long an immediate digest keeps articles that bring nothing new.
_PATIENCE = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An issue that is not stored yet."""

    issue: Issue
    #: How far the digest had come when the draft was made.
    before: Position
    #: What the window holds, and where the next one will look from.
    found: Candidates
    #: Recipient of mail -> Message-IDs of the earlier issues they were to get.
    threads: Mapping[str, str]

    @property
    def is_quiet(self) -> bool:
        """Tell whether the window holds no item."""
        return not self.issue.stories

    @property
    def is_idle(self) -> bool:
        """Tell whether closing the window would settle nothing, or little that is soon looked at again."""
        items = self.found.item_cursor - self.before.item_cursor
        is_same = self.found.match_cursor == self.before.match_cursor
        return self.is_quiet and is_same and items < (1 if self.issue.is_alert else _MANY_ITEMS)

    @property
    def can_wait(self) -> bool:
        """Tell whether it only has articles that bring nothing new, which an immediate digest keeps a day."""
        window = self.issue.window
        is_new = any(story.state != "continued" for story in self.issue.stories)
        return not self.is_quiet and not is_new and window.until_at - window.from_at < _PATIENCE


class Drafter:
    """Says what digests would tell; changes nothing."""

    def __init__(
        self,
        store: Store,
        *,
        alerts: Sequence[Digest],
        topic_names: Mapping[str, str],
        names: Sequence[Name],
        index: NameIndex,
    ) -> None:
        """Keep what drafts are made of: `names`, found by their `index`, are told when new in a story."""
        self._store = store
        self._alerts = alerts
        self._topic_names = topic_names
        self._index = index
        self._called = {name.key: name.name for name in names}

    def draft(self, digest: Digest, *, now: datetime, due_only: bool) -> Draft | None:
        """Return the issue of the open window; None when the window is not to be closed yet."""
        with self._store.read() as tx:
            before = tx.issues.get_position(digest.key)
            window = _window(digest, before.until_at, now=now, due_only=due_only)
            if window is None:
                return None
            found = tx.open_windows.list_candidates(digest, window=window, before=before)
            alerted = self._alerted(tx, digest, found)
            seen = coverage(tx)
            undelivered = count_failing(tx, now)
            last = tx.outbox.list_last(digest.key, "email")
        issue = Issue(
            digest=digest.key,
            name=digest.name,
            number=before.issues + 1,
            window=window,
            made_at=now,
            zone=digest.schedule.zone,
            sections=self._sections(digest, found, alerted, window=window),
            late_s=late_s(digest.schedule, window, now=now) if due_only else 0,
            coverage=seen,
            undelivered=undelivered,
            is_alert=digest.alerting is not None,
            limit=digest.limit,
        )
        # Each alert is a conversation of its own: mail programs fold away what goes on in one.
        threads = {p.recipient: thread_after(p.thread, p.message_id) for p in last if not issue.is_alert}
        return Draft(issue=issue, before=before, found=found, threads=threads)

    def _alerted(self, tx: Transaction, digest: Digest, found: Candidates) -> Mapping[int, datetime]:
        """Return when the readers of a digest were alerted to what it would tell, by item."""
        if digest.alerting:
            return {}
        alerts = [each.key for each in self._alerts if each.alerting and each.alerting.reaches(digest.key)]
        items = (member.item.id for story in found.stories for member in story.fresh)
        return tx.tellings.list_alerted(items, alerts=alerts)

    def _sections(
        self, digest: Digest, found: Candidates, alerted: Mapping[int, datetime], *, window: Window
    ) -> tuple[Section, ...]:
        """Return the topics of an issue with the stories that the window holds, told and ranked."""
        opened = (
            replace(story, fresh=tuple(self._read(member, alerted) for member in story.fresh))
            for story in found.stories
        )
        told = (tell(story, topics=digest.topics, languages=digest.languages) for story in opened)
        wanted = [story for story in told if is_worth_telling(story, digest, now=window.until_at)]
        return select(digest, wanted, names=self._topic_names, until_at=window.until_at)

    def _read(self, member: IssueItem, alerted: Mapping[int, datetime]) -> IssueItem:
        """Have an item say what it mentions, and when an alert brought it."""
        mentions = mentions_of(member.item, self._index, called=self._called)
        return replace(member, mentions=mentions, alerted_at=alerted.get(member.item.id))


def _window(digest: Digest, from_at: datetime, *, now: datetime, due_only: bool) -> Window | None:
    if due_only or digest.schedule.is_immediate:
        return open_window(digest.schedule, from_at, now=now)
    # A clock that was set back must not make a window that ends before it begins.
    return Window(from_at=from_at, until_at=now) if now > from_at else None
