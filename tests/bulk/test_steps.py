"""The steps of many agreements at once: what moves, what does not and why, one reason, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from tests import factories
from tests.bulk.test_bulk import TODAY, chosen, rows, undo_address
from tracker.agreements import actions, queries
from tracker.agreements.kinds import Action
from tracker.audit.models import AuditEntry
from tracker.bulk.models import BulkChange
from tracker.kernel.db import acting_as, db
from tracker.kernel.tenancy import acting_for
from tracker.permissions import Role
from tracker.regulations import queries as regulations
from tracker.regulations.kinds import When

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.client import Client
    from tracker.accounts.models import Municipality, User


@pytest.fixture
def mixed(official: User, manager: User) -> list[Any]:
    """Ready for a decision; submitted by the manager; without a visa; still a draft."""
    with acting_as(official.id):
        made = [
            factories.make_agreement(by, today=TODAY, status=status, decider=manager)
            for by, status in ((official, "in_review"), (manager, "in_review"))
        ]
        regulations.regulation(on=TODAY).legal_when = When.ALWAYS
        made += [
            factories.make_agreement(official, today=TODAY, status=status, decider=manager)
            for status in ("in_review", "draft")
        ]
        for one in made[:2]:
            one.needed_approvals = ""
        db.session.commit()
    return made


def statuses(agreements: list[Any]) -> list[str]:
    db.session.expire_all()
    return [one.status.value for one in agreements]


def test_approving_many_says_which_and_why_not_and_is_undone(
    sign_in: Callable[..., Client], manager: User, mixed: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.agreements.actions._reckon_needs", lambda _agreement, _regulation: None)
    client = sign_in(manager)
    address = f"/bulk?list=agreements&layout=board&do=approve&{chosen(*mixed)}&answered=1&reason=seen"
    page = client.get(address).text
    for told in (
        "Change 1 record",
        "another manager does",
        "has not answered yet",
        "Its status is another one: Draft.",
    ):
        assert told in page, told
    assert "undone at once within a day" in page
    before = statuses(mixed)
    answer = client.post(address, {"row": rows(*mixed), "reason": "seen"}, status=303)
    assert statuses(mixed) == ["approved", "in_review", "in_review", "draft"]
    assert answer.headers["Location"].startswith("/agreements/board")
    told_of = db.session.execute(
        select(AuditEntry.record_id, AuditEntry.reason).where(
            AuditEntry.kind == "agreement", AuditEntry.verb == "approve"
        )
    ).all()
    assert [tuple(one) for one in told_of] == [(mixed[0].id, "seen")]
    way_back = undo_address(client.get(answer.headers["Location"]).text)
    client.post(way_back, status=303)
    assert statuses(mixed) == before
    assert queries.history(mixed[0])[-1].action is Action.TAKE_BACK


def test_returning_asks_for_one_reason_and_changes_nothing_without(
    sign_in: Callable[..., Client], manager: User, mixed: list[Any]
) -> None:
    client = sign_in(manager)
    address = f"/bulk?list=agreements&do=return&{chosen(*mixed)}"
    assert "Change 2 records" not in client.get(address).text
    client.post(address, {"row": rows(*mixed), "reason": "  "}, status=422)
    client.post(address, {"row": rows(*mixed), "reason": "x" * 2001}, status=422)
    assert "returned" not in statuses(mixed)
    client.post(address, {"row": rows(*mixed), "reason": "the term"}, status=303)
    assert statuses(mixed) == ["returned", "in_review", "returned", "draft"]
    assert {queries.history(one)[-1].reason for one in (mixed[0], mixed[2])} == {"the term"}


def test_what_went_on_meanwhile_is_not_undone(
    sign_in: Callable[..., Client], manager: User, official: User, mixed: list[Any]
) -> None:
    client = sign_in(manager)
    address = f"/bulk?list=agreements&do=return&{chosen(mixed[0], mixed[2])}"
    answer = client.post(address, {"row": rows(mixed[0], mixed[2]), "reason": "the term"}, status=303)
    way_back = undo_address(client.get(answer.headers["Location"]).text)
    db.session.expire_all()
    with acting_as(official.id):
        actions.take_step(mixed[0], Action.REOPEN, by=official, today=TODAY)
        db.session.commit()
    client.post(way_back, status=303)
    assert statuses([mixed[0], mixed[2]]) == ["draft", "in_review"]


def test_cancelling_many_says_that_it_is_for_good(
    sign_in: Callable[..., Client], manager: User, mixed: list[Any]
) -> None:
    client = sign_in(manager)
    address = f"/bulk?list=agreements&do=cancel&{chosen(mixed[3])}&answered=1&reason=x"
    assert "This cannot be undone" in client.get(address).text
    answer = client.post(address, {"row": rows(mixed[3]), "reason": "x"}, status=303)
    assert statuses(mixed[3:]) == ["cancelled"]
    assert "/undo" not in client.get(answer.headers["Location"]).text
    made = db.session.scalars(select(BulkChange)).one()
    client.post(f"/bulk/{made.id}/undo", status=409)


def test_who_may_not_decide_is_not_offered_it(sign_in: Callable[..., Client], official: User, mixed: list[Any]) -> None:
    client = sign_in(official)
    page = client.get("/agreements").text
    assert 'value="submit"' in page
    assert 'value="approve"' not in page
    before = statuses(mixed)
    client.post(f"/bulk?list=agreements&do=approve&{chosen(*mixed)}", {"row": rows(*mixed), "reason": ""}, status=422)
    assert statuses(mixed) == before


def test_agreements_of_another_city_are_not_there(
    sign_in: Callable[..., Client], other_city: Municipality, make_user: Callable[..., User], mixed: list[Any]
) -> None:
    with acting_for(other_city.id):
        stranger = make_user(Role.MANAGER, other_city)
        db.session.commit()
    client = sign_in(stranger)
    address = f"/bulk?list=agreements&do=approve&{chosen(*mixed)}&answered=1&reason="
    assert mixed[0].title not in client.get(address).text
    client.post(address, {"row": rows(*mixed), "reason": ""}, status=303)
    assert statuses(mixed) == ["in_review", "in_review", "in_review", "draft"]
