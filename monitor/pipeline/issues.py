"""Open windows to frozen issues with their deliveries."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.deliver.message_ids import thread_after
from monitor.digest.environment import SHIPPED, Templates
from monitor.digest.render_json import render_json
from monitor.digest.render_mail import render_mails
from monitor.digest.render_note import render_note
from monitor.digest.render_page import render_page
from monitor.digest.rules import is_worth_telling
from monitor.digest.select import select
from monitor.digest.timeline import begin_of, timelines
from monitor.digest.windows import late_s, open_window
from monitor.model.deliveries import Report
from monitor.model.digests import Digest, Window
from monitor.model.issues import Issue, Section
from monitor.model.tellings import IssueItem
from monitor.model.topics import Name
from monitor.pipeline.collecting import uncollected
from monitor.pipeline.health import coverage
from monitor.pipeline.outbox import count_failing
from monitor.pipeline.posting import media_of, plan_deliveries
from monitor.store.store import Store, Transaction
from monitor.store.tellings import Candidates, Position
from monitor.story.mentions import mentions_of
from monitor.story.telling import tell
from monitor.words.names.index import NameIndex

log = logging.getLogger(__name__)

#: An immediate digest to which nothing belongs moves on after so many.
_MANY_ITEMS = 1000
#: So long an immediate digest keeps articles that bring nothing new.
_PATIENCE = timedelta(days=1)
#: So long digests wait for an alert that nobody has tried to deliver yet.
_ON_ITS_WAY = timedelta(minutes=1)


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


class Issues:
    """Makes issues of digests."""

    def __init__(
        self,
        store: Store,
        *,
        digests: Sequence[Digest],
        topic_names: Mapping[str, str],
        names: Sequence[Name],
        index: NameIndex,
        mail_domain: str,
        size_of: Callable[[Report], int],
        templates: Templates = SHIPPED,
    ) -> None:
        """Keep what issues are made of.

        `names`, found by their `index`, are told when they are new in a story; `mail_domain` is the right
        side of Message-IDs, `size_of` tells the bytes of a message.
        """
        self._store = store
        self._digests = digests
        self._alerts = [digest for digest in digests if digest.alerting]
        self._plain = [digest for digest in digests if not digest.alerting]
        self._topic_names = topic_names
        self._index = index
        self._called = {name.key: name.name for name in names}
        self._mail_domain = mail_domain
        self._size_of = size_of
        self._templates = templates

    def make_alerts(self, now: datetime, *, mistakes: int = 0) -> list[Issue]:
        """Make an issue of every alert that has something to tell.

        They are made and delivered before the digests, which only refer to what was told so. `mistakes`
        keep an edited configuration from being in force.
        """
        return self._make_all(self._alerts, now=now, mistakes=mistakes)

    def make_due(self, now: datetime, *, mistakes: int = 0) -> list[Issue]:
        """Make an issue of every digest whose time has come, unless an alert is on its way."""
        return [] if self._is_alerting(now) else self._make_all(self._plain, now=now, mistakes=mistakes)

    def make_now(self, now: datetime) -> list[Issue]:
        """Close every digest's window at this moment, due or not, and make an issue of what it holds."""
        return self._make_all(self._plain, now=now, due_only=False)

    def preview(self, now: datetime, *, only: str | None = None) -> list[Issue]:
        """Return the issues that would be made now, due or not, of all digests or of one; change nothing."""
        wanted = [digest for digest in self._digests if only in (None, digest.key)]
        drafts = [self._draft(digest, now=now, due_only=False) for digest in wanted]
        return [self._with_timelines(draft.issue) for draft in drafts if draft is not None]

    def _is_alerting(self, now: datetime) -> bool:
        """Tell whether an alert was made just now whose readers are still to be reached."""
        with self._store.read() as tx:
            keys = [digest.key for digest in self._alerts]
            return tx.outbox.has_untried(keys, made_after=now - _ON_ITS_WAY)

    def _make_all(
        self, digests: Sequence[Digest], *, now: datetime, due_only: bool = True, mistakes: int = 0
    ) -> list[Issue]:
        made = [self._make(digest, now=now, due_only=due_only, mistakes=mistakes) for digest in digests]
        return [issue for issue in made if issue is not None]

    def _make(self, digest: Digest, *, now: datetime, due_only: bool, mistakes: int) -> Issue | None:
        """Freeze one window: issue, items, reports and deliveries in one transaction.

        Returns None when there is nothing to send, or when another process was faster.
        """
        draft = self._draft(digest, now=now, due_only=due_only)
        if draft is None:
            return None
        if digest.schedule.is_immediate and (draft.is_idle or (due_only and draft.can_wait)):
            return None
        wanted = digest.heartbeat or not draft.is_quiet
        issue = replace(draft.issue, mistakes=mistakes)
        issue = self._with_timelines(issue) if wanted else issue
        reports = self._render(issue, digest) if wanted else []
        deliveries = plan_deliveries(issue, digest, reports, threads=draft.threads, domain=self._mail_domain)
        with self._store.write(is_ledger=True) as tx:
            moved = tx.issues.close_window(
                digest.key,
                before=draft.before,
                until_at=issue.window.until_at,
                found=draft.found,
            )
            if not moved or not wanted:
                return None
            tx.issues.add(issue, reports, deliveries)
        log.info("issue made: %s %d", digest.key, issue.number)
        return issue

    def _with_timelines(self, issue: Issue) -> Issue:
        """Return the issue with the last days of its topics; who is alerted has no time for them."""
        if issue.is_alert:
            return issue
        until_at = issue.window.until_at
        with self._store.read() as tx:
            moments = tx.matches.list_moments(begin_of(until_at))
        topics = [section.topic for section in issue.sections]
        return replace(issue, timelines=timelines(moments, topics, until_at=until_at, zone=issue.zone))

    def _render(self, issue: Issue, digest: Digest) -> list[Report]:
        """Return the issue for each medium; there is always a page."""
        media = media_of(digest)
        with uncollected():
            reports = [render_page(issue, self._templates)]
            if "mail" in media:
                reports += render_mails(issue, self._templates, size_of=self._size_of)
            if "json" in media:
                reports.append(render_json(issue))
            if "note" in media:
                reports.append(render_note(issue))
        return reports

    def _draft(self, digest: Digest, *, now: datetime, due_only: bool) -> Draft | None:
        """Return the issue of the open window; None when the window is not to be closed yet."""
        with self._store.read() as tx:
            before = tx.issues.get_position(digest.key)
            window = _window(digest, before.until_at, now=now, due_only=due_only)
            if window is None:
                return None
            found = tx.tellings.list_candidates(digest, window=window, before=before)
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
