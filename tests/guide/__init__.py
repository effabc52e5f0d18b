"""The README's guide: what a new user does to make a briefing, done in a browser, with the pictures of it."""
