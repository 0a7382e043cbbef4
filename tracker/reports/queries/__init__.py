"""Counting for reports. Every answer is as large as its table, whatever is stored."""
