"""What was logged, by whom and when, and the same figures of each year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select

from tracker.agreements.conditions import effective_status, with_area, with_country
from tracker.agreements.models import Agreement
from tracker.interactions.models import Interaction
from tracker.negotiations.models import Negotiation, Outcome, StageChange
from tracker.obligations.kinds import State
from tracker.obligations.models import Obligation
from tracker.partners.models import Partnership
from tracker.places.models import Country
from tracker.reports.queries import partners
from tracker.reports.queries.counted import Counted, counted, in_year, month_of, year_of
from tracker.reports.queries.talks import OVER_TOO, moves
from tracker.reports.report import Asked

A_DAY = timedelta(days=1)
EVERY_OBLIGATION = {"state": [state.value for state in State]}


def _logged(asked: Asked) -> Select[Any]:
    statement = select(Interaction.id).where(
        Interaction.archived_at.is_(None), in_year(Interaction.happened_on, asked.year), _about(asked.year)
    )
    if asked.official is not None:
        statement = statement.where(Interaction.logged_by_id == asked.official)
    if asked.country is not None:
        statement = statement.where(Interaction.partnership_id.in_(partners.of_country(asked.country)))
    if asked.area is not None:
        statement = statement.where(Interaction.partnership_id.in_(partners.with_area(asked.area)))
    return statement


def _about(year: int | None) -> ColumnElement[bool]:
    """The year by the moment in any zone: adds nothing to the condition on the day but the index of moments."""
    if year is None:
        return Interaction.happened_at >= datetime.min.replace(tzinfo=UTC)
    first, last = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    return and_(Interaction.happened_at >= first - A_DAY, Interaction.happened_at < last + A_DAY)


BY_MONTH = counted(
    "logged-in-month",
    "interactions",
    of=_logged,
    by=lambda _asked: (month_of(Interaction.happened_on), Interaction.kind),
)
BY_OFFICIAL = counted(
    "logged-by", "interactions", of=_logged, by=lambda _asked: (Interaction.logged_by_id, Interaction.kind)
)


def _moved(asked: Asked) -> Select[Any]:
    counted = (in_year(StageChange.moved_on, asked.year), StageChange.from_stage_id.is_not(None))
    return moves(asked, StageChange.negotiation_id).where(*counted)


def _begun(asked: Asked) -> Select[Any]:
    statement = select(Agreement.id).where(
        Agreement.archived_at.is_(None),
        in_year(Agreement.drafted_on, asked.year),
        Agreement.responsible_id.is_not(None),
    )
    if asked.country is not None:
        statement = statement.where(with_country(select(Country.code).where(Country.id == asked.country)))
    if asked.area is not None:
        statement = statement.where(with_area([asked.area]))
    return statement


MOVED = counted(
    "talks-moved-by", "negotiations", of=_moved, by=lambda _asked: (StageChange.by_id,), distinct=True, words=OVER_TOO
)
BEGUN = counted("agreements-begun-by", "agreements", of=_begun, by=lambda _asked: (Agreement.responsible_id,))


# year by year


def _yearly(name: str, list_name: str, day: Any, *conditions: Any, words: dict[str, Any] | None = None) -> Counted:
    """Records by the year of one of their days. A condition may depend on what is asked."""
    model = day.class_

    def of(asked: Asked) -> Select[Any]:
        told: Sequence[ColumnElement[bool]] = [one(asked) if callable(one) else one for one in conditions]
        return select(model.id).where(model.archived_at.is_(None), day.is_not(None), *told)

    return counted(f"year-{name}", list_name, of=of, by=lambda _asked: (year_of(day),), words=words or {})


def _has_lapsed(asked: Asked) -> ColumnElement[bool]:
    return effective_status(asked.today) == "expired"


YEARLY: dict[str, Counted] = {
    "interactions": _yearly("interactions", "interactions", Interaction.happened_on),
    "visits": _yearly("visits", "interactions", Interaction.happened_on, Interaction.kind == "visit"),
    "partners": _yearly("partners", "partners", Partnership.entered_on),
    "begun": _yearly("begun", "negotiations", Negotiation.started_on, words=OVER_TOO),
    "won": _yearly(
        "won", "negotiations", Negotiation.outcome_on, Negotiation.outcome == Outcome.AGREEMENT, words=OVER_TOO
    ),
    "signed": _yearly("signed", "agreements", Agreement.signed_on),
    "lapsed": _yearly("lapsed", "agreements", Agreement.ends_on, _has_lapsed),
    "obligations": _yearly(
        "obligations", "obligations", Obligation.closed_on, Obligation.state == State.DONE, words=EVERY_OBLIGATION
    ),
}
