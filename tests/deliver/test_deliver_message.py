"""A message has the headers that we wrote, and no others, whatever a title holds."""

import base64
import quopri
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import default

import pytest
from delivery_sample import NOW, make_delivery, make_report
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.deliver.addresses import mail_domain, parse_address
from monitor.deliver.bodies import size_of
from monitor.deliver.defuse import defuse
from monitor.deliver.message import build_message
from monitor.deliver.message_ids import new_message_id, thread_after
from monitor.errors import DeliveryError

SENDER = "Monitor <monitor@example.org>"
HEADERS = sorted(
    [
        "Content-Type", "MIME-Version", "From", "To", "Subject", "Date", "Message-ID", "List-Id",
        "List-Unsubscribe", "Auto-Submitted", "X-Auto-Response-Suppress",
    ]
)  # fmt: skip

INJECTIONS = (
    "\r\nBcc: thief@example.net",
    "\nBcc: thief@example.net\n\nbody",
    "\rBcc: t@x",
    "\r\n\r\n--=_\r\n",
)


def encoded_words(text: str) -> list[str]:
    """Return a text as encoded words of every dress."""
    raw = text.encode()
    q = quopri.encodestring(raw, header=True).decode().replace("\n", "=0A").replace("\r", "=0D")
    hexed = "".join(f"={byte:02X}" for byte in raw)
    b = base64.b64encode(raw).decode()
    return [
        f"=?utf-8?q?{hexed}?=", f"=?UTF-8?Q?x{q.replace(' ', '_')}?=", f"=?utf-8?b?{b}?=",
        f"=?us-ascii?B?{b}?= tail", f"before =?iso-8859-1?q?a{hexed}?= after", f"==??utf-8?b?{b}?=",
        f"=?utf-8*en?q?{hexed}?=",
    ]  # fmt: skip


HOSTILE = [
    *(f"Title{injection}" for injection in INJECTIONS),
    *(word for injection in INJECTIONS for word in encoded_words(f"a{injection}")),
    "=\x00?utf-8?q?a=0D=0ABcc=3A t@x?=",
    "=\u200e?utf-8?q?a=0D=0ABcc=3A t@x?=",
    "=\ud800utf-8?q?a=0D=0ABcc=3A t@x?=",
    "a\u2028Bcc: t@x\u2029\x85\x0b\x0cBcc: t@x",
    "Мінск\r\nBcc: t@x =?utf-8?q?=0D=0ABcc=3At@x?= " + "ж" * 300,
    "x" * 5000,
    "=?" * 400,
    "漢" * 500,
    "",
    "\r\n",
    " \t ",
    "\x00",
    "🎉" * 90,
]


def built(title: str, **other: str) -> bytes:
    return build_message(make_report(title=title, **other), make_delivery(), sender=SENDER)


def subject(message: Message) -> str:
    folded = str(message["Subject"]).replace("\r\n", "").replace("\n", "")
    return str(make_header(decode_header(folded)))


def test_there_are_at_least_45_hostile_titles() -> None:
    assert len(set(HOSTILE)) >= 45


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_adds_no_header(title: str) -> None:
    content = built(title)
    for message in (message_from_bytes(content), BytesParser(policy=default).parsebytes(content)):
        assert sorted(message.keys()) == HEADERS
        assert len(message.get_payload()) == 2
        assert "thief" not in str(message["To"])
    assert subject(message_from_bytes(content)) == defuse(title)
    assert b"\nBcc" not in content.partition(b"\r\n\r\n")[0]


@settings(max_examples=80)
@given(st.text(max_size=250))
def test_any_title_comes_back_as_it_was_defused(title: str) -> None:
    content = built(title)
    message = message_from_bytes(content)
    assert sorted(message.keys()) == HEADERS
    assert subject(message) == defuse(title)
    head = content.partition(b"\r\n\r\n")[0]
    assert head.isascii()
    assert max(len(line) for line in head.split(b"\r\n")) <= 200


def test_ordinary_words_are_left_alone() -> None:
    assert defuse("Вызваленне: 11 чалавек = новы этап?") == "Вызваленне: 11 чалавек = новы этап?"
    assert defuse("a  b\tc") == "a b c"
    assert len(defuse("word " * 100)) <= 200


def test_the_headers_are_those_of_an_automatic_list() -> None:
    message = message_from_bytes(built("A"))
    assert message["From"] == SENDER
    assert message["To"] == "reader@example.net"
    assert message["Date"] == "Sun, 22 Nov 2026 05:30:04 +0000"
    assert message["List-Id"] == "<belarus-daily.example.org>"
    assert message["List-Unsubscribe"] == "<mailto:monitor@example.org?subject=unsubscribe%20belarus-daily>"
    assert message["Auto-Submitted"] == "auto-generated"


def test_an_issue_follows_the_first_and_the_last_ones_in_lines_of_mail() -> None:
    thread = ""
    for number in range(9):
        thread = thread_after(thread, f"<{number}@x>")
    assert thread == "<0@x> <5@x> <6@x> <7@x> <8@x>"
    content = build_message(make_report(), make_delivery(thread=thread), sender=SENDER)
    message = BytesParser(policy=default).parsebytes(content)
    assert str(message["References"]) == thread
    assert str(message["In-Reply-To"]) == "<8@x>"
    assert b"References: <0@x>\r\n <5@x>\r\n" in content


@settings(max_examples=60)
@given(st.text(max_size=400), st.integers(1, 60))
def test_the_size_of_a_message_is_never_underrated(text: str, times: int) -> None:
    report = make_report(text=text * times, html=f"<p>{text}</p>\n" * times)
    content = build_message(report, make_delivery(), sender=SENDER)
    assert len(content) <= size_of(report)


@pytest.mark.parametrize(
    "text", ["word " * 9000, "слова і " * 9000, '<p style="color: #1c1a17">Мінск = Minsk</p>\n' * 900]
)
def test_the_size_of_a_message_is_not_much_overrated(text: str) -> None:
    report = make_report(text=text, html=text)
    assert size_of(report) <= 1.07 * len(build_message(report, make_delivery(), sender=SENDER))


def test_text_comes_before_html_and_both_come_back_whole() -> None:
    message = message_from_bytes(built("A"))
    assert message.get_content_type() == "multipart/alternative"
    plain, html = message.get_payload()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    for part, text in ((plain, make_report().text), (html, make_report().html)):
        assert part.get_content_charset() == "utf-8"
        assert part.get_payload(decode=True).decode().replace("\r\n", "\n") == text


@pytest.mark.parametrize("text", ["plain\n", "Вельмі шмат кірыліцы\n" * 40, "--=_\n.\nFrom x\n", "\ud800\n"])
def test_lines_are_short_ascii_and_end_as_mail_wants_it(text: str) -> None:
    content = built("A", text=text)
    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 200


def test_no_body_can_end_its_part() -> None:
    boundary = message_from_bytes(built("A")).get_boundary()
    content = built("A", text=f"x\n--{boundary}--\n--{boundary}\nContent-Type: text/html\n\n<b>\n")
    plain, html = message_from_bytes(content).get_payload()
    assert boundary in plain.get_payload(decode=True).decode()
    assert html.get_content_type() == "text/html"


def test_equal_deliveries_give_equal_bytes_and_others_do_not() -> None:
    assert built("A") == built("A")
    other = build_message(make_report(title="A"), make_delivery(message_id="<other@x>"), sender=SENDER)
    assert message_from_bytes(other).get_boundary() != message_from_bytes(built("A")).get_boundary()


@pytest.mark.parametrize(
    ("sender", "name", "address"),
    [
        ("Monitor <monitor@example.org>", "Monitor", "monitor@example.org"),
        ("monitor@example.org", "", "monitor@example.org"),
        ('"News, daily" <a@b.example>', "News, daily", "a@b.example"),
        ("News, daily <a@b.example>", "News, daily", "a@b.example"),
        ("Манітор <a@b.example>", "Манітор", "a@b.example"),
    ],
)
def test_senders_are_read_as_people_write_them(sender: str, name: str, address: str) -> None:
    assert parse_address(sender) == (name, address)
    content = build_message(make_report(), make_delivery(), sender=sender)
    parsed = BytesParser(policy=default).parsebytes(content)["From"].addresses
    assert [(a.display_name, a.addr_spec) for a in parsed] == [(name, address)]
    assert mail_domain(sender) == address.split("@")[1]


def test_a_sender_that_is_none_is_refused() -> None:
    with pytest.raises(DeliveryError, match="not a mail address"):
        build_message(make_report(), make_delivery(), sender="Monitor")


def message_id(**other: object) -> str:
    fields = {"made_at": NOW, "recipient": "reader@example.net", "domain": "example.org"}
    return new_message_id("daily", 12, **(fields | other))


def test_a_message_id_is_the_same_every_time_and_another_for_every_mail() -> None:
    assert message_id() == message_id()
    assert "daily" not in message_id()
    assert message_id().endswith("@example.org>")
    others = {
        message_id(recipient="x@y.example"),
        message_id(made_at=NOW.replace(day=23)),
        message_id(part=2),
        new_message_id("daily", 13, made_at=NOW, recipient="reader@example.net", domain="example.org"),
        new_message_id("d>\r\n", 12, made_at=NOW, recipient="reader@example.net", domain="example.org"),
    }
    assert len(others | {message_id()}) == 6
    assert all(each.isprintable() and each.count(">") == 1 for each in others)
