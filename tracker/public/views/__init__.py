"""Pages of the slice: what strangers see, and the office's choice of it."""

from tracker.public.views import data, opened, showing
from tracker.public.views.area import public, public_page, publishing

__all__ = ["data", "opened", "public", "public_page", "publishing", "showing"]
