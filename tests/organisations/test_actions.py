"""What people do with organisations, and how they are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import factories
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.kernel.tenancy import acting_for
from tracker.organisations import actions, queries, rules
from tracker.organisations.models import KIND_LABELS, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.accounts.models import Municipality, User
    from tracker.organisations.models import Organisation

    Make = Callable[..., Organisation]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Торговая палата", "name_ru"),
        ("Chamber of Commerce", "name_en"),
        ("商会", "name_original"),
        ("2GIS", "name_en"),
        ("«Сибур»", "name_ru"),
    ],
)
def test_a_name_says_its_script(official: User, name: str, field: str) -> None:
    made = actions.create_named(name, by=official)
    db.session.flush()
    assert (made.name_ru, made.name_en, getattr(made, field)) == (name, name, name)
    assert made.country.code == "RU"
    assert made.kind is Kind.OTHER
    assert [row.id for row in queries.found(name)] == [made.id]


def test_the_city_says_the_country(official: User) -> None:
    grodno = factories.place("Grodno")
    made = actions.create_named("Горисполком", by=official, city_id=grodno.id)
    assert made.country.code == "BY"
    assert made.country_id == grodno.country_id


def test_an_organisation_needs_a_name_and_a_country(official: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        actions.create(by=official, answers={"name_ru": None, "name_en": None, "country_id": 1})
    assert broken.value.field == "name_ru"
    with pytest.raises(RuleBroken) as broken:
        actions.create(by=official, answers={"name_ru": "X", "country_id": None})
    assert broken.value.field == "country_id"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//evil.example", "data:text/html,x", "https://a b", "http://"]
)
def test_a_link_leads_to_a_page(official: User, address: str) -> None:
    with pytest.raises(RuleBroken):
        actions.create(by=official, answers={"name_ru": "X", "website": address})
    rules.check_website("https://пример.рф/о-нас?x=1#y")
    rules.check_website(None)


def test_both_names_and_the_short_one_are_found(make_organisation: Make) -> None:
    made = make_organisation("Ассоциация «Дзержинскхимрегион»", name_en="Chemical Association", short_name="АДХР")
    make_organisation("Другая")
    for typed in ("дзержинскхим", "dzerzhinskkhim", "chemical asso", "АДХР", "adhr"):
        assert [row.id for row in queries.found(typed)] == [made.id], typed


def test_names_that_begin_so_come_first(make_organisation: Make) -> None:
    make_organisation("Академия спорта")
    make_organisation("Спортивная школа")
    assert [row.name_ru for row in queries.found("спорт")] == ["Спортивная школа", "Академия спорта"]


def test_an_archived_one_is_offered_no_more(make_organisation: Make, manager: User, official: User) -> None:
    made = make_organisation()
    with pytest.raises(NotAllowed):
        actions.archive(made, by=official)
    actions.archive(made, by=manager)
    db.session.flush()
    assert list(queries.found("дзержинск")) == []
    assert [row.id for row in queries.named([made.id])] == [made.id]
    actions.restore(made, by=manager)
    db.session.flush()
    assert [row.id for row in queries.found("дзержинск")] == [made.id]


def test_a_spelling_away_is_a_double(make_organisation: Make) -> None:
    made = make_organisation("Торговая палата Гродно", name_en="Grodno Chamber", name_original="格罗德诺商会")
    for names in (["ТОРГОВАЯ ПАЛАТА, ГРОДНО"], ["grodno chamber"], ["格罗德诺商会"], ["Прочее", "Grodno Chamber"]):
        assert [row.id for row in queries.doubles_of(names)] == [made.id], names
    for names in (["Торговая палата"], ["Палата Торговая Гродно"], [""], ["…", "%"], []):
        assert queries.doubles_of(names) == [], names
    assert queries.doubles_of(["Торговая палата Гродно"], but=made.id) == []


def test_a_slip_or_another_ending_is_seen_while_typing(make_organisation: Make) -> None:
    made = make_organisation("Нижегородский университет", name_en="University of Nizhny Novgorod")
    make_organisation("Новгородский музей", name_en="Museum of Novgorod")
    for name in ("Нижегородски универститет", "Nizhegorodskij universitet", "Нижегородского университета",
                 "Univrsity of Nizhny Novgorod"):  # fmt: skip
        assert [row.id for row in queries.doubles_of([name], loosely=True)] == [made.id], name
        assert queries.doubles_of([name]) == [], f"{name}: not taken for the same without a person's look"
    for name in ("Нижегородский музей", "Университет", "Нижегородский университет связи", "%", "…", ""):
        assert queries.doubles_of([name], loosely=True) == [], name


def test_a_double_is_seen_among_many_that_only_begin_so(make_organisation: Make) -> None:
    for number in range(12):
        make_organisation(f"Академия палат {number}", name_en=f"Chamber of Commerce {number}")
    made = make_organisation("Ярмарочный дом", name_en="Chamber of Commerce")
    assert [row.id for row in queries.doubles_of(["chamber of commerce"])] == [made.id]


def test_an_edit_of_an_older_version_is_refused(make_organisation: Make, official: User) -> None:
    made = make_organisation()
    version = made.version
    actions.edit(made, by=official, version=version, answers={"name_ru": "Новое", "country_id": made.country_id})
    db.session.flush()
    with pytest.raises(EditedMeanwhile):
        actions.edit(made, by=official, version=version, answers={"name_ru": "Поздно", "country_id": made.country_id})


def test_another_municipality_finds_none_of_them(make_organisation: Make, other_city: Municipality) -> None:
    made = make_organisation()
    with acting_for(other_city.id):
        assert list(queries.found("дзержинск")) == []
        assert list(queries.named([made.id])) == []
        assert queries.doubles_of([made.name_ru]) == []
        assert list(queries.countries()) == []


def test_every_kind_has_its_word() -> None:
    assert set(KIND_LABELS) == set(Kind)
