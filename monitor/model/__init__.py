"""The nouns of the program: frozen dataclasses that every step takes and returns.

Standard library only. All times are aware datetimes in UTC.
"""
