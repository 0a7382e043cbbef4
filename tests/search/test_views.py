"""The box: what it shows to whom, what it remembers, and that it shows nobody else's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from tests.factories import make_partnership, place
from tracker.contacts import actions as contacts
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.subjects import Subject
from tracker.kernel.tenancy import acting_for
from tracker.organisations import actions as organisations
from tracker.search import actions
from tracker.search.models import OpenedRecord

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.accounts.models import Municipality, User
    from tracker.contacts.models import Contact


@pytest.fixture
def silva(official: User) -> Contact:
    """A person with a post in a chamber of commerce."""
    chamber = organisations.create_named("Торговая палата Кампинаса", by=official)
    made = contacts.create(
        by=official,
        answers={
            "name_ru": "Жуан Силва",
            "name_en": "João Silva",
            "posts": [{"organisation_id": chamber.id, "title_ru": "директор"}],
            "ways": [{"kind": "mobile", "value": "+55 11 91234-5678"}],
        },
    )
    db.session.commit()
    return made


def text_of(answer: Any) -> str:
    return re.sub(r"</?mark>", "", str(answer.get_data(as_text=True)))


def test_a_person_is_found_and_the_words_are_marked(sign_in: Any, official: User, silva: Contact) -> None:
    page = sign_in(official).get("/search/as-typed?q=joao").get_data(as_text=True)
    assert f'href="/contacts/{silva.id}"' in page
    assert "<mark>João</mark> Silva" in page


def test_where_the_name_does_not_say_why_the_words_that_do_are_shown(
    sign_in: Any, official: User, silva: Contact
) -> None:
    page = sign_in(official).get("/search?q=91234").get_data(as_text=True)
    assert "<mark>91234</mark>" in page


def test_of_the_spellings_of_a_city_only_the_one_that_was_meant_is_shown(sign_in: Any, official: User) -> None:
    city = place("Grodno")
    city.alternates = "Gardinas, Goradnia, Garten an der Memel, Grodna"
    db.session.flush()
    make_partnership(official)
    office = sign_in(official)
    slip = office.get("/search/as-typed?q=Гордно").get_data(as_text=True)
    assert "<mark>Гродно</mark>" in slip or "<mark>Grodno</mark>" in slip
    assert "Goradnia" not in slip
    other = text_of(office.get("/search/as-typed?q=Gardinas"))
    assert "· Gardinas" in other
    assert "Garten" not in other


def test_the_page_works_without_scripts_and_narrows_to_a_kind(sign_in: Any, official: User, silva: Contact) -> None:
    office = sign_in(official)
    both = text_of(office.get("/search?q=кампинасе"))
    assert "Жуан Силва" in both or "João Silva" in both
    assert "Торговая палата Кампинаса" in both
    only = text_of(office.get("/search?q=кампинасе&kind=organisation"))
    assert f"/contacts/{silva.id}" not in only
    assert "Торговая палата Кампинаса" in only


def test_an_unknown_kind_searches_everything(sign_in: Any, official: User, silva: Contact) -> None:
    assert f"/contacts/{silva.id}" in text_of(sign_in(official).get("/search?q=silva&kind=nonsense"))


def test_another_municipality_finds_nothing(
    sign_in: Any, make_user: Callable[..., User], other_city: Municipality, silva: Contact
) -> None:
    stranger = sign_in(make_user("manager", other_city))
    assert "Silva" not in stranger.get("/search/as-typed?q=silva").get_data(as_text=True)


def test_an_observer_finds_no_people(sign_in: Any, silva: Contact) -> None:
    observer = sign_in("observer")
    page = observer.get("/search?q=silva").get_data(as_text=True)
    assert f"/contacts/{silva.id}" not in page
    assert f"/contacts/{silva.id}" not in observer.get("/search?q=silva&kind=contact").get_data(as_text=True)


def test_an_archived_record_is_not_found(sign_in: Any, official: User, manager: User, silva: Contact) -> None:
    contacts.archive(silva, by=manager)
    db.session.commit()
    assert f"/contacts/{silva.id}" not in text_of(sign_in(official).get("/search?q=silva"))


def test_what_was_opened_is_offered_before_anything_is_typed(sign_in: Any, official: User, silva: Contact) -> None:
    office = sign_in(official)
    assert "João" not in office.get("/search/as-typed").get_data(as_text=True)
    office.post("/search/opened", {"kind": "contact", "id": str(silva.id)}, status=204)
    assert "João Silva" in office.get("/search/as-typed").get_data(as_text=True)
    assert "João Silva" in office.get("/search").get_data(as_text=True)


def test_what_is_opened_often_stays_at_hand_behind_what_was_opened_last(sign_in: Any, official: User) -> None:
    made = [contacts.create(by=official, answers={"name_ru": f"Лицо {number}"}) for number in range(10)]
    db.session.flush()
    began = clock.now().replace(second=0, microsecond=0)
    for minute, one in enumerate([*made[:3], made[1], made[1], *made[3:]]):
        with clock.standing_at(began.replace(minute=minute)):
            actions.note_opened(Subject("contact", one.id), by=official)
    db.session.commit()
    shown = re.findall(r'href="/contacts/(\d+)"', text_of(sign_in(official).get("/search/as-typed")))
    assert shown == [str(made[at].id) for at in (9, 8, 7, 6, 5, 1, 4, 3)]


def test_what_is_opened_often_comes_first(sign_in: Any, official: User, silva: Contact) -> None:
    other = contacts.create(by=official, answers={"name_ru": "Жуан Силва Младший", "name_en": "João Silva Junior"})
    db.session.commit()
    office = sign_in(official)
    numbers = re.findall(r"/contacts/(\d+)", text_of(office.get("/search?q=силва")))
    first, second = (int(number) for number in numbers[:2])
    for _time in range(3):
        office.post("/search/opened", {"kind": "contact", "id": str(second)}, status=204)
    assert {first, second} == {silva.id, other.id}
    assert re.findall(r"/contacts/(\d+)", text_of(office.get("/search?q=силва")))[0] == str(second)


@pytest.mark.parametrize(
    "form", [{}, {"kind": "contact", "id": "x"}, {"kind": "nothing", "id": "1"}, {"kind": "contact", "id": "9" * 40}]
)
def test_nonsense_is_not_noted(sign_in: Any, official: User, form: dict[str, str]) -> None:
    sign_in(official).post("/search/opened", form, status=204)
    assert db.session.scalar(select(func.count()).select_from(OpenedRecord)) == 0


def test_a_foreign_record_is_not_noted(
    sign_in: Any, make_user: Callable[..., User], other_city: Municipality, silva: Contact
) -> None:
    stranger = make_user("manager", other_city)
    sign_in(stranger).post("/search/opened", {"kind": "contact", "id": str(silva.id)}, status=204)
    assert db.session.scalar(select(func.count()).select_from(OpenedRecord)) == 0


def test_only_the_latest_are_kept(city: Municipality, official: User) -> None:
    began = clock.now()
    with acting_for(city.id):
        for number in range(1, actions.MOST_KEPT + 20):
            with clock.standing_at(began.replace(year=began.year + number // 50, second=number % 50)):
                actions.note_opened(Subject("contact", number), by=official)
    kept = db.session.scalar(select(func.count()).select_from(OpenedRecord))
    assert kept == actions.MOST_KEPT


def test_commands_are_those_one_may_give(sign_in: Any) -> None:
    assert "/contacts/new" in text_of(sign_in("official").get("/search/as-typed"))
    viewer = sign_in("viewer")
    assert "/contacts/new" not in text_of(viewer.get("/search/as-typed"))
    assert "/admin/users" not in text_of(viewer.get("/search/as-typed?q=users"))
    assert "/admin/users" in text_of(sign_in("admin").get("/search/as-typed?q=users"))


@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [
        ("new contact", "/contacts/new"),
        ("новый контакт", "/contacts/new"),
        ("yjdsq rjynfrn", "/contacts/new"),
        ("negotiations", "/negotiations"),
        ("переговоры", "/negotiations"),
        ("русский", "/language"),
        ("тёмное", "/theme"),
        ("dark", "/theme"),
    ],
)
def test_a_command_is_found_in_either_language_and_layout(sign_in: Any, typed: str, leads_to: str) -> None:
    page = text_of(sign_in("official").get(f"/search/as-typed?q={typed}"))
    assert re.search(rf'(?:href|formaction)="{leads_to}"', page), page


@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [
        ("новая встреча", "/interactions/new"),
        ("встречу записать", "/interactions/new"),
        ("записать звонок", "/interactions/new"),
        ("add meeting", "/interactions/new"),
        ("партнёр новый", "/partners/new"),
        ("новый город-партнёр", "/partners/new"),
        ("новое соглашение", "/agreements/new"),
        ("создать договор", "/agreements/new"),
        ("новое поручение", "/tasks/new"),
        ("yjdfz dcnhtxf", "/interactions/new"),
        ("новая рыба", ""),
    ],
)
def test_making_something_is_offered_first_in_any_order_and_gender(sign_in: Any, typed: str, leads_to: str) -> None:
    page = text_of(sign_in("official").get(f"/search/as-typed?q={typed}"))
    first = re.search(r'class="option"[^>]*?(?:href|formaction)="([^"]*)"', page)
    assert (first.group(1) if first else "") == leads_to, page


def test_hostile_text_stays_text(sign_in: Any) -> None:
    page = sign_in("official").get("/search?q=<script>alert(1)</script>%00%27%22").get_data(as_text=True)
    assert "<script>alert" not in page
    sign_in("official").get("/search?q=" + "я" * 1000)


def test_every_area_is_a_word_away(sign_in: Any) -> None:
    """Going to each list and page beside it, and making what has a form, for those who may."""
    office, reader = sign_in("official"), sign_in("viewer")
    for typed, address in (
        ("new event", "/events/new"),
        ("новый интерес", "/interests/new"),
        ("загрузить файл", "/documents/new"),
        ("new obligation", "/obligations/new"),
        ("открыть календарь", "/calendar"),
        ("import", "/import"),
        ("письма", "/letters"),
        ("подарки", "/gifts"),
        ("event mode", "/event-mode"),
        ("реестр соглашений", "/agreements/register"),
        ("partners map", "/partners/map"),
        ("отчёты", "/reports"),
    ):
        assert f'href="{address}' in office.get(f"/search/as-typed?q={typed}").text, typed
    for typed, address in (("new event", "/events/new"), ("import", "/import"), ("event mode", "/event-mode")):
        assert f'href="{address}' not in reader.get(f"/search/as-typed?q={typed}").text, typed
    assert 'href="/handover' in sign_in("manager").get("/search/as-typed?q=передача дел").text
    assert "/admin/users/new" in sign_in("admin").get("/search/as-typed?q=new user").text
