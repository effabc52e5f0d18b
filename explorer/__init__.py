"""Reads the graph and shows it."""
