"""What others would use for the same work; each module is a program of its own."""
