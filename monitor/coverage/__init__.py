"""What each feed brings, and who is blind, since when and why. Pure."""
