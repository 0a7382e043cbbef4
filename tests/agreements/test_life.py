"""What is true of every agreement in any life (`test_machine` lives them), and how it stands on any day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests import factories
from tracker.agreements import actions, approvals, conditions, queries, rules, standing
from tracker.agreements.asks import Answers
from tracker.agreements.kinds import LIVING, OVER, VISAS, Action, ApprovalAnswer, Renewal, Status
from tracker.agreements.models import Agreement
from tracker.agreements.rules import GRAPH
from tracker.agreements.taking_back import UNDOING, steps_that_count
from tracker.kernel.db import db
from tracker.regulations.kinds import ApprovalKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracker.accounts.models import User

WAITING = {Status.IN_REVIEW, Status.APPROVED, Status.AT_REGION, Status.CONSENTED}
calm = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
days = st.dates(min_value=date(2026, 1, 1), max_value=date(2030, 12, 31))
terms = st.fixed_dictionaries(
    {
        "ends_on": st.none() | days,
        "renewal": st.sampled_from([Renewal.NONE, Renewal.IF_NOBODY_OBJECTS, Renewal.ON_WRITTEN_WISH]),
        "renewal_months": st.just(12),
        "notice": st.sampled_from([None, 30]),
        "foreign": st.booleans(),
        "involves_money": st.booleans(),
    }
)


def check_sound(agreement: Agreement, today: date, *, settled: bool = True) -> None:
    """What is true of every agreement, whatever was done to it; not `settled`: the calendar has not caught up."""
    check_history(agreement)
    check_approvals(agreement)
    if agreement.signed_on is not None:
        check_signed(agreement, today)
    if agreement.status in LIVING:
        assert agreement.indefinite or agreement.ends_on is not None
        assert not settled or agreement.ends_on is None or agreement.ends_on >= today
    if agreement.indefinite and agreement.notice_given_on is None:
        assert agreement.status is not Status.EXPIRED
    if agreement.ends_on and agreement.enters_on:
        assert agreement.ends_on >= agreement.enters_on


def check_history(agreement: Agreement) -> None:
    """It says the same as the agreement; every step of it stands in the graph, or takes the one before it back."""
    history = queries.history(agreement)
    assert history[-1].to_status is agreement.status
    for before, after in pairwise(history):
        assert before.to_status is after.from_status
        assert after.action is not None
        if after.action is Action.TAKE_BACK:
            assert before.action in UNDOING
            assert (after.to_status, after.by_id) == (before.from_status, before.by_id)
        else:
            assert GRAPH[before.to_status, after.action].to is after.to_status


def check_approvals(agreement: Agreement) -> None:
    """Nobody answers before being asked, and nothing waits for an answer that nobody needs any more."""
    for approval in agreement.approvals:
        assert approval.answered_on is None or approval.answered_on >= approval.asked_on
        assert not (approval.is_current and approval.is_open) or agreement.status in WAITING
    if agreement.approved_by_id is not None:
        if agreement.municipality.four_eyes:
            assert agreement.approved_by_id != agreement.submitted_by_id
        for kind in VISAS:
            approval = agreement.approval(kind)
            assert approval is None or approval.is_given or agreement.status is Status.RETURNED


def check_signed(agreement: Agreement, today: date) -> None:
    """Whatever is signed was approved, and had every approval it needed on the day of the signing."""
    reached = {change.to_status for change in steps_that_count(queries.history(agreement))}
    assert agreement.signed_on is not None
    assert agreement.signed_on <= today
    assert Status.APPROVED in reached
    assert Status.CONSENTED in reached or not agreement.has_foreign_party
    for kind in ApprovalKind:
        approval = agreement.approval(kind)
        assert approval is not None or not agreement.needs(kind)
        if approval is not None:
            assert approval.answer is ApprovalAnswer.GIVEN
            assert approval.answered_on is not None
            assert approval.answered_on <= agreement.signed_on
            assert approval.valid_until is None or approval.valid_until >= agreement.signed_on
    if agreement.published_on is not None:
        assert agreement.signed_on <= agreement.published_on <= today


def draw_answers(data: Any, agreement: Agreement, today: date, others: Sequence[Agreement] = ()) -> Answers:
    """Mostly sensible, sometimes wild."""
    near = st.sampled_from([today, today, today - timedelta(days=1), today + timedelta(days=40)])
    day = st.none() | near | days
    after_end = agreement.ends_on + timedelta(days=1) if agreement.ends_on else today
    return Answers(
        number="1",
        reason="x",
        place="x",
        approval=data.draw(st.sampled_from([*ApprovalKind, *approvals.waiting(agreement)])),
        enclosures=data.draw(st.sampled_from([factories.ENCLOSED, factories.ENCLOSED, ()])),
        by_party_id=agreement.parties[-1].id,
        replacement=data.draw(st.sampled_from([None, *others])),
        on=data.draw(day),
        until=data.draw(st.none() | st.just(today + timedelta(days=500)) | days),
        from_on=data.draw(st.just(after_end) | day),
        notice_on=data.draw(day),
        enters_on=data.draw(st.none() | day),
    )


def likely_steps(agreement: Agreement, people: list[User], today: date) -> st.SearchStrategy[tuple[User, Action]]:
    """Steps that are open to somebody; those that lead back or away are rarer."""
    rare = {Action.CANCEL, Action.RETURN, Action.RECORD_REFUSAL, Action.REFUSE_APPROVAL}
    found = [
        (by, action)
        for by in people
        for action in rules.offered_actions(agreement, agreement.status, by=by, today=today)
        if action not in rare
    ]
    return st.sampled_from(found) if found else any_step(people)


def any_step(people: list[User]) -> st.SearchStrategy[tuple[User, Action]]:
    return st.tuples(st.sampled_from(people), st.sampled_from(list(Action)))


@calm
@given(terms=terms, reached=st.sampled_from(["signed", "in_force"]), later=st.integers(0, 2000))
def test_the_status_of_a_day_is_the_same_in_a_list_on_the_page_and_after_the_night(
    session: Any, make_user: Callable[..., User], terms: dict[str, Any], reached: str, later: int
) -> None:
    begin = date(2026, 1, 1)
    if terms["ends_on"] is None:
        terms["renewal"] = Renewal.NONE
    values = {**terms, "today": begin, "decider": make_user("manager")}
    agreement = factories.make_agreement(make_user("official"), status="approved", **values)
    answers = {"on": begin, "place": "x"}
    if agreement.has_foreign_party:
        actions.take_step(
            agreement,
            Action.SEND_TO_REGION,
            by=values["decider"],
            today=begin,
            answers=Answers(on=begin, number="1", enclosures=factories.ENCLOSED),
        )
        actions.take_step(
            agreement, Action.RECORD_CONSENT, by=values["decider"], today=begin, answers=Answers(on=begin, number="2")
        )
    enters = begin if reached == "in_force" else begin + timedelta(days=100)
    if terms["ends_on"] and enters > terms["ends_on"]:
        enters = begin
    actions.take_step(
        agreement, Action.SIGN, by=values["decider"], today=begin, answers=Answers(**answers, enters_on=enters)
    )
    today = begin + timedelta(days=later)
    told = standing.effective_status(agreement, today)
    listed = db.session.execute(queries.rows(today).where(Agreement.id == agreement.id)).one()
    assert listed.status is told
    for status in Status:
        found = db.session.scalar(
            select(Agreement.id).where(Agreement.id == agreement.id, conditions.stands({status}, today))
        )
        assert (found is not None) == (status is told), status
    actions.lapse_due(today)
    assert agreement.status is told


@pytest.mark.parametrize("status", sorted(OVER - {Status.EXPIRED}))
def test_nothing_leads_out_of_the_end(status: Status) -> None:
    assert not [action for (origin, action) in GRAPH if origin is status]
