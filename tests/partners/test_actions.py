"""What people do with partnerships, on a real database."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from tests import factories
from tracker.audit.models import AuditEntry
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.partners import actions, queries
from tracker.partners.kinds import ChangeKind, Kind, Status
from tracker.partners.models import PartnershipArea, PartnershipChange
from tracker.partners.rules import Decision

TODAY = date(2026, 11, 23)


def _areas(*codes):
    return [area.id for area in queries.areas() if area.code in codes]


def _held(partnership):
    return set(db.session.scalars(queries.area_ids_of(partnership)))


def test_a_partner_is_entered_by_its_city_and_answered_for_by_whoever_enters_it(official):
    made = factories.make_partnership(official, city="São Paulo", areas=_areas("economy", "culture"))
    assert (made.title_ru, made.title_en) == ("Сан-Паулу", "São Paulo")
    assert (made.country.code, made.region.code) == ("BR", "BR-SP")
    assert made.responsible_id == official.id
    assert made.area_codes == "economy culture"
    assert _held(made) == set(_areas("economy", "culture"))


def test_entering_a_partner_is_one_entry_of_the_journal(make_partnership):
    make_partnership(areas=_areas("economy"))
    assert db.session.scalars(select(AuditEntry.verb).where(AuditEntry.kind == "partnership")).all() == ["create"]


def test_one_city_is_one_partner(make_partnership, official):
    first = make_partnership(city="Grodno")
    with pytest.raises(RuleBroken, match="already") as broken:
        make_partnership(city="Grodno")
    assert broken.value.field == "place"
    actions.archive(first, by=official)
    make_partnership(city="Grodno")
    with pytest.raises(RuleBroken, match="already"):
        actions.restore(first, by=official)


def test_an_unknown_area_is_dropped(make_partnership):
    assert make_partnership(areas=[*_areas("sport"), 10**9]).area_codes == "sport"


def test_areas_that_are_taken_away_are_gone_and_told(make_partnership, official):
    made = make_partnership(areas=_areas("economy", "culture"))
    actions.edit(made, by=official, version=made.version, answers={"areas": _areas("culture", "sport")}, today=TODAY)
    assert _held(made) == set(_areas("culture", "sport"))
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.verb == "edit").order_by(AuditEntry.id.desc())
    ).first()
    assert entry.changes["area_codes"] == ["economy culture", "culture sport"]


def test_naming_the_city_changes_the_title_and_keeps_everything(unnamed, official):
    number = unnamed.id
    assert unnamed.title_ru == "Город в штате Сан-Паулу"
    actions.name_city(unnamed, factories.place("São Paulo"), by=official, version=unnamed.version, today=TODAY)
    assert unnamed.id == number
    assert unnamed.title_ru == "Сан-Паулу"
    assert unnamed.is_named
    change = db.session.scalars(select(PartnershipChange)).one()
    assert (change.kind, change.from_ru, change.to_ru) == (ChangeKind.PLACE, "Город в штате Сан-Паулу", "Сан-Паулу")
    assert "name-city" in db.session.scalars(select(AuditEntry.verb).where(AuditEntry.subject_kind == "partner")).all()


def test_the_city_to_name_lies_where_the_partner_was_known_to_be(unnamed, official):
    with pytest.raises(RuleBroken, match="another country"):
        actions.name_city(unnamed, factories.place("Grodno"), by=official, version=None, today=TODAY)


def test_a_city_is_named_once(make_partnership, official):
    with pytest.raises(RuleBroken, match="already"):
        actions.name_city(make_partnership(), factories.place("Novopolotsk"), by=official, version=None, today=TODAY)


def test_a_city_that_is_a_partner_already_is_not_named_again(unnamed, make_partnership, official):
    make_partnership(city="São Paulo")
    with pytest.raises(RuleBroken, match="already"):
        actions.name_city(unnamed, factories.place("São Paulo"), by=official, version=None, today=TODAY)


def test_the_place_can_be_corrected(unnamed, official):
    actions.move_place(
        unnamed, by=official, country=factories.place("South Africa"), region=None, city=None, today=TODAY
    )
    assert unnamed.title_en == "South Africa: city not named"
    assert unnamed.region is None


def test_who_saves_an_old_version_is_stopped(make_partnership, official):
    made = make_partnership()
    opened = made.version
    actions.edit(made, by=official, version=opened, answers={"note": "первая"}, today=TODAY)
    with pytest.raises(EditedMeanwhile):
        actions.edit(made, by=official, version=opened, answers={"note": "вторая"}, today=TODAY)
    assert made.note == "первая"


def test_a_decision_is_kept_with_its_document(make_partnership, manager):
    made = make_partnership(status="active", kind="twin")
    said = Decision(Status.SUSPENDED, date(2026, 11, 1), "связи приостановлены", "распоряжение № 12-р")
    actions.decide(made, said, by=manager, version=made.version, today=TODAY)
    assert made.status is Status.SUSPENDED
    change = db.session.scalars(select(PartnershipChange)).one()
    assert (change.from_status, change.to_status) == (Status.ACTIVE, Status.SUSPENDED)
    assert (change.document, change.reason, change.changed_on) == (
        "распоряжение № 12-р",
        "связи приостановлены",
        date(2026, 11, 1),
    )
    actions.decide(made, Decision(Status.ACTIVE, TODAY, "возобновили", ""), by=manager, version=None, today=TODAY)
    assert made.status is Status.ACTIVE


def test_an_ordinary_change_of_status_is_remembered_too(make_partnership, official):
    made = make_partnership()
    actions.edit(made, by=official, version=None, answers={"status": "in_talks", "kind": "project"}, today=TODAY)
    change = db.session.scalars(select(PartnershipChange)).one()
    assert (change.from_status, change.to_status) == (Status.PROSPECT, Status.IN_TALKS)
    assert made.kind is Kind.PROJECT


def test_officials_give_away_only_what_is_theirs(make_partnership, make_user, official, manager):
    made, other = make_partnership(), make_user("official")
    with pytest.raises(NotAllowed):
        actions.edit(made, by=other, version=None, answers={"responsible_id": other.id}, today=TODAY)
    actions.assign(made, other, by=manager, version=made.version)
    assert made.responsible_id == other.id
    with pytest.raises(RuleBroken, match="cannot answer"):
        actions.assign(made, make_user("viewer"), by=manager, version=None)


def test_a_partnership_does_not_begin_in_the_future(make_partnership):
    with pytest.raises(RuleBroken, match="future"):
        make_partnership(since_on=date(2027, 1, 1))


def test_the_last_day_is_kept_without_making_open_forms_stale(make_partnership):
    made = make_partnership()
    opened, touched = made.version, made.updated_at
    actions.note_interaction(made.id, date(2026, 11, 12))
    db.session.expire_all()
    assert made.last_interaction_on == date(2026, 11, 12)
    assert (made.version, made.updated_at) == (opened, touched)


def test_another_municipalitys_partnership_is_out_of_reach(make_partnership, other_city):
    from tracker.kernel.tenancy import acting_for

    made = make_partnership()
    with acting_for(other_city.id):
        assert queries.find_partnership(made.id) is None
        assert queries.found("Гродно") == []
        assert queries.named([made.id]) == []
        actions.note_interaction(made.id, date(2020, 1, 1))
    db.session.expire_all()
    assert made.last_interaction_on is None


def test_two_municipalities_may_court_one_city(make_partnership, other_city, make_user):
    from tracker.kernel.tenancy import acting_for

    make_partnership(city="Grodno")
    theirs = make_user("official", municipality=other_city)
    with acting_for(other_city.id):
        assert factories.make_partnership(theirs, city="Grodno").municipality_id == other_city.id


def test_areas_of_a_partnership_stay_with_their_municipality(make_partnership):
    made = make_partnership(areas=_areas("economy"))
    row = db.session.scalars(select(PartnershipArea)).one()
    assert row.municipality_id == made.municipality_id
