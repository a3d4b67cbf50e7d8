"""The languages: folding, words, word forms, and which language a text is in. Pure."""
