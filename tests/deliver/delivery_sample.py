"""A small report and its delivery."""

from datetime import UTC, datetime

from monitor.model.deliveries import Delivery, Report

NOW = datetime(2026, 11, 22, 5, 30, 4, tzinfo=UTC)


def make_report(**other: object) -> Report:
    fields = {
        "medium": "mail",
        "digest": "belarus-daily",
        "name": "Belarus daily",
        "made_at": NOW,
        "title": "Belarus daily No. 12: 14 articles, Sun 22 Nov 2026",
        "html": "<!DOCTYPE html><html><body><p>Вызваленне &amp; перамовы</p></body></html>\n",
        "text": "Вызваленне і перамовы\n\nFrom here on\n.\n..dots\n" + "long " * 300 + "\n",
    }
    return Report(**(fields | other))


def make_delivery(**other: object) -> Delivery:
    fields = {
        "id": 3,
        "issue_id": 12,
        "channel": "email",
        "recipient": "reader@example.net",
        "message_id": "<belarus-daily.12.0123456789abcdef@example.org>",
        "next_attempt_at": NOW,
    }
    return Delivery(**(fields | other))
