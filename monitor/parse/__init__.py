"""From the bytes of an answer to raw items: one file a format."""
