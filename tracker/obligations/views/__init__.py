"""The pages of obligations: list, board, one duty, its steps, and what stands on the pages of others."""

from tracker.obligations.views import board, keeping, listing, lookups, record, sections
from tracker.obligations.views.area import obligations

__all__ = ["board", "keeping", "listing", "lookups", "obligations", "record", "sections"]
