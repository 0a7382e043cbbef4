"""What a city shows to everybody: its public page, open data, and the office's choice of what is on it."""
