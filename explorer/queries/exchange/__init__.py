"""Saved queries from other tools, and for them: one module a format."""
