"""The ways out: one file a channel, and the rules of trying again."""
