"""What can be wrong with the machine that the service runs on, each with its remedy."""
