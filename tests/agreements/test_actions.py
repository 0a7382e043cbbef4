"""Writing agreements: drafts, steps, the calendar, the archive; with their history and journal."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError

from tests import factories
from tests.agreements.conftest import TODAY
from tracker.agreements import actions, queries
from tracker.agreements.asks import Answers, Signatory
from tracker.agreements.kinds import Action, ApprovalAnswer, NoticeUnit, PartyKind, Renewal, Status
from tracker.agreements.models import Agreement, Party, StatusChange
from tracker.agreements.parties import PartyWords
from tracker.audit.models import AuditEntry
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.kernel.tenancy import acting_for
from tracker.regulations.kinds import ApprovalKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.accounts.models import Municipality, User

    Make = Callable[..., Agreement]

OURS = PartyWords(kind=PartyKind.MUNICIPALITY, signatory="Лаптев Андрей Петрович")


def take(agreement: Agreement, action: Action, by: User, today: date = TODAY, **answers: Any) -> None:
    actions.take_step(agreement, action, by=by, today=today, answers=Answers(**answers))


def picture(agreement: Agreement) -> dict[str, Any]:
    """Everything stored about an agreement."""
    db.session.flush()
    row = {column.key: getattr(agreement, column.key) for column in inspect(Agreement).column_attrs}
    parties = [(p.id, p.name_ru, p.signatory, p.signed_on, p.version) for p in agreement.parties]
    approvals = [
        (a.id, a.kind, a.is_current, a.asked_on, a.due_on, a.answer, a.answered_on, a.version)
        for a in agreement.approvals
    ]
    steps = [change.id for change in queries.history(agreement)]
    return {"row": row, "parties": parties, "approvals": approvals, "steps": steps}


def journal(agreement: Agreement) -> list[AuditEntry]:
    return list(
        db.session.scalars(
            select(AuditEntry)
            .where(AuditEntry.subject_kind == "agreement", AuditEntry.subject_id == agreement.id)
            .order_by(AuditEntry.id)
        )
    )


def test_the_foreign_path_leaves_its_whole_history(make_agreement: Make, official: User, manager: User) -> None:
    agreement = make_agreement("in_force", foreign=True)
    steps = [(change.action, change.to_status, change.by_id) for change in queries.history(agreement)]
    assert steps == [
        (None, Status.DRAFT, official.id),
        (Action.SUBMIT, Status.IN_REVIEW, official.id),
        (Action.APPROVE, Status.APPROVED, manager.id),
        (Action.SEND_TO_REGION, Status.AT_REGION, manager.id),
        (Action.RECORD_CONSENT, Status.CONSENTED, manager.id),
        (Action.SIGN, Status.SIGNED, manager.id),
        (Action.ENTER_INTO_FORCE, Status.IN_FORCE, manager.id),
    ]
    asked = agreement.approval(ApprovalKind.REGION)
    assert asked is not None
    assert (asked.asked_number, asked.answer_number, asked.answer) == ("15-2", "204", ApprovalAnswer.GIVEN)
    assert asked.due_on == date(2026, 12, 23)
    assert agreement.in_register
    assert {party.signed_on for party in agreement.parties} == {TODAY}


def test_every_step_is_in_the_journal_once_under_its_name(make_agreement: Make, manager: User) -> None:
    agreement = make_agreement("approved")
    verbs = [entry.verb for entry in journal(agreement) if entry.kind == "agreement"]
    assert verbs == ["create", "submit", "approve"]
    approval = journal(agreement)[-1]
    assert approval.by_id == manager.id
    assert approval.changes["status"] == ["in_review", "approved"]


def test_what_only_repeats_the_parties_is_not_told_in_the_journal(make_agreement: Make) -> None:
    created = journal(make_agreement())[0]
    assert not {"counterparts_ru", "renews", "last_day_to_act", "sort_name", "folded"} & created.changes.keys()


def test_the_home_agreement_takes_the_short_path(make_agreement: Make) -> None:
    agreement = make_agreement("in_force")
    assert Status.AT_REGION not in [change.to_status for change in queries.history(agreement)]
    assert not agreement.in_register


@pytest.mark.parametrize(
    ("status", "action", "answers"),
    [
        ("draft", Action.APPROVE, {}),
        ("in_review", Action.RETURN, {}),
        ("approved", Action.SIGN, {"on": TODAY + timedelta(days=1), "place": "Дзержинск"}),
        ("in_force", Action.LAPSE, {}),
        ("in_force", Action.SUSPEND, {"on": TODAY, "number": "1", "reason": "x", "by_party_id": -1}),
        ("in_force", Action.SUPERSEDE, {"on": TODAY}),
        ("in_force", Action.CANCEL, {"reason": "x"}),
    ],
)
def test_a_refused_step_changes_nothing(
    make_agreement: Make, manager: User, status: str, action: Action, answers: dict[str, Any]
) -> None:
    agreement = make_agreement(status)
    before = picture(agreement)
    with pytest.raises(RuleBroken):
        take(agreement, action, manager, **answers)
    assert picture(agreement) == before


def test_an_official_does_not_decide(make_agreement: Make, official: User) -> None:
    agreement = make_agreement("in_review")
    with pytest.raises(NotAllowed):
        take(agreement, Action.APPROVE, official)
    assert agreement.status is Status.IN_REVIEW


def test_a_manager_does_not_approve_what_he_submitted(make_agreement: Make, manager: User) -> None:
    agreement = make_agreement("in_review", by=manager)
    with pytest.raises(RuleBroken, match="does not approve"):
        take(agreement, Action.APPROVE, manager)


def test_a_refusal_of_the_region_brings_it_back_with_the_reason(make_agreement: Make, manager: User) -> None:
    agreement = make_agreement("at_region", foreign=True)
    take(agreement, Action.RECORD_REFUSAL, manager, on=TODAY, number="9", reason="не вопрос местного значения")
    assert agreement.status is Status.RETURNED
    assert agreement.approved_by_id is None
    assert queries.history(agreement)[-1].reason == "не вопрос местного значения"
    take(agreement, Action.REOPEN, manager)
    assert agreement.approval(ApprovalKind.REGION) is None
    earlier = agreement.approvals[0]
    assert (earlier.answer, earlier.reason) == (ApprovalAnswer.REFUSED, "не вопрос местного значения")


def test_signing_names_who_signed(make_agreement: Make, manager: User) -> None:
    nameless = [OURS, PartyWords(kind=PartyKind.OTHER, name="Бор", country_code="RU")]
    agreement = make_agreement("approved", parties=nameless)
    second = agreement.parties[1]
    take(
        agreement,
        Action.SIGN,
        manager,
        on=TODAY,
        place="Бор",
        number="01-27/26-9",
        signatories={second.id: Signatory("Ким Виктор Олегович", "директор", "доверенность № 7")},
    )
    assert (second.signatory, second.post, second.ground) == ("Ким Виктор Олегович", "директор", "доверенность № 7")
    assert (agreement.number, agreement.signed_at_place) == ("01-27/26-9", "Бор")


def test_it_enters_into_force_by_itself_on_its_day(make_agreement: Make, manager: User) -> None:
    agreement = make_agreement("approved")
    take(agreement, Action.SIGN, manager, on=TODAY, place="Бор", enters_on=TODAY + timedelta(days=10))
    assert agreement.status is Status.SIGNED
    assert actions.lapse_due(TODAY + timedelta(days=9)) == 0
    assert actions.lapse_due(TODAY + timedelta(days=12)) == 1
    assert agreement.status is Status.IN_FORCE
    last = queries.history(agreement)[-1]
    assert (last.by_id, last.on) == (None, TODAY + timedelta(days=10))


def test_it_lapses_also_when_nobody_was_there_that_night(make_agreement: Make) -> None:
    agreement = make_agreement("in_force", ends_on=date(2026, 12, 31))
    assert actions.lapse_due(date(2026, 12, 31)) == 0
    assert actions.lapse_due(date(2027, 3, 1)) == 1
    assert agreement.status is Status.EXPIRED
    last = queries.history(agreement)[-1]
    assert (last.action, last.on, last.by_id) == (Action.LAPSE, date(2027, 1, 1), None)
    assert actions.lapse_due(date(2027, 3, 1)) == 0, "twice is safe"


def test_it_prolongs_itself_until_somebody_objects(make_agreement: Make, manager: User) -> None:
    agreement = make_agreement(
        "in_force",
        ends_on=date(2027, 2, 12),
        renewal=Renewal.IF_NOBODY_OBJECTS,
        renewal_months=36,
        notice=60,
        notice_unit=NoticeUnit.DAYS,
    )
    take(agreement, Action.KEEP_RENEWAL, manager)
    actions.lapse_due(date(2027, 2, 13))
    assert (agreement.status, agreement.ends_on) == (Status.IN_FORCE, date(2030, 2, 12))
    assert agreement.renewal_decision is None, "each term is decided on anew"
    take(agreement, Action.OBJECT, manager, date(2029, 12, 1), on=date(2029, 12, 1), number="77")
    actions.lapse_due(date(2030, 2, 13))
    assert agreement.status is Status.EXPIRED


def test_a_dated_document_prolongs_what_has_lapsed(make_agreement: Make, manager: User) -> None:
    agreement = make_agreement("in_force", ends_on=date(2026, 12, 31))
    later = date(2027, 2, 1)
    take(
        agreement,
        Action.PROLONG,
        manager,
        later,
        number="1",
        on=later,
        from_on=date(2027, 1, 1),
        until=date(2028, 12, 31),
    )
    assert (agreement.status, agreement.ends_on) == (Status.IN_FORCE, date(2028, 12, 31))
    last = queries.history(agreement)[-1]
    assert (last.from_status, last.document_number, last.until) == (Status.EXPIRED, "1", date(2028, 12, 31))


@pytest.mark.parametrize("ends_on", [date(2028, 1, 31), None])
def test_a_notice_ends_it_and_can_be_withdrawn(make_agreement: Make, manager: User, ends_on: date | None) -> None:
    agreement = make_agreement("in_force", ends_on=ends_on)
    for _time in range(2):
        take(agreement, Action.GIVE_NOTICE, manager, notice_on=TODAY, on=date(2027, 2, 21), reason="нет средств")
        assert agreement.ends_on == date(2027, 2, 20)
        take(agreement, Action.WITHDRAW_NOTICE, manager, on=TODAY)
        assert (agreement.ends_on, agreement.notice_given_on) == (ends_on, None)
    take(agreement, Action.GIVE_NOTICE, manager, notice_on=TODAY, on=date(2027, 2, 21), reason="нет средств")
    actions.lapse_due(date(2027, 2, 21))
    assert (agreement.status, agreement.terminated_on) == (Status.TERMINATED, date(2027, 2, 21))
    assert agreement.termination_reason == "нет средств"


def test_it_is_suspended_by_a_party_and_resumed(make_agreement: Make, manager: User) -> None:
    agreement = make_agreement("in_force")
    other = agreement.parties[1]
    take(agreement, Action.SUSPEND, manager, on=TODAY, number="5", reason="обстоятельства", by_party_id=other.id)
    assert queries.history(agreement)[-1].side == other.name_ru
    take(agreement, Action.RESUME, manager, on=TODAY)
    assert agreement.status is Status.IN_FORCE


def test_a_new_agreement_replaces_the_old(make_agreement: Make, manager: User) -> None:
    old, new = make_agreement("in_force"), make_agreement("in_force")
    take(old, Action.SUPERSEDE, manager, on=TODAY, replacement=new)
    assert (old.status, old.superseded_by_id) == (Status.SUPERSEDED, new.id)


def test_what_changed_since_it_was_read_is_not_decided_on(make_agreement: Make, manager: User) -> None:
    agreement = make_agreement("in_review")
    with pytest.raises(EditedMeanwhile):
        actions.take_step(agreement, Action.APPROVE, by=manager, today=TODAY, version=agreement.version - 1)
    assert agreement.status is Status.IN_REVIEW


# drafting


def test_a_change_of_the_parties_alone_makes_a_new_version(make_agreement: Make, official: User) -> None:
    agreement = make_agreement()
    before = agreement.version
    same = {"title": agreement.title}
    third = PartyWords(kind=PartyKind.OTHER, name="АНО «Композиты»", country_code="RU")
    words = [OURS, PartyWords(kind=PartyKind.OTHER, name=agreement.parties[1].name_ru, country_code="RU"), third]
    kept = agreement.parties[1].id
    actions.edit(agreement, actions.Draft(values=same, parties=words), by=official, version=before)
    assert agreement.version > before
    assert [party.position for party in agreement.parties] == [1, 2, 3]
    assert agreement.parties[1].id == kept, "who stays keeps the row"
    with pytest.raises(EditedMeanwhile):
        actions.edit(agreement, actions.Draft(values=same, parties=words), by=official, version=before)


def test_a_list_reads_the_parties_off_the_agreement(make_agreement: Make) -> None:
    agreement = make_agreement(
        parties=[
            OURS,
            PartyWords(kind=PartyKind.OTHER, name="Кластер", country_code="RU"),
            PartyWords(kind=PartyKind.OTHER, name="Новополоцк", country_code="by"),
        ]
    )
    assert agreement.has_foreign_party
    assert (agreement.counterparts_ru, agreement.counterpart_count) == ("Новополоцк", 2)
    assert agreement.counterpart_flags == "by ru"


def test_nobody_is_a_party_twice(make_agreement: Make) -> None:
    twice = PartyWords(kind=PartyKind.OTHER, name="Бор", country_code="RU")
    with pytest.raises(RuleBroken, match="twice"):
        make_agreement(parties=[OURS, twice, PartyWords(kind=PartyKind.OTHER, name="бор", country_code="RU")])


def test_only_a_draft_is_rewritten(make_agreement: Make, official: User) -> None:
    agreement = make_agreement("in_review")
    with pytest.raises(RuleBroken, match="Only a draft"):
        actions.edit(agreement, factories.draft_agreement(), by=official)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"enters_on": date(2027, 1, 1), "ends_on": date(2026, 12, 31)}, "ends_on"),
        ({"indefinite": True, "renewal": Renewal.IF_NOBODY_OBJECTS}, "renewal"),
        ({"ends_on": date(2027, 1, 1), "renewal": Renewal.UNLESS_DENOUNCED}, "renewal_months"),
        ({"register_override": True}, "register_reason"),
    ],
)
def test_a_term_makes_sense(make_agreement: Make, values: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        make_agreement(**values)
    assert broken.value.field == field


def test_what_is_in_force_keeps_its_text_but_changes_hands(make_agreement: Make, official: User, manager: User) -> None:
    agreement = make_agreement("in_force")
    actions.keep(agreement, {"responsible_id": manager.id, "title": "Другое"}, by=official)
    assert agreement.responsible_id == manager.id
    assert agreement.title != "Другое"


# the archive


def test_an_official_puts_away_only_own_drafts(make_agreement: Make, official: User, make_user: Any) -> None:
    actions.archive(make_agreement(), by=official)
    for foreign in (make_agreement("in_force"), make_agreement(by=make_user("official"))):
        with pytest.raises(NotAllowed):
            actions.archive(foreign, by=official)


def test_what_was_put_away_comes_back(make_agreement: Make, manager: User) -> None:
    agreement = make_agreement("in_force")
    actions.archive(agreement, by=manager)
    with pytest.raises(RuleBroken, match="archive"):
        take(agreement, Action.TERMINATE, manager, on=TODAY, reason="x")
    actions.restore(agreement, by=manager)
    assert agreement.archived_at is None
    assert [entry.verb for entry in journal(agreement)][-2:] == ["archive", "restore"]


# the database itself


@pytest.mark.parametrize(
    "values",
    [
        {"status": Status.APPROVED},
        {"status": Status.IN_REVIEW},
        {"status": Status.SIGNED},
        {"status": Status.IN_FORCE, "signed_on": TODAY},
        {"status": Status.TERMINATED, "signed_on": TODAY},
        {"status": Status.SUPERSEDED, "signed_on": TODAY},
        {"terminated_on": TODAY},
        {"signed_on": TODAY, "ends_on": TODAY - timedelta(days=1)},
        {"indefinite": True, "ends_on": TODAY},
        {"indefinite": True, "renewal": Renewal.ON_WRITTEN_WISH},
        {"register_override": True},
    ],
)
def test_the_database_refuses_a_status_without_its_facts(city: Municipality, values: dict[str, Any]) -> None:
    bad = Agreement(**{"title": "x", "status": Status.DRAFT, "status_since": TODAY, "drafted_on": TODAY, **values})
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.add(bad)


def test_a_party_of_another_municipality_cannot_be_made(make_agreement: Make, other_city: Municipality) -> None:
    agreement = make_agreement()
    names = {"name_ru": "x", "name_en": "x", "country_code": "RU"}
    stray = Party(agreement_id=agreement.id, position=9, kind=PartyKind.OTHER, **names)
    with acting_for(other_city.id), pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.add(stray)


def test_agreements_of_others_are_not_there(make_agreement: Make, other_city: Municipality) -> None:
    agreement = make_agreement("in_force", ends_on=TODAY + timedelta(days=1))
    with acting_for(other_city.id):
        assert queries.status_counts(TODAY) == {}
        assert db.session.scalars(select(StatusChange)).all() == []
        assert actions.lapse_due(TODAY + timedelta(days=9)) == 0
    assert agreement.status is Status.IN_FORCE
