"""The administrator's dictionary of areas of cooperation."""

from __future__ import annotations

import html

import pytest

from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, RuleBroken
from tracker.partners import dictionary, queries

NEW = {"name_ru": "Городской транспорт", "name_en": "City transport"}


@pytest.fixture
def admin(make_user):
    return make_user("admin")


def test_a_new_area_is_offered_renamed_and_moved(sign_in, admin):
    client = sign_in(admin)
    client.post("/admin/dictionaries/new", NEW, status=303)
    area = queries.areas()[-1]
    assert (area.name_ru, area.name_en) == tuple(NEW.values())
    assert "City transport" in client.get("/partners/new").text
    client.post(
        f"/admin/dictionaries/{area.id}/edit", {**NEW, "name_en": "Mobility", "version": area.version}, status=303
    )
    client.post(f"/admin/dictionaries/{area.id}/up", status=303)
    db.session.expire_all()
    assert [one.name_en for one in queries.areas()][-2:] == ["Mobility", "Administration and governance"]


def test_a_name_stands_once_and_bad_forms_come_back(sign_in, admin):
    client = sign_in(admin)
    taken = html.unescape(
        client.post("/admin/dictionaries/new", {"name_ru": "КУЛЬТУРА", "name_en": "Arts"}, status=422).text
    )
    assert "There is an area of this name already." in taken
    assert "Arts" in taken
    client.post("/admin/dictionaries/new", {"name_ru": " ", "name_en": "x"}, status=422)
    client.post("/admin/dictionaries/new", {"name_ru": "ы" * 1000, "name_en": "x"}, status=422)


def test_a_retired_area_stays_with_those_that_name_it(sign_in, admin, make_partnership):
    area = queries.areas()[0]
    partner = make_partnership(areas=[area.id])
    client = sign_in(admin)
    client.post(f"/admin/dictionaries/{area.id}/retire", status=303)
    assert area.name_en not in client.get("/partners/new").text
    assert area.name_en in client.get(f"/partners/{partner.id}/edit").text
    assert area.name_en in client.get(f"/partners/{partner.id}").text
    client.post(f"/admin/dictionaries/{area.id}/reinstate", status=303)
    assert area.name_en in client.get("/partners/new").text


def test_one_area_has_to_stay(admin):
    *others, last = queries.areas()
    for area in others:
        dictionary.retire_area(area, by=admin)
    with pytest.raises(RuleBroken):
        dictionary.retire_area(last, by=admin)
    assert last.retired_at is None


def test_a_stale_version_overwrites_nothing(admin):
    area = queries.areas()[0]
    with pytest.raises(EditedMeanwhile):
        dictionary.edit_area(area, by=admin, version=area.version + 1, answers=NEW)
    assert area.name_en != NEW["name_en"]
