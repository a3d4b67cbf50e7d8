"""Configuration to a wired application: the only place where the parts meet."""
