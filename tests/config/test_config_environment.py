"""Variables override monitor.toml under the same checks; secrets come from files and are never shown."""

import pytest

from monitor.config.dump import effective, to_toml
from monitor.errors import ConfigError

MAIL = '[mail]\nhost = "m.example"\nsender = "m@m.example"\nusername = "m"\n'


def test_a_variable_overrides_the_file(folder):
    folder.write(monitor='[poll]\nevery = "1h"\n[mail]\nport = 25\n')
    config = folder.load(
        MONITOR_POLL_EVERY="10m",
        MONITOR_MAIL_HOST="m.example",
        MONITOR_MAIL_SENDER="M <m@m.example>",
        MONITOR_MAIL_PORT="465",
        MONITOR_MAIL_SECURITY="tls",
        MONITOR_REPORT_FOLDER="pages",
    )
    assert config.poll.every_s == 600
    assert (config.mail.host, config.mail.port, config.mail.security) == ("m.example", 465, "tls")
    assert config.report_dir == config.data_dir / "pages"


def test_a_wrong_variable_is_told_by_its_name(folder):
    assert folder.problems(
        MONITOR_MAIL_PORT="smtp", MONITOR_MAIL_SECURITY="ssl", MONITOR_POLL_EVERY="soon"
    ) == [
        "MONITOR_MAIL_PORT: must be a whole number, not text in quotes",
        "MONITOR_MAIL_SECURITY: 'ssl' is not possible here; write 'starttls', 'tls' or 'none'",
        'MONITOR_POLL_EVERY: \'soon\' is no length of time; write it such as "90s" or "30m"',
    ]


def test_variables_are_checked_although_the_file_cannot_be_read(folder):
    folder.write(monitor="[")
    problems = folder.problems(MONITOR_MAIL_PORT="0")
    assert problems[0] == "MONITOR_MAIL_PORT: must be at least 1"
    assert problems[1].startswith("monitor.toml:1:")


def test_unknown_variables_are_refused_with_the_nearest(folder):
    assert folder.problems(
        MONITOR_POL_EVERY="1h", MONITOR_POLL_ALLOW_PRIVATE="x.lan", MONITOR_DIGESTS_DAILY_AT="x"
    ) == [
        "MONITOR_DIGESTS_DAILY_AT: unknown variable; known here: MONITOR_HEALTH_LISTEN, MONITOR_LOG_FORMAT,"
        " MONITOR_MAIL_HOST, MONITOR_MAIL_KEYS, MONITOR_MAIL_PASSWORD, MONITOR_MAIL_PORT,"
        " MONITOR_MAIL_SECURITY, MONITOR_MAIL_SENDER, MONITOR_MAIL_SENDMAIL, MONITOR_MAIL_USERNAME,"
        " MONITOR_POLL_ALLOW_PRIVATE, MONITOR_POLL_CONCURRENCY, ...",
        "MONITOR_POLL_ALLOW_PRIVATE: several values cannot be given here; write it in monitor.toml",
        "MONITOR_POL_EVERY: unknown variable; did you mean 'MONITOR_POLL_EVERY'?",
    ]


def test_directories_empty_variables_and_those_of_kubernetes_are_left_alone(folder):
    folder.load(
        MONITOR_CONFIG="/x",
        MONITOR_DATA="/y",
        MONITOR_MAIL_PORT="",
        MONITOR_NONSENSE="",
        MONITOR_SERVICE_HOST="10.0.0.1",
        MONITOR_PORT="tcp://10.0.0.1:80",
        MONITOR_PORT_80_TCP_ADDR="10.0.0.1",
        PATH="/bin",
    )


def test_a_secret_may_stand_in_a_file(folder, tmp_path):
    folder.write(monitor=MAIL)
    (tmp_path / "secret").write_text(" hush \n", encoding="utf-8")
    config = folder.load(MONITOR_MAIL_PASSWORD_FILE=str(tmp_path / "secret"))
    assert config.mail.password == " hush "


def test_a_secret_given_twice_or_not_readable_is_refused(folder, tmp_path):
    folder.write(monitor=MAIL)
    assert folder.problems(MONITOR_MAIL_PASSWORD="hush", MONITOR_MAIL_PASSWORD_FILE="/x") == [
        "MONITOR_MAIL_PASSWORD_FILE: MONITOR_MAIL_PASSWORD is given too; take one of the two away",
    ]
    assert folder.problems(MONITOR_MAIL_PASSWORD_FILE="hush") == [
        "MONITOR_MAIL_PASSWORD_FILE: the file it names cannot be read: No such file or directory",
    ]
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    assert folder.problems(MONITOR_MAIL_PASSWORD_FILE=str(tmp_path / "binary")) == [
        "MONITOR_MAIL_PASSWORD_FILE: the file it names is not UTF-8; save it as UTF-8",
    ]


def test_a_wrong_value_from_a_file_is_told_by_the_variable_that_names_the_file(folder, tmp_path):
    (tmp_path / "port").write_text("99999\n", encoding="utf-8")
    assert folder.problems(MONITOR_MAIL_PORT_FILE=str(tmp_path / "port")) == [
        "MONITOR_MAIL_PORT_FILE: must be at most 65535",
    ]


@pytest.mark.parametrize(
    "monitor",
    [
        '[mail]\npassword = ["hush"]\n',
        '[mail]\npasswort = "hush"\n',
        '[mail]\npassword = "hush"\n',
        'mail = "hush"\n',
    ],
)
def test_no_message_shows_a_secret(folder, monitor):
    folder.write(monitor=monitor)
    with pytest.raises(ConfigError) as caught:
        folder.load()
    assert "hush" not in repr(caught.value)
    assert "hush" not in repr(caught.value.__context__)


def test_no_form_of_the_configuration_shows_a_secret(folder):
    folder.write(monitor=MAIL)
    config = folder.load(MONITOR_MAIL_PASSWORD="hush")
    assert config.mail.password == "hush"
    assert "hush" not in repr(config)
    shown = effective(folder.path, environ={"MONITOR_MAIL_PASSWORD": "hush"})
    assert shown["monitor.toml"]["mail"]["password"] == "**********"
    assert "hush" not in to_toml(shown["monitor.toml"])
