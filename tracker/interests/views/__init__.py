"""The pages of interests: list, one interest, forms, what becomes of it, look-ups."""

from tracker.interests.views import fate, keeping, listing, lookups, record
from tracker.interests.views.area import interests

__all__ = ["fate", "interests", "keeping", "listing", "lookups", "record"]
