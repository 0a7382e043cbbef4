"""Interests: who wants what from whom, where it was voiced, whom at home it suits, and what became of it."""
