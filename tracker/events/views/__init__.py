"""The pages of events: list, one event, its parts, what comes after, look-ups."""

from tracker.events.views import after, keeping, listing, lookups, parts, record
from tracker.events.views.area import events

__all__ = ["after", "events", "keeping", "listing", "lookups", "parts", "record"]
