"""The configuration in effect can be shown, read again, and described."""

import json
import tomllib

from monitor.config.dump import effective, json_schema, to_toml
from monitor.config.keys import FILES, known_keys

MONITOR = """\
[poll]
every = "1h"
[digests.d]
at = [07:30:00]
recipients = ["a@b.example"]
"""

TOPICS = """\
[topics.floods]
name = "Floods \\"here\\""
query = '''
flood OR "паводка"
'''
must_match = ["A flood"]
"""


def test_what_is_in_effect_holds_defaults_and_the_environment(folder):
    folder.write(monitor=MONITOR)
    shown = effective(folder.path, environ={"MONITOR_MAIL_PORT": "25"})
    assert list(shown) == ["monitor.toml", "feeds.toml", "topics.toml", "names.toml"]
    assert shown["monitor.toml"]["poll"]["every"] == "1h"
    assert shown["monitor.toml"]["poll"]["timeout"] == "30s"
    assert shown["monitor.toml"]["mail"]["port"] == 25
    assert shown["monitor.toml"]["digests"]["d"]["at"] == ["07:30"]
    assert shown["feeds.toml"]["sources"]["herald"]["feeds"][0]["url"] == "https://herald.example/rss"


def without_empty(tables):
    """Return tables without those that hold nothing: TOML writes no line for them."""
    inner = {key: without_empty(value) if isinstance(value, dict) else value for key, value in tables.items()}
    return {key: value for key, value in inner.items() if value != {}}


def test_what_is_shown_as_toml_reads_back_as_the_same(folder):
    folder.write(monitor=MONITOR, topics=TOPICS)
    for tables in effective(folder.path, environ={}).values():
        assert tomllib.loads(to_toml(tables)) == without_empty(tables)


def test_keys_that_need_quotes_get_them():
    tables = {
        "mail": {"port": 25, "keys": {"anna@example.org": "keys/anna.asc"}},
        "sources": {"paper": {"feeds": [{"url": "https://a.test", "headers": {"X.Key": "1"}}]}},
    }
    assert tomllib.loads(to_toml(tables)) == tables


def test_what_is_shown_loads_as_a_configuration_again(folder):
    folder.write(monitor=MONITOR, topics=TOPICS)
    before = folder.load()
    shown = effective(folder.path, environ={})
    folder.write(**{name.removesuffix(".toml"): to_toml(tables) for name, tables in shown.items()})
    assert folder.load() == before


def test_every_file_has_a_schema_fit_for_json():
    schemas = json.loads(json.dumps(json_schema()))
    assert set(schemas) == set(FILES)
    assert schemas["monitor.toml"]["$defs"]["PollTable"]["properties"]["every"]["default"] == "30m"


def test_every_key_is_described():
    keys = known_keys()
    assert {"poll.every", "digests.*.at", "sources.*.feeds[].url", "topics.*.must_match[].title"} <= set(keys)
    assert [key for key, text in keys.items() if not text.endswith(".")] == []
