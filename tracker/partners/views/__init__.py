"""The pages of partners: list, one partner, forms, look-ups."""

from tracker.partners.views import atlas, keeping, listing, lookups, record
from tracker.partners.views.area import partners

__all__ = ["atlas", "keeping", "listing", "lookups", "partners", "record"]
