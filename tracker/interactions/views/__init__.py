"""The pages of interactions: the quick form, list, one entry, next steps, look-ups."""

from tracker.interactions.views import keeping, listing, logging, lookups, of_event, record
from tracker.interactions.views.area import interactions

__all__ = ["interactions", "keeping", "listing", "logging", "lookups", "of_event", "record"]
