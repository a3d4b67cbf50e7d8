"""Every mistake is told at once, each with its place and what to write instead."""

from collections.abc import Callable

import pytest

from monitor.config.reading import read_files
from monitor.config.rules import full_texts

TEN_MISTAKES = """\
[poll]
evry = "30m"
timeout = "30 seconds"
per_host = "2"

[mail]
security = "ssl"

[digests.daily]
topics = ["flods"]
at = ["7:30"]
zone = "Europe/Vilnus"

[digests.Weekly]
days = ["monday"]

[digests.alarm]
topics = ["flods"]
"""

FEEDS_WITH_MISTAKES = """\
[sources.herald]
homepage = "herald.example"
feeds = [
    "https://herald.example/rss",
    { url = "https://HERALD.example/rss", kind = "atom" },
]
[sources.courier]
name = "Courier"
language = "by"
feeds = ["https://courier.example/", "https://courier.example/"]
"""


def test_ten_mistakes_in_one_file_are_ten_problems_in_the_order_of_the_file(folder):
    folder.write(monitor=TEN_MISTAKES)
    assert folder.problems() == [
        "monitor.toml:2:1: unknown key 'evry'; did you mean 'every'?",
        'monitor.toml:3:11: \'30 seconds\' is no length of time; write it such as "90s" or "30m"',
        "monitor.toml:4:12: must be a whole number, not text in quotes",
        "monitor.toml:7:12: 'ssl' is not possible here; write 'starttls', 'tls' or 'none'",
        "monitor.toml:10:11: unknown topic 'flods'; did you mean 'floods'?",
        "monitor.toml:11:7: '7:30' is no time of day; write hours and minutes, such as \"07:30\"",
        "monitor.toml:12:8: 'Europe/Vilnus' is no time zone; did you mean 'Europe/Vilnius'?",
        "monitor.toml:14:10: 'Weekly' is no short name; write small letters, digits and single hyphens,"
        " such as 'weekly'",
        "monitor.toml:15:8: 'monday' is no day of the week; did you mean 'mon'?",
        "monitor.toml:18:11: unknown topic 'flods'; did you mean 'floods'?",
    ]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ('cron = "30 7 * *"', "it takes five fields"),
        ('cron = "61 7 * * *"', "is no schedule of cron (bad minute)"),
        ('cron = "0 7 31 2 *"', "is no schedule of cron (bad day-of-month)"),
        ('at = ["07:30"]\ncron = "0 7 * * *"', "cron stands instead of at; take one of the two out"),
        ('days = "weekdays"\nimmediate = true', "immediate stands instead of days"),
        ('cron = "0 7 * * *"\nimmediate = true', "immediate stands instead of cron"),
        ("immediate = true\nheartbeat = true", "take heartbeat out"),
    ],
)
def test_a_schedule_is_of_one_kind(folder, lines, told):
    folder.write(monitor=f"[digests.daily]\n{lines}\n")
    [problem] = folder.problems()
    assert told in problem


def test_mistakes_of_several_files_are_told_together(folder):
    folder.write(
        monitor="[stroe]\n",
        feeds=FEEDS_WITH_MISTAKES,
        topics='[topics.floods]\nquery = "flood"\n',
        names='[names.anna]\nkind = "human"\nname = "Anna"\n',
    )
    assert folder.problems() == [
        "feeds.toml:1:1: key 'name' is missing; add it",
        "feeds.toml:2:12: 'herald.example' is no web address;"
        ' write it whole, such as "https://example.org/rss"',
        "feeds.toml:5:50: 'atom' is not possible here; write 'rss', 'json', 'sitemap', 'page' or 'telegram'",
        "feeds.toml:9:12: 'by' is no language code of ISO 639-1; did you mean 'be'?",
        "feeds.toml:10:38: this feed is already listed under source 'courier'; take one out",
        "monitor.toml:1:2: unknown key 'stroe'; did you mean 'store'?",
        "names.toml:2:8: 'human' is not possible here; write 'person', 'org' or 'place'",
        "topics.toml:1:1: key 'name' is missing; add it",
    ]


def test_a_feed_listed_twice_is_refused_at_its_second_place(folder):
    folder.write(
        feeds='[sources.a]\nname = "A"\nfeeds = ["https://x.example/rss"]\n'
        '[sources.b]\nname = "B"\nfeeds = [{ url = "https://X.example/rss" }]\n'
    )
    assert folder.problems() == [
        "feeds.toml:6:18: this feed is already listed under source 'a'; take one out",
    ]


def test_a_file_that_is_no_toml_does_not_hide_the_mistakes_of_the_others(folder):
    folder.write(monitor="[poll]\nevery = 30m\n", feeds='[sources.a]\nnme = "A"\n')
    assert folder.problems() == [
        "feeds.toml:1:1: key 'name' is missing; add it",
        "feeds.toml:2:1: unknown key 'nme'; did you mean 'name'?",
        "monitor.toml:2:11: something is left over here; a text needs quotes around it",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[poll]\nevery =\n", "2:8: no value can be read here; a text needs quotes around it"),
        ("[poll]\nevery = abc\n", "2:9: no value can be read here; a text needs quotes around it"),
        ("[poll]\nevery\n", "2:6: a key must be followed by = and its value"),
        ("[poll]\n[poll]\n", "2:6: this table is given a second time; write all its keys under one header"),
        ('[poll]\nevery="1h"\nevery="2h"\n', "3:11: this key is given a second time; take one out"),
        ('[poll]\nevery = "30m\n', "2:13: a text is not closed on its line; add its last quotes"),
        ("[poll]\nallow_private = ['a' 'b']\n", "2:22: a list is not closed, or lacks a comma; add , or ]"),
        ('[seeds]\nfolder = """x\n', '3: a text is not closed; add """'),
        ("[seeds]\nfolder = '''x\n", "3: a text is not closed; add its last quotes"),
        ("[seeds\n", "1:7: a header is not closed; add ]"),
        (
            '[seeds]\nfolder = "C:\\seeds"\n',
            "2:15: a backslash in double quotes must be doubled; or use single quotes",
        ),
        ("[poll]\n? = 1\n", "2:1: no key can be read here; write key = value"),
    ],
)
def test_what_is_no_toml_is_told_in_plain_words(monitor_problem: Callable[[str], str], text, problem):
    assert monitor_problem(text) == problem


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("poll = 3", "1:8: must be a table, not a number"),
        ("[poll]\nconcurrency = true", "2:15: must be a whole number, not true or false"),
        ("[poll]\nconcurrency = 2.5", "2:15: must be a whole number, not a number with a point"),
        ("[poll]\nconcurrency = 0", "2:15: must be at least 1"),
        ("[mail]\nport = 65536", "2:8: must be at most 65535"),
        ("[poll]\nevery = 30", "2:9: must be text in quotes, not a number"),
        (
            "[poll]\nallow_private = 'x'",
            '2:17: must be a list in square brackets, such as ["..."], not text in quotes',
        ),
        ("[digests.d]\nheartbeat = 'yes'", "2:13: must be true or false, not text in quotes"),
        ("[digests]\nd = 1", "2:5: must be a table, not a number"),
        (
            "[digests.d]\nrecipients = ['a@b.example', 'x']",
            "2:30: 'x' is no mail address; write it bare, such as \"anna@example.org\"",
        ),
        ("[digests.d]\nat = []", "2:6: must not be empty; name at least one, or leave the key out"),
        ("[digests.d]\nat = ['07:30', '07:30']", "2:6: '07:30' is listed twice; take one out"),
        (
            "[digests.d]\ndays = 'never'",
            '2:8: must be "daily", "weekdays" or a list of days, such as ["mon", "thu"]',
        ),
        (
            "[digests.d]\nchannels = ['sms']",
            "2:13: 'sms' is no way out; there are: file, email, webhook:NAME, notify:NAME",
        ),
        (
            "[store]\ndatabase = ''",
            "2:12: must be one line of text, not empty, without tabs or control characters",
        ),
        (
            "[nothing]\nx = 1",
            "1:2: unknown key 'nothing'; known here: alerts, digests, health, log, mail, poll, report, seeds,"
            " store, webhooks",
        ),
    ],
)
def test_wrong_values_are_told_in_plain_words(monitor_problem: Callable[[str], str], text, problem):
    assert monitor_problem(text) == problem


def test_mail_that_could_never_be_sent_is_refused(folder):
    folder.write(monitor='[digests.d]\nchannels = ["file", "email"]\n')
    assert folder.problems() == [
        "monitor.toml:2:21: nobody is named to get the mail; add recipients to [digests.d], or drop email",
        "monitor.toml:2:21: there is no mail server; set host in [mail] or MONITOR_MAIL_HOST, or drop email",
    ]
    folder.write(monitor='[mail]\nhost = "m.example"\npassword = "hush"\n')
    assert folder.problems() == [
        'monitor.toml:2:8: a mail server needs a sender; add one, such as "Monitor <monitor@example.org>"',
        "monitor.toml:3:12: a password is of no use without username; add it to [mail]",
    ]


def test_wrong_recipients_are_one_problem_and_not_also_missing_ones(folder):
    folder.write(
        monitor='[mail]\nhost = "m.example"\nsender = "m@m.example"\n'
        '[digests.d]\nchannels = ["email"]\nrecipients = ["Anna"]\n'
    )
    assert folder.problems() == [
        "monitor.toml:6:15: 'Anna' is no mail address; write it bare, such as \"anna@example.org\"",
    ]


def test_a_wrong_mail_host_is_one_problem_and_not_also_a_missing_one(folder):
    folder.write(
        monitor='[mail]\nhost = "smtp://m.example"\nsender = "m@m.example"\n'
        '[digests.d]\nchannels = ["email"]\nrecipients = ["a@b.example"]\n'
    )
    assert folder.problems() == [
        "monitor.toml:2:8: 'smtp://m.example' is no host; write only its name, such as \"mail.example.org\"",
    ]


def test_topics_in_a_broken_file_are_not_called_unknown(folder):
    folder.write(monitor='[digests.d]\ntopics = ["floods"]\n', topics="[topics.floods\n")
    assert [problem.split(":")[0] for problem in folder.problems()] == ["topics.toml"]


def test_a_missing_folder_or_file_is_told_with_the_way_out(folder):
    (folder.path / "feeds.toml").unlink()
    assert folder.problems() == [
        "feeds.toml: file is missing; an empty one will do, and `monitor init` writes one to start from",
    ]
    folder.path = folder.path / "nowhere"
    assert folder.problems() == [
        f"no configuration in {folder.path}; `monitor init` writes one to start from"
    ]


def test_a_file_that_cannot_be_read_is_told(folder):
    (folder.path / "names.toml").unlink()
    (folder.path / "names.toml").mkdir()
    (folder.path / "feeds.toml").write_bytes('[sources.a]\nname = "Caf\u00e9"\n'.encode("latin-1"))
    assert folder.problems() == [
        "feeds.toml:2: is not UTF-8 here; save the file as UTF-8",
        "names.toml: cannot be read: Is a directory",
    ]


def test_brackets_without_end_are_told(folder):
    folder.write(monitor="poll = " + "[" * 9_000, feeds="sources = " + "{a = " * 9_000)
    told = "too many brackets are open within each other; close them"
    assert folder.problems() == [f"feeds.toml: {told}", f"monitor.toml: {told}"]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(folder):
    (folder.path / "monitor.toml").write_bytes(b'\xef\xbb\xbf[poll]\r\nevery = "2h"\r\nevry = 1\r\n')
    assert folder.problems() == ["monitor.toml:3:1: unknown key 'evry'; did you mean 'every'?"]


@pytest.mark.parametrize(
    ("feed", "problem"),
    [
        (
            'kind = "page"',
            'a page needs select = { item = "..." }, a CSS selector of its entries;'
            " `monitor feeds discover https://h.example/` looks for one",
        ),
        ('select.item = "li"', 'selectors are for pages; add kind = "page", or take select out'),
        (
            'kind = "page"\nselect.item = "li["',
            "'li[' is no CSS selector; write it such as \"div.news > article\"",
        ),
        ('kind = "page"\nselect.itme = "li"', "unknown key 'itme'; did you mean 'item'?"),
    ],
)
def test_what_is_wrong_with_a_page_is_told(folder, feed: str, problem: str) -> None:
    head = '[sources.herald]\nname = "Herald"\n[[sources.herald.feeds]]\nurl = "https://h.example/"\n'
    folder.write(feeds=head + feed)
    assert folder.problems()[0].partition(": ")[2] == problem
    folder.write(feeds=head + 'kind = "page"\nselect.item = "li"')
    assert folder.load().feeds[0].select == {"item": "li"}


def test_full_texts_without_the_extra_are_one_problem_with_the_remedy(folder) -> None:
    feed = '{ url = "https://h.example/%d", full_text = "always" }'
    folder.write(feeds=f'[sources.herald]\nname = "Herald"\nfeeds = [{feed % 1}, {feed % 2}]\n')
    files, _ = read_files(folder.path, {})
    [problem] = full_texts(files, is_extra_there=lambda: False)
    assert (problem.line, problem.column) == (3, 53)
    assert "pip install 'monitor[fulltext]'" in problem.text
    assert not list(full_texts(files, is_extra_there=lambda: True))
    feed = feed.replace("always", "matched") % 1
    folder.write(feeds=f'[sources.herald]\nname = "Herald"\nfeeds = [{feed}]\n')
    assert not list(full_texts(read_files(folder.path, {})[0], is_extra_there=lambda: False))
