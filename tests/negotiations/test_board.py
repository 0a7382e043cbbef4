"""The board of talks at real size: lanes, limits, a quick look, many cards moved at once, what changed meanwhile."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests import factories
from tests.negotiations.conftest import TODAY
from tracker.audit.models import AuditEntry
from tracker.kernel import clock
from tracker.kernel.db import acting_as, db
from tracker.negotiations import actions, queries
from tracker.negotiations.models import StageChange
from tracker.negotiations.rules import MoveRequest
from tracker.permissions import Role
from tracker.web import board_lanes

BOARD = {"X-Board": "1"}


@pytest.fixture
def partners(official):
    with acting_as(official.id):
        return [factories.make_partnership(official, city=name) for name in ("Grodno", "Novopolotsk", "Campinas")]


def cards_of(page):
    return set(map(int, re.findall(r'data-card="(\d+)"', page)))


def lane(page, value):
    return page.split(f'data-lane="{value}"')[1].split("</details>")[0]


def test_lanes_hold_every_card_once_and_count_it(make_talks, sign_in, manager, partners):
    talks = [make_talks(partner=partner) for partner in partners]
    client = sign_in(manager)
    page = client.get("/negotiations/board?lanes=country").text
    assert cards_of(page) == {one.id for one in talks}
    assert cards_of(lane(page, "BY")) == {talks[0].id, talks[1].id}
    assert '<span class="num muted">2</span>' in lane(page, "BY")
    assert cards_of(client.get("/negotiations/board?lanes=country&lane=BR").text) == {talks[2].id}
    assert cards_of(client.get("/negotiations/board?lanes=area&lane=-").text) == {
        one.id for one in talks if not one.partnership.area_codes
    }
    assert cards_of(client.get(f"/negotiations/board?lanes=responsible&lane={talks[0].responsible_id}").text) == {
        one.id for one in talks
    }
    for spoilt in ("lanes=country&lane=%00x", "lanes=responsible&lane=9999999999999", "lanes=responsible&lane=x"):
        assert cards_of(client.get(f"/negotiations/board?{spoilt}").text) == set()


def test_a_lane_leads_to_its_further_cards_and_closed_lanes_open(
    make_talks, sign_in, manager, partners, stages, monkeypatch
):
    for _number in range(board_lanes.CARDS_IN_LANE + 3):
        make_talks(partner=partners[0])
    make_talks(partner=partners[2])
    monkeypatch.setattr(board_lanes, "OPEN_LANES", 1)
    client = sign_in(manager)
    page = client.get("/negotiations/board?lanes=country").text
    assert len(cards_of(lane(page, "BY"))) == board_lanes.CARDS_IN_LANE
    more = lane(page, "BY").split("data-more")[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    rest = cards_of(client.get(more, headers=BOARD).text)
    assert len(rest) == 3
    assert not rest & cards_of(lane(page, "BY"))
    closed = lane(page, "BR").split('data-closed="')[1].split('"')[0].replace("&amp;", "&")
    assert cards_of(lane(page, "BR")) == set()
    assert len(cards_of(client.get(closed, headers=BOARD).text)) == 1
    assert "<html" not in client.get(closed, headers=BOARD).text


def test_a_column_says_that_it_holds_too_many(make_talks, sign_in, manager, partners, stages):
    stages["contact"].most_cards = 1
    db.session.flush()
    make_talks(partner=partners[0])
    client = sign_in(manager)
    assert "is-over" not in client.get("/negotiations/board").text
    second = make_talks(partner=partners[1])
    page = client.get("/negotiations/board").text
    assert "is-over" in page
    assert "of 1" in page
    back = make_talks("interest", partner=partners[2], mover=manager)
    said = {"stage": stages["contact"].id, "version": back.version, "reason": "back"}
    answer = client.post(f"/negotiations/{back.id}/move", said, headers=BOARD, status=200)
    assert answer.get_json()["counts"][str(stages["contact"].id)] == "3", "a limit warns and refuses nothing"
    assert "since today" in answer.get_json()["card"]
    assert second.stage_id == stages["contact"].id


def test_a_quick_look_shows_facts_and_the_last_entries(make_talks, sign_in, manager, partners, stages):
    talks = make_talks(partner=partners[0], next_step="Позвонить мэру")
    client = sign_in(manager)
    look = client.get(f"/negotiations/board/card/{talks.id}", headers=BOARD).text
    assert "Позвонить мэру" in look
    assert "Talks begun" in look
    assert f'href="/negotiations/{talks.id}"' in look
    assert "<html" not in look
    assert client.get(f"/negotiations/board/card/{talks.id}", status=302).headers["Location"].endswith(f"/{talks.id}")
    assert sign_in(Role.VIEWER).get(f"/negotiations/board/card/{talks.id}", headers=BOARD).status_code == 200
    client.get("/negotiations/board/card/999999", headers=BOARD, status=404)


# many at once


def moving(client, talks, *, stage, reason="because"):
    chosen = "&".join(f"id={one.id}" for one in talks)
    return f"/bulk?list=negotiations&do=move&layout=board&answered=1&to_stage={stage.id}&reason={reason}&{chosen}"


def test_many_cards_move_with_one_reason_and_are_taken_back_at_once(
    make_talks, sign_in, manager, partners, stages, counted
):
    talks = [make_talks(partner=partner) for partner in partners]
    there = make_talks("interest", partner=partners[0], mover=manager)
    before = {one.id: (one.stage_id, one.stage_since_on) for one in talks}
    client = sign_in(manager)
    assert (
        "Change 4 records" not in client.get(moving(client, [*talks, there], stage=stages["interest"], reason="")).text
    )
    address = moving(client, [*talks, there], stage=stages["interest"], reason="Together")
    page = client.get(address).text
    assert "Change 3 records" in page
    assert "The talks are at this stage already." in page
    sent = {
        "row": [f"{one.id}:{one.version}" for one in talks],
        "to_stage": str(stages["interest"].id),
        "reason": "Together",
    }
    answer = client.post(address, sent, status=303)
    assert answer.headers["Location"] == "/negotiations/board"
    db.session.expire_all()
    assert {one.stage_id for one in talks} == {stages["interest"].id}
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "move", AuditEntry.reason == "Together"))
    assert sorted(entry.kind for entry in entries) == ["bulk_change", "negotiation", "negotiation", "negotiation"]
    back = re.search(r'(/bulk/\d+/undo[^"]*)"', client.get(answer.headers["Location"]).text)
    assert back is not None
    client.post(back[1].replace("&amp;", "&"), status=303)
    db.session.expire_all()
    assert {one.id: (one.stage_id, one.stage_since_on) for one in talks} == before
    undone = db.session.scalars(select(StageChange).where(StageChange.undoes_id.is_not(None))).all()
    assert {one.negotiation_id for one in undone} == set(before)
    standing = db.session.scalars(select(StageChange.negotiation_id).where(queries.counted_change())).all()
    assert sorted(standing) == sorted([*before, there.id, there.id]), "neither move counts"


def test_the_preview_says_why_cards_do_not_move(make_talks, sign_in, official, make_user, partners, stages):
    own, foreign = make_talks(partner=partners[0]), make_talks(partner=partners[1], by=make_user(Role.OFFICIAL))
    nameless = make_talks(partner=factories.make_partnership(official, region="São Paulo"))
    client = sign_in(official)
    page = client.get(moving(client, [own, foreign], stage=stages["interest"])).text
    assert "Into this stage a manager moves talks." in page
    assert "Only the responsible official or a manager moves these talks." in page
    page = client.get(moving(client, [own, nameless], stage=stages["drafting"])).text
    assert "Before this stage the partner city has to be named." in page
    assert "Change 1 record" in page
    assert 'value="move"' not in sign_in(Role.VIEWER).get("/negotiations/board").text


def test_the_preview_of_many_costs_as_much_as_that_of_few(make_talks, sign_in, manager, partners, stages, counted):
    talks = [make_talks(partner=partners[at % 3]) for at in range(12)]
    client = sign_in(manager)
    costs = []
    for chosen in (talks[:2], talks):
        address = moving(client, chosen, stage=stages["interest"])
        client.get(address)
        db.session.expire_all()
        seen = counted()
        client.get(address)
        costs.append(len(seen))
    assert costs[0] == costs[1]


# stages


def test_a_stage_is_merged_into_another_and_keeps_its_history(make_talks, sign_in, partners, stages, manager):
    talks = make_talks("interest", partner=partners[0], mover=manager)
    version, changes = talks.version, db.session.scalars(select(StageChange)).all()
    client = sign_in(Role.ADMIN)
    merged, into = stages["interest"], stages["notice"]
    assert "1 record of talks" in client.get(f"/admin/stages/{merged.id}/merge").text
    client.post(f"/admin/stages/{merged.id}/merge", {"into": merged.id, "version": merged.version}, status=422)
    client.post(f"/admin/stages/{merged.id}/merge", {"into": into.id, "version": merged.version}, status=303)
    db.session.expire_all()
    assert (talks.stage_id, talks.version) == (into.id, version)
    assert db.session.scalars(select(StageChange)).all() == changes
    assert into.id in {row.to_stage_id for row in queries.reached(talks.id)}
    assert "merged into" in client.get("/admin/stages").text
    client.post(f"/admin/stages/{into.id}/merge", {"into": stages["contact"].id, "version": into.version}, status=303)
    db.session.expire_all()
    assert {merged.merged_into_id, into.merged_into_id} == {stages["contact"].id}, "what was merged before goes along"


# what changed


def test_cards_changed_by_others_are_marked_until_they_are_seen(
    make_talks, sign_in, manager, official, partners, stages
):
    monday = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    with clock.standing_at(monday):
        moved, edited, quiet = (make_talks(partner=partner) for partner in partners)
        db.session.commit()
    with clock.standing_at(monday + timedelta(minutes=5)):
        client = sign_in(manager)
        assert "is-changed" not in client.get("/negotiations/board").text, "at the first visit nothing is new"
        client.post("/board-visits/open", {"board": "negotiations"}, headers=BOARD, status=204)
    with clock.standing_at(monday + timedelta(minutes=15)):
        with acting_as(official.id):
            said = MoveRequest(moved_on=TODAY)
            actions.move(moved, stages["interest"], by=manager, version=None, said=said, today=TODAY)
            actions.edit(edited, by=official, version=edited.version, answers={"note": "x"})
            new = make_talks(partner=partners[0])
            db.session.commit()
        with acting_as(manager.id):
            actions.edit(quiet, by=manager, version=quiet.version, answers={"note": "mine"})
            db.session.commit()
    with clock.standing_at(monday + timedelta(minutes=20)):
        page = client.get("/negotiations/board").text
        marks = dict(re.findall(r'is-changed" id="card-(\d+)".*?class="card__n">([\w ]+)<', page, re.DOTALL))
        assert marks == {str(moved.id): "came here", str(edited.id): "edited", str(new.id): "new"}
        assert "3 changed since" in page
        assert cards_of(client.get("/negotiations/board?changed=yes").text) == {moved.id, edited.id, new.id}
        client.post("/board-visits/look", {"board": "negotiations", "id": [str(moved.id)]}, headers=BOARD, status=204)
        assert cards_of(client.get("/negotiations/board?changed=yes").text) == {edited.id, new.id}
        client.post("/board-visits/look-at-all", {"board": "negotiations", "next": "/negotiations/board"}, status=303)
        assert "is-changed" not in client.get("/negotiations/board").text
