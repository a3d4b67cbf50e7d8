"""Feeds to their answers: conditional GET, what the answer means, when to ask again."""
