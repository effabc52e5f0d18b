"""What the graph is, how to reach it and how to fill it."""
