"""Whose rows code sees, and that nothing crosses from one municipality to another."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError

import config
from tests import factories
from tracker.kernel.db import Model, db
from tracker.kernel.errors import ScopeBroken
from tracker.kernel.tenancy import TenantOwned, acting_for, everywhere, reading_for
from tracker.organisations import actions as organisations
from tracker.organisations.models import Organisation
from tracker.permissions import Role


@pytest.fixture
def here(city, official):
    made = organisations.create_named("Наша", by=official)
    db.session.flush()
    return made


@pytest.fixture
def there(other_city):
    with everywhere("test"):
        stranger = factories.make_user(other_city, Role.OFFICIAL)
    with acting_for(other_city.id):
        made = organisations.create_named("Чужая", by=stranger)
        db.session.flush()
    return made


def names():
    return list(db.session.scalars(select(Organisation.name_ru).order_by(Organisation.name_ru)))


def test_each_sees_its_own(here, there, city, other_city):
    assert names() == ["Наша"]
    with acting_for(other_city.id):
        assert names() == ["Чужая"]
    with reading_for(city.id, other_city.id):
        assert names() == ["Наша", "Чужая"]
    with reading_for():
        assert names() == []


def test_counts_aliases_and_updates_are_narrowed(here, there):
    assert db.session.scalar(select(func.count()).select_from(Organisation)) == 1
    db.session.execute(update(Organisation).values(phone="1"))
    with everywhere("test"):
        db.session.expire_all()
        phones = dict(db.session.execute(select(Organisation.name_ru, Organisation.phone)).all())
    assert phones == {"Наша": "1", "Чужая": None}


def test_a_new_row_belongs_to_the_scope_and_stays_there(here, there, city, other_city):
    assert here.municipality_id == city.id
    here.municipality_id = other_city.id
    with pytest.raises(ScopeBroken):
        db.session.flush()
    db.session.expunge_all()


def test_reading_for_several_writes_nowhere(city, other_city, official):
    with reading_for(city.id, other_city.id), pytest.raises(ScopeBroken):
        organisations.create_named("Ничья", by=official)
    db.session.expunge_all()


def test_the_database_refuses_a_link_across(here, there, city):
    from tracker.contacts.models import ContactPost

    contact = factories_contact(city)
    db.session.add(ContactPost(contact_id=contact.id, organisation_id=there.id))
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.flush()


def factories_contact(_city):
    from tracker.contacts.models import Contact

    contact = Contact(name_ru="Иван", name_en="Ivan")
    db.session.add(contact)
    db.session.flush()
    return contact


def test_every_tenants_table_can_be_pointed_at_with_its_municipality():
    for mapper in Model.registry.mappers:
        if not issubclass(mapper.class_, TenantOwned):
            continue
        table = mapper.local_table
        unique = [set(c.columns.keys()) for c in table.constraints if c.__visit_name__ == "unique_constraint"]
        assert {"municipality_id", "id"} in unique, f"{table}: add tenant_identity() to __table_args__"
        tenants = {m.local_table.name for m in Model.registry.mappers if issubclass(m.class_, TenantOwned)}
        for key in table.foreign_key_constraints:
            if key.referred_table.name in tenants:
                assert "municipality_id" in key.column_keys, f"{table}: link to {key.referred_table} with tenant_key()"


ROUND_THE_SCOPE = re.compile(
    r"\btext\(\s*[f\"']|\.connection\(\)\.execute|bulk_(?:save|insert|update)|db\.session\.get\("
)


def test_statements_that_go_round_the_scope_stay_in_the_ground():
    """Plain SQL and bulk verbs are not narrowed: write them in tracker/kernel, or use ORM statements."""
    allowed = ("kernel/", "web/health.py", "audit/actions.py", "cli.py", "models.py", "members.py")
    found = [
        f"{path.relative_to(config.ROOT)}: {match[0]}"
        for path in sorted((config.ROOT / "tracker").rglob("*.py"))
        if not any(part in path.as_posix() for part in allowed)
        for match in [ROUND_THE_SCOPE.search(path.read_text())]
        if match
    ]
    assert not found, found


def test_histories_are_only_added_to(here):
    for verb in ("UPDATE audit_entry SET verb = 'x'", "DELETE FROM audit_entry"):
        with pytest.raises(Exception, match="only ever added"), db.session.begin_nested():
            db.session.execute(text(verb))
