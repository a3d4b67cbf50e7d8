"""Items to stories: copies, the same event in other words, the same event in another language. Pure."""
