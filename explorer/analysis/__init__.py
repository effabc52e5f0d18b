"""Who stands with whom: positions, agreement, camps, ideal points, balance, alliances. No page, no database."""
