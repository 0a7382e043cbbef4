"""The page of a city: off by default, only what was marked, the same for everybody, kept by caches, framed by few."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories
from tests.client import Client
from tracker.events import actions as event_actions
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.partners import actions as partner_actions
from tracker.public import actions
from tracker.public.open_data import TABLES
from tracker.public.views import area
from tracker.web.throttle import Throttle

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from tracker.accounts.models import Municipality, User

PAGE: dict[str, Any] = {
    "is_on": True,
    "headline_ru": "Привет, мир",
    "headline_en": "Hello, world",
    "licence_name": "CC BY",
}
EVERY = (
    "",
    "/embed",
    "/map.svg",
    "/datapackage.json",
    *(f"/{name}.{kind}" for name in TABLES for kind in ("csv", "json")),
)


@pytest.fixture(autouse=True)
def _not_throttled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(area, "by_address", Throttle(600, timedelta(minutes=10)))


@pytest.fixture
def admin(make_user: Callable[..., User]) -> User:
    return make_user("admin")


@pytest.fixture
def page(city: Municipality, admin: User) -> Any:
    made = actions.keep_page(by=admin, version=None, answers=PAGE)
    db.session.flush()
    return made


@pytest.fixture
def world(page: Any, official: User, manager: User) -> dict[str, Any]:
    """A partner, an agreement with it and an event that are shown, and one of each that is not."""
    today = clock.today("Europe/Moscow")
    made: dict[str, Any] = {}
    for name, where in (("shown", "Grodno"), ("kept", "Novopolotsk")):
        partner = factories.make_partnership(
            official, city=where, status="active", kind="twin", since_on=date(2005, 6, 11)
        )
        agreement = factories.make_agreement(
            official,
            decider=manager,
            today=today,
            status="in_force",
            partnership_id=partner.id,
            title=f"О дружбе {name}",
            foreign=True,
            other=f"Город {name}",
        )
        event = event_actions.plan(
            by=official,
            answers={
                "kind": "forum",
                "title_ru": f"Форум {name}",
                "title_en": f"Forum {name}",
                "starts_on": today + timedelta(days=3),
                "ends_on": today + timedelta(days=4),
                "responsible_id": official.id,
                "city_id": factories.place("Campinas").id,
            },
        )
        db.session.flush()
        made[name] = (partner, agreement, event)
    partner, agreement, event = made["shown"]
    words = {"is_shown": True, "text_ru": "Дружим", "text_en": "=Friends"}
    made["partner"] = actions.show_partner(partner, by=manager, version=None, answers=words)
    made["agreement"] = actions.show_agreement(agreement, by=manager, version=None, answers={"is_shown": True})
    made["event"] = actions.show_event(event, by=manager, version=None, answers={"is_shown": True})
    db.session.flush()
    return made


def _text(client: Client, address: str, **options: Any) -> str:
    return client.get(address, **options).get_data(as_text=True)


def test_it_is_off_until_somebody_switches_it_on(client: Client, city: Municipality, admin: User) -> None:
    def answers() -> set[int]:
        return {client.get(f"/public/{city.slug}{rest}", status=None).status_code for rest in EVERY}

    assert answers() == {404}
    page = actions.keep_page(by=admin, version=None, answers={**PAGE, "is_on": False})
    assert answers() == {404}
    unknown, off = (client.get(f"/public/{slug}", status=404) for slug in ("nowhere", city.slug))
    assert unknown.get_data() == off.get_data(), "nobody learns whether there is such a municipality"
    actions.keep_page(by=admin, version=page.version, answers=PAGE)
    assert answers() == {200}
    assert "Nothing is published here yet." in _text(client, f"/public/{city.slug}?lang=en")


def test_only_what_was_marked_is_shown_and_only_while_it_stands(
    client: Client, city: Municipality, world: dict[str, Any], manager: User
) -> None:
    def everything() -> str:
        return "".join(_text(client, f"/public/{city.slug}{rest}") for rest in EVERY)

    told = everything()
    for word in ("Гродно", "О дружбе shown", "Город shown", "Форум shown", "Дружим", "2005"):
        assert word in told, word
    for word in (
        "Новополоцк",
        "дружбе kept",
        "Город kept",
        "Форум kept",
        "Forum kept",
        "Горбунова",
        "Лаптев",
        manager.name,
    ):
        assert word not in told, word
    partner, agreement, event = world["shown"]
    partner_actions.archive(partner, by=manager)
    agreement.archived_at = clock.now()
    event.cancelled_on, event.cancelled_reason = clock.today("Europe/Moscow"), "погода"
    db.session.flush()
    told = everything()
    for word in ("Гродно", "О дружбе", "Форум shown", "Дружим"):
        assert word not in told, word


def test_its_figures_equal_the_rows_behind_them(client: Client, city: Municipality, world: dict[str, Any]) -> None:
    told = _text(client, f"/public/{city.slug}?lang=en")
    for number, what in (
        (1, "twin or friendship city"),
        (1, "country with partners"),
        (1, "published agreement in force"),
    ):
        assert f"<b>{number}</b><span>{what}" in told
    for name in TABLES:
        assert len(client.get(f"/public/{city.slug}/{name}.json").get_json()) == 1, name


def test_open_data_is_as_its_description_says(client: Client, city: Municipality, world: dict[str, Any]) -> None:
    package = client.get(f"/public/{city.slug}/datapackage.json?lang=ru").get_json()
    assert package["description"] == "CC BY", "a licence without an address is told in words"
    types = {"integer": int, "number": (int, float), "boolean": bool, "string": str, "date": str}
    for resource in package["resources"]:
        path = resource["path"].partition("/public/")[2]
        fields = resource["schema"]["fields"]
        assert all(field["title"] for field in fields)
        content = _text(client, f"/public/{path}")
        if resource["format"] == "json":
            for row in json.loads(content):
                assert list(row) == [field["name"] for field in fields]
                for field in fields:
                    value = row[field["name"]]
                    assert value is None or isinstance(value, types[field["type"]]), field
                    assert value in field.get("constraints", {}).get("enum", [value])
        else:
            rows = list(csv.reader(io.StringIO(content.lstrip("\ufeff")), delimiter=resource["dialect"]["delimiter"]))
            assert rows[0] == [field["name"] for field in fields]
            assert len(rows) == 2
    partners = _text(client, f"/public/{city.slug}/partners.csv?lang=ru")
    assert '"\'=Friends"' in partners, "no cell becomes a formula"
    assert '"2005-06-11"' in partners, "days are the same in every language"
    agreement = client.get(f"/public/{city.slug}/agreements.json").get_json()[0]
    assert agreement["partner_id"] == world["partner"].id


def test_it_is_the_same_for_everybody_and_leaves_no_trace(
    app: Flask, client: Client, city: Municipality, world: dict[str, Any], sign_in: Callable[..., Client]
) -> None:
    signed_in = sign_in("manager")
    for rest in EVERY:
        theirs, ours = (one.get(f"/public/{city.slug}{rest}?lang=ru") for one in (client, signed_in))
        if rest != "/datapackage.json":
            assert theirs.get_data() == ours.get_data(), rest
        for answer in (theirs, ours):
            assert "Set-Cookie" not in answer.headers, rest
            assert "Cookie" not in answer.headers.get("Vary", ""), rest
            assert b"csrf" not in answer.get_data()
            assert b"<script" not in answer.get_data()


def test_it_is_kept_and_asked_again_until_something_changes(
    client: Client, city: Municipality, world: dict[str, Any], manager: User, counted: Any
) -> None:
    for rest in EVERY:
        address = f"/public/{city.slug}{rest}"
        first = client.get(address)
        assert first.cache_control.public
        assert first.cache_control.max_age == 300
        assert "Accept-Language" in first.vary
        tag = {"If-None-Match": first.headers["ETag"]}
        asked = counted()
        assert client.get(address, status=304, headers=tag).get_data() == b""
        assert len(asked) <= 4, f"{rest}: a kept answer costs no drawing"
        assert client.get(f"{address}?lang=en").headers["ETag"] != client.get(f"{address}?lang=ru").headers["ETag"]
    before = client.get(f"/public/{city.slug}").headers["ETag"]
    partner_actions.archive(world["kept"][0], by=manager)
    db.session.flush()
    client.get(f"/public/{city.slug}", status=200, headers={"If-None-Match": before})


def test_its_language_is_that_of_the_address_else_of_the_browser(client: Client, city: Municipality, page: Any) -> None:
    for query, accepted, language in (
        ("?lang=en", "ru", "en"),
        ("", "en-GB,en;q=0.8", "en"),
        ("", "fr", "ru"),
        ("?lang=xx", "", "ru"),
    ):
        told = _text(client, f"/public/{city.slug}{query}", headers={"Accept-Language": accepted})
        assert f'<html lang="{language}">' in told
        assert ("Hello, world" if language == "en" else "Привет, мир") in told
        for other in ("ru", "en", "x-default"):
            assert f'hreflang="{other}"' in told


def test_only_the_named_sites_put_its_map_into_a_frame(
    client: Client, city: Municipality, page: Any, admin: User
) -> None:
    def frames(rest: str, status: int = 200) -> tuple[str, str | None]:
        answer = client.get(f"/public/{city.slug}{rest}", status=status)
        policy = answer.headers["Content-Security-Policy"].partition("frame-ancestors ")[2].partition(";")[0]
        return policy, answer.headers.get("X-Frame-Options")

    assert frames("/embed") == ("'none'", "DENY")
    said = {**PAGE, "frame_origins": "https://city.example\nhttps://www.city.example"}
    actions.keep_page(by=admin, version=page.version, answers=said)
    assert frames("/embed") == ("https://city.example https://www.city.example", None)
    assert frames("") == ("'none'", "DENY"), "the whole page stays by itself"
    assert frames("/agreements/999/text", 404) == ("'none'", "DENY")


def test_who_asks_too_often_waits(
    client: Client, city: Municipality, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(area, "by_address", Throttle(2, timedelta(minutes=10)))
    statuses = [client.get(f"/public/{city.slug}", status=None).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


def test_the_office_decides_by_the_forms(
    sign_in: Callable[..., Client], world: dict[str, Any], client: Client, city: Municipality
) -> None:
    partner, agreement, _event = world["kept"]
    manager = sign_in("manager")
    assert "Not shown outside." in _text(manager, f"/partners/{partner.id}")
    address = f"/partners/{partner.id}/public"
    form = {"is_shown": "y", "text_en": "A new <b>friend</b>"}
    manager.post(address, form, status=303)
    assert "A new &lt;b&gt;friend&lt;/b&gt;" in _text(client, f"/public/{city.slug}?lang=en")
    page = manager.post(address, {"text_ru": "я" * 501}, status=422).get_data(as_text=True)
    assert "At most 500 characters." in page
    assert "я" * 501 in page
    assert f'href="{address}"' in _text(sign_in("admin"), "/admin/settings/public-page")
    sign_in("official").get(address, status=403)
    other = manager.post(f"/agreements/{agreement.id}/public", {"document_version_id": "77"}, status=422)
    assert "О дружбе kept" in other.get_data(as_text=True)


def test_what_may_not_be_shown_is_refused(world: dict[str, Any], official: User, manager: User) -> None:
    partner, _agreement, _event = world["shown"]
    draft = factories.make_agreement(official, today=clock.today("Europe/Moscow"))
    with pytest.raises(RuleBroken, match="signed"):
        actions.show_agreement(draft, by=manager, version=None, answers={"is_shown": True})
    with pytest.raises(RuleBroken, match="no signed or published text"):
        actions.show_agreement(draft, by=manager, version=None, answers={"document_version_id": 12345})
    with pytest.raises(NotAllowed):
        actions.show_partner(partner, by=official, version=world["partner"].version, answers={"is_shown": True})
    with pytest.raises(EditedMeanwhile):
        actions.show_partner(partner, by=manager, version=99, answers={"is_shown": True})
    with pytest.raises(NotAllowed):
        actions.keep_page(by=manager, version=None, answers=PAGE)


def test_an_administrator_sets_it_up(sign_in: Callable[..., Client], city: Municipality, client: Client) -> None:
    admin = sign_in("admin")
    address = "/admin/settings/public-page"
    assert f'href="{address}"' in _text(admin, "/admin/settings")
    wrong = {"is_on": "y", "licence_name": "", "frame_origins": "nonsense", "licence_url": "javascript:alert(1)"}
    page = admin.post(address, wrong, status=422).get_data(as_text=True)
    assert "An address begins with https://." in page
    page = admin.post(address, {**wrong, "licence_url": ""}, status=422).get_data(as_text=True)
    assert "Say under which licence the data may be used." in page
    page = admin.post(address, {**wrong, "licence_url": "", "licence_name": "CC0"}, status=422).get_data(as_text=True)
    assert "nonsense is no site." in page
    admin.post(address, {"is_on": "y", "licence_name": "CC0", "frame_origins": "https://city.example"}, status=303)
    told = _text(client, f"/public/{city.slug}?lang=en")
    assert "and the world" in told
    assert "CC0" in told
