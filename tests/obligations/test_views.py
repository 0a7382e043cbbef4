"""The pages of obligations, as people of each role get them."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests import factories
from tests.obligations.conftest import NOW, TODAY
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.obligations import actions
from tracker.obligations.kinds import Kind, State
from tracker.obligations.models import Obligation

HOSTILE = "<script>alert(1)</script>\x00\u202e “quoted” & 'x' {{ 7*7 }} %s"
BOARD = {"X-Board": "1"}


@pytest.fixture(autouse=True)
def _standing():
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def client(sign_in, official):
    return sign_in(official)


def _said(agreement, **changes):
    return {
        "text": "Приём делегации на День города",
        "kind": "obligation",
        "party": str(agreement.parties[0].id),
        "due_on": "29.05.2027",
        "counted": "steps",
        "whole": "1",
        "responsible_id": "",
        "area_id": "",
        **changes,
    }


def _only():
    db.session.expire_all()
    return db.session.scalars(select(Obligation)).one()


def test_an_empty_list_says_what_belongs_here_and_offers_the_first_step(client):
    page = client.get("/obligations").text
    assert "Nothing is to be done" in page
    assert "/obligations/new" in page


def test_the_agreement_is_chosen_first(client, agreement):
    page = client.post("/obligations/new", {"agreement-text": "побратимстве"}, status=303)
    assert page.headers["Location"].endswith(f"/obligations/new?agreement={agreement.id}")
    client.post("/obligations/new", {"agreement-text": "нет такого"}, status=422)


def test_a_duty_is_written_down_and_stands_on_the_agreements_page(client, agreement):
    client.post(f"/obligations/new?agreement={agreement.id}", _said(agreement), status=303)
    assert (_only().due_on, _only().whole, _only().state) == (date(2027, 5, 29), 1, State.OPEN)
    page = client.get(f"/agreements/{agreement.id}").text
    assert "Приём делегации на День города" in page
    assert "0 of 1 done" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": ""}, "Fill this in."),
        ({"text": "x" * 501}, "At most 500 characters."),
        ({"party": "999999"}, "Choose one of the list."),
        ({"due_on": "35.05.2027"}, "This is no day."),
        ({"starts_on": "01.06.2027"}, "before the beginning"),
        ({"kind": "plan", "due_on": ""}, "needs its day"),
        ({"yearly": "y", "due_on": ""}, "needs its day"),
        ({"whole": "0"}, "Between 1 and"),
        ({"responsible_id": "999999"}, "Choose one of the list."),
    ],
)
def test_bad_input_comes_back_with_its_message(client, agreement, changes, said):
    page = client.post(f"/obligations/new?agreement={agreement.id}", _said(agreement, **changes), status=422).text
    assert said in page
    assert "Приём делегации" in page or "text" in changes
    assert db.session.scalars(select(Obligation)).all() == []


def test_hostile_words_are_words(client, agreement):
    client.post(f"/obligations/new?agreement={agreement.id}", _said(agreement, text=HOSTILE, note=HOSTILE), status=303)
    for address in (f"/obligations/{_only().id}", "/obligations", "/obligations/board", f"/agreements/{agreement.id}"):
        page = client.get(address).text
        assert "<script>alert" not in page
        assert "{{ 7*7 }}" in page


def test_the_same_form_twice_writes_it_down_once(client, agreement):
    said = _said(agreement, form_key="the-same-key")
    for _once in range(2):
        client.post(f"/obligations/new?agreement={agreement.id}", said, status=303)
    _only()


def test_two_at_once_are_shown_both_versions(client, promise, agreement, official):
    obligation = promise()
    version = obligation.version
    actions.record_progress(obligation, by=official, made=1, note="Готово почти")
    page = client.post(
        f"/obligations/{obligation.id}/edit",
        _said(agreement, version=str(version), seen=json.dumps({"note": ""})),
        status=409,
    ).text
    assert "Готово почти" in page


def test_done_with_a_meeting_as_evidence(client, promise, partner, official):
    meeting = factories.make_interaction(official, partner=partner, subject="Делегация принята")
    obligation = promise()
    found = client.get("/obligations/evidence?q=делегация").get_json()
    assert found["groups"][0]["options"][0]["id"] == f"interaction:{meeting.id}"
    said = {"done_on": "22.11.2026", "evidence": f"interaction:{meeting.id}", "note": "Фото"}
    client.post(f"/obligations/{obligation.id}/done", said, status=303)
    page = client.get(f"/obligations/{obligation.id}").text
    assert f"/interactions/{meeting.id}" in page
    assert "Делегация принята" in page
    other = factories.make_interaction(official, partner=partner, subject="Звонок из Гродно")
    pdf = io.BytesIO(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
    more = {"evidence": f"interaction:{other.id}", "files": (pdf, "отчёт.pdf"), "version": str(obligation.version)}
    client.post(f"/obligations/{obligation.id}/evidence", more, status=303)
    page = client.get(f"/obligations/{obligation.id}").text
    assert "Звонок из Гродно" in page
    assert "отчёт" in page
    assert "and 1 more" in client.get(f"/agreements/{obligation.agreement_id}").text
    for address in (f"/agreements/{obligation.agreement_id}", f"/partners/{partner.id}"):
        assert "Done: Приём делегации" in client.get(address).text


def test_files_alone_are_evidence_on_the_page_of_the_agreement(client, promise):
    obligation = promise()
    pdf = io.BytesIO(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
    said = {"done_on": "22.11.2026", "files": (pdf, "акт.pdf")}
    client.post(f"/obligations/{obligation.id}/done", said, status=303)
    page = client.get(f"/agreements/{obligation.agreement_id}").text
    assert f'<a href="/obligations/{obligation.id}#documents">1 file</a>' in page


def test_evidence_that_is_not_there_is_refused(client, promise):
    obligation = promise()
    said = {"done_on": "22.11.2026", "evidence": "interaction:999999"}
    assert "not there any more" in client.post(f"/obligations/{obligation.id}/done", said, status=422).text
    assert "Choose from the list" in client.post(
        f"/obligations/{obligation.id}/done", {"done_on": "22.11.2026", "evidence-text": "нет такой"}, status=422
    ).text.replace("Nothing is found under this name. ", "")
    assert _only().is_open


def test_a_day_to_come_is_refused_beside_its_field(client, promise):
    obligation = promise()
    page = client.post(f"/obligations/{obligation.id}/done", {"done_on": "24.11.2026"}, status=422).text
    assert "Record it when it is done" in page


def test_progress_dropping_and_opening_again(client, promise):
    obligation = promise(whole=4)
    client.post(f"/obligations/{obligation.id}/progress", {"made": "5"}, status=422)
    client.post(f"/obligations/{obligation.id}/progress", {"made": "3", "note": "Три из четырёх"}, status=303)
    assert "3 of 4" in client.get(f"/obligations/{obligation.id}").text
    client.post(f"/obligations/{obligation.id}/drop", {"reason": ""}, status=422)
    client.post(f"/obligations/{obligation.id}/drop", {"reason": "Отменили"}, status=303)
    assert "Отменили" in client.get(f"/obligations/{obligation.id}").text
    client.get(f"/obligations/{obligation.id}/edit", status=409)
    client.post(f"/obligations/{obligation.id}/reopen", status=303)
    assert (_only().state, _only().made) == (State.OPEN, 3)


def test_the_list_is_narrowed_by_state_side_day_and_agreement(client, promise, agreement, official):
    promise(text="Поздно", due_on=TODAY - timedelta(days=1))
    promise(text="Чужое", party=agreement.parties[1], due_on=TODAY + timedelta(days=3))
    promise(text="Общее", party=None, due_on=TODAY + timedelta(days=400), responsible=None)
    actions.finish(promise(text="Сделано"), by=official, done_on=TODAY, today=TODAY, now=NOW)

    def shown(query):
        text = client.get(f"/obligations.csv?cols=what&{query}").get_data().decode("utf-8-sig")
        return {line.strip('"\r') for line in text.split("\n")[1:] if line}

    assert shown("") == {"Поздно", "Чужое", "Общее"}
    assert shown("state=overdue") == {"Поздно"}
    assert shown("state=done") == {"Сделано"}
    assert shown("state=overdue&state=done") == {"Поздно", "Сделано"}
    assert shown("side=ours") == {"Поздно", "Общее"}
    assert shown("side=theirs") == {"Чужое"}
    assert shown("mine=yes") == {"Поздно", "Чужое"}
    assert shown("due=month") == {"Поздно", "Чужое"}
    assert shown("due=next_year") == {"Общее"}
    assert shown(f"agreement={agreement.id}") == {"Поздно", "Чужое", "Общее"}
    assert shown(f"partner={agreement.partnership_id}&q=чужое") == {"Чужое"}
    assert shown("state=nonsense&due=' OR 1=1") == {"Поздно", "Чужое", "Общее"}


def test_a_drop_on_done_asks_when_and_moves_the_card(client, promise):
    obligation = promise()
    asked = client.post(f"/obligations/{obligation.id}/done", headers=BOARD, status=422).get_json()
    assert "23.11.2026" in asked["ask"]
    moved = client.post(f"/obligations/{obligation.id}/done", {"done_on": "23.11.2026"}, headers=BOARD, status=200)
    assert (moved.get_json()["column"], moved.get_json()["counts"]["done"]) == ("done", "1")
    back = client.post(f"/obligations/{obligation.id}/reopen", headers=BOARD, status=200).get_json()
    assert back["column"] == "this_month"


def test_a_drop_that_the_rules_forbid_is_refused_with_the_reason(client, promise, draft):
    planned = promise(draft)
    refused = client.post(f"/obligations/{planned.id}/done", {"done_on": "23.11.2026"}, headers=BOARD, status=409)
    assert "not signed yet" in refused.get_json()["why"]
    stale = {"done_on": "23.11.2026", "version": "0"}
    client.post(f"/obligations/{promise().id}/done", stale, headers=BOARD, status=409)


def test_the_plan_is_copied_from_the_agreements_page(client, promise, agreement):
    promise(text="Выставка", kind=Kind.PLAN, due_on=date(2026, 5, 1))
    page = client.get(f"/agreements/{agreement.id}").text
    assert "Copy the plan of 2026 to 2027" in page
    client.post(f"/obligations/copy-plan/{agreement.id}", {"year": "2026"}, status=303)
    assert "Copy the plan" not in client.get(f"/agreements/{agreement.id}").text
    client.post(f"/obligations/copy-plan/{agreement.id}", {"year": "2026"}, status=409)


def test_the_partners_page_tells_the_share_and_what_is_due(client, promise, partner, official):
    actions.finish(promise(), by=official, done_on=TODAY, today=TODAY, now=NOW)
    promise(text="Осталось", due_on=TODAY - timedelta(days=1))
    page = client.get(f"/partners/{partner.id}").text
    assert "1 of 2 done" in page
    assert "1 overdue" in page
    assert "Осталось" in page


def test_a_viewer_reads_and_the_observer_sees_nothing_of_it(sign_in, promise, agreement):
    obligation = promise()
    viewer = sign_in("viewer")
    page = viewer.get(f"/obligations/{obligation.id}").text
    assert f"/obligations/{obligation.id}/done" not in page
    viewer.post(f"/obligations/{obligation.id}/done", {"done_on": "22.11.2026"}, status=403)
    observer = sign_in("observer")
    assert "Приём делегации" not in observer.get(f"/agreements/{agreement.id}").text
    observer.get(f"/obligations/{obligation.id}", status=403)


def test_the_menu_stands_on_the_agreements(client):
    page = client.get("/obligations").text
    assert 'class="nav__a is-open" href="/agreements"' in page
    assert 'href="/obligations" aria-current="page"' in page
    assert 'href="/obligations"' in client.get("/agreements").text
