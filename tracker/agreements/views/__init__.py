"""The pages of agreements: list, board, one record with its steps, forms, look-ups."""

from tracker.agreements.views import board, drafting, listing, lookups, record, steps
from tracker.agreements.views.area import agreements

__all__ = ["agreements", "board", "drafting", "listing", "lookups", "record", "steps"]
