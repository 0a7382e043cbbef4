"""A decision taken back: by whom, until when, and what stands there again."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from tests.agreements.conftest import TODAY
from tracker.agreements import actions, queries
from tracker.agreements.asks import Answers
from tracker.agreements.kinds import Action, Status
from tracker.agreements.models import Agreement
from tracker.audit.models import AuditEntry
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.errors import NotAllowed, RuleBroken
from tracker.permissions import Role
from tracker.regulations import queries as regulations
from tracker.regulations.kinds import ApprovalKind, When

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.accounts.models import User


def step(agreement: Agreement, action: Action, by: User, **answers: Any) -> None:
    actions.take_step(agreement, action, by=by, today=TODAY, answers=Answers(**answers))


def take_back(agreement: Agreement, by: User, **more: Any) -> None:
    actions.take_back(agreement, by=by, today=TODAY, **more)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    real = clock.now
    return lambda by: monkeypatch.setattr(clock, "now", lambda: real() + by)


def test_each_decision_leads_back_and_both_stay_in_the_history(
    make_agreement: Any, official: User, manager: User
) -> None:
    regulations.regulation(on=TODAY).legal_when = When.ALWAYS
    agreement = make_agreement("draft")
    since = agreement.status_since
    step(agreement, Action.SUBMIT, official)
    asked = agreement.approval(ApprovalKind.LEGAL)
    take_back(agreement, official)
    assert (agreement.status, agreement.status_since, agreement.submitted_by_id) == (Status.DRAFT, since, None)
    assert agreement.approval(ApprovalKind.LEGAL) is None
    assert asked is not None
    assert not asked.is_open, "nobody is asked about what is being drafted"

    step(agreement, Action.SUBMIT, official)
    step(agreement, Action.RETURN, manager, reason="mend")
    take_back(agreement, manager)
    legal = agreement.approval(ApprovalKind.LEGAL)
    assert (agreement.status, agreement.submitted_by_id) == (Status.IN_REVIEW, official.id)
    assert legal is not None
    assert legal.is_open, "the visa is waited for again"

    step(agreement, Action.GIVE_APPROVAL, manager, approval=ApprovalKind.LEGAL, on=TODAY)
    step(agreement, Action.APPROVE, manager)
    take_back(agreement, manager)
    assert (agreement.status, agreement.approved_by_id) == (Status.IN_REVIEW, None)
    assert legal.is_given

    told = [change.action for change in queries.history(agreement)]
    assert told.count(Action.TAKE_BACK) == 3
    verbs = select(AuditEntry.verb).where(AuditEntry.kind == "agreement", AuditEntry.record_id == agreement.id)
    assert list(db.session.scalars(verbs)).count("take-step-back") == 3


def test_only_ones_own_last_step_within_a_day(
    make_agreement: Any, official: User, manager: User, make_user: Any, later: Any
) -> None:
    agreement = make_agreement("in_review")
    with pytest.raises(RuleBroken, match="Something else"):
        take_back(make_agreement("draft"), official)
    first = queries.last_step(agreement)
    step(agreement, Action.APPROVE, manager)
    with pytest.raises(RuleBroken, match="Something else"):
        take_back(agreement, official, step_id=first)
    for other in (official, make_user(Role.MANAGER)):
        with pytest.raises(NotAllowed):
            take_back(agreement, other)
    later(timedelta(days=1, minutes=1))
    with pytest.raises(RuleBroken, match="too long ago"):
        take_back(agreement, manager)
    assert agreement.status is Status.APPROVED


def test_what_left_the_house_or_ended_is_not_taken_back(make_agreement: Any, manager: User) -> None:
    signed = make_agreement("signed")
    cancelled = make_agreement("draft")
    step(cancelled, Action.CANCEL, manager, reason="x")
    for one in (signed, cancelled):
        with pytest.raises(RuleBroken, match="Something else"):
            take_back(one, manager)


def test_four_eyes_see_through_it(make_agreement: Any, manager: User) -> None:
    """Who takes an approval back and submitted nothing has decided nothing; who submitted still does not decide."""
    agreement = make_agreement("draft", by=manager)
    step(agreement, Action.SUBMIT, manager)
    take_back(agreement, manager)
    step(agreement, Action.SUBMIT, manager)
    with pytest.raises(RuleBroken, match="another manager"):
        step(agreement, Action.APPROVE, manager)


def undo_of(page: str) -> str:
    found = re.search(r'action="(/agreements/\d+/take-back[^"]*)"', page)
    assert found, "no way back is offered"
    return found[1].replace("&amp;", "&")


def test_from_home_one_comes_back_home_and_may_undo(make_agreement: Any, sign_in: Any, manager: User) -> None:
    agreement = make_agreement("in_review", title="О дружбе")
    db.session.commit()
    client = sign_in(manager)
    said = {"version": agreement.version, "next": "/"}
    done = client.post(f"/agreements/{agreement.id}/approve", said, status=303)
    assert done.headers["Location"] == "/"
    page = client.get("/").get_data(as_text=True)
    assert "“О дружбе”: Approved." in page
    way = undo_of(page)
    back = client.post(way, status=303)
    assert back.headers["Location"] == "/"
    assert "Taken back. “О дружбе”: In review." in client.get("/").get_data(as_text=True)
    client.post(way, status=409)
    empty = client.post(f"/agreements/{agreement.id}/return", {**said, "reason": ""}, status=422)
    assert '<input type="hidden" name="next" value="/">' in empty.get_data(as_text=True), "the way home is kept"
    db.session.expire_all()
    assert queries.get_agreement(agreement.id).status is Status.IN_REVIEW


@pytest.mark.parametrize("words", ["", "?step=", "?step=0", "?step=x", "?step=99999999999999999999"])
def test_an_address_without_the_step_takes_nothing_back(
    make_agreement: Any, sign_in: Any, manager: User, words: str
) -> None:
    agreement = make_agreement("approved")
    db.session.commit()
    sign_in(manager).post(f"/agreements/{agreement.id}/take-back{words}", status=409)
    db.session.expire_all()
    assert queries.get_agreement(agreement.id).status is Status.APPROVED


def test_it_never_leads_to_another_site(make_agreement: Any, sign_in: Any, manager: User) -> None:
    agreement = make_agreement("in_review")
    db.session.commit()
    client = sign_in(manager)
    said = {"version": agreement.version, "next": "//evil.example"}
    page = f"/agreements/{agreement.id}"
    assert client.post(f"{page}/approve", said, status=303).headers["Location"] == page
    way = undo_of(client.get(page).get_data(as_text=True))
    assert client.post(f"{way}&next=https://evil.example", status=303).headers["Location"] == page
