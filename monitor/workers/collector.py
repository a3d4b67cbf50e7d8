"""Python's collector: what it need not look at, and how often it looks at the rest."""

import gc

#: Objects that are made before it looks at the new ones: most are gone by then.
_YOUNG = 10_000


def pass_over_all() -> None:
    """Have it pass over all that is there, for as long as it lives, and look less often at what comes."""
    gc.freeze()
    gc.set_threshold(_YOUNG)
