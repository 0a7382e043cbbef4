"""The life of an agreement: who may do what from where, and on which grounds. No database."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from tracker.agreements import rules, standing
from tracker.agreements.asks import ASKS, Answers, Signatory
from tracker.agreements.effects import EFFECTS
from tracker.agreements.guards import Step
from tracker.agreements.kinds import (
    IN_PREPARATION,
    STATUS_LABELS,
    Action,
    ApprovalAnswer,
    Kind,
    NoticeUnit,
    Renewal,
    RenewalDecision,
    Status,
)
from tracker.agreements.models import Agreement, Approval
from tracker.agreements.rules import ACTION_LABELS, GRAPH
from tracker.agreements.terms import earlier, months_later
from tracker.kernel.errors import NotAllowed, RuleBroken
from tracker.permissions import GRANTS, Permission, Role
from tracker.regulations.kinds import ApprovalKind

TODAY = date(2026, 11, 23)
S, A = Status, Action

# the status table of the domain notes, written down a second time on purpose
LAW = {
    S.DRAFT: {S.IN_REVIEW, S.CANCELLED},
    S.IN_REVIEW: {S.RETURNED, S.APPROVED, S.CANCELLED},
    S.RETURNED: {S.DRAFT, S.CANCELLED},
    S.APPROVED: {S.AT_REGION, S.RETURNED, S.SIGNED, S.CANCELLED},
    S.AT_REGION: {S.CONSENTED, S.RETURNED, S.CANCELLED},
    S.CONSENTED: {S.RETURNED, S.SIGNED, S.CANCELLED},
    S.SIGNED: {S.IN_FORCE},
    S.IN_FORCE: {S.SUSPENDED, S.EXPIRED, S.TERMINATED, S.SUPERSEDED},
    S.SUSPENDED: {S.IN_FORCE, S.EXPIRED, S.TERMINATED, S.SUPERSEDED},
    S.EXPIRED: {S.IN_FORCE},
    S.TERMINATED: set(),
    S.SUPERSEDED: set(),
    S.CANCELLED: set(),
}


def person(role: Role = Role.MANAGER, number: int = 1) -> Any:
    return SimpleNamespace(id=number, role=role, may=lambda permission: permission in GRANTS[role])


def party(number: int, signatory: str | None = "Иванов") -> Any:
    return SimpleNamespace(id=number, position=number, signatory=signatory, post=None, ground=None, signed_on=None)


def given(kind: ApprovalKind, **values: Any) -> Approval:
    """An approval that was given."""
    return Approval(kind=kind, is_current=True, answer=ApprovalAnswer.GIVEN, **values)


def agreement(status: Status = S.DRAFT, **values: Any) -> Any:
    """Something that has what an agreement has, without a database."""
    held: dict[str, Any] = {
        **dict.fromkeys(column.key for column in Agreement.__table__.columns),
        "id": 1,
        "status": status,
        "kind": Kind.COOPERATION,
        "subject": "Обмен опытом",
        "ends_on": date(2027, 2, 12),
        "enters_on": date(2024, 2, 12),
        "signed_on": date(2024, 2, 12),
        "status_since": date(2024, 2, 12),
        "indefinite": False,
        "renewal": Renewal.NONE,
        "notice_unit": NoticeUnit.DAYS,
        "has_foreign_party": False,
        "municipality": SimpleNamespace(four_eyes=True),
        "parties": [party(1), party(2)],
        "needed_approvals": "region" if values.get("has_foreign_party") else "",
        "approvals": [],
        **values,
    }
    made = SimpleNamespace(**held)
    made.needs = lambda kind: Agreement.needs(made, kind)
    made.approval = lambda kind: Agreement.approval(made, kind)
    made.days_late = lambda kind, today: Agreement.days_late(made, kind, today)
    made.has_term = made.indefinite or made.ends_on is not None
    Agreement.reckon_term(made)
    return made


def check(record: Any, action: Action, *, by: Any = None, today: date = TODAY, **answers: Any) -> rules.Transition:
    return rules.check_step(Step(record, by or person(), today, Answers(**answers)), action)


def test_the_graph_is_the_status_table_and_nothing_more() -> None:
    drawn: dict[Status, set[Status]] = {status: set() for status in Status}
    for (status, _action), found in GRAPH.items():
        if found.to is not status:
            drawn[status].add(found.to)
    assert drawn == LAW


def test_one_action_leads_from_one_status_to_another() -> None:
    """A drop on the board names a status; it must mean one step."""
    steps = [(status, found) for (status, _a), found in GRAPH.items() if found.needs and found.by_drop]
    pairs = [(status, found.to) for status, found in steps if found.to is not status]
    assert len(pairs) == len(set(pairs))


def test_every_action_has_its_words_questions_and_effect() -> None:
    assert set(ASKS) == set(EFFECTS) == set(ACTION_LABELS) == set(Action) - {A.TAKE_BACK}
    assert set(STATUS_LABELS) == set(Status)
    assert {action for _status, action in GRAPH} == set(Action) - {A.TAKE_BACK}


@pytest.mark.parametrize("action", [A.APPROVE, A.RETURN])
def test_who_submitted_does_not_decide(action: Action) -> None:
    submitted = agreement(S.IN_REVIEW, submitted_by_id=7)
    with pytest.raises(RuleBroken, match="does not approve"):
        check(submitted, action, by=person(number=7), reason="нет печати")
    check(submitted, action, by=person(number=8), reason="нет печати")


def test_a_municipality_may_do_without_four_eyes() -> None:
    lone = SimpleNamespace(four_eyes=False)
    check(agreement(S.IN_REVIEW, submitted_by_id=7, municipality=lone), A.APPROVE, by=person(number=7))


def test_a_return_says_what_to_mend() -> None:
    with pytest.raises(RuleBroken) as broken:
        check(agreement(S.IN_REVIEW, submitted_by_id=7), A.RETURN)
    assert broken.value.field == "reason"


@pytest.mark.parametrize(
    ("lacking", "field"),
    [
        ({"parties": [party(1)]}, "parties"),
        ({"subject": " "}, "subject"),
        ({"ends_on": None}, "ends_on"),
        ({"kind": Kind.SUPPLEMENTARY, "parent_id": None}, "parent_id"),
    ],
)
def test_only_a_complete_draft_is_submitted(lacking: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        check(agreement(S.DRAFT, **lacking), A.SUBMIT, by=person(Role.OFFICIAL))
    assert broken.value.field == field


def test_without_a_foreign_party_the_region_is_not_asked() -> None:
    at_home = agreement(S.APPROVED)
    with pytest.raises(RuleBroken, match="not needed"):
        check(at_home, A.SEND_TO_REGION, on=TODAY, number="1")
    check(at_home, A.SIGN, on=date(2024, 2, 12), place="Дзержинск")


def test_with_a_foreign_party_nothing_is_signed_without_the_region() -> None:
    foreign = agreement(S.APPROVED, has_foreign_party=True)
    with pytest.raises(RuleBroken, match="the region consents"):
        check(foreign, A.SIGN, on=TODAY, place="Дзержинск")
    check(foreign, A.SEND_TO_REGION, on=TODAY, number="1")


def test_where_the_law_does_not_ask_the_region_the_short_path_is_open() -> None:
    foreign = agreement(S.APPROVED, has_foreign_party=True, needed_approvals="")
    check(foreign, A.SIGN, on=date(2024, 2, 12), place="Дзержинск")


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"on": date(2024, 1, 19)}, "on"),
        ({"on": date(2024, 6, 1)}, "on"),
        ({"enters_on": date(2024, 2, 11)}, "enters_on"),
        ({"enters_on": date(2028, 1, 1)}, "enters_on"),
    ],
)
def test_the_days_of_a_signing_make_sense(answers: dict[str, Any], field: str) -> None:
    """Not in the future, not before the consent nor after its term, entry not before signing nor after the end."""
    consent = given(ApprovalKind.REGION, answered_on=date(2024, 1, 20), valid_until=date(2024, 5, 31))
    consented = agreement(S.CONSENTED, has_foreign_party=True, approvals=[consent])
    with pytest.raises(RuleBroken) as broken:
        check(consented, A.SIGN, **{"on": date(2024, 2, 12), "place": "Дзержинск", **answers})
    assert broken.value.field == field


def test_every_party_has_a_signatory_when_it_is_signed() -> None:
    unnamed = agreement(S.APPROVED, parties=[party(1), party(2, None)])
    with pytest.raises(RuleBroken, match="Party 2"):
        check(unnamed, A.SIGN, on=date(2024, 2, 12), place="Дзержинск")
    check(unnamed, A.SIGN, on=date(2024, 2, 12), place="Дзержинск", signatories={2: Signatory("Петров")})


def test_it_enters_into_force_on_the_day_of_signing_or_later() -> None:
    signed = agreement(S.SIGNED, enters_on=None)
    for wrong in (date(2024, 2, 11), TODAY + timedelta(days=1), date(2028, 1, 1)):
        with pytest.raises(RuleBroken):
            check(signed, A.ENTER_INTO_FORCE, on=wrong)
    check(signed, A.ENTER_INTO_FORCE, on=date(2024, 2, 12))


def test_an_indefinite_agreement_never_lapses_by_silence() -> None:
    endless = agreement(S.IN_FORCE, ends_on=None, indefinite=True)
    far = date(2199, 1, 1)
    assert standing.due_step(endless, far) is None
    assert standing.effective_status(endless, far) is S.IN_FORCE
    with pytest.raises(RuleBroken):
        rules.check_step(Step(endless, None, far, Answers()), A.LAPSE)


@pytest.mark.parametrize(
    "living",
    [
        {"ends_on": TODAY},
        {"ends_on": TODAY + timedelta(days=1)},
        {"ends_on": date(2026, 1, 1), "renewal": Renewal.UNLESS_DENOUNCED, "renewal_months": 12},
    ],
)
def test_the_calendar_lapses_nothing_before_its_end(living: dict[str, Any]) -> None:
    with pytest.raises(RuleBroken, match="not over"):
        rules.check_step(Step(agreement(S.IN_FORCE, **living), None, TODAY, Answers()), A.LAPSE)


def test_nobody_lapses_an_agreement_by_hand() -> None:
    with pytest.raises(NotAllowed):
        check(agreement(S.IN_FORCE, ends_on=date(2026, 1, 1)), A.LAPSE)


@pytest.mark.parametrize(
    ("today", "status"),
    [(date(2027, 2, 12), S.IN_FORCE), (date(2027, 2, 13), S.EXPIRED), (date(2028, 2, 29), S.EXPIRED)],
)
def test_it_lapses_on_the_day_after_its_last(today: date, status: Status) -> None:
    assert standing.effective_status(agreement(S.IN_FORCE), today) is status
    assert standing.effective_status(agreement(S.SUSPENDED), today) in {status, S.SUSPENDED}


def test_what_prolongs_itself_does_not_lapse() -> None:
    renewing = agreement(S.IN_FORCE, renewal=Renewal.IF_NOBODY_OBJECTS, renewal_months=36, notice=60)
    assert renewing.last_day_to_act == date(2026, 12, 14)
    due = standing.due_step(renewing, date(2027, 2, 13))
    assert due == standing.DueStep(A.RENEW, date(2027, 2, 13), date(2030, 2, 12))
    late = standing.due_step(renewing, date(2031, 1, 1))
    assert late is not None
    assert late.until == date(2033, 2, 12)


def test_after_an_objection_it_lapses() -> None:
    objected = agreement(
        S.IN_FORCE,
        renewal=Renewal.UNLESS_DENOUNCED,
        renewal_months=12,
        notice=12,
        notice_unit=NoticeUnit.MONTHS,
        renewal_decision=RenewalDecision.OBJECT,
    )
    assert objected.last_day_to_act == date(2026, 2, 12)
    due = standing.due_step(objected, date(2027, 2, 13))
    assert due is not None
    assert due.action is A.LAPSE


def test_an_objection_counts_until_the_last_day() -> None:
    renewing = agreement(S.IN_FORCE, renewal=Renewal.IF_NOBODY_OBJECTS, renewal_months=36, notice=60)
    check(renewing, A.OBJECT, on=date(2026, 11, 20), number="5")
    with pytest.raises(RuleBroken, match="last day"):
        check(renewing, A.OBJECT, on=date(2026, 12, 15), number="5", today=date(2026, 12, 20))
    check(renewing, A.OBJECT, on=date(2026, 12, 14), number="5", today=date(2026, 12, 20))


def test_what_does_not_prolong_itself_takes_no_objection() -> None:
    with pytest.raises(RuleBroken, match="nothing to object"):
        check(agreement(S.IN_FORCE), A.OBJECT, on=TODAY, number="1")


def test_a_prolongation_covers_the_gap() -> None:
    lapsed = agreement(S.EXPIRED, ends_on=date(2026, 6, 30))
    paper = {"number": "3", "on": TODAY, "until": date(2030, 6, 30)}
    with pytest.raises(RuleBroken) as broken:
        check(lapsed, A.PROLONG, **paper, from_on=date(2026, 7, 2))
    assert broken.value.field == "from_on"
    with pytest.raises(RuleBroken) as broken:
        check(lapsed, A.PROLONG, **{**paper, "until": date(2026, 11, 1)}, from_on=date(2026, 7, 1))
    assert broken.value.field == "until"
    assert check(lapsed, A.PROLONG, **paper, from_on=date(2026, 7, 1)).to is S.IN_FORCE


def test_a_prolongation_makes_the_term_longer() -> None:
    with pytest.raises(RuleBroken) as broken:
        check(agreement(S.IN_FORCE), A.PROLONG, number="3", on=TODAY, from_on=TODAY, until=date(2027, 2, 12))
    assert broken.value.field == "until"


def test_a_notice_ends_it_on_a_coming_day() -> None:
    living = agreement(S.IN_FORCE)
    said = {"notice_on": TODAY, "reason": "нет средств"}
    for wrong in (TODAY, date(2027, 2, 14)):
        with pytest.raises(RuleBroken) as broken:
            check(living, A.GIVE_NOTICE, **said, on=wrong)
        assert broken.value.field == "on"
    check(living, A.GIVE_NOTICE, **said, on=date(2027, 2, 13))


def test_after_a_notice_the_calendar_terminates() -> None:
    noticed = agreement(S.IN_FORCE, notice_given_on=TODAY, ends_on=date(2026, 12, 31), renewal_months=12)
    due = standing.due_step(noticed, date(2027, 1, 1))
    assert due == standing.DueStep(A.TERMINATE, date(2027, 1, 1))
    assert standing.effective_status(noticed, date(2027, 1, 1)) is S.TERMINATED


def test_only_an_agreement_in_force_replaces_another() -> None:
    living = agreement(S.IN_FORCE)
    for wrong in (living, agreement(S.DRAFT, id=2), agreement(S.IN_FORCE, id=2, archived_at=TODAY)):
        with pytest.raises(RuleBroken) as broken:
            check(living, A.SUPERSEDE, on=TODAY, replacement=wrong)
        assert broken.value.field == "replacement"
    check(living, A.SUPERSEDE, on=TODAY, replacement=agreement(S.IN_FORCE, id=2))


def test_a_suspension_names_the_party_that_did_it() -> None:
    said = {"on": TODAY, "number": "7", "reason": "заморозили"}
    with pytest.raises(RuleBroken) as broken:
        check(agreement(S.IN_FORCE), A.SUSPEND, **said, by_party_id=99)
    assert broken.value.field == "by_party_id"
    check(agreement(S.IN_FORCE), A.SUSPEND, **said, by_party_id=2)


@pytest.mark.parametrize("status", sorted(IN_PREPARATION))
def test_what_is_not_signed_may_be_cancelled_with_a_reason(status: Status) -> None:
    with pytest.raises(RuleBroken):
        check(agreement(status), A.CANCEL)
    assert check(agreement(status), A.CANCEL, reason="передумали").to is S.CANCELLED


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OBSERVER])
def test_readers_take_no_step(role: Role) -> None:
    for status in Status:
        assert rules.offered_actions(agreement(status), status, by=person(role), today=TODAY) == []


def test_an_official_submits_reopens_and_asks_and_nothing_else() -> None:
    offered = {
        action
        for status in Status
        for action in rules.offered_actions(agreement(status), status, by=person(Role.OFFICIAL), today=TODAY)
    }
    assert offered == {A.SUBMIT, A.REOPEN, A.ASK_APPROVAL}


def test_nothing_is_done_in_the_archive() -> None:
    put_away = agreement(S.DRAFT, archived_at=TODAY)
    assert rules.offered_actions(put_away, S.DRAFT, by=person(), today=TODAY) == []
    with pytest.raises(RuleBroken, match="archive"):
        check(put_away, A.SUBMIT)


def test_the_register_holds_what_is_foreign_and_signed() -> None:
    def stands(**values: Any) -> Any:
        return Agreement.in_register.fget(agreement(S.IN_FORCE, **values))  # type: ignore[attr-defined]

    assert stands(has_foreign_party=True)
    assert not stands(has_foreign_party=False)
    assert not stands(has_foreign_party=True, signed_on=None)
    assert stands(has_foreign_party=False, register_override=True)
    assert not stands(has_foreign_party=True, register_override=False)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -12, date(2025, 1, 15)),
    ],
)
def test_months_end_where_the_month_ends(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


def test_a_notice_of_months_is_counted_in_months() -> None:
    assert earlier(date(2027, 2, 28), 12, NoticeUnit.MONTHS) == date(2026, 2, 28)
    assert earlier(date(2027, 2, 12), 60, NoticeUnit.DAYS) == date(2026, 12, 14)


def test_every_permission_of_the_graph_belongs_to_agreements() -> None:
    asked = {found.needs for found in GRAPH.values() if found.needs is not None}
    assert asked == {
        Permission.AGREEMENTS_SUBMIT,
        Permission.AGREEMENTS_EDIT,
        Permission.AGREEMENTS_APPROVE,
        Permission.AGREEMENTS_DECIDE,
    }
