from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests import factories
from tests.events.conftest import NOW, TODAY
from tracker.audit.models import AuditEntry
from tracker.contacts import actions as contacts
from tracker.events import actions, queries, rules
from tracker.events.kinds import Side, State
from tracker.events.models import EventDelegation
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.organisations import actions as organisations

pytestmark = pytest.mark.usefixtures("at_noon")


def test_one_title_serves_as_the_other_and_the_zone_is_the_citys(make_event, campinas):
    made = make_event(title_en=None, starts_time="10:00", city_id=campinas.id)
    assert made.title_en == "Форум городов"
    assert made.zone == "America/Sao_Paulo"
    assert made.starts_at == datetime(2026, 11, 20, 13, tzinfo=UTC)


def test_without_a_city_the_zone_is_our_own(make_event):
    assert make_event(city_id=None).zone == "Europe/Moscow"


def test_a_title_is_needed(make_event):
    with pytest.raises(RuleBroken):
        make_event(title_ru=None, title_en=None)


def test_the_report_follows_the_end_when_that_moves(make_event, official):
    made = make_event()
    assert made.report_due_on == rules.report_due(date(2026, 11, 21))
    said = {"kind": "forum", "title_ru": "Форум", "starts_on": date(2026, 12, 1)}
    actions.edit(made, by=official, version=made.version, answers=said)
    assert (made.ends_on, made.report_due_on) == (date(2026, 12, 1), date(2026, 12, 4))
    actions.edit(made, by=official, version=made.version, answers={**said, "needs_report": False})
    assert made.report_due_on is None


def test_the_second_to_save_is_told(make_event, official):
    made = make_event()
    version = made.version
    said = {"kind": "forum", "title_ru": "Форум", "starts_on": date(2026, 12, 1)}
    actions.edit(made, by=official, version=version, answers=said)
    for late in (
        lambda: actions.edit(made, by=official, version=version, answers=said),
        lambda: actions.put_programme(made, by=official, version=version, items=[]),
        lambda: actions.put_costs(made, by=official, version=version, costs=[]),
        lambda: actions.record_outcome(made, by=official, version=version, answers={}, links=[]),
    ):
        with pytest.raises(EditedMeanwhile):
            late()


def item(**changes):
    said = {"happens_on": date(2026, 11, 20), "starts_time": "10:00", "ends_time": None, "what": "Открытие"}
    return {**said, "place": None, "responsible_id": None, **changes}


def test_a_line_of_the_programme_stays_when_another_one_goes(make_event, official, session):
    made = make_event()
    later = NOW + timedelta(hours=3)
    with clock.standing_at(later):
        actions.put_programme(made, by=official, version=None, items=[item(), item(what="Обед", starts_time="13:00")])
        db.session.flush()
    assert made.updated_at == later, "its programme is a part of it"
    kept = made.programme[0].id
    actions.put_programme(made, by=official, version=None, items=[item(id=kept, what="Открытие форума")])
    session.expire_all()
    assert [(one.id, one.what) for one in made.programme] == [(kept, "Открытие форума")]


def test_the_days_of_an_event_cannot_leave_its_programme_behind(make_event, official):
    made = make_event()
    actions.put_programme(made, by=official, version=None, items=[item()])
    with pytest.raises(RuleBroken):
        actions.edit(
            made, by=official, version=None, answers={"kind": "forum", "title_ru": "Ф", "starts_on": date(2027, 1, 1)}
        )


def test_a_number_of_another_events_line_makes_a_new_one(make_event, official):
    first, second = make_event(), make_event()
    actions.put_programme(first, by=official, version=None, items=[item()])
    theirs = first.programme[0].id
    actions.put_programme(second, by=official, version=None, items=[item(id=theirs)])
    assert second.programme[0].id != theirs
    assert [one.id for one in first.programme] == [theirs]


def cost(**changes):
    return {"what": "Автобус", "currency": "RUB", "planned": 1800000, "actual": None, **changes}


def test_costs_are_kept_to_the_hundredth_in_a_known_currency(make_event, official):
    made = make_event()
    actions.put_costs(made, by=official, version=None, costs=[cost(actual=1799950)])
    assert made.costs[0].actual == 1799950
    with pytest.raises(RuleBroken):
        actions.put_costs(made, by=official, version=None, costs=[cost(currency="XXX")])


def person(official, **posts):
    hall = organisations.create_named("Гродненский исполком", by=official)
    post = {"organisation_id": hall.id, "title_ru": "мэр", "title_en": "mayor", **posts}
    return contacts.create(by=official, answers={"name_ru": "Андрей Каминский", "posts": [post]})


def test_a_member_stands_with_the_post_of_that_day(make_event, official):
    made = make_event()
    mayor = person(official, since_on=date(2020, 1, 1), until_on=date(2026, 11, 20))
    partner = factories.make_partnership(official)
    told = actions.add_delegation(
        made, by=official, answers={"partnership_id": partner.id}, members=[{"contact": mayor, "is_head": True}]
    )
    assert told.side is Side.THEIRS
    assert told.members[0].post == "мэр, Гродненский исполком"
    later = make_event(starts_on=TODAY, ends_on=TODAY)
    told = actions.add_delegation(
        later, by=official, answers={"partnership_id": partner.id}, members=[{"contact": mayor}]
    )
    assert told.members[0].post == ""


def test_members_keep_their_order_of_rank(make_event, official, session):
    made = make_event()
    told = actions.add_delegation(made, by=official, answers={}, members=[{"name": "Первый"}, {"name": "Второй"}])
    assert told.side is Side.OURS
    first, second = told.members
    actions.edit_delegation(
        told,
        by=official,
        version=None,
        answers={},
        members=[{"id": second.id, "name": "Второй"}, {"id": first.id, "name": "Первый"}],
    )
    session.expire_all()
    assert [one.name for one in queries.get_delegation(made.id, told.id).members] == ["Второй", "Первый"]


def test_a_member_is_taken_off_and_the_journal_tells_it_under_the_event(make_event, official, session):
    made = make_event()
    told = actions.add_delegation(made, by=official, answers={}, members=[{"name": "Первый"}, {"name": "Второй"}])
    first = told.members[0].id
    session.expire_all()
    told = queries.get_delegation(made.id, told.id)
    actions.edit_delegation(told, by=official, version=None, answers={}, members=[{"id": first, "name": "Первый"}])
    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.kind == "event_member", AuditEntry.verb == "delete")
    ).one()
    assert (entry.subject_kind, entry.subject_id) == ("event", made.id)
    session.expire_all()
    actions.remove_delegation(queries.get_delegation(made.id, told.id), by=official)


def test_a_delegation_goes_with_its_members(make_event, official, session):
    made = make_event()
    told = actions.add_delegation(made, by=official, answers={}, members=[{"name": "Первый"}])
    actions.remove_delegation(told, by=official)
    assert session.scalars(select(EventDelegation)).all() == []
    assert made.delegations == []


def test_a_cancelled_event_can_be_held_after_all(make_event, official):
    made = make_event(starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 2))
    with pytest.raises(RuleBroken):
        actions.cancel(made, by=official, reason="", now=NOW, today=TODAY)
    actions.cancel(made, by=official, reason="перенесено", now=NOW, today=TODAY)
    assert rules.state_of(made, NOW) is State.CANCELLED
    actions.reinstate(made, by=official)
    assert rules.state_of(made, NOW) is State.PLANNED
    with pytest.raises(RuleBroken):
        actions.reinstate(made, by=official)


def test_what_is_over_is_not_cancelled(make_event, official):
    with pytest.raises(RuleBroken):
        actions.cancel(make_event(), by=official, reason="поздно", now=NOW, today=TODAY)


def test_the_report_is_recorded_and_no_longer_due(make_event, official, session):
    made = make_event()
    assert made.id in [row.id for row in session.execute(queries.reports_due(TODAY))]
    actions.record_report(made, by=official, reported_on=TODAY, document="№ 7", now=NOW, today=TODAY)
    assert session.execute(queries.reports_due(TODAY)).all() == []
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.verb, entry.subject_kind) == ("report", "event")


def test_talks_that_came_of_it_are_linked_once(make_event, official, session):
    from tracker.negotiations import actions as negotiations

    made, partner = make_event(), factories.make_partnership(official)
    talks = negotiations.start(by=official, partnership=partner, answers={"subject": "Химия"}, today=TODAY)
    links = [("negotiation", talks.id)]
    for _twice in range(2):
        actions.record_outcome(made, by=official, version=None, answers={"outcome": "Начали"}, links=links)
    assert [link.negotiation_id for link in made.links] == [talks.id]
    assert [row.id for row in queries.of_negotiation(talks.id)] == [made.id]
    with pytest.raises(RuleBroken):
        actions.record_outcome(made, by=official, version=None, answers={}, links=[("negotiation", 10**9)])


def test_an_official_archives_only_events_he_answers_for(make_event, official, manager, make_user):
    made = make_event()
    with pytest.raises(NotAllowed):
        actions.archive(made, by=make_user("official"))
    actions.archive(made, by=official)
    actions.restore(made, by=manager)
    assert made.archived_at is None


def test_the_states_of_the_list_are_those_of_the_rule(make_event, session, official):
    for days in (-40, -3, 0, 1, 40):
        day = TODAY + timedelta(days=days)
        make_event(starts_on=day - timedelta(days=1), ends_on=day)
    cancelled = make_event(starts_on=TODAY, ends_on=TODAY)
    actions.cancel(cancelled, by=official, reason="нет", now=NOW, today=TODAY)
    for state in State:
        by_list = {row.id for row in session.execute(queries.rows().where(queries.stands([state], NOW)))}
        by_rule = {row.id for row in session.execute(queries.rows()) if rules.state_of(row, NOW) is state}
        assert by_list == by_rule


def test_events_of_a_partner_are_those_it_hosts_or_comes_to(make_event, official):
    partner = factories.make_partnership(official)
    hosted = make_event(host_partnership_id=partner.id, host_organisation_id=None)
    came = make_event(starts_on=date(2026, 11, 10), ends_on=date(2026, 11, 10))
    actions.add_delegation(came, by=official, answers={"partnership_id": partner.id}, members=[])
    make_event()
    assert [row.id for row in queries.of_partner(partner.id)] == [hosted.id, came.id]
