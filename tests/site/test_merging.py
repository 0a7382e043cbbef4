"""Merging knows every table: whatever leads to a person, an organisation or a partner goes over, and comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import JSON, Integer, inspect, select, update
from sqlalchemy.exc import IntegrityError

from tests.merging.test_actions import differences, everything
from tracker.accounts.models import User
from tracker.kernel import rows
from tracker.kernel.db import acting_as, db
from tracker.kernel.subjects import Subject, subject_kind
from tracker.kernel.tenancy import acting_for, everywhere
from tracker.merging import actions
from tracker.permissions import Role
from tracker.search import actions as search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.site.conftest import Site

pytestmark = pytest.mark.xdist_group("site")
KINDS = ("contact", "organisation", "partner")
# where no row of the demo data can lead, by what it says otherwise
NOT_IN_THE_DEMO = {
    "obligation.evidence_id",
    "greeting.about_id",
    "succession.partnership_id",
    "event_delegation.organisation_id",
    "interaction_participant.organisation_id",
}

# columns of numbers that lead to no record which can be merged
NO_LINKS = {
    ("audit_entry", "record_id"),  # the journal stays as it was written
    ("audit_entry", "subject_id"),
    ("import_change", "record_id"),  # what an import made
    ("import_row", "record_id"),
    ("outgoing_mail", "about_id"),  # what the writer of the mail makes its words of: a view of a list
    ("merge", "kept_id"),
    ("merge", "gone_id"),
    ("no_double", "one_id"),
    ("no_double", "other_id"),
    ("municipality", "updated_by_id"),
    ("city", "geonames_id"),
}
# JSON that may hold numbers of records, and why merging leaves it
HELD_AS_WRITTEN = {
    "audit_entry",  # the journal
    "board_visit",  # cards of talks and agreements that were looked at
    "merge",  # its own steps
    "handover",  # an act as it was signed
    "import_run", "import_row", "import_upload", "import_mapping", "import_change",  # what was read from a file
    "notice",  # words that were told
    "bulk_change",  # for its own undo
    "yearly_report",  # frozen when sent
    "outgoing_mail",
    "saved_view",  # an address: what it asks for is shown by its own list
    "kept_view",
}  # fmt: skip


@pytest.fixture
def manager(site: Site) -> Iterator[User]:
    with site.app.app_context(), acting_for(site.home_id), acting_as(site.user_ids[Role.MANAGER]):
        with everywhere("the manager of the demo"):
            user = db.session.get_one(User, site.user_ids[Role.MANAGER])
        yield user
        db.session.rollback()
        db.session.remove()


@pytest.mark.parametrize("kind", KINDS)
def test_what_leads_to_a_record_goes_over_and_comes_back(manager: User, kind: str) -> None:
    """One row of every table is led to the record that goes: all of them are led over, and back, row by row."""
    known = subject_kind(kind)
    assert known is not None
    kept, gone = db.session.scalars(
        select(known.model).where(known.model.archived_at.is_(None)).order_by(known.model.id).limit(2)
    ).all()
    search.note_opened(Subject(kind, gone.id), by=manager)
    db.session.flush()
    led = {link for link in rows.links_to(known.model, kind) if _lead(link, kind, gone.id)}
    missing = {f"{link.model.__tablename__}.{link.column}" for link in set(rows.links_to(known.model, kind)) - led}
    assert missing <= NOT_IN_THE_DEMO, "give the demo data a row of it, so that it is tried"
    before = everything()
    taken = tuple(field.name for field in actions.fields.differing(kind, kept, gone))
    made = actions.merge(kind, kept, gone, by=manager, taken=taken, versions=(kept.version, gone.version))
    for link in led:
        assert not rows.linked(link, kind, gone.id), (
            f"{link.model.__tablename__}.{link.column} still leads to the other"
        )
    assert actions.undo(made, by=manager) == 0
    assert differences(before, everything()) == {}


def _lead(link: Any, kind: str, number: int) -> bool:
    """Let a row lead to the record, if there is not one that does already."""
    if rows.linked(link, kind, number):
        return True
    model = link.model
    values = {link.column: number, **({link.kind_column: kind} if link.kind_column else {})}
    for record in db.session.scalars(select(model).order_by(*inspect(model).primary_key).limit(400)):
        this = [getattr(model, name) == getattr(record, name) for name in rows.keys(model)]
        try:
            with db.session.begin_nested():
                db.session.execute(update(model).where(*this).values(**values))
        except IntegrityError:
            continue
        db.session.expire_all()
        return True
    return False


def test_no_column_leads_to_records_unknown_to_merging() -> None:
    """A number without a foreign key is half of a pair that merging reads, or is told here to be no link."""
    models = rows.models()
    unknown = set()
    for name, model in models.items():
        pairs = {link.column for link in rows.links_to(subject_kind("contact").model, "contact") if link.model is model}  # type: ignore[union-attr]
        for column in model.__table__.columns:
            linked = column.foreign_keys or column.name in pairs
            if column.name.endswith("_id") and isinstance(column.type, Integer) and not linked:
                unknown.add((name, column.name))
    assert unknown - NO_LINKS == set(), "add a tenant_key, name the pair <x>_kind and <x>_id, or say why it is no link"


def test_no_json_holds_links_unknown_to_merging() -> None:
    holding = {
        name
        for name, model in rows.models().items()
        if any(isinstance(column.type, JSON) for column in model.__table__.columns)
    }
    assert holding <= HELD_AS_WRITTEN, "a table keeps JSON: if it holds numbers of records, merging has to know"
