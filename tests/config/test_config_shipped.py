"""The configuration that we ship loads, and names every key of monitor.toml."""

import re
import subprocess
import sys
from pathlib import Path

from monitor.config.keys import known_keys
from monitor.config.load import load

SHIPPED = Path(__file__).parents[2] / "config"


def uncommented() -> str:
    """Return monitor.toml with its examples in effect."""
    text = (SHIPPED / "monitor.toml").read_text(encoding="utf-8")
    return re.sub(r"^# (?=[a-z_]+ = |\[[a-z.]+\]$)", "", text, flags=re.MULTILINE)


def test_it_loads(tmp_path):
    config = load(SHIPPED, data_dir=tmp_path, environ={})
    assert [digest.key for digest in config.digests] == ["daily"]
    assert len(config.topics) == 3
    assert len(config.feeds) >= 25
    assert config.mail is None


def test_every_key_of_monitor_toml_is_named_in_it():
    text = uncommented()
    sections = {"store", "poll", "seeds", "report", "mail", "log", "health", "webhooks", "digests", "alerts"}
    for path in known_keys():
        section, *_, key = path.split(".")
        if section in sections:
            block = re.split(r"^\[", text[text.index(f"\n[{section}") + 2 :], flags=re.MULTILINE)[0]
            assert re.search(rf"^{key} = ", block, flags=re.MULTILINE), path


def test_its_commented_examples_are_right(tmp_path):
    for name in ("feeds", "topics", "names"):
        (tmp_path / f"{name}.toml").write_bytes((SHIPPED / f"{name}.toml").read_bytes())
    text = uncommented()
    text = text.replace('channels = ["file"]', 'channels = ["file", "email", "webhook:desk"]')
    (tmp_path / "monitor.toml").write_text(text, encoding="utf-8")
    secrets = {"MONITOR_SECRET_DESK": f"whsec_{'A' * 32}", "MONITOR_SECRET_PHONE": "tgram://1:a/2"}
    config = load(tmp_path, data_dir=tmp_path, environ=secrets)
    assert config.mail is not None
    daily, releases = config.digests
    assert daily.recipients == ("anna@example.org", "jonas@example.org")
    assert releases.alerting is not None
    assert releases.alerting.reaches("daily")
    assert (config.webhooks["desk"].problem, config.services["phone"].problem) == ("", "")


def test_importing_the_configuration_stays_modest():
    heavy = ["sqlalchemy", "aiohttp", "lark", "feedparser", "jinja2", "rich", "numpy"]
    code = f"import sys, monitor.config.load; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
