"""The pages of partners: list, one partner, forms, look-ups."""

from tracker.partners.views import atlas, dictionary, keeping, listing, lookups, record
from tracker.partners.views.area import partners
from tracker.partners.views.dictionary import dictionaries

__all__ = ["atlas", "dictionaries", "dictionary", "keeping", "listing", "lookups", "partners", "record"]
