"""The pages of the calendar, and what stands on the pages of others."""

from tracker.calendar import sources
from tracker.calendar.views import city_days, greeting, showing, subscribing
from tracker.calendar.views.area import calendar

__all__ = ["calendar", "city_days", "greeting", "showing", "sources", "subscribing"]
