"""Logins, headers and proxies of feeds: references in the files, secrets in the environment alone."""

import pytest

from monitor.config.dump import effective, to_toml
from monitor.net.access import DIRECT, Access

URL = "https://herald.example/rss"


def feeds(more: str) -> str:
    return f'[sources.herald]\nname = "The Herald"\nfeeds = [{{ url = "{URL}", {more} }}]\n'


def test_what_a_feed_needs_is_put_together_from_file_and_environment(folder, tmp_path):
    folder.write(
        feeds=feeds(
            'login = "secret:herald", proxy = "socks5://127.0.0.1:9050", '
            'headers = { "X-Api-Key" = "secret:herald-key", "Accept-Language" = "be" }'
        )
    )
    (tmp_path / "key").write_text("k3y\n")
    config = folder.load(
        MONITOR_SECRET_HERALD="anna:s3cret", MONITOR_SECRET_HERALD_KEY_FILE=str(tmp_path / "key")
    )
    headers = {"X-Api-Key": "k3y", "Accept-Language": "be"}
    proxy = "socks5://127.0.0.1:9050"
    assert config.accesses == {URL: Access(url=URL, headers=headers, login="anna:s3cret", proxy=proxy)}
    assert config.warnings == ()
    assert "s3cret" not in repr(config)
    assert "k3y" not in repr(config)


def test_a_feed_that_needs_nothing_has_nothing(folder):
    assert folder.load().accesses == {}
    folder.write(feeds=feeds('proxy = "direct"'))
    assert folder.load().accesses[URL].proxy == DIRECT


@pytest.mark.parametrize(
    ("more", "environ", "text"),
    [
        ('login = "secret:herald"', {}, "secret:herald is not set; set MONITOR_SECRET_HERALD, or"),
        ('login = "secret:h"', {"MONITOR_SECRET_H": "s3cret"}, "MONITOR_SECRET_H: must be a user name"),
        ('headers = { K = "secret:k" }', {"MONITOR_SECRET_K": "s3cret\nX: y"}, "_K: must be one line"),
        ('proxy = "secret:p"', {"MONITOR_SECRET_P": "ftp://a:s3cret@p"}, "MONITOR_SECRET_P: must be a proxy"),
        ('login = "secret:h"', {"MONITOR_SECRET_H": "a:s3cret", "MONITOR_SECRET_H_FILE": "/x"}, "given too"),
        ('login = "secret:h"', {"MONITOR_SECRET_H_FILE": "/nowhere/s3cret"}, "cannot be read"),
    ],
)  # fmt: skip
def test_a_secret_that_is_missing_or_wrong_stops_its_feed_and_nothing_else(folder, more, environ, text):
    folder.write(feeds=feeds(more))
    config = folder.load(**environ)
    [warning] = config.warnings
    assert text in warning.text
    assert warning.text.endswith("the feed is not asked")
    assert (warning.line, "s3cret" in str(warning)) == (3, False)
    problem = config.accesses[URL].problem or ""
    assert text in problem
    assert "s3cret" not in problem


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ('login = "anna:s3cret"', 'is no reference to a secret; write it such as "secret:herald"'),
        ('login = "secret:x-file"', "is no reference"),
        ('headers = { Authorization = "Basic s3cret" }', "'Authorization' is a secret"),
        ('headers = { Cookie = "s3cret" }', "'Cookie' is a secret"),
        ('headers = { Host = "x" }', "'Host' is set by the program itself"),
        ('headers = { "If-None-Match" = "x" }', "is set by the program itself"),
        ('headers = { "a b" = "x" }', "'a b' is no name of a header"),
        ('headers = { a = "x\\r\\nY: z" }', "must be one line"),
        ('proxy = "https://p.example"', "must be a proxy such as"),
        ('proxy = "socks4://127.0.0.1:9050"', "must be a proxy such as"),
        ('proxy = "http://127.0.0.1:9050/path"', "must be a proxy such as"),
        ('proxy = "http://anna:s3cret@127.0.0.1:3128"', "must hold no login here"),
    ],
)
def test_what_does_not_belong_into_the_file_is_refused_and_not_repeated(folder, more, text):
    folder.write(feeds=feeds(more))
    [problem] = folder.problems()
    assert text in problem
    assert "s3cret" not in problem


def test_a_proxy_for_everybody_may_be_a_secret_and_its_absence_stops_everything(folder):
    folder.write(monitor='[poll]\nproxy = "secret:proxy"\n[digests.d]\n')
    proxy = "http://anna:s3cret@10.0.0.1:3128"
    config = folder.load(MONITOR_SECRET_PROXY=proxy)
    assert config.poll.limits.proxy == proxy
    assert "s3cret" not in repr(config)
    [problem] = folder.problems()
    assert "secret:proxy is not set" in problem
    folder.write(monitor="[digests.d]\n")
    assert folder.load(MONITOR_POLL_PROXY="socks5://127.0.0.1:9050").poll.limits.proxy.startswith("socks5")
    [problem] = folder.problems(MONITOR_POLL_PROXY=proxy)
    assert "must hold no login here" in problem
    assert "s3cret" not in problem


def test_what_is_dumped_holds_references_and_no_secret(folder):
    folder.write(
        monitor='[poll]\nproxy = "secret:proxy"\n[digests.d]\n',
        feeds=feeds('login = "secret:herald", headers = { K = "secret:k" }'),
    )
    environ = {f"MONITOR_SECRET_{name}": "a:s3cret" for name in ("PROXY", "HERALD", "K")}
    shown = "".join(to_toml(tables) for tables in effective(folder.path, environ=environ).values())
    assert "s3cret" not in shown
    assert all(f'"secret:{name}"' in shown for name in ("proxy", "herald", "k"))
