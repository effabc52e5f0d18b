"""Results of the analyses as the command line gives them: as JSON, and as text that fits 100 columns."""
