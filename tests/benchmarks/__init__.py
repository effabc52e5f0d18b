"""Speed and memory, always as a ratio against a named baseline in the same run. `make bench` runs all of it."""
