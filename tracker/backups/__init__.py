"""Backups: everything an install keeps, as one folder that a command restores into an empty place."""
