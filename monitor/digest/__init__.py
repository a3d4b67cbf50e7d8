"""Digests: when they are due, what goes into an issue, and how an issue looks."""
