"""Drafts to frozen issues with their deliveries."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.digest.environment import SHIPPED, Templates
from monitor.digest.render_json import render_json
from monitor.digest.render_mail import render_mails
from monitor.digest.render_note import render_note
from monitor.digest.render_page import render_page
from monitor.digest.timeline import begin_of, timelines
from monitor.model.deliveries import Report
from monitor.model.digests import Digest
from monitor.model.issues import Issue
from monitor.model.topics import Name
from monitor.pipeline.collecting import uncollected
from monitor.pipeline.drafting import Drafter
from monitor.pipeline.posting import media_of, plan_deliveries
from monitor.store.store import Store
from monitor.words.names.index import NameIndex

log = logging.getLogger(__name__)

#: So long digests wait for an alert that nobody has tried to deliver yet.
_ON_ITS_WAY = timedelta(minutes=1)


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
        self._drafter = Drafter(store, alerts=self._alerts, topic_names=topic_names, names=names, index=index)
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
        drafts = [self._drafter.draft(digest, now=now, due_only=False) for digest in wanted]
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
        draft = self._drafter.draft(digest, now=now, due_only=due_only)
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
