"""The sources that ship with the calendar."""

from tracker.calendar.sources import deadlines, events, festive, work

__all__ = ["deadlines", "events", "festive", "work"]
