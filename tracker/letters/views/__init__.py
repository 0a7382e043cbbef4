"""The pages of the register of letters, and what stands on the pages of others."""

from tracker.letters.views import keeping, listing, lookups, record, sections
from tracker.letters.views.area import letters

__all__ = ["keeping", "letters", "listing", "lookups", "record", "sections"]
