"""The pages of contacts, as people of each role get them."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from tests import factories
from tracker.contacts import queries
from tracker.contacts.models import Contact, WayKind
from tracker.kernel.db import db
from tracker.organisations import actions as organisations
from tracker.organisations.models import Organisation

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.client import Client
    from tracker.accounts.models import Municipality, User

    Make = Callable[..., Contact]

HOSTILE = "<script>alert(1)</script>\x00 {{ 7*7 }} %s"


def _text(answer: Any) -> str:
    return str(answer.get_data(as_text=True))


def _all() -> list[Contact]:
    return list(db.session.scalars(select(Contact).order_by(Contact.id)).all())


@pytest.fixture
def office(sign_in: Any, official: User) -> Client:
    """The official's browser."""
    client: Client = sign_in(official)
    return client


def _row(name: str, number: int, **values: str) -> dict[str, str]:
    return {f"{name}-{number}-{part}": value for part, value in values.items()}


def test_an_empty_list_offers_the_first_step(office: Client) -> None:
    page = _text(office.get("/contacts"))
    assert "No contacts yet" in page
    assert "/contacts/new" in page


def test_a_person_is_entered_with_posts_and_ways(office: Client, chamber: Organisation) -> None:
    page = _text(office.get(f"/contacts/new?organisation={chamber.id}"))
    assert f'value="{chamber.id}"' in page
    sent = {
        "name_ru": "Жуан Силва",
        "name_en": "João Silva",
        "basis": "duty",
        "source": "card",
        "review_on": "27.11.2030",
        **_row("ways", 0, kind="mobile", value="+55 11 3111-0000"),
        **_row("ways", 1, kind="email", value="joao@example.com"),
        **_row("ways", 2, kind="phone", value=""),
        **_row("posts", 0, organisation=str(chamber.id), title_en="secretary", since_on="01.02.2020"),
        **_row("posts", 1, title_ru=""),
    }
    answer = office.post("/contacts/new", sent, status=303)
    made = queries.get_contact(_all()[0].id)
    assert [(way.kind, way.value) for way in made.ways] == [
        (WayKind.EMAIL, "joao@example.com"),
        (WayKind.MOBILE, "+55 11 3111-0000"),
    ]
    assert made.posts[0].since_on == date(2020, 2, 1)
    page = _text(office.get(answer.headers["Location"]))
    for word in ("João Silva", "Жуан Силва", "secretary", "mailto:joao@example.com", "tel:+551131110000", "Duties"):
        assert word in page, word


def test_posts_of_now_stand_before_those_of_earlier(office: Client, make_contact: Make) -> None:
    made = make_contact(
        posts=[
            {"body": "Old office", "until_on": date(2020, 1, 1)},
            {"body": "New office", "until_on": date(2999, 1, 1)},
        ]
    )
    page = _text(office.get(f"/contacts/{made.id}"))
    assert page.index("New office") < page.index(">Earlier<") < page.index("Old office")
    only_now = make_contact("Вера", posts=[{"body": "New office"}])
    assert ">Earlier<" not in _text(office.get(f"/contacts/{only_now.id}"))


def test_an_organisation_is_created_on_the_way_once(office: Client) -> None:
    sent = {
        "name_ru": "Жуан",
        **_row("posts", 0, organisation="new:Новая палата", title_ru="член"),
        **_row("posts", 1, organisation="new:Новая палата", title_ru="секретарь"),
    }
    office.post("/contacts/new", sent, status=303)
    assert [one.name_ru for one in db.session.scalars(select(Organisation))] == ["Новая палата"]
    assert len(_all()[0].posts) == 2


def test_one_more_row_comes_without_saving(office: Client) -> None:
    sent = {"name_ru": "Жуан", "more": "ways", **_row("ways", 0, kind="phone", value="12345")}
    page = _text(office.post("/contacts/new", sent, status=422))
    assert 'name="ways-1-value"' in page
    assert 'value="12345"' in page
    assert "Not saved" not in page
    assert _all() == []


def test_an_empty_row_is_always_there(office: Client, make_contact: Make) -> None:
    made = make_contact(ways=[{"kind": "phone", "value": "12345"}], posts=[{"body": "A"}])
    page = _text(office.get(f"/contacts/{made.id}/edit"))
    assert 'name="ways-1-value"' in page
    assert 'name="posts-1-title_ru"' in page
    sent = {"name_ru": " ", "name_en": "", **_row("ways", 0, kind="phone", value="12345"), **_row("posts", 0, body="A")}
    page = _text(office.post(f"/contacts/{made.id}/edit", {**sent, "version": str(made.version)}, status=422))
    assert 'name="ways-1-value"' in page
    assert 'name="posts-1-title_ru"' in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name_ru": ""}, "Write the name in at least one script."),
        (_row("ways", 0, kind="email", value="нет"), "is no e-mail address"),
        (_row("ways", 0, kind="phone", value="1"), "is no phone number"),
        (_row("ways", 0, kind="pigeon", value="1"), "Choose one of the list."),
        (_row("posts", 0, since_on="01.01.2020"), "Write the post or the organisation."),
        (_row("posts", 0, body="A", since_on="02.01.2020", until_on="01.01.2020"), "A post ends before it begins."),
        (_row("posts", 0, organisation="9999999"), "not there any more"),
        ({"basis": "whim"}, "Choose one of the list."),
        ({"review_on": "31.02.2025"}, "This is no day."),
        ({"name_en": "x" * 301}, "At most 300 characters."),
    ],
)
def test_bad_input_comes_back_with_what_was_typed(office: Client, wrong: dict[str, str], said: str) -> None:
    page = _text(office.post("/contacts/new", {"name_ru": "Жуан", "note": "что было набрано", **wrong}, status=422))
    assert said in page
    assert "что было набрано" in page
    assert _all() == []


def test_a_likely_double_is_shown_before_it_is_created_anyway(office: Client, make_contact: Make) -> None:
    made = make_contact("Жуан Силва", ways=[{"kind": "phone", "value": "8 831 325-14-20"}])
    for sent in (
        {"name_en": "Silva Zhuan"},
        {"name_ru": "Другой", **_row("ways", 0, kind="mobile", value="+78313251420")},
    ):
        page = _text(office.post("/contacts/new", sent, status=422))
        assert f'href="/contacts/{made.id}"' in page
        assert 'name="anyway"' in page
    office.post("/contacts/new", {"name_ru": "Жуан Силва", "anyway": "1"}, status=303)
    assert len(_all()) == 2


def test_a_form_sent_twice_enters_one(office: Client) -> None:
    sent = {"name_ru": "Жуан", "form_key": "the-same-key-of-both"}
    first = office.post("/contacts/new", sent, status=303)
    assert office.post("/contacts/new", sent, status=303).headers["Location"] == first.headers["Location"]
    assert len(_all()) == 1


def test_hostile_text_is_text(office: Client) -> None:
    sent = {
        "name_ru": HOSTILE,
        "note": HOSTILE,
        **_row("ways", 0, kind="messenger", value=HOSTILE),
        **_row("posts", 0, body=HOSTILE, title_ru=HOSTILE),
    }
    answer = office.post("/contacts/new", sent, status=303)
    for address in ("/contacts", answer.headers["Location"], f"{answer.headers['Location']}/edit"):
        page = _text(office.get(address))
        assert "<script>alert" not in page
        assert "{{ 7*7 }}" in page


def _as_opened(office: Client, contact: Contact) -> dict[str, Any]:
    """What a browser would send of the edit page as it is opened."""
    page = _text(office.get(f"/contacts/{contact.id}/edit"))
    seen = re.search(r'name="seen"[^>]*value="([^"]*)"', page)
    assert seen
    return {"version": str(contact.version), "seen": seen[1].replace("&#34;", '"').replace("&amp;", "&")}


def test_who_edits_meanwhile_sees_both_versions(office: Client, make_contact: Make) -> None:
    made = make_contact("Жуан", note="было", ways=[{"kind": "phone", "value": "12345"}], posts=[{"body": "Палата"}])
    opened = _as_opened(office, made)
    assert json.loads(opened["seen"])["ways"] == ["Phone: 12345"]
    rows = {
        **_row("ways", 0, kind="phone", value="12345"),
        **_row("ways", 1, kind="phone", value=""),
        **_row("posts", 0, id=str(made.posts[0].id), body="Палата"),
        **_row("posts", 1, title_ru=""),
    }
    made.note = "чужое"
    db.session.flush()
    sent = {**opened, **rows, "name_ru": "Жуан", "name_en": "Жуан", "note": "моё"}
    page = _text(office.post(f"/contacts/{made.id}/edit", sent, status=409))
    assert "чужое" in page
    assert "моё" in page
    assert "Palata" not in page
    assert "Phones and addresses" not in page, "rows that nobody changed do not differ"
    office.post(f"/contacts/{made.id}/edit", {**sent, "version": str(made.version)}, status=303)
    db.session.refresh(made)
    assert made.note == "моё"


def test_saving_without_a_change_keeps_everything(office: Client, make_contact: Make, chamber: Organisation) -> None:
    made = make_contact(
        "Жуан",
        basis="duty",
        birthday=date(1970, 1, 1),
        languages="pt,en",
        ways=[{"kind": "email", "value": "a@b.example"}],
        posts=[{"organisation_id": chamber.id, "title_ru": "член", "is_main": True}, {"body": "Комитет"}],
    )
    sent = {
        **_as_opened(office, made),
        "name_ru": "Жуан",
        "basis": "duty",
        "birthday": "01.01.1970",
        "languages": ["pt", "en"],
        **_row("ways", 0, kind="email", value="a@b.example"),
    }
    for number, post in enumerate(made.posts):
        values = {"id": str(post.id), "title_ru": post.title_ru, "body": post.body or ""}
        values |= {"is_main": "y"} if post.is_main else {}
        values |= {"organisation": str(post.organisation_id)} if post.organisation_id else {}
        sent |= _row("posts", number, **values)
    before = {(post.id, post.organisation_id, post.body, post.title_ru, post.is_main) for post in made.posts}
    office.post(f"/contacts/{made.id}/edit", sent, status=303)
    db.session.expire_all()
    assert {(post.id, post.organisation_id, post.body, post.title_ru, post.is_main) for post in made.posts} == before
    assert (made.birthday, made.languages) == (date(1970, 1, 1), "pt,en")


def test_a_viewer_reads_and_is_offered_nothing_to_change(sign_in: Any, make_contact: Make) -> None:
    made = make_contact()
    client = sign_in("viewer")
    page = _text(client.get("/contacts")) + _text(client.get(f"/contacts/{made.id}"))
    for word in ("/contacts/new", "/edit", "/archive", "/interactions/new"):
        assert word not in page, word
    client.get("/contacts/new", status=403)
    client.post(f"/contacts/{made.id}/edit", {"name_ru": "x"}, status=403)
    observer = sign_in("observer")
    for address in ("", ".csv", "/lookup?q=a", f"/{made.id}"):
        observer.get(f"/contacts{address}", status=403)


def test_a_manager_archives_and_takes_it_back(sign_in: Any, office: Client, make_contact: Make) -> None:
    made = make_contact("Жуан Силва")
    office.post(f"/contacts/{made.id}/archive", status=403)
    manager = sign_in("manager")
    answer = manager.post(f"/contacts/{made.id}/archive", status=303)
    page = _text(manager.get(answer.headers["Location"]))
    assert f"/contacts/{made.id}/restore" in page
    assert "Жуан" not in page.partition("<main")[2].partition("</table>")[0].partition("<tbody")[2]
    assert "Жуан Силва" in _text(manager.get("/contacts?archived=yes"))
    manager.post(f"/contacts/{made.id}/restore", status=303)
    assert "Жуан Силва" in _text(manager.get("/contacts"))


def test_the_list_is_filtered_sorted_and_goes_out_as_it_is(
    office: Client, make_contact: Make, chamber: Organisation
) -> None:
    make_contact("Алла", name_en="Alla", basis="duty", posts=[{"organisation_id": chamber.id, "title_ru": "директор"}])
    formula = [{"title_ru": "=cmd()", "title_en": "=cmd()"}]
    make_contact("Яна", name_en="Yana", ways=[{"kind": "phone", "value": "12345"}], posts=formula, languages="pt,en")
    for query, shown, hidden in (
        ("country=BR", "Alla", "Yana"),
        ("basis=none", "Yana", "Alla"),
        (f"organisation={chamber.id}", "Alla", "Yana"),
        ("language=pt", "Yana", "Alla"),
        ("language=en&language=fr", "Yana", "Alla"),
        ("q=директор", "Alla", "Yana"),
        ("q=яна", "Yana", "Alla"),
    ):
        page = _text(office.get(f"/contacts?{query}"))
        assert shown in page, query
        assert f">{hidden}<" not in page, query
    page = _text(office.get("/contacts?sort=-name"))
    assert page.index("Yana") < page.index("Alla")
    lines = _text(office.get("/contacts.csv?q=яна")).lstrip("\ufeff").splitlines()
    assert len(lines) == 2
    assert "'=cmd()" in lines[1]


def test_what_was_logged_with_a_person_stands_on_the_page(
    office: Client, make_contact: Make, chamber: Organisation, official: User
) -> None:
    made = make_contact()
    factories.make_interaction(official, contacts=[made], organisations=[chamber], subject="Обед в палате")
    factories.make_interaction(official, contacts=[make_contact("Другая")], subject="Без них")
    for address in (f"/contacts/{made.id}", f"/organisations/{chamber.id}"):
        page = _text(office.get(address))
        assert "Обед в палате" in page
        assert "Без них" not in page


def test_an_organisation_that_is_asked_for_is_on_offer_among_many(
    office: Client, make_contact: Make, chamber: Organisation, official: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries.employers, "__defaults__", (3,))
    for number in range(6):
        other = organisations.create_named(f"Академия {number}", by=official)
        make_contact(f"Академик {number}", posts=[{"organisation_id": other.id, "title_ru": "член"}])
    make_contact("Жуан", name_en="João", posts=[{"organisation_id": chamber.id, "title_ru": "член"}])
    page = _text(office.get(f"/contacts?organisation={chamber.id}"))
    assert "João" in page
    assert ">Академик 0<" not in page
    for nobody in ("x", "-1", "9" * 30, "0 or 1=1"):
        assert ">Академик 0<" in _text(office.get(f"/contacts?organisation={nobody}")), nobody


def test_languages_are_found_and_told_in_the_readers_words(office: Client, make_contact: Make) -> None:
    found = office.get("/contacts/languages/lookup?q=порту").json["groups"][0]["options"]
    assert [(one["id"], one["label"], one["hint"]) for one in found] == [("pt", "Portuguese", "португальский")]
    assert office.get("/contacts/languages/lookup?q=%25").json["groups"] == []
    answer = office.post("/contacts/new", {"name_ru": "Жуан", "languages": ["pt", "en", "xx"]}, status=303)
    assert _all()[0].languages == "pt,en"
    assert "Portuguese, English" in _text(office.get(answer.headers["Location"]))
    assert "Portuguese, English" in _text(office.get("/contacts.csv"))
    page = _text(office.get(f"{answer.headers['Location']}/edit"))
    assert re.search(r'name="languages" value="pt" checked', page)


@pytest.mark.parametrize(
    ("typed", "status", "kept"),
    [("немецкий", 303, "de"), ("German", 303, "de"), ("Klingon", 422, None), ("ский", 422, None)],
)
def test_a_language_is_typed_without_scripts(office: Client, typed: str, status: int, kept: str | None) -> None:
    page = _text(office.post("/contacts/new", {"name_ru": "Клаус", "languages-text": typed}, status=status))
    assert [one.languages for one in _all()] == ([kept] if kept else [])
    assert kept or typed in page


def test_the_lookup_tells_post_and_organisation(office: Client, make_contact: Make, chamber: Organisation) -> None:
    made = make_contact("Жуан", posts=[{"organisation_id": chamber.id, "title_ru": "член"}])
    option = office.get("/contacts/lookup?q=жуан").json["groups"][0]["options"][0]
    assert (option["id"], option["flag"]) == (str(made.id), "br")
    assert "Торговая палата" in option["hint"]


def test_another_municipalitys_contact_is_unknown(
    sign_in: Any, make_user: Any, make_contact: Make, chamber: Organisation, other_city: Municipality
) -> None:
    made = make_contact("Жуан Силва")
    stranger = sign_in(make_user("admin", municipality=other_city))
    for number in (made.id, made.id + 10**6):
        stranger.get(f"/contacts/{number}", status=404)
        stranger.get(f"/contacts/{number}/edit", status=404)
        for verb in ("archive", "restore"):
            stranger.post(f"/contacts/{number}/{verb}", status=404)
    assert "Жуан" not in _text(stranger.get("/contacts")) + _text(stranger.get("/contacts.csv"))
    assert "Торговая" not in _text(stranger.get(f"/contacts/new?organisation={chamber.id}"))
    sent = {"name_ru": "Жуан Силва", **_row("posts", 0, organisation=str(chamber.id))}
    assert "not there any more" in _text(stranger.post("/contacts/new", sent, status=422))
    stranger.post("/contacts/new", {"name_ru": "Жуан Силва"}, status=303)


def test_pages_of_contacts_cost_the_same_with_many_rows(
    office: Client, make_contact: Make, chamber: Organisation, official: User, counted: Any
) -> None:
    def visit(address: str) -> int:
        asked = counted()
        office.get(address)
        return len(asked)

    made = make_contact("Первый", posts=[{"organisation_id": chamber.id}], ways=[{"kind": "phone", "value": "12345"}])
    addresses = ("/contacts", f"/contacts/{made.id}", "/contacts.csv", "/contacts/lookup?q=чел")
    office.get("/contacts")
    few = [visit(address) for address in addresses]
    posts, ways = [], [{"kind": "phone", "value": "12345"}]
    for number in range(8):
        other = organisations.create_named(f"Палата {number}", by=official)
        db.session.flush()
        posts.append({"organisation_id": other.id, "title_ru": "член"})
        ways.append({"kind": "email", "value": f"a{number}@b.example"})
        make_contact(f"Человек {number}", posts=posts, ways=ways)
    made = make_contact("Многие места", posts=posts, ways=ways)
    addresses = (addresses[0], f"/contacts/{made.id}", *addresses[2:])
    assert [visit(address) for address in addresses] == few
    assert max(few) <= 12  # a statement for each part of another slice
