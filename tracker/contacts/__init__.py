"""People: names in their scripts, posts over time, ways to reach them, and why their data is kept."""
