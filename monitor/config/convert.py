"""The checked tables to the nouns of the program. Pure."""

from dataclasses import replace
from pathlib import Path

from monitor.config.digests import to_digests
from monitor.config.reading import Files
from monitor.config.schema.feeds import FeedTable, SourceTable
from monitor.config.schema.monitor import MailTable, PollTable, StoreTable
from monitor.config.schema.names import NamesFile
from monitor.config.schema.topics import ExampleTable, TopicsFile, TopicTable
from monitor.config.settings import Config, PollSettings
from monitor.config.times import parse_duration, parse_keep, parse_pause
from monitor.config.values import parse_size
from monitor.errors import Problem
from monitor.model.feeds import Feed, Source
from monitor.model.service import Keeping, MailServer
from monitor.model.topics import Example, Name, Topic, WordList
from monitor.net.limits import Limits
from monitor.query.match import Matcher


def to_config(
    files: Files, folder: Path, data_dir: Path, *, matcher: Matcher, warnings: tuple[Problem, ...]
) -> Config:
    """Return the configuration, with every path made complete."""
    folder, data_dir = folder.absolute(), data_dir.absolute()
    tables, sources = files.monitor.table, files.feeds.table.sources
    topics = to_topics(files.topics.table)
    return Config(
        config_dir=folder,
        data_dir=data_dir,
        database=data_dir / tables.store.database,
        seeds_dir=(folder / tables.seeds.folder).resolve(),
        templates_dir=templates if (templates := folder / "templates").is_dir() else None,
        report_dir=data_dir / tables.report.folder,
        keeping=_keeping(tables.store, files.topics.table),
        poll=_poll(tables.poll),
        contact=tables.poll.contact,
        mail=_mail(tables.mail, folder) if tables.mail.host or tables.mail.sendmail else None,
        log_format=tables.log.format,
        health_listen=tables.health.listen,
        sources=tuple(_source(key, source) for key, source in sources.items()),
        feeds=tuple(_feed(key, feed) for key, source in sources.items() for feed in source.feeds),
        topics=topics,
        names=to_names(files.names.table),
        words=to_words(files.topics.table),
        matcher=matcher,
        warnings=warnings,
        digests=to_digests(tables, topics),
    )


def to_topics(file: TopicsFile) -> tuple[Topic, ...]:
    """Return the topics, in the order of the file."""
    return tuple(_topic(key, topic) for key, topic in file.topics.items())


def to_words(file: TopicsFile) -> tuple[WordList, ...]:
    """Return the lists of words, in the order of the file."""
    return tuple(WordList(key=key, lines=tuple(lines.items())) for key, lines in file.words.items())


def to_names(file: NamesFile) -> tuple[Name, ...]:
    """Return the names, in the order of the file."""
    return tuple(
        Name(
            key=key,
            kind=name.kind,
            name=name.name,
            also=tuple(name.also),
            not_with=tuple(name.not_with),
            surname_alone=name.surname_alone,
        )
        for key, name in file.names.items()
    )


def _poll(table: PollTable) -> PollSettings:
    limits = Limits(
        timeout_s=float(parse_duration(table.timeout)),
        max_bytes=parse_size(table.max_bytes),
        concurrency=table.concurrency,
        per_host=table.per_host,
        allow_private=frozenset(host.lower() for host in table.allow_private),
    )
    if table.pause is not None:
        pause_s = parse_pause(table.pause)
        limits = replace(limits, pause_s=pause_s, private_pause_s=pause_s)
    return PollSettings(
        every_s=parse_duration(table.every), quiet_s=parse_duration(table.quiet_every), limits=limits
    )


def _keeping(store: StoreTable, topics: TopicsFile) -> Keeping:
    kept = {key: parse_keep(topic.keep) for key, topic in topics.topics.items()}
    limited = {key: length for key, length in kept.items() if length is not None}
    return Keeping(unmatched=parse_keep(store.keep_unmatched), topics=limited)


def _mail(table: MailTable, folder: Path) -> MailServer:
    return MailServer(
        host=table.host,
        sendmail=table.sendmail,
        port=table.port,
        security=table.security,
        username=table.username,
        password=table.password.get_secret_value(),
        sender=table.sender,
        keys={recipient: folder / file for recipient, file in table.keys.items()},
    )


def _source(key: str, table: SourceTable) -> Source:
    return Source(
        key=key,
        name=table.name,
        homepage=table.homepage,
        language=table.language,
        country=table.country,
        group=table.group,
        weight=table.weight,
    )


def _feed(source: str, table: FeedTable) -> Feed:
    return Feed(
        url=table.url,
        source=source,
        kind=table.kind,
        full_text=table.full_text,
        select={part: selector for part, selector in table.select.model_dump().items() if selector},
        language=table.language,
        every_s=parse_duration(table.every) if table.every else None,
    )


def _topic(key: str, table: TopicTable) -> Topic:
    return Topic(
        key=key,
        name=table.name,
        query=table.query,
        must_match=tuple(_example(example) for example in table.must_match),
        must_not_match=tuple(_example(example) for example in table.must_not_match),
    )


def _example(table: ExampleTable) -> Example:
    return Example(title=table.title, text=table.text, language=table.language)
