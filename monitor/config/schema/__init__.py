"""What the four files may hold: every key with its type, default and description, in this one place."""
