"""The command line: one file a command group, and the only printing in the program."""
