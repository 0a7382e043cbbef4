"""Filters that the lists of what is done with partners share: by the partner, and by its country."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l

from tracker.partners import queries, wording
from tracker.partners.models import Partnership
from tracker.web.lists import Filter, any_number_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def by_partner(column: Any, partners: Callable[[], Sequence[Any]]) -> Filter:
    """`column`: the partner's number in the list; `partners`: rows of those that occur in it."""
    return Filter(
        name="partner",
        label=_l("Partner"),
        choices=lambda: [(str(row.id), row.title_ru if wording.is_russian() else row.title_en) for row in partners()],
        narrow=any_number_of(column),
    )


def by_country() -> Filter:
    """For lists whose rows are joined with the partner."""
    return Filter(
        name="country",
        label=_l("Country"),
        choices=lambda: [
            (str(row.id), row.name_ru if wording.is_russian() else row.name_en) for row in queries.countries()
        ],
        narrow=any_number_of(Partnership.country_id),
    )
