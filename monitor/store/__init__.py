"""The store: the only SQL in the program. Rows stay in here; nouns go in and out."""
