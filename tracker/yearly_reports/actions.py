"""Every write to yearly reports: drafting, rewriting, sending, correcting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.audit import actions as audit
from tracker.kernel import clock
from tracker.kernel.db import db, touch
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.kernel.text import N_
from tracker.permissions import Permission
from tracker.yearly_reports import queries, rules
from tracker.yearly_reports.kinds import OF_A_PARTNER, OF_ITSELF, Status
from tracker.yearly_reports.models import YearlyReport, YearlyReportPartner

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from tracker.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Texts:
    """What a report says: its own texts by name, and those of each partner by name, partners in their order."""

    own: Mapping[str, str | None]
    partners: Mapping[int, Mapping[str, str | None]]


@dataclass(frozen=True, kw_only=True)
class Letter:
    """The letter with which a report goes out."""

    number: str
    sent_on: date
    signatory_post: str = ""
    signatory: str = ""


def draft(year: int, texts: Texts, *, by: User, today: date) -> YearlyReport:
    """The first edition about a year, with texts drafted from the records."""
    if by.municipality is None or not by.may(Permission.YEARLY_REPORTS_EDIT):
        raise NotAllowed(N_("You may not do this with a yearly report."))
    rules.check_year(year, today)
    if queries.latest(year) is not None:
        raise RuleBroken(N_("There is a report about this year already."), "year")
    report = YearlyReport(year=year, language=by.municipality.locale)
    _write(report, texts)
    db.session.add(report)
    audit.record("draft", report, by=by)
    return report


def edit(report: YearlyReport, texts: Texts, *, by: User, version: int | None = None) -> None:
    """Rewrite a draft. `version`: the one the form was opened at, None: whatever it is now."""
    rules.check_edit(report, by)
    _check_version(report, version)
    _write(report, texts)
    touch(report)  # what is said of partners is a part of it: the version must grow
    audit.record("edit", report, by=by)


def send(
    report: YearlyReport, letter: Letter, frozen: Any, *, by: User, today: date, version: int | None = None
) -> None:
    """Freeze the draft as it goes out; an edition that was sent before it counts as corrected from now on."""
    _check_version(report, version)
    rules.check_send(report, by, sent_on=letter.sent_on, number=letter.number, today=today)
    before = queries.former(report)
    if before is not None:
        before.status = Status.CORRECTED
        audit.record("correct", before, by=by)
    report.status = Status.SENT
    report.letter_number, report.sent_on = letter.number, letter.sent_on
    report.signatory_post, report.signatory = letter.signatory_post or None, letter.signatory or None
    report.sent_at, report.sent_by_id = clock.now(), by.id
    report.frozen = frozen
    audit.record("send", report, by=by)


def correct(report: YearlyReport, *, reason: str, by: User) -> YearlyReport:
    """A new edition that begins with the texts of the one that was sent; its figures are counted anew."""
    last = queries.latest(report.year)
    has_draft = last is not None and last.status is Status.DRAFT
    rules.check_correct(report, by, reason=reason, has_draft=has_draft)
    made = YearlyReport(
        year=report.year,
        edition=report.edition + 1,
        language=report.language,
        correction_reason=reason,
        signatory_post=report.signatory_post,
        signatory=report.signatory,
        **{name: getattr(report, name) for name in OF_ITSELF},
    )
    made.partners = [
        YearlyReportPartner(
            partnership_id=one.partnership_id,
            position=one.position,
            **{name: getattr(one, name) for name in OF_A_PARTNER},
        )
        for one in report.partners
    ]
    db.session.add(made)
    audit.record("draft", made, by=by, reason=reason)
    return made


def _check_version(report: YearlyReport, version: int | None) -> None:
    if version is not None and report.version != version:
        raise EditedMeanwhile(report)


def _write(report: YearlyReport, texts: Texts) -> None:
    for name in OF_ITSELF:
        setattr(report, name, texts.own.get(name) or None)
    known = {one.partnership_id: one for one in report.partners}
    for position, (partnership_id, said) in enumerate(texts.partners.items()):
        one = known.get(partnership_id)
        if one is None:
            one = YearlyReportPartner(partnership_id=partnership_id, position=position)
            report.partners.append(one)
        for name in OF_A_PARTNER:
            setattr(one, name, said.get(name) or None)
