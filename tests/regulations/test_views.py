"""The administrator's pages, and what holds on which day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tracker.kernel.db import db
from tracker.kernel.tenancy import acting_for
from tracker.regulations import actions, queries
from tracker.regulations.forms import RegulationForm
from tracker.regulations.kinds import Basis, DayUnit

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.client import Client
    from tracker.accounts.models import Municipality, User

DAY = date(2026, 11, 23)


@pytest.fixture
def admin(make_user: Callable[..., User]) -> User:
    return make_user("admin")


def values(**changed: Any) -> dict[str, Any]:
    """Those of the profile that holds, with changes."""
    now = queries.regulation(on=DAY)
    names = [name for name in vars(RegulationForm) if hasattr(type(now), name)]
    spans = {"valid_from": now.valid_from, "valid_until": now.valid_until}
    return {**{name: getattr(now, name) for name in names}, **spans, **changed}


def typed(opened: dict[str, Any], **changed: str) -> dict[str, str]:
    """A form as it is sent: what it was opened with, and what was typed over it."""
    shown = {name: f"{value:%d.%m.%Y}" if isinstance(value, date) else value for name, value in opened.items()}
    sent = {name: value for name, value in {**shown, **changed}.items() if not name.endswith("_kinds")}
    return {name: "" if value is None else str(value) for name, value in sent.items()}


def test_a_city_begins_with_the_rules_of_its_region(city: Municipality) -> None:
    profile = queries.regulation(on=DAY)
    assert profile.consent_giver_en == "Government of the Nizhny Novgorod Region"
    assert profile.enclosures_in("ru")[0] == "Проект соглашения"
    assert queries.regulations_on(DAY) == {city.id: profile}


def test_a_city_elsewhere_begins_with_neutral_ones(city: Municipality) -> None:
    from tests import factories
    from tracker.kernel.tenancy import everywhere

    with everywhere("a city elsewhere"):
        foreign = factories.make_municipality("pavlodar", region_code="KZ-PAV", country_code="KZ")
    with acting_for(foreign.id):
        assert queries.regulation(on=DAY).consent_days is None
        assert queries.legal_basis(Basis.CONSENT, on=DAY) is None


def test_the_article_is_that_of_the_day(city: Municipality) -> None:
    before, after = (queries.legal_basis(Basis.YEARLY_LIST, on=day) for day in (DAY, date(2027, 1, 15)))
    assert before is not None
    assert after is not None
    assert "131-FZ" in before.cited_in("en")
    assert "33-FZ" in after.cited_in("en")


def test_the_act_of_the_region_comes_before_that_of_the_country(city: Municipality) -> None:
    bases = queries.legal_bases_of(Basis.RELATIONS, on=DAY)
    assert [one.region_code for one in bases] == ["RU-NIZ", None]


def test_new_rules_end_the_old_ones_the_day_before(city: Municipality, admin: User) -> None:
    old = queries.regulation(on=DAY)
    actions.add_regulation(
        values(valid_from=date(2027, 1, 1), consent_days=45, consent_unit=DayUnit.WORKING), by=admin, today=DAY
    )
    assert old.valid_until == date(2026, 12, 31)
    assert queries.regulation(on=DAY) is old
    assert queries.regulation(on=date(2027, 1, 1)).consent_days == 45


def test_another_citys_rules_are_its_own(city: Municipality, other_city: Municipality) -> None:
    with acting_for(other_city.id):
        theirs = queries.regulation(on=DAY)
    assert queries.regulation(on=DAY) is not theirs


def test_an_admin_enters_new_rules(sign_in: Callable[..., Client], admin: User) -> None:
    client = sign_in(admin)
    client.get("/admin/regulations/new")
    sent = typed(values(), valid_from="01.01.2030", consent_days="45", consent_unit="working")
    client.post("/admin/regulations/new", sent, status=303)
    assert "45 working days" not in client.get("/admin/regulations").text
    assert queries.regulation(on=date(2030, 1, 1)).consent_days == 45


@pytest.mark.parametrize(
    ("over", "reason"),
    [
        ({"valid_from": "02.01.2030", "valid_until": "01.01.2030"}, "Earlier than the beginning"),
        ({"valid_from": "01.01.2030", "number_pattern": "{n}{x}"}, "running number"),
        ({"valid_from": "01.01.2030", "holidays": "первое мая"}, "is no day of a year"),
        ({"valid_from": "01.01.2030", "report_day": "31", "report_month": "2"}, "This is no day of a year."),
        ({"valid_from": ""}, "Another one holds"),
    ],
)
def test_what_makes_no_sense_comes_back_with_the_reason(
    sign_in: Callable[..., Client], admin: User, over: dict[str, str], reason: str
) -> None:
    answer = sign_in(admin).post("/admin/regulations/new", typed(values(), **over), status=422)
    assert reason in answer.text


def test_an_admin_fills_in_an_article_and_confirms_it(sign_in: Callable[..., Client], admin: User) -> None:
    client = sign_in(admin)
    basis = queries.legal_basis(Basis.CONSENT, on=date(2027, 2, 1))
    assert basis is not None
    address = f"/admin/regulations/bases/{basis.id}/edit"
    client.get(address)
    sent = {"code": "consent", "act_ru": basis.act_ru, "act_en": basis.act_en, "valid_from": "01.01.2027"}
    filled = {"article_ru": "статья 70", "article_en": "Article 70", "checked_on": "23.11.2026"}
    client.post(address, {**sent, **filled, "version": str(basis.version)}, status=303)
    db.session.refresh(basis)
    assert basis.cited_in("en").endswith("Article 70")
    assert "23 Nov 2026" in client.get("/admin/regulations").text


def test_a_second_article_of_the_same_days_is_refused(sign_in: Callable[..., Client], admin: User) -> None:
    sent = {"code": "consent", "act_ru": "Закон", "act_en": "Law", "valid_from": "", "valid_until": "01.01.2020"}
    client = sign_in(admin)
    client.get("/admin/regulations/bases/new?code=consent")
    assert "Another one holds" in client.post("/admin/regulations/bases/new", sent, status=422).text
