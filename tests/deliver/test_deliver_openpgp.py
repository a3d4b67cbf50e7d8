"""Mail for readers with a key: nobody on the way can read it, and it never goes in the clear."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest
from delivery_sample import NOW, make_delivery, make_report
from pysequoia import Tsk, decrypt

from monitor.deliver.bodies import size_of
from monitor.deliver.message import build_message
from monitor.deliver.openpgp import Sealer, check_key, sealed_size_of
from monitor.errors import DeliveryError

READER = "reader@example.net"
SENDER = "Monitor <monitor@example.org>"


@pytest.fixture(scope="module")
def key() -> Tsk:
    return Tsk.generate(user_id=f"Reader <{READER}>", validity_seconds=3 * 365 * 86_400)


@pytest.fixture
def sealer(key: Tsk, tmp_path: Path) -> Sealer:
    return Sealer({READER: write(key, tmp_path / "reader.asc")}, clock=lambda: NOW)


def write(key: Tsk, path: Path) -> Path:
    path.write_text(str(key.extract_certificate()))
    return path


def opened(message: Message, key: Tsk) -> Message:
    """Return what a reader's mail program shows."""
    _, sealed = message.get_payload()
    return message_from_bytes(decrypt(decryptor=key.decryptor(), bytes=sealed.get_payload(decode=True)).bytes)


def sent(sealer: Sealer, **report: str) -> bytes:
    made = make_report(**report)
    delivery = make_delivery(recipient=READER, message_id="<1@example.org>")
    delivery = replace(delivery, sealed=sealer.seal(made, delivery))
    return build_message(made, delivery, sender=SENDER)


def test_only_the_reader_learns_what_a_mail_is_about(sealer: Sealer, key: Tsk) -> None:
    content = sent(sealer)
    for word in (b"Belarus", b"belarus", b"articles", b"<p>"):
        assert word not in content
    message = message_from_bytes(content)
    assert (message["Subject"], message["To"]) == ("...", READER)
    assert message.get_content_type() == "multipart/encrypted"
    assert message.get_param("protocol") == "application/pgp-encrypted"
    version, sealed = message.get_payload()
    assert (version.get_content_type(), sealed.get_content_type()) == (
        "application/pgp-encrypted", "application/octet-stream",
    )  # fmt: skip
    assert version.get_payload().strip() == "Version: 1"
    inner = opened(message, key)
    assert inner["Subject"] == make_report().title
    assert inner.get_param("protected-headers") == "v1"
    plain, html = inner.get_payload()
    assert plain.get_payload(decode=True).decode().replace("\r\n", "\n") == make_report().text
    assert html.get_payload(decode=True).decode().replace("\r\n", "\n") == make_report().html
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")


def test_a_hostile_title_adds_no_header_inside_either(sealer: Sealer, key: Tsk) -> None:
    title = "=?utf-8?q?a=0D=0ABcc=3A t@x?=\r\nBcc: t@x"
    inner = opened(message_from_bytes(sent(sealer, title=title)), key)
    assert sorted(inner.keys()) == ["Content-Type", "MIME-Version", "Subject"]


def test_who_has_no_key_gets_an_ordinary_mail(sealer: Sealer) -> None:
    assert sealer.seal(make_report(), make_delivery(recipient="other@example.net")) == ""
    assert sealer.seal(make_report(), make_delivery(recipient="READER@Example.net"))


def test_the_size_of_a_sealed_mail_is_foreseen(sealer: Sealer) -> None:
    for text in ("слова " * 9000, "words " * 9000, "a"):
        report = make_report(text=text, html=text)
        size = len(sent(sealer, text=text, html=text))
        assert size <= max(sealed_size_of(report), size_of(report))
        assert sealed_size_of(report) <= size * 1.05 + 5000


def test_an_expired_or_revoked_key_is_refused(key: Tsk, tmp_path: Path) -> None:
    path = write(key, tmp_path / "reader.asc")
    until = key.extract_certificate().expiration
    check_key(path, now=until - timedelta(seconds=1))
    with pytest.raises(ValueError, match=f"it expired on {until:%Y-%m-%d}"):
        check_key(path, now=until)
    certificate = key.extract_certificate()
    path.write_bytes(bytes(certificate) + bytes(certificate.revoke(key.certifier())))
    with pytest.raises(ValueError, match="it is revoked"):
        check_key(path, now=NOW)


def test_a_key_whose_part_for_encryption_expires_first_is_refused_after_that(
    key: Tsk, tmp_path: Path
) -> None:
    """The part for encryption keeps its three years when the life of the whole is prolonged."""
    certificate = key.extract_certificate()
    until = certificate.expiration
    path = tmp_path / "long.asc"
    path.write_text(str(certificate.set_expiration(until + timedelta(days=900), key.certifier())))
    check_key(path, now=until - timedelta(days=1))
    with pytest.raises(ValueError, match="it expired on"):
        check_key(path, now=until + timedelta(days=1))


def test_a_key_that_cannot_be_used_is_refused_and_nothing_goes_in_the_clear(tmp_path: Path) -> None:
    no_key = tmp_path / "no.asc"
    no_key.write_text("no key")
    for path, words in ((no_key, "cannot be used"), (tmp_path / "missing.asc", "cannot be read")):
        with pytest.raises(ValueError, match=words):
            check_key(path, now=NOW)
        with pytest.raises(DeliveryError, match="not encrypted and so not sent") as caught:
            Sealer({READER: path}, clock=lambda: NOW).seal(make_report(), make_delivery(recipient=READER))
        assert not caught.value.permanent
