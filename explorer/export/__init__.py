"""The graph and its pictures, handed over as files: pure, no Dash, no database."""
