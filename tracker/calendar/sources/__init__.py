"""The sources that ship with the calendar."""

from tracker.calendar.sources import deadlines, festive, work

__all__ = ["deadlines", "festive", "work"]
