"""The calendar: what falls on which day, gathered from all slices; the subscription to it; greetings that are due."""
