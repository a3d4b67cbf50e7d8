"""One guarded HTTP client for everybody: addresses, deadlines, caps, redirects."""
