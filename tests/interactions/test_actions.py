"""What people do with interactions, on a real database."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select

from tests import factories
from tests.interactions.conftest import NOW, TODAY
from tracker.audit.models import AuditEntry
from tracker.contacts.models import Contact
from tracker.interactions import actions, queries
from tracker.interactions.actions import Company
from tracker.interactions.kinds import Direction, Side
from tracker.interactions.models import InteractionParticipant
from tracker.interactions.rules import When
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, RuleBroken
from tracker.kernel.subjects import Subject
from tracker.kernel.tenancy import acting_for
from tracker.negotiations import actions as negotiations
from tracker.organisations.models import Organisation
from tracker.tasks import queries as task_queries

WHEN = When(date(2026, 11, 12), time(10))


def _answers(**more):
    return {"kind": "letter_in", "subject": "Просят перечень продукции", "when": WHEN, **more}


def _fresh(record):
    db.session.refresh(record)
    return record


def test_what_is_logged_keeps_moment_day_and_direction(partner, log):
    made = log(partner=partner, kind="letter_in", when=When(date(2026, 11, 12), time(1, 30)), registry_number="318")
    assert made.happened_at == datetime(2026, 11, 11, 22, 30, tzinfo=UTC)
    assert made.happened_on == date(2026, 11, 12)
    assert made.has_time
    assert made.direction is Direction.INCOMING
    assert made.partnership_id == partner.id


def test_a_day_without_a_time_is_only_a_day(partner, log):
    made = log(partner=partner, when=When(date(2026, 11, 12), None))
    assert not made.has_time
    assert made.happened_on == date(2026, 11, 12)


def test_a_partner_keeps_the_day_of_its_last_interaction(partner, log, official):
    log(partner=partner, when=When(date(2026, 11, 12), None))
    assert _fresh(partner).last_interaction_on == date(2026, 11, 12)
    later = log(partner=partner, when=When(date(2026, 11, 20), None))
    assert _fresh(partner).last_interaction_on == date(2026, 11, 20)
    log(partner=partner, when=When(date(2024, 7, 9), None))
    assert _fresh(partner).last_interaction_on == date(2026, 11, 20)
    actions.archive(later, by=official)
    assert _fresh(partner).last_interaction_on == date(2026, 11, 12)
    actions.restore(later, by=official)
    assert _fresh(partner).last_interaction_on == date(2026, 11, 20)


def test_an_entry_that_moves_to_another_partner_takes_its_day_along(partner, log, official):
    other = factories.make_partnership(official, city="Grodno")
    made = log(partner=partner, when=When(date(2026, 11, 12), None))
    actions.edit(
        made, by=official, version=made.version, answers=_answers(), company=Company(partners=[other]), now=NOW
    )
    assert _fresh(partner).last_interaction_on is None
    assert _fresh(other).last_interaction_on == date(2026, 11, 12)


def test_logging_makes_no_open_form_of_the_partner_stale(partner, log):
    opened = partner.version
    log(partner=partner)
    assert _fresh(partner).version == opened


def test_talks_keep_the_day_too_and_say_whose_they_are(partner, log, official):
    talks = negotiations.start(by=official, partnership=partner, answers={"subject": "Химкомплекс"}, today=TODAY)
    made = log(contacts=[], partner=partner, negotiation_id=talks.id, when=When(date(2026, 11, 12), None))
    assert _fresh(talks).last_interaction_on == date(2026, 11, 12)
    actions.archive(made, by=official)
    assert _fresh(talks).last_interaction_on is None


def test_the_partner_follows_from_the_talks(partner, contact, official):
    talks = negotiations.start(by=official, partnership=partner, answers={"subject": "Химкомплекс"}, today=TODAY)
    made = actions.log(
        by=official, answers=_answers(negotiation_id=talks.id), company=Company(contacts=[contact]), now=NOW
    )
    assert made.partnership_id == partner.id


def test_talks_with_another_partner_are_refused(partner, official):
    other = factories.make_partnership(official, city="Grodno")
    talks = negotiations.start(by=official, partnership=partner, answers={"subject": "Химкомплекс"}, today=TODAY)
    with pytest.raises(RuleBroken, match="another partner") as broken:
        actions.log(by=official, answers=_answers(negotiation_id=talks.id), company=Company(partners=[other]), now=NOW)
    assert broken.value.field == "about"


def test_talks_that_are_not_there_are_refused(partner, official):
    with pytest.raises(RuleBroken, match="not there"):
        actions.log(by=official, answers=_answers(negotiation_id=999), company=Company(partners=[partner]), now=NOW)


def test_the_partner_follows_from_the_city_of_a_contacts_organisation(partner, contact, official):
    made = actions.log(by=official, answers=_answers(), company=Company(contacts=[contact]), now=NOW)
    assert made.partnership_id == partner.id


def test_a_partner_that_is_not_the_only_one_is_not_guessed(contact, official):
    factories.make_partnership(official, region="São Paulo")
    factories.make_partnership(official, region="São Paulo")
    made = actions.log(by=official, answers=_answers(), company=Company(contacts=[contact]), now=NOW)
    assert made.partnership_id is None


def test_unknown_people_and_organisations_are_made_on_the_way(partner, official):
    company = Company(partners=[partner], new_people=["Луиза Тейшейра"], new_organisations=["Союз химиков"])
    made = actions.log(by=official, answers=_answers(), company=company, now=NOW)
    person = db.session.scalars(select(Contact)).one()
    organisation = db.session.scalars(select(Organisation)).one()
    assert (person.name_ru, organisation.name_ru) == ("Луиза Тейшейра", "Союз химиков")
    assert organisation.country_id == partner.country_id
    assert person.posts[0].organisation_id == organisation.id
    assert {one.contact_id or one.organisation_id for one in made.participants} == {person.id, organisation.id}


def test_nothing_is_made_when_a_rule_is_broken(partner, official):
    company = Company(partners=[partner], new_people=["Луиза Тейшейра"])
    with pytest.raises(RuleBroken):
        actions.log(by=official, answers=_answers(when=None), company=company, now=NOW)
    assert db.session.scalars(select(Contact)).all() == []


def test_who_edits_keeps_the_participants_that_stay(partner, contact, chamber, log, official):
    made = log(partner=partner, contacts=[contact])
    stays = next(one.id for one in made.participants if one.contact_id)
    company = Company(partners=[partner], contacts=[contact], organisations=[chamber], ours=[official])
    actions.edit(made, by=official, version=made.version, answers=_answers(), company=company, now=NOW)
    assert stays in {one.id for one in made.participants}
    verbs = db.session.scalars(
        select(AuditEntry.verb).where(AuditEntry.kind == "interaction_participant").order_by(AuditEntry.id)
    ).all()
    assert verbs == ["create", "create", "create"]
    actions.edit(made, by=official, version=None, answers=_answers(), company=Company(partners=[partner]), now=NOW)
    assert made.participants == []
    assert db.session.scalars(select(InteractionParticipant)).all() == []


def test_who_saves_an_old_version_is_stopped(partner, log, official):
    made = log(partner=partner)
    opened = made.version
    company = Company(partners=[partner])
    actions.edit(made, by=official, version=opened, answers=_answers(subject="первая"), company=company, now=NOW)
    with pytest.raises(EditedMeanwhile):
        actions.edit(made, by=official, version=opened, answers=_answers(subject="вторая"), company=company, now=NOW)
    assert made.subject == "первая"


def test_a_next_step_is_ones_own_by_default_and_is_done_once(partner, log, official, manager):
    made = log(partner=partner, next_step="отправить каталог", next_step_on=date(2026, 11, 27))
    assert made.next_step_by_id == official.id
    assert made.has_open_step
    actions.mark_step_done(made, by=manager, note="отправлен почтой", now=NOW)
    assert (made.next_step_done_by_id, made.next_step_note) == (manager.id, "отправлен почтой")
    with pytest.raises(RuleBroken, match="already"):
        actions.mark_step_done(made, by=official, note=None, now=NOW)
    actions.reopen_step(made, by=official)
    assert made.has_open_step
    with pytest.raises(RuleBroken, match="not done"):
        actions.reopen_step(made, by=official)


def test_another_step_is_open_again(partner, log, official):
    made = log(partner=partner, next_step="отправить каталог")
    actions.mark_step_done(made, by=official, note=None, now=NOW)
    company = Company(partners=[partner])
    actions.edit(made, by=official, version=None, answers=_answers(next_step="позвонить"), company=company, now=NOW)
    assert made.has_open_step


def test_steps_of_a_person_are_those_not_done_the_soonest_first(partner, log, official, manager):
    later = log(partner=partner, next_step="позвонить", next_step_on=date(2026, 12, 1))
    soon = log(partner=partner, next_step="ответить", next_step_on=date(2026, 11, 20))
    undated = log(partner=partner, next_step="подумать")
    log(partner=partner, next_step="чужое", next_step_by=manager)
    done = log(partner=partner, next_step="готово")
    actions.mark_step_done(done, by=official, note=None, now=NOW)
    found = [row.id for row in db.session.execute(queries.next_steps_of(official))]
    assert found == [soon.id, later.id, undated.id]
    with_partner = {row.title for row in task_queries.open_on(Subject("partner", partner.id))}
    assert with_partner >= {"позвонить", "ответить", "подумать", "чужое"}


def test_the_journal_tells_who_logged(partner, log, official):
    made = log(partner=partner)
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "log")).one()
    assert (entry.subject_kind, entry.subject_id, entry.by_id) == ("interaction", made.id, official.id)


@pytest.mark.parametrize("typed", ["мораис", "Moraes", "сан-паулу", "318", "каталог"])
def test_entries_are_found_by_person_partner_number_and_subject(partner, contact, log, typed):
    from tracker.interactions.models import Interaction
    from tracker.kernel.find import matches

    contact.name_original = "Rafael Moraes"
    made = log(partner=partner, contacts=[contact], subject="Просят каталог", registry_number="318")
    assert db.session.scalars(select(Interaction.id).where(matches(Interaction, typed))).all() == [made.id]


def test_with_whom_is_told_in_the_language(partner, contact, chamber, log):
    contact.name_en = "Rafael Morais"
    made = log(partner=partner, contacts=[contact], organisations=[chamber])
    db.session.flush()
    for language, name in (("ru", "Рафаэл Мораис"), ("en", "Rafael Morais")):
        row = db.session.execute(queries.rows(language).where(queries.Interaction.id == made.id)).one()
        assert set(row.with_whom.split(", ")) == {name, "Торговая палата"}


def test_another_municipality_sees_and_changes_nothing(partner, contact, log, other_city):
    made = log(partner=partner, contacts=[contact])
    with acting_for(other_city.id):
        assert db.session.execute(queries.rows("ru")).all() == []
        assert queries.of_contact(contact.id) == []
        assert queries.people_of_partner(partner.id) == []
    assert [row.id for row in queries.of_contact(contact.id)] == [made.id]
    assert queries.people_of_partner(partner.id) == [contact.id]


def test_a_participant_is_one_thing(session, partner, log):
    from sqlalchemy.exc import IntegrityError

    made = log(partner=partner)
    made.participants.append(InteractionParticipant(side=Side.THEIRS))
    with pytest.raises(IntegrityError), session.begin_nested():
        session.flush()
