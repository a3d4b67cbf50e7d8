"""The service: jobs that tick, signs of life, and the configuration as it changes."""
