"""Every write to obligations: promise, edit, record progress, done, dropped, opened again, carried to the next year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import event, inspect

from tracker.agreements.models import Agreement
from tracker.audit import actions as audit
from tracker.documents import actions as documents
from tracker.documents.kinds import Kind as DocumentKind
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, RuleBroken
from tracker.kernel.subjects import Subject
from tracker.kernel.text import N_
from tracker.obligations import queries, rules
from tracker.obligations.kinds import Kind, Side, State
from tracker.obligations.models import PERCENT, Obligation, ObligationEvidence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from tracker.accounts.models import User
    from tracker.agreements.models import Party
    from tracker.documents.actions import Upload

PLAIN = ("text", "area_id", "starts_on", "due_on", "note")
OWED = ("agreement_id", "kind", "text", "area_id", "yearly", "in_percent", "whole", "responsible_id")
WHOSE = ("side", "party_id", "party_ru", "party_en")


def add(agreement: Agreement, *, by: User, answers: dict[str, Any], party: Party | None) -> Obligation:
    """Promise something under an agreement. `party`: who has to do it, None: all parties together.

    `answers`: text, kind, and as far as known area_id, starts_on, due_on, yearly, note, whole, in_percent,
    responsible (a User).
    """
    rules.check_takes(agreement)
    obligation = Obligation(agreement=agreement, agreement_id=agreement.id, made=0, state=State.OPEN)
    _fill(obligation, answers, party)
    db.session.add(obligation)
    audit.record("create", obligation, by=by)
    return obligation


def edit(
    obligation: Obligation, *, by: User, version: int | None, answers: dict[str, Any], party: Party | None
) -> None:
    """Rewrite an open one. `answers` and `party` say all of it."""
    if version is not None and obligation.version != version:
        raise EditedMeanwhile(obligation)
    rules.check_open(obligation)
    with db.session.no_autoflush:  # one save is one entry of the journal
        _fill(obligation, answers, party)
        obligation.made = min(obligation.made, obligation.whole)
    audit.record("edit", obligation, by=by)


def _fill(obligation: Obligation, answers: dict[str, Any], party: Party | None) -> None:
    kind, yearly = Kind(answers.get("kind") or Kind.OBLIGATION), bool(answers.get("yearly"))
    rules.check_days(kind, answers.get("starts_on"), answers.get("due_on"), yearly=yearly)
    responsible = answers.get("responsible")
    if responsible is None or responsible.id != obligation.responsible_id:
        rules.check_responsible(responsible)
    obligation.kind, obligation.yearly = kind, yearly
    for name in PLAIN:
        setattr(obligation, name, answers.get(name))
    obligation.responsible_id = responsible.id if responsible is not None else None
    obligation.in_percent = bool(answers.get("in_percent"))
    obligation.whole = PERCENT if obligation.in_percent else answers.get("whole") or 1
    _give_to(obligation, party)


def _give_to(obligation: Obligation, party: Party | None) -> None:
    """Whose duty it is, under the name the party has in the document."""
    if party is not None and party.agreement_id != obligation.agreement_id:
        raise RuleBroken(N_("Choose a party of this agreement."), "party")
    obligation.party, obligation.party_id = party, party.id if party is not None else None
    obligation.side = Side.JOINT if party is None else Side.OURS if party.is_ours else Side.THEIRS
    obligation.party_ru = (party.short_name or party.name_ru) if party is not None else ""
    obligation.party_en = party.name_en if party is not None else ""


def assign(obligation: Obligation, to: User, *, by: User) -> None:
    """Somebody else answers for it."""
    rules.check_open(obligation)
    rules.check_responsible(to)
    obligation.responsible_id = to.id
    audit.record("assign", obligation, by=by)


def record_progress(obligation: Obligation, *, by: User, made: int, note: str | None) -> None:
    """So many steps, or percent, are made; what happened so far stands in the note."""
    rules.check_open(obligation)
    rules.check_progress(made, obligation.whole)
    obligation.made, obligation.note = made, note
    audit.record("progress", obligation, by=by)


def finish(
    obligation: Obligation,
    *,
    by: User,
    done_on: date | None,
    today: date,
    now: datetime,
    note: str | None = None,
    evidence: Sequence[tuple[Subject, str]] = (),
    files: Sequence[Upload] = (),
) -> Obligation | None:
    """It is done, with evidence (records and their titles, files) if there is some.

    Of a yearly one: the next year's, if new.
    """
    rules.check_open(obligation)
    rules.check_done(obligation.agreement, done_on, today)
    _attach(obligation, files, by=by)
    with db.session.no_autoflush:
        _close(obligation, State.DONE, by=by, on=done_on, now=now)
        obligation.note = note or obligation.note
        _show(obligation, evidence)
    audit.record("done", obligation, by=by)
    goes_on = obligation.yearly and _still_takes(obligation.agreement)
    return _carry_on(obligation, by=by) if goes_on and queries.follower_id(obligation) is None else None


def add_evidence(
    obligation: Obligation, *, by: User, evidence: Sequence[tuple[Subject, str]] = (), files: Sequence[Upload] = ()
) -> None:
    """More records and files that show what was done, also after it is recorded as done."""
    rules.check_takes_evidence(obligation)
    if not evidence and not files:
        raise RuleBroken(N_("Choose a record or a file."), "evidence")
    _attach(obligation, files, by=by)
    with db.session.no_autoflush:
        _show(obligation, evidence)
    audit.record("add-evidence", obligation, by=by)


def _attach(obligation: Obligation, files: Sequence[Upload], *, by: User) -> None:
    """All files or none, before anything else is written."""
    with db.session.begin_nested():
        for file in files:
            documents.attach(file, kind=DocumentKind.EVIDENCE, subject=Subject("obligation", obligation.id), by=by)


def _show(obligation: Obligation, evidence: Sequence[tuple[Subject, str]]) -> None:
    """Each record once; lists tell the first."""
    there = {one.subject for one in obligation.evidences}
    for subject, title in dict(evidence).items():
        if subject not in there:
            obligation.evidences.append(
                ObligationEvidence(evidence_kind=subject.kind, evidence_id=subject.id, title=title)
            )
    if obligation.evidences:
        first = obligation.evidences[0]
        obligation.evidence_kind, obligation.evidence_id = first.evidence_kind, first.evidence_id
        obligation.evidence_title = first.title


def drop(obligation: Obligation, *, by: User, reason: str | None, today: date, now: datetime) -> None:
    """It will not be done, for a reason."""
    rules.check_open(obligation)
    rules.check_reason(reason)
    _close(obligation, State.DROPPED, by=by, on=today, now=now)
    obligation.reason = reason
    audit.record("drop", obligation, by=by, reason=reason or "")


def reopen(obligation: Obligation, *, by: User) -> None:
    """It is to be done after all; the progress is what it was before."""
    rules.check_closed(obligation)
    obligation.state, obligation.reason = State.OPEN, None
    obligation.closed_on = obligation.closed_at = obligation.closed_by_id = None
    audit.record("reopen", obligation, by=by)


def _close(obligation: Obligation, state: State, *, by: User, on: date | None, now: datetime) -> None:
    obligation.state = state
    obligation.closed_on, obligation.closed_at, obligation.closed_by_id = on, now, by.id


def archive(obligation: Obligation, *, by: User, now: datetime) -> None:
    rules.check_archive(obligation, by)
    obligation.archived_at = obligation.archived_at or now
    audit.record("archive", obligation, by=by)


def restore(obligation: Obligation, *, by: User) -> None:
    rules.check_archive(obligation, by)
    obligation.archived_at = None
    audit.record("restore", obligation, by=by)


def copy_plan(agreement: Agreement, year: int, *, by: User) -> list[Obligation]:
    """Carry the lines of a year's action plan to the next year; each line once, however often this is asked."""
    rules.check_takes(agreement)
    lines = queries.plan_lines(agreement, year)
    if not lines:
        raise RuleBroken(N_("There is no line of this year's plan that could be carried on."))
    return [_carry_on(line, by=by) for line in lines]


def _still_takes(agreement: Agreement) -> bool:
    try:
        rules.check_takes(agreement)
    except RuleBroken:
        return False
    return True


def _carry_on(obligation: Obligation, *, by: User) -> Obligation:
    """The same a year later, with nothing done of it yet."""
    made = Obligation(agreement=obligation.agreement, previous_id=obligation.id, made=0, state=State.OPEN)
    for name in (*OWED, *WHOSE):
        setattr(made, name, getattr(obligation, name))
    if obligation.responsible is None or not obligation.responsible.is_active:
        made.responsible_id = None
    made.starts_on = rules.year_later(obligation.starts_on) if obligation.starts_on else None
    made.due_on = rules.year_later(obligation.due_on) if obligation.due_on else None
    db.session.add(made)
    audit.record("create", made, by=by)
    return made


@event.listens_for(db.session, "before_flush")
def _outlive_parties(session: Session, _context: object, _instances: object) -> None:
    """A party that leaves a draft lets go of its duties; they keep its name, until somebody gives them to another."""
    gone = [
        party.id
        for agreement in session.dirty
        if isinstance(agreement, Agreement)
        for party in inspect(agreement).attrs.parties.history.deleted
        if party.id is not None
    ]
    if gone:
        with session.no_autoflush:
            for obligation in queries.of_parties(gone):
                obligation.party = obligation.party_id = None
