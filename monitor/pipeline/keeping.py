"""What was read into the store, tagged: each document in one transaction."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from monitor.coverage import history, trouble
from monitor.errors import MonitorError
from monitor.fetch.articles import is_wanted
from monitor.fetch.rhythm import Pace
from monitor.fetch.schedule import after_failure, after_success
from monitor.model.feeds import Feed, FeedState, Fetched
from monitor.model.fulltexts import FullText, FullTextState, Wanted
from monitor.model.items import Item
from monitor.model.topics import Match
from monitor.pipeline.marks import has_guid
from monitor.pipeline.outcome import Outcome, Watched
from monitor.pipeline.reading import SEEDS, Reading
from monitor.pipeline.writing import Writer
from monitor.store.identity import Changes
from monitor.store.store import Store, Transaction

log = logging.getLogger(__name__)

#: New items of one feed on one day: no publisher has so many. Each takes 20 KB of memory for some days,
#: in which others may be of its story.
MOST_A_DAY = 3_000
#: A poll that brings fewer is not counted.
_FEW = 50


class Keeper:
    """Writes what polls and seed documents bring."""

    def __init__(self, store: Store, *, watched: Watched, clock: Callable[[], datetime]) -> None:
        self._watched = watched
        self._clock = clock
        self._writer = Writer(store, finish=self._compare_topics)
        #: Whether items were tagged in the transaction that is going on.
        self._has_tagged = False

    async def keep_poll(self, feed: Feed, state: FeedState, fetched: Fetched, reading: Reading) -> Outcome:
        """Store a feed's items with their matches, and its validators and next poll with them."""

        def keep(tx: Transaction) -> Outcome:
            now = self._clock()
            known = has_guid(reading.marks, (item.guid for item in reading.items))
            changes = tx.recognition.find_changes(feed.url, reading.items, is_still_there=known)
            changes, wrong = self._within_a_day(tx, feed, changes, now=now)
            if not reading.is_whole:
                wrong = f"the feed broke off; entries that were read: {reading.entries}"
            forms = {
                item.guid: words.split() for item, words in zip(reading.items, reading.forms, strict=False)
            }
            outcome = self._keep_items(tx, feed, changes, now=now, forms=forms)
            since = state.succeeded_at
            after = after_success(
                state,
                replace(fetched, etag=None, last_modified=None, fresh_until=None) if wrong else fetched,
                url=feed.url,
                arrived=[history.arrived_at(item, since=since, now=now) for item in changes.news],
                ttl_s=reading.ttl_s,
                now=now,
                pace=self._pace(feed),
            )
            if wrong:
                after = replace(after, error=wrong)
            after = trouble.after_reading(after, entries=reading.entries, now=now)
            tx.history.add_days(feed.url, history.days_of(changes.news, since=since, now=now))
            # Of what was left out or broke off, all is read again.
            if (marks := b"" if wrong else reading.marks) != after.marks:
                after = replace(after, marks=marks)
            tx.feeds.save_state(feed.url, after)
            return outcome

        return await self._writer.write(keep, holds_up=reading.entries is not None)

    async def keep_failure(self, feed: Feed, state: FeedState, error: MonitorError) -> Outcome:
        """Store why a poll failed, and when the feed is asked again."""
        now = self._clock()
        after = after_failure(state, error, url=feed.url, now=now, pace=self._pace(feed))
        after = trouble.after_error(after, error, now=now)
        await self._writer.write(lambda tx: tx.feeds.save_state(feed.url, after))
        return Outcome(place=feed.url, error=str(error))

    async def keep_seed(self, reading: Reading) -> Outcome:
        """Store a seed document, and its publisher if the configuration does not name it."""

        def keep(tx: Transaction) -> Outcome:
            unknown = [source for source in reading.sources if source.key not in self._watched.sources]
            tx.feeds.save_sources(unknown)
            changes = tx.recognition.find_changes(SEEDS.url, reading.items)
            return self._keep_items(tx, SEEDS, changes, now=self._clock(), forms={})

        return await self._writer.write(keep)

    async def keep_full_text(self, wanted: Wanted, found: FullText | None, state: FullTextState) -> None:
        """Make what was found the item's text, matched anew; None: the text stays as it is."""

        def keep(tx: Transaction) -> None:
            now, item_id = self._clock(), wanted.item.id
            current = tx.full_texts.get_state(item_id)
            if current is None or current.teaser != wanted.state.teaser:
                # Revised while its page was read, which may be of either time: it is asked again.
                tx.full_texts.release([item_id])
                return
            tx.full_texts.save_state(item_id, state)
            if found is not None:
                item = tx.full_texts.save_text(tx.items.get(item_id), found, now=now)
                tx.matches.save(item_id, self._watched.matcher.versions, self._match(item, now=now))
                self._has_tagged = True

        await self._writer.write(keep)

    def _within_a_day(
        self, tx: Transaction, feed: Feed, changes: Changes, *, now: datetime
    ) -> tuple[Changes, str | None]:
        """Return what there is room for of a feed's news, and what is wrong with one that brings more."""
        number = len(changes.new)
        if number <= _FEW:
            return changes, None
        room = max(MOST_A_DAY - tx.history.count_on(feed.url, now.date()), 0)
        if number <= room:
            return changes, None
        log.warning("%s brings too much: %d new items were left out", feed.url, number - room)
        wrong = (
            f"it brings more than {MOST_A_DAY:,} new items on one day; the rest is left out until tomorrow"
        )
        return changes.at_most(room), wrong

    def _pace(self, feed: Feed) -> Pace:
        if feed.every_s is not None:
            return Pace(shortest_s=feed.every_s, longest_s=feed.every_s, is_fixed=True)
        return Pace(shortest_s=self._watched.every_s, longest_s=self._watched.quiet_s)

    def begin(self) -> None:
        """Begin a pass: what the store refused in an earlier one may go well now."""
        self._writer.refusal = None

    @property
    def is_refused(self) -> bool:
        """Tell whether the store has refused a write of this pass."""
        return self._writer.refusal is not None

    def _keep_items(
        self,
        tx: Transaction,
        feed: Feed,
        changes: Changes,
        *,
        now: datetime,
        forms: Mapping[str, Sequence[str]],
    ) -> Outcome:
        """Store what is new or changed, with its matches. `forms`: by guid the items' distinct words."""
        added = tx.items.add(feed.url, changes.new, taken=changes.taken, forms=forms)
        found = [self._match(item, now=now, forms=forms.get(item.guid)) for item in added]
        tx.matches.add([match for matches in found for match in matches])
        for item in changes.revised:
            found.append(self._match(tx.items.revise(item, now=now), now=now))
            tx.matches.save(item.id, self._watched.matcher.versions, found[-1])
        if self._watched.reads_pages:
            for item, matches in zip([*added, *changes.revised], found, strict=True):
                if is_wanted(item, feed, is_matched=bool(matches)):
                    tx.full_texts.want(item.id, teaser=item.text, now=now)
        tx.items.move(changes.moved)
        ids = {item.guid: item.id for item in added}
        twins = {guid: ids[first] for guid, first in changes.twins.items()}
        tx.items.add_aliases(feed.url, {**changes.aliases, **twins})
        self._has_tagged = self._has_tagged or bool(found)
        return Outcome(
            place=feed.url,
            new=len(changes.new),
            revised=len(changes.revised),
            matches=sum(len(matches) for matches in found),
        )

    def _compare_topics(self, tx: Transaction) -> None:
        """Have items that were tagged just now tagged again if another process has changed the topics."""
        if not self._has_tagged:
            return
        self._has_tagged = False
        outdated = tx.matches.mark_outdated(self._watched.matcher.versions, last_item_id=tx.items.last_id())
        if outdated:
            log.warning(
                "topics were changed meanwhile (%s): items tagged with the ones before are tagged again",
                ", ".join(outdated),
            )

    def _match(self, item: Item, *, now: datetime, forms: Sequence[str] | None = None) -> list[Match]:
        source = self._watched.source(item.source)
        return self._watched.matcher.match(item, source, now=now, forms=forms)
