"""The public preview of a Telegram channel, https://t.me/s/CHANNEL: its last messages as a page."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.errors import ParseError
from monitor.model.feeds import ParsedFeed
from monitor.model.items import RawItem
from monitor.parse import dates, documents

_MESSAGE = ".tgme_widget_message[data-post]"
#: The message itself; a message that it answers is quoted under other names.
_TEXT = ".tgme_widget_message_text.js-message_text, .tgme_widget_message_poll_question"
_LINK = "a.tgme_widget_message_date[href]"
_AUTHOR = ".tgme_widget_message_from_author, .tgme_widget_message_owner_name"


def read(text: str) -> ParsedFeed:
    """Return the messages on the page `text` that say something in words, oldest first as they stand there.

    Raises ParseError when it shows no messages at all. Messages have no titles.
    """
    page = LexborHTMLParser(text)
    messages = page.css(_MESSAGE)
    if not messages:
        raise ParseError(
            "the page shows no messages: the channel is private, gone, or forbids its preview; "
            "the address of a preview is https://t.me/s/CHANNEL"
        )
    title = page.css_first(".tgme_channel_info_header_title")
    return ParsedFeed(
        items=tuple(item for item in map(_raw_item, messages) if item.html),
        title=documents.one_line(title.text())[:300] if title else "",
    )


def _raw_item(message: LexborNode) -> RawItem:
    link, author = message.css_first(_LINK), message.css_first(_AUTHOR)
    time = message.css_first("time[datetime]")
    return RawItem(
        guid=message.attributes.get("data-post") or "",
        url=(link.attributes.get("href") or "") if link else "",
        html="".join(f"<p>{node.inner_html or ''}</p>" for node in message.css(_TEXT)),
        author=" ".join(author.text().split()) if author else "",
        published_at=dates.iso_time(time.attributes.get("datetime")) if time else None,
    )
