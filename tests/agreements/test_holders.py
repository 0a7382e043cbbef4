"""Who held the post on the day an agreement was signed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from tests import factories
from tracker.agreements.kinds import PartyKind
from tracker.agreements.parties import PartyWords
from tracker.contacts import actions as contacts
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.organisations import actions as organisations

if TYPE_CHECKING:
    from tracker.accounts.models import User

TODAY = date(2026, 11, 23)


def test_the_agreement_shows_who_was_mayor_then_and_not_who_is_now(sign_in: Any, official: User, manager: User) -> None:
    hall = organisations.create_named("Горисполком", by=official)
    for name, since, until in (
        ("Прежний Пётр", date(2015, 1, 1), date(2026, 12, 31)),
        ("Нынешний Николай", date(2027, 1, 1), None),
        ("Другой Денис", date(2015, 1, 1), None),
    ):
        title = "мэр" if name != "Другой Денис" else "водитель"
        post = {"organisation_id": hall.id, "title_ru": title, "since_on": since, "until_on": until}
        contacts.create(by=official, answers={"name_ru": name, "posts": [post]})
    ours = PartyWords(kind=PartyKind.MUNICIPALITY, name="", country_code="RU", signatory="Глава", post="глава")
    theirs = PartyWords(
        kind=PartyKind.ORGANISATION,
        organisation_id=hall.id,
        name="Горисполком",
        country_code="RU",
        signatory="П. Прежний",
        post="мэр",
    )
    agreement = factories.make_agreement(
        official, today=TODAY, status="signed", decider=manager, parties=[ours, theirs]
    )
    db.session.commit()
    page = sign_in(official).get(f"/agreements/{agreement.id}").get_data(as_text=True)
    told = page.partition("held the post then:")[2][:300]
    assert "Прежний Пётр" in told
    assert "Нынешний Николай" not in page
    assert "Другой Денис" not in page


def test_a_mayor_of_those_days_is_told_after_being_put_away_and_the_organisation_tells_them_all_in_order(
    sign_in: Any, official: User, manager: User
) -> None:
    hall = organisations.create_named("Мэрия", by=official)
    terms = (("Первый Пётр", 2010, 2018), ("Второй Виктор", 2019, 2026), ("Третий Тарас", 2027, None))
    made = {}
    for name, since, until in terms:
        post = {
            "organisation_id": hall.id,
            "title_ru": "мэр",
            "title_en": "mayor",
            "since_on": date(since, 1, 1),
            "until_on": date(until, 12, 31) if until else None,
            "is_main": True,
        }
        made[name] = contacts.create(by=official, answers={"name_ru": name, "posts": [post]})
    db.session.flush()
    contacts.archive(made["Второй Виктор"], by=manager)
    ours = PartyWords(kind=PartyKind.MUNICIPALITY, name="", country_code="RU", signatory="Глава", post="глава")
    signed = {"signatory": "В. Второй", "post": "мэр"}
    theirs = PartyWords(kind=PartyKind.ORGANISATION, organisation_id=hall.id, name="Мэрия", country_code="RU", **signed)
    agreement = factories.make_agreement(
        official, today=TODAY, status="signed", decider=manager, parties=[ours, theirs]
    )
    db.session.commit()
    client = sign_in(official)
    page = client.get(f"/agreements/{agreement.id}").text
    assert "Второй Виктор" in page.partition("held the post then:")[2][:300]
    assert "Первый Пётр" not in page
    with clock.standing_at(datetime(2030, 1, 1, tzinfo=UTC)):
        shown = sign_in(official).get(f"/organisations/{hall.id}").text.partition("People")[2]
    places = [shown.index(name) for name in ("Третий Тарас", "Второй Виктор", "Первый Пётр")]
    assert places == sorted(places)
