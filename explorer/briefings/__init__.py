"""Briefings: text files whose scenes stay alive, and the slides that come of them."""
