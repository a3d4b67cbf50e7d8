"""Names of people, organisations and places, found in every script and grammatical case. Pure."""
