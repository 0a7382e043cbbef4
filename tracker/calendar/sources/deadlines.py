"""Deadlines that agreements and the law set: ends, last days to act, consent, publication, the yearly report."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import and_, or_, select

from tracker.agreements import conditions
from tracker.agreements.kinds import IN_PREPARATION, LIVING, Status
from tracker.agreements.members import Approval
from tracker.agreements.models import Agreement
from tracker.calendar.kinds import Kind
from tracker.calendar.registry import Ask, CalendarSource, Entry, register_calendar_source
from tracker.calendar.sources.work import PARTNER, late, with_partner
from tracker.kernel.db import db
from tracker.permissions import Permission
from tracker.regulations import queries as regulations
from tracker.regulations import rules as regulation_rules
from tracker.regulations.kinds import APPROVAL_LABELS
from tracker.web import formats
from tracker.yearly_reports.kinds import Status as ReportStatus
from tracker.yearly_reports.models import YearlyReport

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

A = Agreement


def _entry(row: Any, ask: Ask, what: str, on: date, title: str, **more: Any) -> Entry:
    return Entry(
        kind=Kind.DEADLINE,
        key=f"agreement-{row.id}-{what}",
        on=on,
        name=title,
        page=partial(url_for, "agreements.show", agreement_id=row.id),
        partner=ask.name(row, "partner"),
        flag=row.country_code or "",
        version=row.version,
        changed_at=row.updated_at,
        **more,
    )


def _agreements(ask: Ask) -> Iterator[Entry]:
    living = conditions.stands(LIVING, ask.today)
    to_publish = and_(A.published_on.is_(None), A.status.in_(LIVING | {Status.SIGNED}))
    touched = or_(
        and_(living, A.ends_on.between(ask.since, ask.until)),
        and_(living, A.last_day_to_act.between(ask.since, ask.until)),
        and_(to_publish, A.publication_due_on.between(ask.since, ask.until)),
    )
    chosen: Any = select(
        A.id, A.title, A.ends_on, A.last_day_to_act, A.publication_due_on, A.published_on, A.version, A.updated_at,
        conditions.effective_status(ask.today).label("status"), *PARTNER,
    )  # fmt: skip
    wanted = with_partner(chosen, A.partnership_id).where(A.archived_at.is_(None), touched)
    wanted = ask.narrowed(wanted, responsible=A.responsible_id, partner=A.partnership_id).order_by(A.id)
    for row in db.session.execute(wanted):
        yield from _of_one(row, ask)


def _of_one(row: Any, ask: Ask) -> Iterator[Entry]:
    if row.status in LIVING and row.ends_on is not None:
        yield _entry(row, ask, "ends", row.ends_on, _("Ends: %(agreement)s", agreement=row.title))
    if row.status in LIVING and row.last_day_to_act is not None:
        soon: dict[str, Any] = {"tone": "warn", "word": _("last day")} if row.last_day_to_act >= ask.today else {}
        title = _("Last day to act: %(agreement)s", agreement=row.title)
        yield _entry(row, ask, "act", row.last_day_to_act, title, **soon)
    if row.published_on is None and row.publication_due_on is not None and row.status in LIVING | {Status.SIGNED}:
        due_on, title = row.publication_due_on, _("To be published by: %(agreement)s", agreement=row.title)
        yield _entry(row, ask, "publication", due_on, title, **late(due_on, ask))


def _approvals(ask: Ask) -> Iterator[Entry]:
    chosen: Any = select(
        A.id, A.title, Approval.kind, Approval.due_on, Approval.version, Approval.updated_at, *PARTNER
    ).join(Approval, Approval.agreement_id == A.id)
    wanted = with_partner(chosen, A.partnership_id).where(
        A.archived_at.is_(None),
        A.status.in_(IN_PREPARATION),
        Approval.is_current,
        Approval.answer.is_(None),
        Approval.due_on.between(ask.since, ask.until),
    )
    wanted = ask.narrowed(wanted, responsible=A.responsible_id, partner=A.partnership_id).order_by(Approval.id)
    for row in db.session.execute(wanted):
        whose = formats.words(APPROVAL_LABELS[row.kind])
        title = _("Answer of %(whose)s due: %(agreement)s", whose=whose, agreement=row.title)
        yield _entry(row, ask, row.kind.value, row.due_on, title, **late(row.due_on, ask))


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
                name=_("Yearly report for %(year)s is due", year=year),
                page=partial(url_for, "yearly_reports.index"),
                **late(due_on, ask),
            )


register_calendar_source("agreements", CalendarSource(Kind.DEADLINE, Permission.AGREEMENTS_READ, _agreements))
register_calendar_source("approvals", CalendarSource(Kind.DEADLINE, Permission.AGREEMENTS_READ, _approvals))
register_calendar_source("reports", CalendarSource(Kind.REPORT, Permission.YEARLY_REPORTS_READ, _reports))
