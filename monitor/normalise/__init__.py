"""From raw items to items: plain titles, safe HTML, readable text, UTC dates, a language. Pure."""
