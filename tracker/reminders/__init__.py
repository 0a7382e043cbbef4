"""Reminders: what is due is told to whoever answers for it, step by step, and to whom stands in for them."""
