"""The pages of partners: list, one partner, forms, look-ups."""

from tracker.partners.views import keeping, listing, lookups, record
from tracker.partners.views.area import partners

__all__ = ["keeping", "listing", "lookups", "partners", "record"]
