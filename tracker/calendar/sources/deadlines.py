"""Deadlines that agreements and the law set: ends, last days to act, consent, publication, the yearly report."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import and_, or_, select

from tracker.agreements import queries as agreements
from tracker.agreements.kinds import LIVING, Status
from tracker.agreements.models import Agreement
from tracker.agreements.standing import REGION_ANSWERS_WITHIN
from tracker.calendar.kinds import Kind
from tracker.calendar.registry import Ask, CalendarSource, Entry, register_calendar_source
from tracker.calendar.sources.work import PARTNER, late, with_partner
from tracker.kernel.db import db
from tracker.permissions import Permission
from tracker.regulations import queries as regulations
from tracker.regulations import rules as regulation_rules
from tracker.yearly_reports.kinds import Status as ReportStatus
from tracker.yearly_reports.models import YearlyReport

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

A = Agreement
LONGEST_TERM = timedelta(days=400)


def _agreements(ask: Ask) -> Iterator[Entry]:
    since, until = ask.since, ask.until
    regulation = regulations.regulation(on=ask.today)
    ours = select(
        A.id, A.title, A.ends_on, A.last_day_to_act, A.region_sent_on, A.signed_on, A.version, A.updated_at,
        agreements.effective_status(ask.today).label("status"), agreements.IN_REGISTER.label("in_register"), *PARTNER,
    )  # fmt: skip
    published = timedelta(days=regulation.publication_days or 0)
    touched = or_(
        and_(agreements.stands(LIVING, ask.today), A.ends_on.between(since, until)),
        and_(agreements.stands(LIVING, ask.today), A.last_day_to_act.between(since, until)),
        and_(
            A.status == Status.AT_REGION,
            A.region_sent_on.between(since - REGION_ANSWERS_WITHIN, until - REGION_ANSWERS_WITHIN),
        ),
        and_(agreements.IN_REGISTER, A.signed_on.between(since - published, until - published)),
    )
    wanted = with_partner(ours, A.partnership_id).where(A.archived_at.is_(None), touched)
    wanted = ask.narrowed(wanted, responsible=A.responsible_id, partner=A.partnership_id).order_by(A.id)
    for row in db.session.execute(wanted):
        yield from _of_one(row, ask, published=published)


def _of_one(row: Any, ask: Ask, *, published: timedelta) -> Iterator[Entry]:
    def entry(what: str, on: date, title: str, **more: Any) -> Entry:
        return Entry(
            kind=Kind.DEADLINE,
            key=f"agreement-{row.id}-{what}",
            on=on,
            title=title,
            url=url_for("agreements.show", agreement_id=row.id),
            partner=ask.name(row, "partner"),
            flag=row.country_code or "",
            version=row.version,
            changed_at=row.updated_at,
            **more,
        )

    if row.status in LIVING and row.ends_on is not None:
        yield entry("ends", row.ends_on, _("Ends: %(agreement)s", agreement=row.title))
    if row.status in LIVING and row.last_day_to_act is not None:
        soon: dict[str, Any] = {"tone": "warn", "word": _("last day")} if row.last_day_to_act >= ask.today else {}
        yield entry("act", row.last_day_to_act, _("Last day to act: %(agreement)s", agreement=row.title), **soon)
    if row.status is Status.AT_REGION and row.region_sent_on is not None:
        due = row.region_sent_on + REGION_ANSWERS_WITHIN
        yield entry(
            "consent", due, _("Consent of the region due: %(agreement)s", agreement=row.title), **late(due, ask)
        )
    if row.in_register and row.signed_on is not None and published:
        title = _("To be published by: %(agreement)s", agreement=row.title)
        yield entry("publication", row.signed_on + published, title)


def _reports(ask: Ask) -> Iterator[Entry]:
    if ask.partner_id is not None or ask.mine:
        return
    regulation = regulations.regulation(on=ask.today)
    years = range(ask.since.year - 1, ask.until.year + 1)
    sent = set(
        db.session.scalars(
            select(YearlyReport.year).where(YearlyReport.year.in_(years), YearlyReport.status != ReportStatus.DRAFT)
        )
    )
    for year in years:
        due_on = regulation_rules.report_due_on(regulation, year)
        if due_on is not None and year not in sent:
            yield Entry(
                kind=Kind.REPORT,
                key=f"report-{year}",
                on=due_on,
                title=_("Yearly report for %(year)s is due", year=year),
                url=url_for("yearly_reports.index"),
                **late(due_on, ask),
            )


register_calendar_source("agreements", CalendarSource(Kind.DEADLINE, Permission.AGREEMENTS_READ, _agreements))
register_calendar_source("reports", CalendarSource(Kind.REPORT, Permission.YEARLY_REPORTS_READ, _reports))
