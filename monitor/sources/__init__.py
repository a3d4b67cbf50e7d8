"""Where items and feeds come from other than by polling: seed documents, articles, web pages, OPML."""
