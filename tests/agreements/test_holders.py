"""Who held the post on the day an agreement was signed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tests import factories
from tracker.agreements.kinds import PartyKind
from tracker.agreements.parties import PartyWords
from tracker.contacts import actions as contacts
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
