"""What people do with interests: voice, edit, match at home, turn into talks, drop, take up again, archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.audit import actions as audit
from tracker.contacts import queries as contact_queries
from tracker.interests import rules
from tracker.interests.kinds import Direction, Kind, State
from tracker.interests.models import Interest, InterestMatch
from tracker.kernel import clock
from tracker.kernel.db import db, touch
from tracker.kernel.errors import EditedMeanwhile, RuleBroken
from tracker.kernel.text import N_
from tracker.negotiations import actions as negotiations
from tracker.organisations import queries as organisation_queries
from tracker.partners import queries as partner_queries

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from tracker.accounts.models import User
    from tracker.negotiations.models import Negotiation

PLAIN = ("what", "details", "sector", "value", "event_id", "interaction_id")


def voice(*, by: User, answers: dict[str, Any], today: date) -> Interest:
    """Somebody wants something. `answers`: what, one of partnership_id, organisation_id, contact_id, and as far as
    known direction, kind, details, sector, value and currency, voiced_on, event_id, interaction_id, responsible_id,
    matches (ids of organisations at home).
    """
    interest = Interest(responsible_id=by.id, state=State.OPEN, voiced_on=today)
    _fill(interest, answers, today=today)
    db.session.add(interest)
    audit.record("create", interest, by=by)
    return interest


def edit(interest: Interest, *, by: User, version: int | None, answers: dict[str, Any], today: date) -> None:
    if version is not None and interest.version != version:
        raise EditedMeanwhile(interest)
    with db.session.no_autoflush:
        _fill(interest, answers, today=today)
        touch(interest)
    audit.record("edit", interest, by=by)


def _fill(interest: Interest, answers: dict[str, Any], *, today: date) -> None:
    rules.check(answers, today)
    interest.direction = Direction(answers.get("direction") or Direction.THEIRS)
    interest.kind = Kind(answers.get("kind") or Kind.PRODUCT)
    for name in PLAIN:
        setattr(interest, name, answers.get(name))
    interest.currency = answers.get("currency") if answers.get("value") is not None else None
    interest.voiced_on = answers.get("voiced_on") or today
    interest.responsible_id = answers.get("responsible_id") or interest.responsible_id
    _put_who(interest, answers)
    if answers.get("matches") is not None:
        _put_matches(interest, answers["matches"])


def _put_who(interest: Interest, answers: dict[str, Any]) -> None:
    partner, organisation = answers.get("partnership_id"), answers.get("organisation_id")
    contact = answers.get("contact_id")
    interest.partnership = partner_queries.get_partnership(partner) if partner else None
    interest.partnership_id = partner
    interest.organisation = organisation_queries.get_organisation(organisation) if organisation else None
    interest.organisation_id = organisation
    interest.contact = contact_queries.get_contact(contact) if contact else None
    interest.contact_id = contact


def _put_matches(interest: Interest, organisation_ids: Collection[int]) -> None:
    held = {match.organisation_id: match for match in interest.matches}
    wanted = [number for number in dict.fromkeys(organisation_ids) if number != interest.organisation_id]
    interest.matches = [
        held.get(number) or InterestMatch(organisation_id=organisation_queries.get_organisation(number).id)
        for number in wanted
    ]
    interest.state = rules.state_with(len(wanted), interest.state)


def match(interest: Interest, organisation_id: int, *, by: User) -> None:
    """An organisation at home suits. A second time changes nothing."""
    rules.check_is_live(interest)
    _put_matches(interest, [*(one.organisation_id for one in interest.matches), organisation_id])
    touch(interest)
    audit.record("match", interest, by=by)


def unmatch(interest: Interest, organisation_id: int, *, by: User) -> None:
    rules.check_is_live(interest)
    _put_matches(interest, [one.organisation_id for one in interest.matches if one.organisation_id != organisation_id])
    touch(interest)
    audit.record("unmatch", interest, by=by)


def begin_talks(interest: Interest, *, by: User, answers: dict[str, Any], today: date) -> Negotiation:
    """The interest becomes talks with the partner. `answers`: partnership_id, subject, responsible_id, next_step …"""
    rules.check_talks(interest, by)
    partner = answers.pop("partnership_id", None) or interest.partnership_id
    if partner is None:
        raise RuleBroken(N_("Talks are held with a partner. Choose one."), "partner")
    partnership = partner_queries.get_partnership(partner)
    said = {
        **answers,
        "subject": answers.get("subject") or interest.what,
        "note": answers.get("note") or interest.details,
    }
    talks = negotiations.start(by=by, partnership=partnership, answers=said, today=today)
    interest.partnership, interest.partnership_id = partnership, partnership.id
    interest.negotiation, interest.negotiation_id = talks, talks.id
    interest.state = State.NEGOTIATION
    audit.record("begin-talks", interest, by=by)
    return talks


def drop(interest: Interest, *, by: User, reason: str | None) -> None:
    rules.check_dropping(interest, reason)
    interest.state, interest.dropped_reason = State.DROPPED, reason
    audit.record("drop", interest, by=by, reason=reason or "")


def take_up(interest: Interest, *, by: User) -> None:
    """What was dropped is looked at again."""
    rules.check_taking_up(interest)
    interest.state, interest.dropped_reason = rules.state_with(len(interest.matches), State.OPEN), None
    audit.record("reopen", interest, by=by)


def assign(interest: Interest, to: User, *, by: User) -> None:
    """Somebody else answers for the interest."""
    rules.check_is_live(interest)
    rules.check_responsible(to)
    interest.responsible_id = to.id
    audit.record("assign", interest, by=by)


def archive(interest: Interest, *, by: User) -> None:
    rules.check_archive(interest, by)
    interest.archived_at = interest.archived_at or clock.now()
    audit.record("archive", interest, by=by)


def restore(interest: Interest, *, by: User) -> None:
    rules.check_archive(interest, by)
    interest.archived_at = None
    audit.record("restore", interest, by=by)
