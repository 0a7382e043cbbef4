"""What people do with contacts, and how they are found."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from tracker.audit.models import AuditEntry
from tracker.contacts import actions, queries
from tracker.contacts.models import Basis, Contact, ContactPost, ContactWay
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.kernel.tenancy import acting_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.accounts.models import Municipality, User
    from tracker.organisations.models import Organisation

    Make = Callable[..., Contact]


def _edit(contact: Contact, by: User, **answers: Any) -> None:
    actions.edit(contact, by=by, version=contact.version, answers={"name_ru": contact.name_ru, **answers})
    db.session.flush()


@pytest.mark.parametrize(("name", "field"), [("Жуан", "name_ru"), ("João", "name_en"), ("王伟", "name_original")])
def test_a_person_may_be_known_by_name_only(official: User, name: str, field: str) -> None:
    made = actions.create_named(name, by=official)
    assert (made.name_ru, made.name_en, getattr(made, field)) == (name, name, name)
    assert made.posts == []
    assert made.basis is None


def test_a_person_comes_with_a_post(official: User, chamber: Organisation) -> None:
    made = actions.create_named("João Silva", by=official, organisation=chamber, post="secretary")
    row = queries.named([made.id])[0]
    assert (row.organisation_id, row.title_en, row.country_code) == (chamber.id, "secretary", "BR")
    assert [one.id for one in queries.of_organisation(chamber.id)] == [made.id]
    assert chamber.city_id is not None
    assert [one.id for one in queries.of_city(chamber.city_id)] == [made.id]


def test_a_contact_needs_a_name(official: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        actions.create(by=official, answers={"name_ru": None, "note": "x"})
    assert broken.value.field == "name_ru"


def test_a_person_is_found_by_name_post_organisation_and_phone(make_contact: Make, chamber: Organisation) -> None:
    made = make_contact(
        "Жуан Силва",
        name_en="João Silva",
        name_original="若昂",
        ways=[{"kind": "phone", "value": "+55 11 3111-0000"}],
        posts=[{"organisation_id": chamber.id, "title_ru": "секретарь"}],
    )
    make_contact("Пётр Иванов")
    for typed in ("жуан", "silva joao", "João", "若昂", "секрет", "торговая", "3111"):
        assert [row.id for row in queries.found(typed)] == [made.id], typed
    assert list(queries.found("жуана несуществующая")) == []


def test_posts_change_over_time_and_the_present_one_is_shown(
    make_contact: Make, official: User, chamber: Organisation
) -> None:
    made = make_contact(posts=[{"body": "Комитет", "title_ru": "член", "since_on": date(2020, 1, 1)}])
    old = made.posts[0]
    _edit(
        made,
        official,
        posts=[
            {
                "id": old.id,
                "body": "Комитет",
                "title_ru": "член",
                "since_on": date(2020, 1, 1),
                "until_on": date(2024, 1, 1),
            },
            {"organisation_id": chamber.id, "title_ru": "директор", "since_on": date(2024, 1, 2)},
            {"title_ru": "", "is_main": True},
        ],
    )
    db.session.expire_all()
    assert [post.title_ru for post in queries.get_contact(made.id).posts] == ["директор", "член"]
    assert {post.id for post in made.posts} >= {old.id}
    assert queries.named([made.id])[0].title_ru == "директор"


def test_of_two_posts_the_main_one_is_shown(make_contact: Make) -> None:
    posts = [{"body": "A", "title_ru": "главный", "is_main": True}, {"body": "B", "title_ru": "прочий"}]
    assert queries.named([make_contact(posts=posts).id])[0].title_ru == "главный"


def test_a_term_is_held_to_its_last_day(make_contact: Make, chamber: Organisation) -> None:
    term = {"since_on": date(2024, 1, 1), "until_on": date(2030, 6, 30)}
    made = make_contact(
        posts=[
            {"organisation_id": chamber.id, "title_ru": "президент", **term},
            {"body": "Дума", "title_ru": "депутат", "since_on": date(2030, 7, 1), "is_main": True},
        ]
    )
    assert chamber.city_id is not None
    for day, told, there in (
        (date(2026, 11, 23), "президент", [made.id]),
        (date(2030, 6, 30), "президент", [made.id]),
        (date(2030, 7, 1), "депутат", []),
    ):
        row = db.session.execute(queries.rows(day).where(Contact.id == made.id)).one()
        assert row.title_ru == told, day
        assert [one.id for one in queries.of_city(chamber.city_id, day)] == there, day
    president = next(post for post in made.posts if post.title_ru == "президент")
    assert [
        president.is_held_on(date(*day)) for day in ((2023, 12, 31), (2024, 1, 1), (2030, 6, 30), (2030, 7, 1))
    ] == [
        False,
        True,
        True,
        False,
    ]


def test_those_who_left_stand_last_among_the_people_of_an_organisation(
    make_contact: Make, chamber: Organisation
) -> None:
    for name, until in (("Алла", date(2025, 1, 1)), ("Борис", None), ("Вера", date(2030, 1, 1))):
        make_contact(name, posts=[{"organisation_id": chamber.id, "title_ru": "член", "until_on": until}])
    found = queries.of_organisation(chamber.id, date(2026, 11, 23))
    assert [row.name_ru for row in found] == ["Борис", "Вера", "Алла"]


def test_a_post_of_another_person_is_not_taken_away(make_contact: Make, official: User) -> None:
    other = make_contact("Другой", posts=[{"body": "Чужое место", "title_ru": "x"}])
    made = make_contact()
    taken = other.posts[0].id
    _edit(made, official, posts=[{"id": taken, "body": "Своё место"}, {"id": taken, "body": "Ещё"}])
    db.session.expire_all()
    assert [post.body for post in other.posts] == ["Чужое место"]
    assert {post.body for post in made.posts} == {"Своё место", "Ещё"}


def test_a_post_ends_after_it_begins(make_contact: Make) -> None:
    with pytest.raises(RuleBroken):
        make_contact(posts=[{"body": "A", "since_on": date(2024, 1, 2), "until_on": date(2024, 1, 1)}])


def test_rows_taken_off_are_gone_and_the_others_stay(make_contact: Make, official: User) -> None:
    made = make_contact(
        ways=[{"kind": "email", "value": "a@b.example"}, {"kind": "phone", "value": "12345"}], posts=[{"body": "A"}]
    )
    kept = next(way.id for way in made.ways if way.value == "12345")
    _edit(made, official, ways=[{"kind": "phone", "value": "12345"}, {"kind": "phone", "value": None}], posts=[])
    assert db.session.scalars(select(ContactWay.id)).all() == [kept]
    assert db.session.scalars(select(ContactPost.id)).all() == []


def test_another_phone_alone_makes_a_new_version_and_is_told(make_contact: Make, official: User) -> None:
    made = make_contact(ways=[{"kind": "phone", "value": "12345"}])
    version = made.version
    _edit(made, official, ways=[{"kind": "phone", "value": "54321"}])
    assert made.version == version + 1
    with pytest.raises(EditedMeanwhile):
        actions.edit(made, by=official, version=version, answers={"name_ru": "Поздно"})
    told = db.session.execute(
        select(AuditEntry.verb, AuditEntry.kind)
        .where(AuditEntry.subject_kind == "contact", AuditEntry.subject_id == made.id)
        .order_by(AuditEntry.id)
    ).all()
    assert sorted(map(tuple, told[2:])) == [("create", "contact_way"), ("delete", "contact_way")]


@pytest.mark.parametrize(
    ("names", "ways"),
    [
        (["Жуан Силва"], []),
        (["Силва Жуан"], []),
        (["JOAO SILVA"], []),
        (["若昂"], []),
        (["Некто"], ["551131110000"]),
        ([], ["joao@example.com"]),
    ],
)
def test_a_likely_double_is_seen(make_contact: Make, names: list[str], ways: list[str]) -> None:
    made = make_contact(
        name_en="João Silva",
        name_original="若昂",
        ways=[{"kind": "phone", "value": "+55 11 3111-0000"}, {"kind": "email", "value": "Joao@example.com"}],
    )
    assert [row.id for row in queries.doubles_of(names, ways)] == [made.id]


def test_a_name_without_its_patronymic_is_likely_the_same(make_contact: Make) -> None:
    made = make_contact(name_ru="Дубровская Ирина Львовна", name_en="")
    for name in ("дубровская ирина", "Dubrovskaya Irina", "Ирина Львовна Дубровская-Коваль Дубровская"):
        found = [row.id for row in queries.doubles_of([name], [], loosely=True)]
        assert found == [made.id], name
        assert queries.doubles_of([name], []) == []
    for name in ("Дубровская", "Дубровская Анна", "Ирина Петровна Дубровская"):
        assert queries.doubles_of([name], [], loosely=True) == [], name


@pytest.mark.parametrize(
    ("names", "ways"), [(["Жуан"], []), (["Жуан Силвано"], []), ([], []), ([""], [""]), (["…"], ["%"])]
)
def test_who_only_looks_alike_is_no_double(make_contact: Make, names: list[str], ways: list[str]) -> None:
    make_contact(ways=[{"kind": "phone", "value": "12345"}])
    assert queries.doubles_of(names, ways) == []


def test_an_archived_person_is_offered_no_more(make_contact: Make, manager: User, official: User) -> None:
    made = make_contact()
    with pytest.raises(NotAllowed):
        actions.archive(made, by=official)
    actions.archive(made, by=manager)
    db.session.flush()
    assert list(queries.found("жуан")) == []
    assert queries.doubles_of(["Жуан Силва"], []) == []
    assert [row.id for row in queries.named([made.id])] == [made.id]
    actions.restore(made, by=manager)
    db.session.flush()
    assert [row.id for row in queries.found("жуан")] == [made.id]


def test_another_municipality_knows_nobody(make_contact: Make, other_city: Municipality, chamber: Organisation) -> None:
    made = make_contact(posts=[{"organisation_id": chamber.id}], ways=[{"kind": "phone", "value": "12345"}])
    with acting_for(other_city.id):
        assert list(queries.found("жуан")) == []
        assert list(queries.named([made.id])) == []
        assert list(queries.of_organisation(chamber.id)) == []
        assert queries.doubles_of(["Жуан Силва"], ["12345"]) == []
        assert list(queries.countries()) == []


def test_what_an_edit_does_not_speak_of_stays(make_contact: Make, official: User) -> None:
    made = make_contact(basis="consent", source="card", languages="немецкий")
    _edit(made, official, note="x")
    assert (made.basis, made.source, made.languages) == ("consent", "card", "de")
    _edit(made, official, basis=None, languages=[])
    assert (made.basis, made.languages) == (None, None)


def test_a_language_is_one_that_is_known(make_contact: Make) -> None:
    with pytest.raises(RuleBroken) as broken:
        make_contact(languages="клингонский")
    assert broken.value.field == "languages"


def test_the_basis_is_kept(make_contact: Make) -> None:
    made = make_contact(basis="consent", source="card", may_send_abroad=True, review_on=date(2030, 1, 1))
    db.session.refresh(made)
    assert (made.basis, made.may_send_abroad) == (Basis.CONSENT, True)
