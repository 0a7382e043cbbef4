"""The pages of agreements: list, board, one record with its steps, forms, look-ups."""

from tracker.agreements import chronicle
from tracker.agreements.views import board, drafting, listing, lookups, record, register, steps
from tracker.agreements.views.area import agreements

__all__ = ["agreements", "board", "chronicle", "drafting", "listing", "lookups", "record", "register", "steps"]
