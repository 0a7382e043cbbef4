"""The pages of talks: list, board, record, forms."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests import factories
from tests.negotiations.conftest import TODAY
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.tenancy import acting_for
from tracker.negotiations import actions
from tracker.negotiations.models import Negotiation
from tracker.partners import actions as partner_actions
from tracker.web import boards

BOARD = {"X-Board": "1"}


def text(answer):
    return answer.get_data(as_text=True)


def reread(talks):
    db.session.expire_all()
    return db.session.scalars(select(Negotiation).where(Negotiation.id == talks.id)).one()


def test_the_list_finds_a_partner_in_either_script(make_talks, sign_in, official):
    make_talks(partner=factories.make_partnership(official, region="São Paulo"), subject="Продукция")
    client = sign_in("viewer")
    for typed in ("сан-пау", "Sao Paulo", "São Paulo", "продукц"):
        assert "Продукция" in text(client.get("/negotiations", query_string={"q": typed}))
    assert "Продукция" not in text(client.get("/negotiations?q=гродно"))


def test_talks_are_found_by_the_citys_name_once_it_is_named(make_talks, sign_in, official):
    partner = factories.make_partnership(official, region="São Paulo")
    make_talks(partner=partner, subject="Продукция")
    partner_actions.name_city(partner, factories.place("Campinas"), by=official, version=None, today=TODAY)
    db.session.flush()
    assert "Продукция" in text(sign_in("viewer").get("/negotiations", query_string={"q": "кампинас"}))


def test_lists_and_boards_cost_the_same_with_more_rows(make_talks, sign_in, counted):
    client = sign_in("manager")
    partner = make_talks().partnership
    costs = []
    for more in (1, 30):
        for _number in range(more):
            make_talks(partner=partner)
        db.session.flush()
        for address in ("/negotiations", "/negotiations/board"):
            client.get(address)
            queries = counted()
            client.get(address)
            costs.append((address, len(queries)))
    assert costs[:2] == costs[2:]
    assert max(count for _address, count in costs) <= 12, costs


def test_a_board_shows_twenty_cards_a_column_and_the_rest_on_demand(make_talks, sign_in, stages):
    partner = make_talks().partnership
    for _number in range(boards.CARDS_AT_ONCE + 4):
        make_talks(partner=partner)
    client = sign_in("manager")
    page = text(client.get("/negotiations/board"))
    assert page.count("data-card=") == boards.CARDS_AT_ONCE
    more = page.split("data-more")[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    rest = client.get(more, headers=BOARD)
    assert text(rest).count("data-card=") == 5
    assert "<html" not in text(rest)
    assert "<html" in text(client.get(more))
    client.get(f"/negotiations/board/{stages['contact'].id}?after=%00nonsense")
    client.get("/negotiations/board/999999", status=404)


def test_a_move_on_the_board_answers_with_the_fresh_card(make_talks, sign_in, manager, stages):
    talks = make_talks()
    form = {"stage": stages["interest"].id, "version": talks.version}
    answer = sign_in(manager).post(f"/negotiations/{talks.id}/move", form, headers=BOARD, status=200).get_json()
    assert answer["column"] == str(stages["interest"].id)
    assert answer["counts"][str(stages["interest"].id)] == "1"
    assert f'data-card="{talks.id}"' in answer["card"]
    assert reread(talks).stage_id == stages["interest"].id


def test_a_refused_move_says_why_and_asks_for_what_is_missing(make_talks, sign_in, manager, official, stages):
    talks = make_talks()
    form = {"stage": stages["interest"].id, "version": talks.version}
    refused = sign_in(official).post(f"/negotiations/{talks.id}/move", form, headers=BOARD, status=403).get_json()
    assert "manager" in refused["why"]
    asked = sign_in(manager).post(
        f"/negotiations/{talks.id}/move",
        {"stage": stages["notice"].id, "version": talks.version},
        headers=BOARD,
        status=422,
    )
    assert "skipped" in asked.get_json()["why"]
    assert 'name="document"' in asked.get_json()["ask"]
    assert reread(talks).stage_id == stages["contact"].id


def test_a_move_of_a_card_that_was_moved_meanwhile_is_refused(make_talks, sign_in, manager, stages):
    talks = make_talks()
    seen = talks.version
    client = sign_in(manager)
    client.post(f"/negotiations/{talks.id}/move", {"stage": stages["interest"].id, "version": seen}, headers=BOARD)
    again = client.post(
        f"/negotiations/{talks.id}/move",
        {"stage": stages["contact"].id, "version": seen, "reason": "x"},
        headers=BOARD,
        status=409,
    )
    assert manager.name in again.get_json()["why"]


def test_the_form_of_a_move_works_without_the_board(make_talks, sign_in, manager, stages):
    talks = make_talks()
    client = sign_in(manager)
    page = client.get(f"/negotiations/{talks.id}/move")
    assert 'name="stage"' in text(page)
    form = {"stage": stages["notice"].id, "version": talks.version, "moved_on": "31.12.2199"}
    refused = client.post(f"/negotiations/{talks.id}/move", form, status=422)
    assert "in the future" in text(refused)
    assert "31.12.2199" in text(refused)
    client.post(
        f"/negotiations/{talks.id}/move", {"stage": stages["interest"].id, "version": talks.version}, status=303
    )


def test_new_talks_with_hostile_words(sign_in, official):
    partner = factories.make_partnership(official)
    hostile = "<script>alert(1)</script>\x00 =cmd() {{ 7*7 }}"
    client = sign_in(official)
    form = {"partner": str(partner.id), "subject": hostile, "responsible_id": official.id, "started_on": "01.02.2026"}
    client.post("/negotiations/new", form, status=303)
    made = db.session.scalars(select(Negotiation)).one()
    assert made.subject == "<script>alert(1)</script> =cmd() {{ 7*7 }}"
    page = text(client.get(f"/negotiations/{made.id}"))
    assert "<script>alert" not in page
    assert "49" not in page.split("<h1>")[1].split("</h1>")[0]
    assert "'=" not in text(client.get("/negotiations.csv"))


@pytest.mark.parametrize(
    "broken", [{"subject": ""}, {"started_on": "32.01.2026"}, {"partner": ""}, {"responsible_id": "999999"}]
)
def test_bad_input_comes_back_with_everything_typed(sign_in, official, broken):
    partner = factories.make_partnership(official)
    form = {
        "partner": str(partner.id), "subject": "Обмен", "responsible_id": official.id, "started_on": "01.02.2026",
        "note": "не потерять", **broken,
    }  # fmt: skip
    answer = sign_in(official).post("/negotiations/new", form, status=422)
    assert "не потерять" in text(answer)
    assert db.session.scalars(select(Negotiation)).all() == []


def test_a_form_sent_twice_makes_one_record(sign_in, official):
    partner = factories.make_partnership(official)
    form = {
        "partner": str(partner.id), "subject": "Обмен", "responsible_id": official.id, "started_on": "01.02.2026",
        "form_key": "the-same-key",
    }  # fmt: skip
    client = sign_in(official)
    first = client.post("/negotiations/new", form, status=303)
    second = client.post("/negotiations/new", form, status=303)
    assert first.location == second.location
    assert len(db.session.scalars(select(Negotiation)).all()) == 1


def test_who_edited_meanwhile_is_shown_and_nothing_is_lost(make_talks, sign_in, official, manager):
    talks = make_talks()
    opened_at = talks.version
    actions.edit(talks, by=manager, version=opened_at, answers={"subject": "Обмен учителями"})
    form = {
        "subject": "Обмен школьниками", "responsible_id": official.id, "started_on": f"{talks.started_on:%d.%m.%Y}",
        "version": opened_at, "note": "моя приписка",
        "seen": '{"subject": "Школьный обмен", "note": ""}',
    }  # fmt: skip
    client = sign_in(official)
    page = text(client.post(f"/negotiations/{talks.id}/edit", form, status=409))
    for shown in ("Школьный обмен", "Обмен учителями", "Обмен школьниками", "моя приписка"):
        assert shown in page
    kept = {**form, "version": reread(talks).version, "keep.subject": "theirs"}
    client.post(f"/negotiations/{talks.id}/edit", kept, status=303)
    after = reread(talks)
    assert (after.subject, after.note) == ("Обмен учителями", "моя приписка")


def test_another_citys_talks_are_unknown(make_talks, sign_in, other_city, make_user):
    talks = make_talks()
    stranger = make_user("manager", other_city)
    client = sign_in(stranger)
    for address in ("", "/edit", "/move", "/end", "/reopen"):
        client.get(f"/negotiations/{talks.id}{address}", status=404)
    client.post(f"/negotiations/{talks.id}/archive", status=404)
    assert talks.subject not in text(client.get("/negotiations?state=all"))
    assert talks.subject not in text(client.get("/negotiations.csv?state=all"))
    with acting_for(talks.municipality_id):
        assert reread(talks).archived_at is None


def test_archived_and_brought_back(make_talks, sign_in, official, make_user):
    talks = make_talks()
    sign_in(make_user("official")).post(f"/negotiations/{talks.id}/archive", status=403)
    client = sign_in(official)
    client.post(f"/negotiations/{talks.id}/archive", status=303)
    assert "Undo" in text(client.get("/negotiations"))
    assert reread(talks).archived_at is not None
    client.post(f"/negotiations/{talks.id}/restore", status=303)
    assert reread(talks).archived_at is None


def test_stages_are_for_the_administrator(sign_in, stages):
    client = sign_in("admin")
    client.get("/admin/stages")
    stage = stages["intent"]
    form = {"name_ru": "Протокол", "name_en": "Protocol", "stale_after_days": "60", "version": stage.version}
    client.post(f"/admin/stages/{stage.id}/edit", form, status=303)
    client.post(f"/admin/stages/{stage.id}/up", status=303)
    page = text(client.get("/admin/stages"))
    assert page.index("Protocol") < page.index("Region notified")
    client.post("/admin/stages/new", {"name_ru": "", "name_en": "x"}, status=422)
    client.post("/admin/stages/new", {"name_ru": "протокол", "name_en": "Another"}, status=422)
    client.post(f"/admin/stages/{stage.id}/retire", status=303)
    client.post(f"/admin/stages/{stage.id}/up", status=303)
    assert text(client.get("/admin/stages")).index("Region notified") < text(client.get("/admin/stages")).index(
        "Protocol"
    )


def test_days_are_shown_in_the_municipalitys_zone(make_talks, sign_in, manager):
    from datetime import UTC, datetime

    make_talks()
    late = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)  # 24 November in Moscow
    with clock.standing_at(late):
        assert "101 days" in text(sign_in(manager).get("/negotiations"))
    assert TODAY.day == 23
