"""From a question to its finding: what each analysis reads from the graph, and how it has it worked out."""
