"""Saved queries: their files, the values of their parameters, running them, and exchange with other tools."""
