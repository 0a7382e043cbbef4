"""The pages of agreements, as people send them: with and without script, with bad input, as each role."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from tests import factories
from tracker.agreements import actions, queries
from tracker.agreements.kinds import Renewal, Status
from tracker.agreements.models import Agreement
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.tenancy import acting_for, everywhere
from tracker.web import boards

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.client import Client
    from tracker.accounts.models import Municipality, User

    Make = Callable[..., Agreement]

X_BOARD = {"X-Board": "1", "Accept": "application/json"}


@pytest.fixture
def today() -> date:
    return clock.today("Europe/Moscow")


@pytest.fixture
def make(make_agreement: Make, today: date) -> Make:
    """An agreement as of the real today, which the pages go by."""

    def made(status: str = "draft", **values: Any) -> Agreement:
        return make_agreement(status, **{"today": today, **values})

    return made


def draft(city: Municipality, by: User, **changes: Any) -> dict[str, Any]:
    """What the form of a complete draft sends."""
    return {
        "title": "О сотрудничестве в подготовке кадров",
        "kind": "cooperation",
        "subject": "Стажировки",
        "indefinite": "y",
        "renewal": "none",
        "notice_unit": "days",
        "responsible_id": str(by.id),
        "register_override": "",
        "parties-0-who": f"municipality:{city.id}",
        "parties-0-signatory": "Лаптев Андрей Петрович",
        "parties-1-name": "Новополоцк",
        "parties-1-country": "BY",
        **changes,
    }


def fresh(agreement_id: int) -> Agreement:
    db.session.expire_all()
    return queries.get_agreement(agreement_id)


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Agreement)) or 0


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.get_data(as_text=True))


# the list


def test_the_list_shows_and_narrows(make: Make, sign_in: Any, manager: User, today: date) -> None:
    make("in_force", title="Скоро кончится", ends_on=today + timedelta(days=100))
    make("in_force", title="Кончится не скоро", ends_on=today + timedelta(days=900))
    make("draft", title="Пока проект", foreign=True)
    client: Client = sign_in(manager)
    everything = text_of(client.get("/agreements"))
    assert all(title in everything for title in ("Скоро кончится", "Кончится не скоро", "Пока проект"))
    soon = text_of(client.get("/agreements?expires=180"))
    assert "Скоро кончится" in soon
    assert "Кончится не скоро" not in soon
    assert "Пока проект" not in soon
    for words in ("status=draft", "register=no&status=draft", "kind=cooperation&status=draft", "q=проект"):
        narrowed = text_of(client.get(f"/agreements?{words}"))
        assert "Пока проект" in narrowed, words
        assert "Скоро кончится" not in narrowed, words


def test_a_term_that_is_over_never_shows_as_in_force(make: Make, sign_in: Any, manager: User, today: date) -> None:
    begin = today - timedelta(days=300)
    over = make("in_force", title="Истекло вчера", today=begin, ends_on=today - timedelta(days=1))
    assert over.status is Status.IN_FORCE, "the calendar's step is not recorded yet"
    client = sign_in(manager)
    assert "Истекло вчера" not in text_of(client.get("/agreements?status=in_force"))
    assert "Истекло вчера" in text_of(client.get("/agreements?status=expired"))
    page = text_of(client.get(f"/agreements/{over.id}"))
    assert "Expired" in page
    assert "lapsed 1 day ago" in page
    client.post(
        f"/agreements/{over.id}/suspend",
        {
            "version": over.version,
            "on": f"{today:%d.%m.%Y}",
            "number": "1",
            "reason": "x",
            "by_party_id": over.parties[1].id,
        },
        status=409,
    )
    assert fresh(over.id).status is Status.IN_FORCE


def test_waiting_is_what_others_submitted(make: Make, sign_in: Any, manager: User) -> None:
    make("in_review", title="Подал сотрудник")
    make("in_review", title="Подал сам", by=manager)
    waiting = text_of(sign_in(manager).get("/agreements?waiting=yes"))
    assert "Подал сотрудник" in waiting
    assert "Подал сам" not in waiting


@pytest.mark.parametrize("address", ["/agreements", "/agreements/board"])
def test_queries_do_not_grow_with_rows(
    make: Make, sign_in: Any, manager: User, counted: Any, address: str, today: date
) -> None:
    def made() -> None:
        make("in_force", foreign=True, ends_on=today + timedelta(days=50))
        make("in_review")

    made()
    client = sign_in(manager)
    client.get(address)
    few = counted()
    client.get(address)
    for _time in range(6):
        made()
    db.session.commit()
    many = counted()
    client.get(address)
    assert len(many) - len(few) == len(few) - len(many) or len(many) <= 10


def test_the_record_page_asks_little(make: Make, sign_in: Any, manager: User, counted: Any) -> None:
    agreement = make("in_force", foreign=True)
    client = sign_in(manager)
    client.get(f"/agreements/{agreement.id}")
    asked = counted()
    client.get(f"/agreements/{agreement.id}")
    # one statement for each part that other slices show here, one for the files of the approvals
    assert len(asked) <= 20, asked.statements


def test_the_csv_holds_what_the_list_shows(make: Make, sign_in: Any, manager: User) -> None:
    make("draft", title="=cmd()|1")
    client = sign_in(manager)
    answer = client.get("/agreements.csv?status=draft")
    assert "'=cmd()|1" in answer.get_data(as_text=True)


# drafting


def test_a_draft_is_written_without_script(sign_in: Any, official: User, city: Municipality) -> None:
    client = sign_in(official)
    answer = client.post("/agreements/new", draft(city, official), status=303)
    agreement = db.session.scalars(select(Agreement)).one()
    assert answer.location.endswith(f"/agreements/{agreement.id}")
    assert agreement.status is Status.DRAFT
    assert agreement.has_foreign_party
    assert agreement.counterparts_ru == "Новополоцк"
    assert agreement.parties[0].is_ours


def test_a_form_sent_twice_makes_one_agreement(sign_in: Any, official: User, city: Municipality) -> None:
    client = sign_in(official)
    form = {**draft(city, official), "form_key": "the-same-key-both-times"}
    first = client.post("/agreements/new", form, status=303)
    again = client.post("/agreements/new", form, status=303)
    assert count() == 1
    assert again.location.endswith(first.location)


def test_saved_and_submitted_in_one_go(sign_in: Any, official: User, city: Municipality) -> None:
    sign_in(official).post("/agreements/new", draft(city, official, submit_now="1"), status=303)
    assert db.session.scalars(select(Agreement)).one().status is Status.IN_REVIEW


def test_what_is_not_complete_is_not_submitted_and_nothing_typed_is_lost(
    sign_in: Any, official: User, city: Municipality
) -> None:
    form = draft(city, official, submit_now="1", subject="", note="не потерять")
    page = text_of(sign_in(official).post("/agreements/new", form, status=422))
    assert "Say what it is about." in page
    assert "не потерять" in page
    assert count() == 0


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title": ""}, "Title: Fill this in."),
        ({"title": "x" * 501}, "Title: At most 500 characters."),
        ({"kind": "forged"}, "Choose one of the list."),
        ({"indefinite": "", "enters_on": "01.02.2027", "ends_on": "31.01.2027"}, "Perhaps 31 Jan 2028?"),
        ({"ends_on": "31.01.2027"}, "Either it has a last day, or it has no end."),
        ({"ends_on": "вчера", "indefinite": ""}, "Valid until: "),
        ({"copies": "много"}, "Write a whole number."),
        ({"copies": "99999999999"}, "Between 1 and 1000."),
        ({"parties-1-country": ""}, "Party 2, Country: Choose the country"),
        ({"parties-1-name": "", "parties-1-country": "", "parties-1-signatory": "Иванов"}, "Party 2, City or org"),
        ({"parties-1-who": "municipality:999999"}, "This record is not there any more."),
        ({"parties-1-who": "city:999999999"}, "This record is not there any more."),
        ({"parties-1-who-text": "нетакогогорода", "parties-1-name": "", "parties-1-country": ""}, "Nothing is found"),
        ({"responsible_id": "999999"}, "Choose one of the list."),
        ({"register_override": "yes"}, "Say why."),
        ({"renewal": "automatic_if_nobody_objects", "indefinite": "", "ends_on": "31.01.2027"}, "for how many months"),
    ],
)
def test_bad_input_is_told_beside_its_field(
    sign_in: Any, official: User, city: Municipality, changes: dict[str, str], told: str
) -> None:
    page = text_of(sign_in(official).post("/agreements/new", draft(city, official, **changes), status=422))
    assert told in page
    assert count() == 0


def test_parties_come_and_go_without_script(sign_in: Any, official: User, city: Municipality) -> None:
    client = sign_in(official)
    more = text_of(client.post("/agreements/new", draft(city, official, add_party="1"), status=422))
    assert 'name="parties-2-signatory"' in more
    assert "Новополоцк" in more
    less = text_of(client.post("/agreements/new", draft(city, official, remove_party="0"), status=422))
    assert 'name="parties-0-signatory"' not in less
    assert "Новополоцк" in less
    assert count() == 0


def test_hostile_text_is_text(sign_in: Any, official: User, city: Municipality) -> None:
    title = '<script>alert(1)</script> {{ 7*7 }} "\u202e\ud83d\ude00'.encode("utf-16", "surrogatepass").decode("utf-16")
    client = sign_in(official)
    client.post("/agreements/new", draft(city, official, title=f"{title}\x00", note="<b>x</b>"), status=303)
    agreement = db.session.scalars(select(Agreement)).one()
    assert "\x00" not in agreement.title
    for address in (
        "/agreements",
        "/agreements/board",
        f"/agreements/{agreement.id}",
        f"/agreements/{agreement.id}/edit",
    ):
        page = client.get(address).get_data(as_text=True)
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page
        assert "{{ 7*7 }}" in page


def test_a_draft_is_rewritten_and_a_returned_one_is_a_draft_again(
    make: Make, sign_in: Any, official: User, manager: User, city: Municipality, today: date
) -> None:
    agreement = make("in_review")
    actions.take_step(agreement, factories_action("return"), by=manager, today=today, answers=said(reason="смета"))
    client = sign_in(official)
    assert "Mend it: смета" in text_of(client.get(f"/agreements/{agreement.id}"))
    client.post(
        f"/agreements/{agreement.id}/edit",
        draft(city, official, title="Новое", version=agreement.version, submit_now="1"),
        status=303,
    )
    again = fresh(agreement.id)
    assert (again.title, again.status) == ("Новое", Status.IN_REVIEW)


def factories_action(name: str) -> Any:
    from tracker.agreements.kinds import Action

    return Action(name)


def said(**answers: Any) -> Any:
    from tracker.agreements.asks import Answers

    return Answers(**answers)


def test_who_saves_second_sees_both_versions(make: Make, sign_in: Any, official: User, city: Municipality) -> None:
    agreement = make(title="Было")
    client = sign_in(official)
    opened = client.get(f"/agreements/{agreement.id}/edit").get_data(as_text=True)
    seen = re.search(r'name="seen"[^>]*value="([^"]*)"', opened)
    assert seen
    stale = agreement.version
    actions.edit(agreement, factories.draft_agreement(title="Их правка"), by=official)
    db.session.commit()
    form = draft(city, official, title="Моя правка", version=stale, seen=seen[1].replace("&#34;", '"'))
    page = text_of(client.post(f"/agreements/{agreement.id}/edit", form, status=409))
    assert "Их правка" in page
    assert "Моя правка" in page
    assert fresh(agreement.id).title == "Их правка"


def test_what_is_in_force_keeps_its_text(make: Make, sign_in: Any, official: User, manager: User) -> None:
    agreement = make("in_force", title="Подписано")
    client = sign_in(official)
    assert 'name="title"' not in text_of(client.get(f"/agreements/{agreement.id}/edit"))
    form = {"responsible_id": manager.id, "version": agreement.version, "title": "Подлог", "register_override": ""}
    client.post(f"/agreements/{agreement.id}/edit", form, status=303)
    kept = fresh(agreement.id)
    assert (kept.title, kept.responsible_id) == ("Подписано", manager.id)


# steps


def test_a_step_asks_on_the_page_and_answers_there(make: Make, sign_in: Any, manager: User, today: date) -> None:
    agreement = make("in_review")
    client = sign_in(manager)
    page = text_of(client.get(f"/agreements/{agreement.id}?step=return"))
    assert f'action="/agreements/{agreement.id}/return"' in page
    refused = client.post(f"/agreements/{agreement.id}/return", {"version": agreement.version}, status=422)
    assert "What to mend: Fill this in." in text_of(refused)
    client.post(f"/agreements/{agreement.id}/return", {"version": agreement.version, "reason": "смета"}, status=303)
    assert fresh(agreement.id).status is Status.RETURNED


def test_signing_asks_for_the_signatories(make: Make, sign_in: Any, manager: User, today: date) -> None:
    agreement = make("approved")
    second = agreement.parties[1]
    day = f"{today:%d.%m.%Y}"
    client = sign_in(manager)
    page = text_of(client.get(f"/agreements/{agreement.id}?step=sign"))
    assert f'value="{day}"' in page
    form = {
        "version": agreement.version,
        "on": day,
        "place": "Дзержинск",
        "number": "01-27/26-5",
        "enters_on": day,
        "signatories-0-party_id": second.id,
        "signatories-0-name": "Ким Виктор Олегович",
        "signatories-0-post": "директор",
    }
    nameless = {**form, "signatories-0-name": "", "signatories-1-party_id": "9" * 5000}
    refused = text_of(client.post(f"/agreements/{agreement.id}/sign", nameless, status=422))
    assert "Party 2, Signatory: Name who signed." in refused
    assert 'id="signatories-0-name-error"' in refused
    client.post(f"/agreements/{agreement.id}/sign", form, status=303)
    signed = fresh(agreement.id)
    assert (signed.status, signed.number) == (Status.IN_FORCE, "01-27/26-5")
    assert signed.parties[1].signatory == "Ким Виктор Олегович"


def test_a_step_on_what_changed_meanwhile_keeps_what_was_typed(make: Make, sign_in: Any, manager: User) -> None:
    agreement = make("in_review")
    client, address = sign_in(manager), f"/agreements/{agreement.id}/return"
    stale = agreement.version
    actions.assign(agreement, manager, by=manager)
    db.session.commit()
    sent = {"version": stale, "reason": "Нет приложения <b>2</b>"}
    page = client.post(address, sent, status=409).get_data(as_text=True)
    assert "Нет приложения &lt;b&gt;2&lt;/b&gt;" in page
    assert "send the form again" in page
    assert fresh(agreement.id).status is Status.IN_REVIEW
    found = re.search(r'name="version"[^>]*value="(\d+)"', page.partition('id="step"')[2])
    assert found
    client.post(address, {**sent, "version": found[1]}, status=303)
    assert fresh(agreement.id).status is Status.RETURNED
    client.post(address, sent, status=409)


def test_a_forged_party_is_refused_beside_its_field(sign_in: Any, official: User, city: Municipality) -> None:
    client = sign_in(official)
    for token in ("999999999", "nobody:1", "city:999999999"):
        client.post("/agreements/new", draft(city, official, **{"parties-1-who": token}), status=422)


def test_four_eyes_on_the_page(make: Make, sign_in: Any, manager: User) -> None:
    agreement = make("in_review", by=manager)
    client = sign_in(manager)
    assert "You submitted it" in text_of(client.get(f"/agreements/{agreement.id}"))
    told = client.post(f"/agreements/{agreement.id}/approve", {"version": agreement.version}, status=409)
    assert "another manager does" in text_of(told)
    assert fresh(agreement.id).status is Status.IN_REVIEW


@pytest.mark.parametrize("role", ["viewer", "official", "observer"])
def test_who_may_not_decide_is_refused(make: Make, sign_in: Any, role: str) -> None:
    agreement = make("in_review", foreign=True)
    client = sign_in(role)
    assert "/approve" not in client.get(f"/agreements/{agreement.id}").get_data(as_text=True)
    client.post(f"/agreements/{agreement.id}/approve", {"version": agreement.version}, status=403)
    assert fresh(agreement.id).status is Status.IN_REVIEW


@pytest.mark.parametrize("version", ["0", "", "x", "999999999999999999999"])
def test_a_stale_step_is_not_taken(make: Make, sign_in: Any, manager: User, version: str) -> None:
    agreement = make("in_review")
    answer = sign_in(manager).post(f"/agreements/{agreement.id}/approve", {"version": version}, status=409)
    assert "Somebody changed this agreement a moment ago." in text_of(answer)
    assert "The last step: Draft → " in text_of(answer)  # what happened meanwhile, on the page as it is now
    assert f"/agreements/{agreement.id}/approve" in answer.get_data(as_text=True)
    assert fresh(agreement.id).status is Status.IN_REVIEW


def test_a_step_of_another_status_is_refused(make: Make, sign_in: Any, manager: User) -> None:
    agreement = make("draft")
    client = sign_in(manager)
    told = text_of(client.post(f"/agreements/{agreement.id}/approve", {"version": agreement.version}, status=409))
    assert "the agreement has another status" in told
    assert "Your step was not taken." in told
    assert "stepform" not in text_of(client.get(f"/agreements/{agreement.id}?step=approve"))
    assert "stepform" not in text_of(client.get(f"/agreements/{agreement.id}?step=forged"))


def test_the_renewal_is_decided_in_the_next_step(make: Make, sign_in: Any, manager: User, today: date) -> None:
    agreement = make(
        "in_force",
        ends_on=today + timedelta(days=81),
        renewal=Renewal.IF_NOBODY_OBJECTS,
        renewal_months=36,
        notice=60,
    )
    client = sign_in(manager)
    page = text_of(client.get(f"/agreements/{agreement.id}"))
    assert "Decide whether to prolong." in page
    assert "21 days left" in page
    client.post(f"/agreements/{agreement.id}/keep-renewal", {"version": agreement.version}, status=303)
    assert ": Decided to prolong." in text_of(client.get(f"/agreements/{agreement.id}"))
    assert "Decide whether to prolong." not in text_of(client.get(f"/agreements/{agreement.id}"))


def test_put_away_and_brought_back(make: Make, sign_in: Any, official: User) -> None:
    agreement = make(title="Черновик")
    client = sign_in(official)
    client.post(f"/agreements/{agreement.id}/archive", status=303)
    listed = text_of(client.get("/agreements"))
    assert f'action="/agreements/{agreement.id}/restore"' in listed, "the way back is offered"
    assert f'href="/agreements/{agreement.id}"' not in listed
    client.post(f"/agreements/{agreement.id}/restore", status=303)
    assert fresh(agreement.id).archived_at is None


# who sees what


def test_another_municipality_sees_nothing(make: Make, sign_in: Any, make_user: Any, other_city: Municipality) -> None:
    agreement = make("in_review", title="Чужое соглашение")
    stranger = make_user("manager", other_city)
    client = sign_in(stranger)
    here = f"/agreements/{agreement.id}"
    for address in (here, f"{here}/edit"):
        client.get(address, status=404)
    for step in ("approve", "return", "submit", "cancel", "archive", "restore", "sign"):
        client.post(f"{here}/{step}", {"version": agreement.version, "reason": "x"}, status=404)
    for address in ("/agreements", "/agreements/board", "/agreements/lookup?q=Чужое", "/agreements/new"):
        assert "Чужое" not in client.get(address).get_data(as_text=True), address
    assert 'value="RU"' not in client.get("/agreements").get_data(as_text=True), "not even its countries"
    with acting_for(other_city.id):
        own = draft(other_city, stranger, parent_id=agreement.id, kind="supplementary")
    client.post("/agreements/new", own, status=422)


def test_the_observer_reads_agreements_without_people(
    make: Make, sign_in: Any, make_user: Any, city: Municipality, official: User
) -> None:
    signed = make("in_force", foreign=True, note="служебная заметка")
    review = make("in_review", foreign=True)
    with everywhere("an observer"):
        observer = factories.make_user(city, factories.Role.OBSERVER)
    client = sign_in(observer)
    listed = text_of(client.get("/agreements"))
    assert signed.title in listed
    assert official.name not in listed
    page = text_of(client.get(f"/agreements/{signed.id}"))
    assert "Горбунова Елена Сергеевна" in page, "signatories of a signed agreement are public"
    assert "служебная заметка" not in page
    assert official.name not in page
    assert "Горбунова" not in text_of(client.get(f"/agreements/{review.id}"))
    assert "Горбунова" in text_of(sign_in("viewer").get(f"/agreements/{review.id}"))


# the board


def test_the_board_stands_by_status(make: Make, sign_in: Any, manager: User) -> None:
    make("in_review", title="На столе")
    page = text_of(sign_in(manager).get("/agreements/board"))
    assert 'data-column="in_review"' in page
    assert "На столе" in page
    assert re.search(r'data-move="approved"[^>]*data-url="/agreements/0/approve"', page)


def test_a_drop_takes_the_step_that_leads_there(make: Make, sign_in: Any, manager: User) -> None:
    agreement = make("in_review")
    answer = sign_in(manager).post(
        f"/agreements/{agreement.id}/approve", {"version": agreement.version}, headers=X_BOARD, status=200
    )
    assert answer.json["column"] == "approved"
    assert answer.json["counts"]["approved"] == "1"
    assert agreement.title in answer.json["card"]
    assert fresh(agreement.id).status is Status.APPROVED


def test_a_drop_that_can_be_taken_back_offers_it(make: Make, sign_in: Any, manager: User) -> None:
    agreement = make("in_review")
    client = sign_in(manager)
    here = f"/agreements/{agreement.id}/approve?lanes=area"
    toast = client.post(here, {"version": agreement.version}, headers=X_BOARD, status=200).json["toast"]
    way = html.unescape(re.search(r'action="([^"]+)"', toast)[1])  # type: ignore[index]
    assert client.post(way, status=303).location == "/agreements/board?lanes=area"
    assert fresh(agreement.id).status is Status.IN_REVIEW
    returned = {"version": fresh(agreement.id).version, "reason": "Signed by nobody"}
    cancelled = client.post(f"/agreements/{agreement.id}/cancel", returned, headers=X_BOARD, status=200).json
    assert cancelled["toast"] == "", "what ends an agreement is never taken back"


def test_columns_fold_until_opened_or_asked_for(make: Make, sign_in: Any, manager: User) -> None:
    valid, over = make("in_force"), make("draft")
    over.status = Status.CANCELLED
    db.session.flush()
    client = sign_in(manager)

    def cards(address: str) -> set[str]:
        return set(re.findall(r'data-card="(\d+)"', client.get(address).get_data(as_text=True)))

    assert cards("/agreements/board") == set()
    assert cards("/agreements/board?status=in_force") == {str(valid.id)}
    fold = {"board": "agreements", "column": "in_force", "next": "/agreements/board?lanes=country"}
    assert client.post("/board-visits/fold", fold, status=303).location == "/agreements/board?lanes=country"
    assert cards("/agreements/board") == cards("/agreements/board?lanes=country") == {str(valid.id)}
    client.post("/board-visits/fold", fold | {"column": "cancelled"}, status=303)
    assert cards("/agreements/board") == {str(valid.id), str(over.id)}
    client.post("/board-visits/fold", fold, status=303)
    assert cards("/agreements/board") == {str(over.id)}
    client.post("/board-visits/fold", fold | {"column": "x\r\nSet-Cookie: a=b"}, status=404)
    client.post("/board-visits/fold", fold | {"board": "accounts"}, status=404)
    assert client.post("/board-visits/fold", fold | {"next": "//evil.example"}, status=303).location == "/"


def test_a_drop_asks_for_what_the_step_needs(make: Make, sign_in: Any, manager: User, today: date) -> None:
    agreement = make("approved", foreign=True)
    client = sign_in(manager)
    here = f"/agreements/{agreement.id}/send-to-region"
    asked = client.post(here, {"version": agreement.version}, headers=X_BOARD, status=422).json
    assert f'value="{today:%d.%m.%Y}"' in asked["ask"]
    wrong = {"version": agreement.version, "on": f"{today + timedelta(days=3):%d.%m.%Y}", "number": "15-2"}
    refused = client.post(here, wrong, headers=X_BOARD, status=422).json
    assert refused["why"] == "This day has not come yet."
    right = {**wrong, "on": f"{today:%d.%m.%Y}"}
    assert "enclosed too" in client.post(here, right, headers=X_BOARD, status=422).json["why"]
    right = {**right, "enclosures": list(factories.ENCLOSED)}
    assert client.post(here, right, headers=X_BOARD, status=200).json["column"] == "at_region"


def test_a_refused_drop_says_why(make: Make, sign_in: Any, manager: User) -> None:
    agreement = make("in_review", by=manager)
    answer = sign_in(manager).post(
        f"/agreements/{agreement.id}/approve", {"version": agreement.version}, headers=X_BOARD, status=409
    )
    assert "another manager does" in answer.json["why"]
    stale = sign_in(manager).post(f"/agreements/{agreement.id}/approve", {"version": 0}, headers=X_BOARD, status=409)
    assert "Reload the board" in stale.json["why"]
    assert fresh(agreement.id).status is Status.IN_REVIEW


def test_a_column_gives_its_next_cards(make: Make, sign_in: Any, manager: User) -> None:
    for _number in range(boards.CARDS_AT_ONCE + 3):
        make("draft")
    client = sign_in(manager)
    page = client.get("/agreements/board").get_data(as_text=True)
    assert page.count('data-card="') == boards.CARDS_AT_ONCE
    more = re.search(r'href="(/agreements/board/draft[^"]*)"[^>]*data-more', page)
    assert more
    rest = client.get(more[1].replace("&amp;", "&"), headers={"X-Board": "1"}).get_data(as_text=True)
    assert rest.count('data-card="') == 3
    client.get("/agreements/board/forged", status=404)


def test_a_supplementary_agreement_repeats_what_it_belongs_to(make: Make, sign_in: Any) -> None:
    parent = make("in_force")
    page = text_of(sign_in("official").get(f"/agreements/new?parent={parent.id}"))
    assert parent.subject
    for told in (f"Supplementary agreement: {parent.title}", parent.subject, parent.parties[1].signatory or ""):
        assert told in page
    assert 'name="ends_on"' in page
    plain = text_of(sign_in("official").get("/agreements/new?parent=999999"))
    assert "Supplementary agreement:" not in plain
