"""Approvals: who is asked when, the term in which an answer comes, and what nothing is signed without."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories
from tests.agreements.conftest import TODAY
from tests.agreements.test_actions import picture, take
from tracker.agreements import actions, consents, queries, reminders
from tracker.agreements.faults import faults_of
from tracker.agreements.kinds import Action, ApprovalAnswer, Kind, Status
from tracker.agreements.models import Agreement
from tracker.agreements.reminders import Matter
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.errors import RuleBroken
from tracker.partners import actions as partners
from tracker.regulations import actions as regulation_actions
from tracker.regulations import queries as regulations
from tracker.regulations.kinds import ApprovalKind, DayUnit, When

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.client import Client
    from tracker.accounts.models import Municipality, User
    from tracker.regulations.models import Regulation

    Make = Callable[..., Agreement]


@pytest.fixture
def rules(city: Municipality) -> Regulation:
    """The rules of the city: a visa of the legal department within five working days."""
    profile = regulations.regulation(on=TODAY)
    profile.legal_when, profile.legal_days = When.ALWAYS, 5
    return profile


def test_a_submission_asks_for_the_visas_with_their_term(rules: Regulation, make_agreement: Make) -> None:
    agreement = make_agreement("in_review", involves_money=True)
    asked = {one.kind: one.due_on for one in agreement.approvals}
    assert asked == {ApprovalKind.LEGAL: date(2026, 11, 30), ApprovalKind.FINANCE: date(2026, 11, 30)}


def test_nothing_is_approved_without_the_visa(rules: Regulation, make_agreement: Make, manager: User) -> None:
    agreement = make_agreement("in_review")
    before = picture(agreement)
    with pytest.raises(RuleBroken, match="has not answered yet"):
        take(agreement, Action.APPROVE, manager)
    assert picture(agreement) == before
    take(agreement, Action.GIVE_APPROVAL, manager, on=TODAY, number="17", approval=ApprovalKind.LEGAL)
    take(agreement, Action.APPROVE, manager)
    assert agreement.status is Status.APPROVED


def test_a_refused_visa_returns_it_with_the_reason(rules: Regulation, make_agreement: Make, manager: User) -> None:
    agreement = make_agreement("in_review", involves_money=True)
    reason = {"on": TODAY, "reason": "нет расчёта", "approval": ApprovalKind.FINANCE}
    take(agreement, Action.REFUSE_APPROVAL, manager, **reason)
    answers = {one.kind: one.answer for one in agreement.approvals}
    assert agreement.status is Status.RETURNED
    assert answers == {ApprovalKind.FINANCE: ApprovalAnswer.REFUSED, ApprovalKind.LEGAL: ApprovalAnswer.WITHDRAWN}
    assert queries.history(agreement)[-1].reason == "нет расчёта"
    take(agreement, Action.REOPEN, manager)
    assert agreement.approval(ApprovalKind.FINANCE) is None, "the new text is asked about anew"


def test_the_council_decides_where_the_charter_asks_for_the_kind(
    rules: Regulation, make_agreement: Make, manager: User
) -> None:
    rules.council_when, rules.council_kinds = When.ALWAYS, Kind.TWINNING.value
    assert not make_agreement("approved").needs(ApprovalKind.COUNCIL)
    twinning = make_agreement("approved", kind=Kind.TWINNING)
    with pytest.raises(RuleBroken, match="council decides"):
        take(twinning, Action.SIGN, manager, on=TODAY, place="Дзержинск")
    take(twinning, Action.ASK_APPROVAL, manager, on=TODAY, approval=ApprovalKind.COUNCIL)
    with pytest.raises(RuleBroken, match="has not decided yet"):
        take(twinning, Action.SIGN, manager, on=TODAY, place="Дзержинск")
    take(twinning, Action.GIVE_APPROVAL, manager, on=TODAY, number="44", approval=ApprovalKind.COUNCIL)
    take(twinning, Action.SIGN, manager, on=TODAY, place="Дзержинск")


@pytest.mark.parametrize("enclosed", [(), factories.ENCLOSED[:2]])
def test_the_region_gets_everything_it_wants_enclosed(
    make_agreement: Make, manager: User, enclosed: tuple[str, ...]
) -> None:
    agreement = make_agreement("approved", foreign=True)
    with pytest.raises(RuleBroken, match="Перевод") as broken:
        take(agreement, Action.SEND_TO_REGION, manager, on=TODAY, number="1", enclosures=enclosed)
    assert broken.value.field == "enclosures"


@pytest.mark.parametrize(
    ("unit", "days", "due"),
    [
        (DayUnit.CALENDAR, 30, date(2026, 12, 23)),
        (DayUnit.WORKING, 30, date(2027, 1, 13)),
        (DayUnit.WORKING, 28, date(2027, 1, 11)),
    ],
)
def test_the_region_answers_within_the_term_of_the_rules_over_the_year(
    rules: Regulation, make_agreement: Make, unit: DayUnit, days: int, due: date
) -> None:
    rules.consent_unit, rules.consent_days = unit, days
    agreement = make_agreement("at_region", foreign=True)
    asked = agreement.approval(ApprovalKind.REGION)
    assert asked is not None
    assert asked.due_on == due
    for late, day in ((0, due), (1, due + timedelta(days=1))):
        assert max(asked.days_late(day), 0) == late
        found = db.session.scalars(db.select(Agreement.id).where(consents.stands(consents.Standing.OVERDUE, day))).all()
        assert (agreement.id in found) == bool(late)


def test_changed_rules_reach_what_is_not_signed_yet(
    rules: Regulation, make_agreement: Make, make_user: Callable[..., User]
) -> None:
    agreement, signed = make_agreement("approved", foreign=True), make_agreement("signed", foreign=True)
    names = {column.key for column in type(rules).__table__.columns}
    kept = names - {"id", "version", "created_at", "updated_at", "updated_by_id", "municipality_id"}
    values = {**{name: getattr(rules, name) for name in kept}, "region_when": When.NEVER}
    by = make_user("admin")
    regulation_actions.edit_regulation(rules, values, by=by, version=rules.version, today=TODAY)
    assert not agreement.needs(ApprovalKind.REGION)
    assert signed.needs(ApprovalKind.REGION)


def test_the_region_is_not_told_of_the_visas_of_the_house(rules: Regulation, make_agreement: Make) -> None:
    agreement = make_agreement("in_review", foreign=True)
    for inside, found in ((True, [agreement.id]), (False, [])):
        waiting = consents.stands(consents.Standing.ASKED, TODAY, inside=inside)
        assert db.session.scalars(db.select(Agreement.id).where(waiting)).all() == found


# publication and numbers


def test_what_is_signed_is_to_be_published_in_time(make_agreement: Make, manager: User) -> None:
    agreement = make_agreement("in_force", foreign=True)
    assert agreement.publication_due_on == TODAY + timedelta(days=30)
    with pytest.raises(RuleBroken, match="Earlier than the signing"):
        take(agreement, Action.PUBLISH, manager, on=TODAY - timedelta(days=1), place="газета")
    take(agreement, Action.PUBLISH, manager, on=TODAY, place="газета", number="12", url="https://paper.example/12")
    assert (agreement.published_in, agreement.published_on) == ("газета, № 12", TODAY)
    with pytest.raises(RuleBroken, match="already"):
        take(agreement, Action.PUBLISH, manager, on=TODAY, place="сайт")


def test_a_home_agreement_has_no_term_of_publication(make_agreement: Make) -> None:
    assert make_agreement("in_force").publication_due_on is None


# papers that change the term


def amend(make: Make, parent: Agreement, on: date, **values: Any) -> Agreement:
    paper = {"kind": Kind.SUPPLEMENTARY, "parent_id": parent.id, "enters_on": on, "ends_on": None}
    return make("in_force", **{**paper, **values}, today=on)


@pytest.mark.parametrize("on", [date(2026, 12, 1), date(2027, 1, 1)])
def test_a_paper_in_force_changes_the_term_of_its_agreement(make_agreement: Make, on: date) -> None:
    parent = make_agreement("in_force", ends_on=date(2026, 12, 31))
    paper = amend(make_agreement, parent, on, new_ends_on=date(2028, 2, 29))
    assert (parent.status, parent.ends_on, paper.amended_on) == (Status.IN_FORCE, date(2028, 2, 29), on)
    last = queries.history(parent)[-1]
    assert (last.action, last.by_id, last.until, last.ends_before) == (
        Action.AMEND,
        None,
        date(2028, 2, 29),
        date(2026, 12, 31),
    )
    assert actions.lapse_due(date(2028, 2, 29)) == 0
    actions.lapse_due(date(2028, 3, 1))
    assert parent.status is Status.EXPIRED


def test_a_paper_that_comes_after_a_gap_changes_nothing(make_agreement: Make) -> None:
    parent = make_agreement("in_force", ends_on=date(2026, 12, 31))
    paper = amend(make_agreement, parent, date(2027, 1, 2), new_ends_on=date(2030, 1, 1))
    actions.lapse_due(date(2027, 1, 2))
    assert (parent.status, parent.ends_on, paper.amended_on) == (Status.EXPIRED, date(2026, 12, 31), None)


def test_a_paper_enters_before_the_night_ends_its_agreement(make_agreement: Make, manager: User) -> None:
    """The server was off over the New Year: on the first of January the paper prolongs what ended the day before."""
    parent = make_agreement("in_force", ends_on=date(2026, 12, 31))
    paper = make_agreement("approved", kind=Kind.SUPPLEMENTARY, parent_id=parent.id, new_indefinite=True)
    take(paper, Action.SIGN, manager, on=TODAY, place="Бор", enters_on=date(2027, 1, 1))
    actions.lapse_due(date(2027, 1, 9))
    assert (parent.status, parent.indefinite, parent.ends_on) == (Status.IN_FORCE, True, None)


def test_the_day_of_the_lapse_is_the_citys(make_agreement: Make) -> None:
    agreement = make_agreement("in_force", ends_on=date(2026, 12, 31))
    from datetime import UTC, datetime

    with clock.standing_at(datetime(2026, 12, 31, 22, 30, tzinfo=UTC)):
        assert actions.lapse_due(clock.today("Europe/London")) == 0
        assert actions.lapse_due(clock.today("Europe/Moscow")) == 1
    assert agreement.status is Status.EXPIRED


# reminders


def test_overdue_consents_and_publications_are_told(make_agreement: Make, official: User) -> None:
    waiting, published = make_agreement("at_region", foreign=True), make_agreement("in_force", foreign=True)
    matters = {(due.matter, due.agreement_id): due for due in reminders.due_reminders(TODAY + timedelta(days=31))}
    overdue = matters[Matter.CONSENT_OVERDUE, waiting.id]
    assert (overdue.approval, overdue.responsible_id) == (ApprovalKind.REGION, official.id)
    assert matters[Matter.PUBLICATION_DUE, published.id].due_on == TODAY + timedelta(days=30)


# succession and wording


def test_what_was_signed_keeps_the_name_of_then_when_the_municipality_is_reorganised(
    make_agreement: Make, city: Municipality, sign_in: Callable[..., Client]
) -> None:
    agreement = make_agreement("in_force", foreign=True)
    then = city.administration_en
    city.administration_ru, city.administration_en = "Администрация округа", "Administration of the District"
    db.session.flush()
    viewer = sign_in("viewer")
    page = viewer.get(f"/agreements/{agreement.id}").get_data(as_text=True)
    assert "today: Administration of the District" in page
    assert then in page
    listed = viewer.get(f"/agreements/register.csv?day={TODAY:%d.%m.%Y}").get_data(as_text=True)
    assert then in listed


def test_agreements_go_on_with_the_successor(make_agreement: Make, official: User, manager: User) -> None:
    first, second, third = (
        factories.make_partnership(official, city=name) for name in ("Grodno", "Novopolotsk", "Campinas")
    )
    agreement = make_agreement("in_force", foreign=True, partnership_id=first.id)
    for old, new in ((first, second), (second, third)):
        merged = {"merged_on": TODAY, "document": "указ № 1", "today": TODAY}
        partners.merge_into(old, new, by=manager, version=None, **merged)
    assert [row.id for row in queries.of_partner(third.id, TODAY)] == [agreement.id]
    with pytest.raises(RuleBroken):
        partners.merge_into(third, first, by=manager, version=None, **merged)


def test_words_of_treaties_are_pointed_out() -> None:
    advice = faults_of(["Договаривающиеся Стороны", "вступает в силу с момента ратификации"], ["город Гродно"])
    assert len(advice) == 3
    assert faults_of(["О сотрудничестве в сфере культуры"], ["Администрация города Дзержинска"]) == []
