"""The configuration: four TOML files and the environment, checked as a whole, become one frozen Config."""
