"""Many records at once: what will change is shown, only that changes, and all of it is undone."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from tests import factories
from tracker.agreements.models import Agreement
from tracker.bulk.models import BulkChange
from tracker.kernel.db import acting_as, db
from tracker.kernel.tenancy import acting_for
from tracker.partners import actions as partner_actions
from tracker.partners.models import Partnership, PartnershipArea
from tracker.permissions import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.client import Client
    from tracker.accounts.models import Municipality, User

TODAY = date(2026, 11, 23)


@pytest.fixture
def partners(official: User) -> list[Any]:
    with acting_as(official.id):
        made = [factories.make_partnership(official, city=name) for name in ("Grodno", "Novopolotsk", "Campinas")]
        db.session.commit()
    return made


def chosen(*records: Any) -> str:
    return "&".join(f"id={record.id}" for record in records)


def rows(*records: Any) -> list[str]:
    return [f"{record.id}:{record.version}" for record in records]


def undo_address(page: str) -> str:
    found = re.search(r'(/bulk/\d+/undo[^"]*)"', page)
    assert found, "no way back is offered"
    return found[1].replace("&amp;", "&")


def test_a_list_offers_what_the_person_may_do(sign_in: Callable[..., Client], partners: list[Any]) -> None:
    assert 'value="assign"' in sign_in(Role.MANAGER).get("/partners").text
    page = sign_in(Role.OFFICIAL).get("/partners").text
    assert 'value="archive"' in page
    assert 'value="assign"' not in page
    assert 'form="bulk"' not in sign_in(Role.VIEWER).get("/partners").text


def test_it_says_what_will_change_and_why_the_rest_stays(
    sign_in: Callable[..., Client], make_user: Callable[..., User], partners: list[Any]
) -> None:
    other = make_user(Role.OFFICIAL)
    partners[2].responsible_id = other.id
    db.session.commit()
    page = sign_in(other).get(f"/bulk?list=partners&do=archive&{chosen(*partners)}").text
    assert "Change 1 record" in page
    assert page.count("You may archive only what you are responsible for.") == 2
    assert all(one.archived_at is None for one in partners)


def test_handing_over_asks_to_whom_and_is_undone_at_once(
    sign_in: Callable[..., Client], official: User, manager: User, make_user: Callable[..., User], partners: list[Any]
) -> None:
    heir = make_user(Role.OFFICIAL)
    client = sign_in(manager)
    address = f"/bulk?list=partners&do=assign&{chosen(*partners)}"
    assert "Change 3 records" not in client.get(address).text
    address += f"&answered=1&responsible_id={heir.id}"
    assert "Change 3 records" in client.get(address).text
    answer = client.post(address, {"row": rows(*partners), "responsible_id": str(heir.id)}, status=303)
    for one in partners:
        db.session.refresh(one)
        assert one.responsible_id == heir.id
    way_back = undo_address(client.get(answer.headers["Location"]).text)
    client.post(way_back, status=303)
    for one in partners:
        db.session.refresh(one)
        assert one.responsible_id == official.id
    client.post(way_back, status=409)


def test_what_was_changed_since_stays_when_the_rest_is_undone(
    sign_in: Callable[..., Client], manager: User, partners: list[Any]
) -> None:
    client = sign_in(manager)
    sent = {"row": rows(*partners)}
    answer = client.post(f"/bulk?list=partners&do=archive&{chosen(*partners)}", sent, status=303)
    way_back = undo_address(client.get(answer.headers["Location"]).text)
    db.session.refresh(partners[0])
    partners[0].note = "changed since"
    db.session.commit()
    client.post(way_back, status=303)
    for one in partners:
        db.session.refresh(one)
    assert [one.archived_at is None for one in partners] == [False, True, True]


def test_a_record_changed_after_it_was_shown_is_left_alone(
    sign_in: Callable[..., Client], manager: User, partners: list[Any]
) -> None:
    sent = {"row": [f"{partners[0].id}:{partners[0].version + 1}", *rows(partners[1])]}
    sign_in(manager).post("/bulk?list=partners&do=archive", sent, status=303)
    for one in partners:
        db.session.refresh(one)
    assert [one.archived_at is None for one in partners] == [True, False, True]


def test_another_municipalitys_records_are_not_there(
    sign_in: Callable[..., Client], manager: User, other_city: Municipality, make_user: Callable[..., User]
) -> None:
    with acting_for(other_city.id):
        foreign = factories.make_partnership(make_user(Role.MANAGER, other_city))
        db.session.commit()
    client = sign_in(manager)
    assert foreign.title_en not in client.get(f"/bulk?list=partners&do=archive&{chosen(foreign)}").text
    client.post("/bulk?list=partners&do=archive", {"row": rows(foreign)}, status=303)
    with acting_for(other_city.id):
        assert db.session.scalars(select(Partnership.archived_at).where(Partnership.id == foreign.id)).one() is None


def test_who_may_not_do_it_any_more_does_not_undo_it_either(
    sign_in: Callable[..., Client], partners: list[Any], manager: User, make_user: Callable[..., User]
) -> None:
    heir, client = make_user(Role.OFFICIAL), sign_in(manager)
    sent = {"row": rows(*partners), "responsible_id": str(heir.id)}
    client.post("/bulk?list=partners&do=assign", sent, status=303)
    change = db.session.scalars(select(BulkChange)).one()
    manager.role = Role.OFFICIAL
    db.session.commit()
    client.post(f"/bulk/{change.id}/undo", status=403)
    db.session.expire_all()
    assert {one.responsible_id for one in db.session.scalars(select(Partnership))} == {heir.id}


def test_only_who_did_it_undoes_it(
    sign_in: Callable[..., Client], manager: User, make_user: Callable[..., User], partners: list[Any]
) -> None:
    sign_in(manager).post("/bulk?list=partners&do=archive", {"row": rows(*partners)}, status=303)
    change = db.session.scalars(select(BulkChange)).one()
    sign_in(make_user(Role.MANAGER)).post(f"/bulk/{change.id}/undo", status=404)


def test_the_whole_list_as_filtered_can_be_chosen(
    sign_in: Callable[..., Client], manager: User, partners: list[Any]
) -> None:
    page = sign_in(manager).get(f"/bulk?list=partners&do=archive&all=1&q=Grodno&{chosen(*partners)}").text
    assert "Change 1 record" in page


def test_the_ticked_rows_are_exported(sign_in: Callable[..., Client], manager: User, partners: list[Any]) -> None:
    lines = (
        sign_in(manager).get(f"/partners.csv?{chosen(partners[0], partners[2])}").get_data(as_text=True).splitlines()
    )
    assert len(lines) == 3


@pytest.mark.parametrize(
    "address",
    ["/bulk", "/bulk?list=users&do=archive", "/bulk?list=partners&do=drop", "/bulk?list=../etc&do=archive&id=1"],
)
def test_what_is_not_offered_is_not_done(sign_in: Callable[..., Client], address: str) -> None:
    client = sign_in(Role.MANAGER)
    client.get(address, status=200)
    client.post(address, {"row": ["1:1"]}, status=422)


def test_spoilt_numbers_choose_nothing(sign_in: Callable[..., Client], partners: list[Any]) -> None:
    client = sign_in(Role.MANAGER)
    client.get("/bulk?list=partners&do=archive&id=٣&id=9999999999999999999999&id=-1&id=x", status=200)
    client.post("/bulk?list=partners&do=archive", {"row": ["x", "1", "1:", ":1", "9" * 30 + ":1"]}, status=303)
    assert db.session.scalars(select(BulkChange)).one().items == []


def test_agreements_are_handed_over_and_drafts_put_away(
    sign_in: Callable[..., Client], official: User, manager: User
) -> None:
    with acting_as(official.id):
        draft = factories.make_agreement(official, today=TODAY)
        living = factories.make_agreement(official, today=TODAY, status="in_force", decider=manager)
        db.session.commit()
    page = sign_in(official).get(f"/bulk?list=agreements&do=archive&{chosen(draft, living)}").text
    assert "Change 1 record" in page
    assert "You may put away only drafts of your own." in page
    assert db.session.scalars(select(Agreement.archived_at)).all() == [None, None]


def test_areas_are_put_on_and_taken_off_at_once_and_come_back(
    sign_in: Callable[..., Client], official: User, manager: User, partners: list[Any]
) -> None:
    with acting_as(official.id):
        agreement = factories.make_agreement(official, today=TODAY, status="in_force", decider=manager)
        partner_actions.tag(partners[0], ["economy", "culture"], by=official)
        partner_actions.tag(partners[1], ["education"], by=official)
        db.session.commit()
    client = sign_in(official)
    nothing = client.get(f"/bulk?list=partners&do=tag&answered=1&{chosen(*partners)}").text
    assert "Choose at least one area." in nothing
    both = client.get(f"/bulk?list=partners&do=tag&answered=1&add=culture&take=culture&{chosen(*partners)}").text
    assert "put on and taken off at once" in both
    address = f"/bulk?list=partners&do=tag&answered=1&add=education&take=economy&{chosen(*partners)}"
    page = client.get(address).text
    assert "Change 2 records" in page
    assert "Its areas are so already." in page
    sent = {"row": rows(partners[0], partners[2]), "add": ["education"], "take": ["economy"]}
    answer = client.post(address, sent, status=303)
    db.session.expire_all()
    assert [one.area_codes for one in partners] == ["culture education", "education", "education"]
    held = select(func.count()).where(PartnershipArea.partnership_id == partners[0].id)
    assert db.session.scalar(held) == 2
    client.post(undo_address(client.get(answer.headers["Location"]).text), status=303)
    db.session.expire_all()
    assert [one.area_codes for one in partners] == ["economy culture", "education", ""]
    sent = {"row": rows(agreement), "add": ["economy"]}
    client.post(f"/bulk?list=agreements&do=tag&answered=1&add=economy&{chosen(agreement)}", sent, status=303)
    db.session.expire_all()
    assert "economy" in agreement.area_codes.split()
