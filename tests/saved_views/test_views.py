"""Keeping, opening, sharing, pinning and grouping views of lists."""

from __future__ import annotations

import html
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from tests import factories
from tracker.kernel.db import acting_as, db
from tracker.kernel.errors import NotAllowed, RuleBroken
from tracker.permissions import Role
from tracker.saved_views import actions, rules
from tracker.saved_views.actions import Look
from tracker.saved_views.models import Layout, SavedView

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.client import Client
    from tracker.accounts.models import User

TODAY = date(2026, 11, 23)
LOOK = Look(list_name="agreements", layout=Layout.LIST, words="status=draft&sort=title")


@pytest.fixture
def kept(official: User) -> SavedView:
    with acting_as(official.id):
        return actions.keep(LOOK, by=official, name="Мои проекты")


def test_what_a_list_shows_is_kept_under_a_name(sign_in: Callable[..., Client], official: User) -> None:
    client = sign_in(official)
    sent = {
        "list": "agreements",
        "layout": "list",
        "filters": "status=draft&sort=title&after=abc&view=7",
        "name": "Проекты",
    }
    answer = client.post("/views/new", sent, status=303)
    view = db.session.scalars(select(SavedView)).one()
    assert (view.name, view.words, view.owner_id) == ("Проекты", "sort=title&status=draft", official.id)
    assert answer.headers["Location"] == f"/agreements?sort=title&status=draft&view={view.id}"
    page = client.get(answer.headers["Location"]).text
    assert re.search(r'aria-current="page">Проекты', page)


def test_what_is_no_board_is_kept_as_a_list(sign_in: Callable[..., Client], official: User) -> None:
    sent = {"list": "partners", "layout": "board", "filters": "kind=twin", "name": "Побратимы"}
    answer = sign_in(official).post("/views/new", sent, status=303)
    assert answer.headers["Location"].startswith("/partners?kind=twin")


def test_a_view_without_a_name_comes_back_with_what_was_chosen(sign_in: Callable[..., Client], official: User) -> None:
    sent = {"list": "partners", "layout": "list", "filters": "kind=twin", "name": " ", "pinned": "y"}
    page = sign_in(official).post("/views/new", sent, status=422).text
    assert 'value="kind=twin"' in page
    assert "Fill this in." in page
    assert 'name="pinned" value="y" checked' in page


def test_a_colleague_sees_only_what_is_shared(
    sign_in: Callable[..., Client], make_user: Callable[..., User], kept: SavedView
) -> None:
    colleague = make_user(Role.OFFICIAL)
    client = sign_in(colleague)
    assert "Мои проекты" not in client.get("/agreements").text
    for path in ("", "/edit"):
        client.get(f"/views/{kept.id}{path}", status=404)
    for deed in ("archive", "pin", "subscribe", "look"):
        client.post(f"/views/{kept.id}/{deed}", status=404)
    kept.shared = True
    db.session.commit()
    assert "Мои проекты" in client.get("/agreements").text
    client.get(f"/views/{kept.id}", status=302)
    client.post(f"/views/{kept.id}/archive", status=403)
    db.session.refresh(kept)
    assert kept.archived_at is None


def test_words_cannot_lead_elsewhere(sign_in: Callable[..., Client], official: User) -> None:
    hostile = "_external=1&_scheme=javascript&_anchor=x&endpoint=accounts.sign_out&status=draft"
    with acting_as(official.id):
        view = actions.keep(Look(list_name="agreements", layout=Layout.LIST, words=hostile), by=official, name="x")
    answer = sign_in(official).get(f"/views/{view.id}", status=302)
    assert answer.headers["Location"].startswith("/agreements?")


def test_who_only_reads_keeps_views_for_oneself(make_user: Callable[..., User]) -> None:
    viewer = make_user(Role.VIEWER)
    actions.keep(LOOK, by=viewer, name="x")
    with pytest.raises(NotAllowed):
        actions.keep(LOOK, by=viewer, name="y", shared=True)


def test_too_many_filters_are_refused_and_nothing_is_kept(official: User) -> None:
    with pytest.raises(RuleBroken):
        actions.keep(Look(list_name="agreements", layout=Layout.LIST, words="q=" + "я" * 2000), by=official, name="x")
    assert db.session.scalars(select(SavedView)).all() == []


def test_a_role_opens_a_list_with_its_first_view(
    sign_in: Callable[..., Client], make_user: Callable[..., User], official: User
) -> None:
    admin = make_user(Role.ADMIN)
    with acting_as(admin.id):
        first = actions.keep(LOOK, by=admin, name="Первый", shared=True)
        actions.edit(first, by=admin, version=first.version, name="Первый", shared=True, default_role=Role.OFFICIAL)
    client = sign_in(official)
    address = client.get("/agreements", status=302).headers["Location"]
    assert f"view={first.id}" in address
    page = client.get(address).text
    everything = html.unescape(re.search(r'href="(/agreements\?[^"]*view=all)"', page)[1])
    client.get(everything, status=200)
    sign_in(Role.MANAGER).get("/agreements", status=200)


def test_a_list_has_one_first_view_for_a_role(make_user: Callable[..., User]) -> None:
    admin = make_user(Role.ADMIN)
    views = [actions.keep(LOOK, by=admin, name=name, shared=True) for name in ("a", "b")]
    for view in views:
        actions.edit(view, by=admin, version=view.version, name=view.name, shared=True, default_role=Role.VIEWER)
    assert [view.default_role for view in views] == [None, Role.VIEWER]
    with pytest.raises(RuleBroken):
        actions.edit(views[1], by=admin, version=views[1].version, name="b", shared=False, default_role=Role.VIEWER)


def test_only_an_administrator_sets_what_a_role_sees_first(official: User, kept: SavedView) -> None:
    with pytest.raises(NotAllowed):
        actions.edit(kept, by=official, version=kept.version, name="x", shared=True, default_role=Role.OFFICIAL)


def test_a_pinned_view_stands_in_the_sidebar_until_it_is_put_away(
    sign_in: Callable[..., Client], official: User, kept: SavedView
) -> None:
    client = sign_in(official)
    client.post(f"/views/{kept.id}/pin", status=303)
    client.post(f"/views/{kept.id}/pin", status=303)
    assert client.get("/contacts").text.count(f'href="/views/{kept.id}"') == 1
    client.post(f"/views/{kept.id}/archive", status=303)
    assert f'href="/views/{kept.id}"' not in client.get("/contacts").text
    client.post(f"/views/{kept.id}/restore", status=303)
    client.post(f"/views/{kept.id}/unpin", status=303)
    assert f'href="/views/{kept.id}"' not in client.get("/contacts").text


def test_a_view_is_changed_to_what_is_seen_now(sign_in: Callable[..., Client], official: User, kept: SavedView) -> None:
    client = sign_in(official)
    page = client.get(f"/agreements?status=draft&sort=-title&view={kept.id}").text
    assert f'action="/views/{kept.id}/look"' in page
    client.post(f"/views/{kept.id}/look", {"words": "sort=-title&status=draft"}, status=303)
    db.session.refresh(kept)
    assert kept.words == "sort=-title&status=draft"
    assert (
        f'action="/views/{kept.id}/look"' not in client.get(f"/agreements?status=draft&sort=-title&view={kept.id}").text
    )


def test_two_people_changing_a_view_are_told(sign_in: Callable[..., Client], official: User, kept: SavedView) -> None:
    sent = {"name": "Новое", "version": str(kept.version + 5)}
    sign_in(official).post(f"/views/{kept.id}/edit", sent, status=409)


def test_the_order_of_words_makes_no_other_view() -> None:
    assert rules.canonical("b=2&a=1&a=0&from=51&view=9") == rules.canonical("a=0&a=1&b=2")


class TestGrouping:
    @pytest.fixture
    def told(self, official: User, manager: User) -> None:
        with acting_as(official.id):
            for status, count in (("draft", 3), ("in_review", 2), ("in_force", 4)):
                for _number in range(count):
                    factories.make_agreement(official, today=TODAY, status=status, decider=manager)

    def test_every_number_leads_to_as_many_rows(
        self, sign_in: Callable[..., Client], official: User, told: None
    ) -> None:
        client = sign_in(official)
        page = client.get("/agreements?grouped=status&across=kind").text
        numbers = [
            (html.unescape(url), int(n)) for url, n in re.findall(r'<a href="(/agreements\?[^"]*)">(\d+)</a>', page)
        ]
        assert sorted(n for _url, n in numbers if "kind=" not in _url) == [2, 3, 4]
        for url, number in numbers:
            assert f"{number} record" in client.get(url).text, url

    def test_the_file_holds_what_the_page_shows(
        self, sign_in: Callable[..., Client], official: User, told: None
    ) -> None:
        lines = sign_in(official).get("/agreements.csv?grouped=status").get_data(as_text=True).splitlines()
        assert lines[1:] == ['"Draft","3"', '"In review","2"', '"In force","4"', '"Together","9"']

    def test_an_unknown_word_groups_nothing(self, sign_in: Callable[..., Client], official: User, told: None) -> None:
        page = sign_in(official).get("/agreements?grouped=password_hash&across=1 OR 1").text
        assert "table--groups" not in page
