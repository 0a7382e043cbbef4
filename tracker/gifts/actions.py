"""Every write to gifts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.audit import actions as audit
from tracker.gifts import rules
from tracker.gifts.kinds import Way
from tracker.gifts.models import HUNDRED, Gift
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile
from tracker.kernel.money import HOME_CURRENCY
from tracker.regulations import queries as regulation_queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from tracker.accounts.models import User
    from tracker.contacts.models import Contact
    from tracker.organisations.models import Organisation
    from tracker.partners.models import Partnership

PLAIN = ("what", "passed_on", "occasion", "document", "note", "user_id")


def add(*, by: User, answers: dict[str, Any], theirs: Theirs, today: date) -> Gift:
    """Record a gift. `answers`: way, what, passed_on, and as far as known the other columns by name."""
    gift = Gift()
    _fill(gift, answers, theirs, today)
    db.session.add(gift)
    audit.record("create", gift, by=by)
    return gift


def edit(gift: Gift, *, by: User, version: int | None, answers: dict[str, Any], theirs: Theirs, today: date) -> None:
    if version is not None and gift.version != version:
        raise EditedMeanwhile(gift)
    with db.session.no_autoflush:
        _fill(gift, answers, theirs, today)
    audit.record("edit", gift, by=by)


def archive(gift: Gift, *, by: User, now: datetime) -> None:
    rules.check_archive(gift, by)
    gift.archived_at = gift.archived_at or now
    audit.record("archive", gift, by=by)


def restore(gift: Gift, *, by: User) -> None:
    rules.check_archive(gift, by)
    gift.archived_at = None
    audit.record("restore", gift, by=by)


class Theirs:
    """Their side: at most one partner, one person, one organisation."""

    def __init__(
        self,
        partners: Sequence[Partnership] = (),
        contacts: Sequence[Contact] = (),
        organisations: Sequence[Organisation] = (),
    ) -> None:
        rules.check_one_of_each(len(partners), len(contacts), len(organisations))
        self.partner = next(iter(partners), None)
        self.contact = next(iter(contacts), None)
        self.organisation = next(iter(organisations), None)


def _fill(gift: Gift, answers: dict[str, Any], theirs: Theirs, today: date) -> None:
    way = Way(answers["way"])
    received = way is Way.RECEIVED
    notified_on = answers.get("notified_on") if received else None
    handed_over_on = answers.get("handed_over_on") if received else None
    rules.check_days(answers.get("passed_on"), notified_on, handed_over_on, today)
    regulation = regulation_queries.regulation(on=answers["passed_on"])
    gift.way = way
    for name in PLAIN:
        setattr(gift, name, answers.get(name))
    price = answers.get("price")
    gift.hundredths = int(price * HUNDRED) if price is not None else None
    gift.currency = answers.get("currency") or HOME_CURRENCY
    gift.notified_on, gift.handed_over_on = notified_on, handed_over_on
    gift.partnership, gift.contact, gift.organisation = theirs.partner, theirs.contact, theirs.organisation
    gift.partnership_id = theirs.partner.id if theirs.partner is not None else None
    gift.contact_id = theirs.contact.id if theirs.contact is not None else None
    gift.organisation_id = theirs.organisation.id if theirs.organisation is not None else None
    gift.notice_due_on = rules.notice_due_on(way, gift.passed_on, regulation)
    gift.is_dear = rules.is_dear(way, gift.price, gift.currency, regulation)
