"""The pages of gifts, and what stands on the pages of others."""

from tracker.gifts.views import keeping, listing, record, sections
from tracker.gifts.views.area import gifts

__all__ = ["gifts", "keeping", "listing", "record", "sections"]
