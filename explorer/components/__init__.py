"""Data -> Dash components: no callbacks, no database."""
