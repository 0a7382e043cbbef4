"""Every write to agreements: drafting, the steps of their life, archiving, and what the calendar does by itself."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import delete

from tracker.agreements import papers, parties, queries, rules, standing, taking_back
from tracker.agreements.asks import Answers
from tracker.agreements.effects import EFFECTS
from tracker.agreements.guards import Step
from tracker.agreements.kinds import IN_PREPARATION, Action, Kind, Status
from tracker.agreements.models import Agreement, AgreementArea, StatusChange
from tracker.audit import actions as audit
from tracker.kernel import clock
from tracker.kernel.db import db, touch
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.kernel.text import N_
from tracker.partners import queries as partners
from tracker.permissions import Permission
from tracker.regulations import actions as regulation_actions
from tracker.regulations import queries as regulations
from tracker.regulations import rules as regulation_rules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from tracker.accounts.models import User
    from tracker.agreements.parties import PartyWords
    from tracker.partners.models import CooperationArea
    from tracker.regulations.models import Regulation

MOST_OF_NUMBER = 100
LATER_TOO = ("responsible_id", "note", "register_override", "register_reason", "partnership_id", "negotiation_id")


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a draft is made of: values by column names, areas by their ids, parties in their order."""

    values: dict[str, Any]
    area_ids: Sequence[int] = ()
    parties: Sequence[PartyWords] = ()


# drafting


def create(draft: Draft, *, by: User, today: date, at: datetime | None = None) -> Agreement:
    """A new draft, with its first entry in the history."""
    if by.municipality is None:
        raise NotAllowed(N_("You may not do this with an agreement."))
    values = {"responsible_id": by.id, "drafted_on": today, **draft.values}
    agreement = Agreement(**values, status=Status.DRAFT, status_since=values["drafted_on"])
    rules.check_terms(agreement)
    parties.write(agreement, draft.parties, by.municipality)
    _reckon_needs(agreement, regulations.regulation(on=today))
    areas = _tell_areas(agreement, draft.area_ids)
    db.session.add(agreement)
    audit.record("create", agreement, by=by)
    _write_areas(agreement, areas)
    _remember(agreement, None, None, Answers(on=agreement.drafted_on), by=by, at=at)
    db.session.flush()
    return agreement


def edit(agreement: Agreement, draft: Draft, *, by: User, version: int | None = None) -> None:
    """Rewrite a draft. `version`: the one the form was opened at, None: whatever it is now."""
    _check_version(agreement, version)
    rules.check_editable(agreement)
    rules.check_terms(_proposed(agreement, draft.values))
    with db.session.no_autoflush:
        parties.write(agreement, draft.parties, agreement.municipality)
        for name, value in draft.values.items():
            setattr(agreement, name, value)
        _reckon_needs(agreement, regulations.regulation(on=clock.today(agreement.municipality.timezone)))
        areas = _tell_areas(agreement, draft.area_ids)
        touch(agreement)  # parties and areas are a part of it: the version must grow
        audit.record("edit", agreement, by=by)
    _write_areas(agreement, areas)


def keep(agreement: Agreement, values: dict[str, Any], *, by: User, version: int | None = None) -> None:
    """Change what may change at any time: who is responsible, the note, the links, the register's override."""
    _check_version(agreement, version)
    rules.check_not_archived(agreement)
    kept = {name: values[name] for name in LATER_TOO if name in values}
    rules.check_override(_proposed(agreement, kept))
    for name, value in kept.items():
        setattr(agreement, name, value)
    audit.record("edit", agreement, by=by)


class _Proposed:
    """An agreement with the values it would get: the rules look at it before anything is written."""

    def __init__(self, agreement: Agreement, values: Mapping[str, Any]) -> None:
        self._agreement, self._values = agreement, values

    def __getattr__(self, name: str) -> Any:
        return self._values[name] if name in self._values else getattr(self._agreement, name)


def _proposed(agreement: Agreement, values: Mapping[str, Any]) -> Agreement:
    return cast("Agreement", _Proposed(agreement, values))


def tag(agreement: Agreement, codes: Sequence[str], *, by: User) -> None:
    """File the agreement under the areas of these codes. They sort papers, they are no part of a signed text."""
    rules.check_not_archived(agreement)
    areas = partners.areas_of(codes)
    agreement.area_codes = " ".join(area.code for area in areas)
    audit.record("tag", agreement, by=by)
    _write_areas(agreement, areas)


def assign(agreement: Agreement, to: User | None, *, by: User) -> None:
    """Hand the agreement over to another official."""
    if to is not None and not (to.may(Permission.AGREEMENTS_EDIT) and to.is_active):
        raise RuleBroken(N_("This person cannot answer for an agreement."), "responsible_id")
    if agreement.responsible_id not in (None, by.id) and not by.may(Permission.RECORDS_REASSIGN):
        raise NotAllowed(N_("Only the manager hands over what somebody else is responsible for."), "responsible_id")
    rules.check_not_archived(agreement)
    agreement.responsible_id = to.id if to is not None else None
    audit.record("assign", agreement, by=by)


def _check_version(agreement: Agreement, version: int | None) -> None:
    if version is not None and agreement.version != version:
        raise EditedMeanwhile(agreement)


def _tell_areas(agreement: Agreement, area_ids: Sequence[int]) -> Sequence[CooperationArea]:
    """Keep the codes of the areas on the agreement; areas that are not there are left out."""
    areas = partners.areas_of_ids(area_ids)
    agreement.area_codes = " ".join(area.code for area in areas)
    return areas


def _write_areas(agreement: Agreement, areas: Sequence[CooperationArea]) -> None:
    db.session.execute(delete(AgreementArea).where(AgreementArea.agreement_id == agreement.id))
    db.session.add_all(AgreementArea(agreement_id=agreement.id, area_id=area.id) for area in areas)
    db.session.flush()


# the steps of its life


def take_step(
    agreement: Agreement,
    action: Action,
    *,
    by: User,
    today: date,
    answers: Answers | None = None,
    version: int | None = None,
    at: datetime | None = None,
) -> Agreement:
    """Take a step of the graph: rule, change, history and journal in one. Raises RuleBroken, NotAllowed.

    `version`: the one that was looked at; what changed since is not decided on unseen (EditedMeanwhile).
    `at`: when it was done, if not now (demo data, imports).
    """
    _check_version(agreement, version)
    _settle_papers(agreement, today)
    settle(agreement, today=today)
    _step(agreement, action, answers or Answers(), by=by, today=today, at=at)
    settle(agreement, today=today)
    return agreement


def take_back(agreement: Agreement, *, by: User, today: date, step_id: int | None = None) -> None:
    """Undo one's own last step (`step_id`: if it is this one): the agreement stands where it stood, as it stood.

    Raises RuleBroken, NotAllowed.
    """
    changes = queries.history(agreement)
    undone = taking_back.step_to_undo(agreement, changes, by=by, now=clock.now(), step_id=step_id)
    with db.session.no_autoflush:
        taking_back.UNDOING[undone.action](agreement, today)
        agreement.status = undone.from_status or agreement.status
        agreement.status_since = taking_back.day_of_standing(changes, undone)
    audit.record(Action.TAKE_BACK.value, agreement, by=by)
    _remember(agreement, Action.TAKE_BACK, undone.to_status, Answers(on=today), by=by, at=None, on=today)
    db.session.flush()


def settle(agreement: Agreement, *, today: date) -> None:
    """Let the calendar catch up with this agreement: entry into force, prolongation, lapse."""
    while (due := standing.due_step(agreement, today)) is not None:
        _step(agreement, due.action, Answers(on=due.on, until=due.until), by=None, today=today)


def _settle_papers(agreement: Agreement, today: date) -> None:
    """Before a term that is over ends an agreement, papers whose day has come enter into force and may change it."""
    if agreement.ends_on is not None and agreement.ends_on < today:
        for paper in db.session.scalars(queries.papers_to_enter(agreement, today)).all():
            settle(paper, today=today)


def reckon_needs(today: date) -> None:
    """Keep on what is not signed yet which approvals it needs, by the rules of the day."""
    regulation = regulations.regulation(on=today)
    for agreement in db.session.scalars(queries.unsigned()):
        _reckon_needs(agreement, regulation)
    db.session.flush()


regulation_actions.follow(reckon_needs)


def _reckon_needs(agreement: Agreement, regulation: Regulation) -> None:
    needed = regulation_rules.needed_approvals(
        regulation,
        document=(agreement.kind or Kind.COOPERATION).value,
        foreign=agreement.has_foreign_party,
        money=bool(agreement.involves_money),
    )
    codes = " ".join(needed)
    if agreement.needed_approvals != codes:
        agreement.needed_approvals = codes


def lapse_due(today: date) -> int:
    """Let the calendar catch up with all agreements in scope; how many changed. Safe to run at any time, twice too.

    What enters into force goes first: it may prolong what would lapse.
    """
    changed = 0
    reckon_needs(today)
    for agreement in db.session.scalars(queries.overtaken(today)).all():
        settle(agreement, today=today)
        changed += 1
    return changed


def _step(
    agreement: Agreement,
    action: Action,
    answers: Answers,
    *,
    by: User | None,
    today: date,
    at: datetime | None = None,
) -> None:
    regulation = regulations.regulation(on=today)
    if agreement.status in IN_PREPARATION:
        _reckon_needs(agreement, regulation)
    step = Step(agreement, by, today, answers, regulation)
    transition = rules.check_step(step, action)
    old, ends_before = agreement.status, agreement.ends_on
    attached = papers.attach(step, action)
    EFFECTS[action](step)
    agreement.status = transition.to
    if transition.to is not old:
        agreement.status_since = step.on
    audit.record(action.value, agreement, by=by, reason=answers.reason)
    papers.keep_with_approval(step, action, attached)
    remembered = _remember(agreement, action, old, answers, by=by, at=at, on=step.on)
    remembered.ends_before = ends_before
    db.session.flush()
    if action is Action.ENTER_INTO_FORCE:
        _amend_parent(agreement, today)


def _amend_parent(paper: Agreement, today: date) -> None:
    """A paper that entered into force changes the term of its agreement, unless that has ended before."""
    if paper.parent_id is None or not (paper.new_indefinite or paper.new_ends_on):
        return
    parent = queries.get_agreement(paper.parent_id)
    number = (paper.number or paper.title)[:MOST_OF_NUMBER]
    said = Answers(on=paper.enters_on, until=paper.new_ends_on, number=number, replacement=paper)
    with contextlib.suppress(RuleBroken):  # the page of the agreement shows the gap
        _step(parent, Action.AMEND, said, by=None, today=today)
        settle(parent, today=today)


def _remember(
    agreement: Agreement,
    action: Action | None,
    old: Status | None,
    answers: Answers,
    *,
    by: User | None,
    at: datetime | None,
    on: date | None = None,
) -> StatusChange:
    change = StatusChange(
        agreement_id=agreement.id,
        action=action,
        from_status=old,
        to_status=agreement.status,
        on=on or answers.on,
        at=at or clock.now(),
        by_id=by.id if by else None,
        reason=answers.reason or None,
        document_number=answers.number or None,
        document_on=answers.notice_on,
        until=answers.until,
        approval=answers.approval,
        side=next((p.name_ru for p in agreement.parties if p.id == answers.by_party_id), None),
    )
    db.session.add(change)
    return change


# the archive


def archive(agreement: Agreement, *, by: User) -> None:
    rules.check_archiving(agreement, by)
    agreement.archived_at = clock.now()
    audit.record("archive", agreement, by=by)


def restore(agreement: Agreement, *, by: User) -> None:
    rules.check_archive_right(agreement, by)
    if agreement.archived_at is None:
        raise RuleBroken(N_("The agreement is not in the archive."))
    agreement.archived_at = None
    audit.record("restore", agreement, by=by)
