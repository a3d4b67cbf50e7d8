"""The query language: from what an analyst types to which items match, where, and why. Pure."""
