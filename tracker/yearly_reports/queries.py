"""Reading yearly reports: one, the editions of a year, and how every municipality of the region stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.accounts.models import Municipality
from tracker.accounts.queries import homes
from tracker.kernel.db import db
from tracker.regulations.models import Regulation
from tracker.regulations.queries import regulations_on
from tracker.regulations.reference import NEUTRAL
from tracker.regulations.rules import report_due_on
from tracker.yearly_reports import rules
from tracker.yearly_reports.kinds import Due, Status
from tracker.yearly_reports.models import YearlyReport, YearlyReportPartner

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tracker.accounts.models import User

R = YearlyReport
YEARS_SHOWN = 6


def readable(by: User) -> Select[YearlyReport]:
    """The reports that this person may read: the region's observer never sees a draft."""
    statement = select(R)
    return statement if by.municipality_id is not None else statement.where(R.status != Status.DRAFT)


def get_report(yearly_report_id: int, *, by: User) -> YearlyReport:
    """One report with everything its page tells. Raises NoResultFound, also for a draft of another office."""
    return db.session.scalars(
        readable(by)
        .where(R.id == yearly_report_id)
        .options(
            selectinload(R.partners).joinedload(YearlyReportPartner.partnership),
            joinedload(R.municipality),
            joinedload(R.sent_by),
        )
    ).one()


def editions(report: YearlyReport, *, by: User) -> Sequence[YearlyReport]:
    """The editions about the same year, the latest first."""
    same = readable(by).where(R.year == report.year, R.municipality_id == report.municipality_id)
    return db.session.scalars(same.options(joinedload(R.sent_by)).order_by(R.edition.desc(), R.id.desc())).all()


def former(report: YearlyReport) -> YearlyReport | None:
    """The edition that this one corrects."""
    earlier = select(R).where(R.year == report.year, R.municipality_id == report.municipality_id)
    return db.session.scalar(
        earlier.where(R.edition < report.edition, R.status != Status.DRAFT)
        .options(selectinload(R.partners).joinedload(YearlyReportPartner.partnership))
        .order_by(R.edition.desc())
        .limit(1)
    )


def latest(year: int) -> YearlyReport | None:
    """The latest edition about a year, of the municipality in scope."""
    return db.session.scalar(select(R).where(R.year == year).order_by(R.edition.desc(), R.id.desc()).limit(1))


def sent_of_year(year: int) -> Sequence[YearlyReport]:
    """The report about the year of each municipality in scope, in its valid edition."""
    return db.session.scalars(
        select(R)
        .join(Municipality, Municipality.id == R.municipality_id)
        .where(R.year == year, R.status == Status.SENT)
        .options(joinedload(R.municipality))
        .order_by(Municipality.name_ru, R.id)
    ).all()


# how the reports stand


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The report of one municipality about one year. `report_id`: the edition to read, None for none to read.

    `first_sent_on` and `letter_number` are those of the first edition: they decide whether it came in time.
    """

    municipality: Municipality
    year: int
    due_on: date | None
    state: Due
    report_id: int | None = None
    edition: int | None = None
    first_sent_on: date | None = None
    letter_number: str = ""

    def days_left(self, today: date) -> int | None:
        return (self.due_on - today).days if self.due_on else None


def standings(today: date, *, with_drafts: bool, years: Sequence[int] = ()) -> Sequence[Standing]:
    """How each municipality in scope stands with each year, the latest year first; by two queries and the rules.

    `with_drafts`: whether a draft may be opened (by those whose draft it is).
    """
    known = _editions_by_home()
    profiles = regulations_on(today)
    return [
        _standing(home, year, known.get((home.id, year), ()), profiles, today, with_drafts=with_drafts)
        for year in years or _years(known, today)
        for home in homes()
    ]


def _editions_by_home() -> Mapping[tuple[int, int], Sequence[Any]]:
    found: dict[tuple[int, int], list[Any]] = {}
    columns = select(R.id, R.municipality_id, R.year, R.edition, R.status, R.sent_on, R.letter_number)
    for row in db.session.execute(columns.order_by(R.year, R.edition, R.id)):
        found.setdefault((row.municipality_id, row.year), []).append(row)
    return found


def _years(known: Mapping[tuple[int, int], Sequence[Any]], today: date) -> Sequence[int]:
    """From the year that is worked on now back to the earliest report, at most so many."""
    current = rules.current_year(today)
    latest_year = max([current, *(year for _home, year in known)])
    earliest = min([current - 1, *(year for _home, year in known)])
    return range(latest_year, max(earliest, latest_year - YEARS_SHOWN + 1) - 1, -1)


def _standing(
    home: Municipality,
    year: int,
    rows: Sequence[Any],
    profiles: Mapping[int, Regulation],
    today: date,
    *,
    with_drafts: bool,
) -> Standing:
    profile = profiles.get(home.id) or Regulation(**NEUTRAL)
    sent = [row for row in rows if row.sent_on is not None]
    drafts = [row for row in rows if row.sent_on is None]
    first_sent_on = sent[0].sent_on if sent else None
    shown = (drafts if with_drafts and drafts else sent) or []
    return Standing(
        municipality=home,
        year=year,
        due_on=report_due_on(profile, year),
        state=rules.due_state(profile, year, sent_on=first_sent_on, drafted=bool(drafts), today=today),
        report_id=shown[-1].id if shown else None,
        edition=sent[-1].edition if sent else None,
        first_sent_on=first_sent_on,
        letter_number=sent[0].letter_number if sent else "",
    )


def due(today: date) -> Sequence[Standing]:
    """The reports to remind of on the day, of the municipalities in scope: from 1 December until they are sent.

    Of the year that is worked on, where the municipality's rules ask for a report and none was sent.
    """
    year = rules.current_year(today)
    found = standings(today, with_drafts=True, years=[year])
    return [one for one in found if one.due_on is not None and one.first_sent_on is None and _is_time(one, today)]


def _is_time(one: Standing, today: date) -> bool:
    return today >= rules.drafting_from(one.year)


def editions_count(year: int) -> int:
    """How many editions there are about a year, of the municipality in scope."""
    return db.session.scalar(select(func.count()).select_from(R).where(R.year == year)) or 0
