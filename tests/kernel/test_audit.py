"""Every change is told with old and new values, in the same transaction."""

from __future__ import annotations

from sqlalchemy import select

from tracker.accounts import actions as accounts
from tracker.audit.models import AuditEntry
from tracker.kernel.db import acting_as, db
from tracker.organisations import actions as organisations


def entries():
    return db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()


def test_a_change_is_told_with_old_and_new(city, official):
    with acting_as(official.id):
        made = organisations.create_named("Палата", by=official)
        db.session.commit()
        organisations.edit(
            made,
            by=official,
            version=made.version,
            answers={"name_ru": "Палата", "name_en": "Chamber", "country_id": made.country_id},
        )
    last = entries()[-1]
    assert (last.verb, last.kind, last.by_id, last.title) == ("edit", "organisation", official.id, "Палата")
    assert last.changes["name_en"] == ["Палата", "Chamber"]
    assert "folded" not in last.changes
    assert entries()[-2].verb == "create"


def test_what_is_undone_leaves_no_trace(city, official):
    before = len(entries())
    with db.session.begin_nested() as savepoint:
        organisations.create_named("Мираж", by=official)
        savepoint.rollback()
    assert len(entries()) == before


def test_a_password_is_never_told(city, official):
    accounts.set_password(official, "a quite new password")
    db.session.flush()
    assert entries()[-1].changes["password_hash"] == ["…", "…"]
