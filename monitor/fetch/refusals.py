"""Statuses that bring neither feed nor page, in words that tell a person what to do. Pure."""

from datetime import datetime
from http import HTTPStatus

from monitor.errors import FetchError
from monitor.net.client import Answer
from monitor.net.pauses import retry_at

_TEXTS = {
    HTTPStatus.NOT_MODIFIED: "the server says 'not modified', but we have nothing from it yet",
    HTTPStatus.UNAUTHORIZED: "the server wants a login (401)",
    HTTPStatus.PAYMENT_REQUIRED: "the server wants to be paid (402)",
    HTTPStatus.FORBIDDEN: "the server does not let us in (403); it may block programs or this country",
    HTTPStatus.NOT_FOUND: "nothing at this address (404); it may have moved: see the homepage",
    HTTPStatus.GONE: "the server says that this is gone for good (410); it may be a mistake",
    HTTPStatus.TOO_MANY_REQUESTS: "the server finds that we ask too often (429)",
    HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS: "blocked for legal reasons (451)",
    HTTPStatus.SERVICE_UNAVAILABLE: "the server is overloaded or under repair (503)",
}


def refusal(answer: Answer, now: datetime) -> FetchError:
    """Translate the answer's status."""
    return FetchError(
        _text(answer.status),
        status=answer.status,
        retry_at=retry_at(answer.headers, now),
        permanent=answer.status == HTTPStatus.GONE,
    )


def _text(code: int) -> str:
    try:
        status = HTTPStatus(code)
    except ValueError:  # servers invent their own
        return _plain(code, str(code))
    return _TEXTS.get(status) or _plain(code, f"{code} {status.phrase}")


def _plain(code: int, name: str) -> str:
    is_fault = code >= HTTPStatus.INTERNAL_SERVER_ERROR
    return f"the server has a fault ({name})" if is_fault else f"nothing came ({name})"
