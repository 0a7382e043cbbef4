"""A merge takes all along; its undo leaves the database as it was, row by row; nothing recorded since is lost."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests import factories
from tests import rows as rows_here
from tests.rows import differences
from tracker.audit import queries as audit_queries
from tracker.contacts import actions as contacts
from tracker.contacts import queries as contact_queries
from tracker.contacts.models import Contact, ContactPost, ContactWay
from tracker.documents.models import Document
from tracker.events import actions as events
from tracker.events.models import EventMember
from tracker.interactions.models import Interaction, InteractionParticipant
from tracker.kernel import clock, rows
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.kernel.subjects import Subject
from tracker.merging import actions, queries
from tracker.merging.models import Merge
from tracker.organisations import actions as organisations
from tracker.partners import actions as partners
from tracker.partners import queries as partner_queries
from tracker.partners.models import CooperationArea, Partnership, PartnershipArea, Succession
from tracker.search import actions as search
from tracker.tasks import actions as tasks

if TYPE_CHECKING:
    from tracker.accounts.models import User

NOT_COMPARED = {"audit_entry", "merge", "form_key"}  # what only tells that it happened
_names = itertools.count(1)


def everything() -> rows_here.Rows:
    return rows_here.everything(besides=NOT_COMPARED)


def make_person(by: User, name: str, **answers: Any) -> Contact:
    made = contacts.create(by=by, answers={"name_ru": name, **answers})
    db.session.flush()
    return made


def meet(by: User, subject: str, **whom: Any) -> Interaction:
    return factories.make_interaction(by, subject=subject, **whom)


def merged(kind: str, kept: Any, gone: Any, by: User, taken: tuple[str, ...] = ()) -> Merge:
    return actions.merge(kind, kept, gone, by=by, taken=taken, versions=(kept.version, gone.version))


@pytest.fixture
def pair(official: User) -> tuple[Contact, Contact]:
    """One person twice, with a post, ways of which one is in both, and meetings of which one is with both."""
    palace = organisations.create_named("Палата", by=official)
    kept = make_person(
        official,
        "Жуан Силва",
        ways=[{"kind": "mobile", "value": "+55 11 1234567"}],
        posts=[{"organisation_id": palace.id, "title_ru": "директор"}],
    )
    gone = make_person(
        official,
        "Силва Жуан",
        note="знает русский",
        ways=[{"kind": "mobile", "value": "+55 11 1234567"}, {"kind": "email", "value": "joao@example.com"}],
        posts=[{"organisation_id": palace.id, "title_ru": "директор"}, {"title_ru": "депутат"}],
    )
    meet(official, "с первым", contacts=[kept])
    meet(official, "со вторым", contacts=[gone])
    meet(official, "с обоими", contacts=[kept, gone])
    db.session.flush()
    return kept, gone


def test_all_goes_over_and_what_is_told_twice_is_told_once(pair: tuple[Contact, Contact], manager: User) -> None:
    kept, gone = pair
    merged("contact", kept, gone, manager, ("note",))
    one = contact_queries.get_contact(kept.id)
    assert one.note == "знает русский"
    assert sorted(way.value for way in one.ways) == ["+55 11 1234567", "joao@example.com"]
    assert sorted(post.title_ru for post in one.posts) == ["депутат", "директор"]
    met = db.session.scalars(select(InteractionParticipant).where(InteractionParticipant.contact_id == kept.id)).all()
    assert len(met) == 3
    for model, column in (
        (InteractionParticipant, "contact_id"),
        (ContactPost, "contact_id"),
        (ContactWay, "contact_id"),
    ):
        assert not db.session.scalars(select(model).where(getattr(model, column) == gone.id)).all()
    assert contact_queries.get_contact(gone.id).archived_at is not None


def test_it_is_found_by_the_words_of_both(pair: tuple[Contact, Contact], manager: User) -> None:
    kept, gone = pair
    merged("contact", kept, gone, manager)
    assert [row.id for row in contact_queries.found("joao@example.com")] == [kept.id]


def test_undo_leaves_every_table_as_it_was(pair: tuple[Contact, Contact], manager: User, official: User) -> None:
    kept, gone = pair
    for record in pair:
        search.note_opened(Subject("contact", record.id), by=official)
    before = everything()
    made = merged("contact", kept, gone, manager, ("note", "name_ru"))
    assert differences(before, everything())
    assert actions.undo(made, by=manager) == 0
    assert differences(before, everything()) == {}


def test_undo_of_an_organisation(official: User, manager: User) -> None:
    kept, gone = (organisations.create_named(name, by=official) for name in ("Палата", "Палата Кампинаса"))
    make_person(official, "Ана", posts=[{"organisation_id": gone.id, "title_ru": "секретарь"}])
    meet(official, "в палате", organisations=[gone])
    before = everything()
    made = merged("organisation", kept, gone, manager, ("name_ru",))
    assert [post.organisation_id for post in db.session.scalars(select(ContactPost))] == [kept.id]
    assert contact_queries.found("палата кампинаса")
    assert actions.undo(made, by=manager) == 0
    assert differences(before, everything()) == {}


def test_undo_of_a_partner(official: User, manager: User) -> None:
    area, other = db.session.scalars(select(CooperationArea).order_by(CooperationArea.id).limit(2)).all()
    kept = factories.make_partnership(official, areas=[area.id])
    gone = factories.make_partnership(official, city="Campinas", areas=[area.id, other.id])
    meet(official, "в Кампинасе", partner=gone)
    before = everything()
    made = merged("partner", kept, gone, manager, ("kind", "title_ru"))
    held = db.session.scalars(select(PartnershipArea.area_id).where(PartnershipArea.partnership_id == kept.id)).all()
    assert sorted(held) == sorted({area.id, other.id} & set(held))
    assert db.session.get_one(Partnership, kept.id).title_ru == "Кампинас"
    assert actions.undo(made, by=manager) == 0
    assert differences(before, everything()) == {}


def test_what_was_recorded_since_stays(pair: tuple[Contact, Contact], manager: User, official: User) -> None:
    kept, gone = pair
    made = merged("contact", kept, gone, manager, ("note",))
    since = meet(official, "после слияния", contacts=[kept])
    kept = contact_queries.get_contact(kept.id)
    contacts.edit(
        kept, by=official, version=kept.version, answers={"name_ru": "Жуан Силва", "note": "знает русский и английский"}
    )
    db.session.flush()
    assert actions.undo(made, by=manager) == 1
    kept, gone = contact_queries.get_contact(kept.id), contact_queries.get_contact(gone.id)
    assert kept.note == "знает русский и английский"
    assert gone.note == "знает русский"
    assert gone.archived_at is None
    assert [one.contact_id for one in since.participants if one.contact_id] == [kept.id]
    assert sorted(way.value for way in gone.ways) == ["+55 11 1234567", "joao@example.com"]


def test_what_was_taken_off_since_stays_off(pair: tuple[Contact, Contact], manager: User, official: User) -> None:
    kept, gone = pair
    made = merged("contact", kept, gone, manager)
    kept = contact_queries.get_contact(kept.id)
    contacts.edit(
        kept,
        by=official,
        version=kept.version,
        answers={"name_ru": "Жуан Силва", "ways": [{"kind": "mobile", "value": "+55 11 1234567"}]},
    )
    db.session.flush()
    assert actions.undo(made, by=manager) >= 1
    assert "joao@example.com" not in [way.value for way in contact_queries.get_contact(gone.id).ways]


def test_a_form_opened_in_between_is_never_saved_over_what_came_after(
    pair: tuple[Contact, Contact], manager: User, official: User
) -> None:
    kept, gone = pair
    made = merged("contact", kept, gone, manager)
    seen = contact_queries.get_contact(kept.id).version
    actions.undo(made, by=manager)
    kept = contact_queries.get_contact(kept.id)
    contacts.edit(kept, by=official, version=kept.version, answers={"name_ru": "Жуан Силва", "note": "новое"})
    db.session.flush()
    with pytest.raises(EditedMeanwhile):
        contacts.edit(kept, by=official, version=seen, answers={"name_ru": "Жуан Силва", "note": "старое"})


def test_the_journal_tells(pair: tuple[Contact, Contact], manager: User) -> None:
    kept, gone = pair
    made = merged("contact", kept, gone, manager, ("note",))
    actions.undo(made, by=manager)
    told = audit_queries.history_of("contact", kept.id)
    assert [row.verb for row in told if row.verb in {"merge", "undo-merge"}] == ["undo-merge", "merge"]
    assert next(row for row in told if row.verb == "merge").changes["note"] == [None, "знает русский"]


def test_later_merges_are_undone_first(pair: tuple[Contact, Contact], manager: User, official: User) -> None:
    kept, gone = pair
    first = merged("contact", kept, gone, manager)
    kept, third = contact_queries.get_contact(kept.id), make_person(official, "Жуан")
    before = everything()
    second = merged("contact", kept, third, manager)
    with pytest.raises(RuleBroken, match="later merge"):
        actions.undo(first, by=manager)
    assert actions.undo(second, by=manager) == 0
    assert differences(before, everything()) == {}
    assert actions.undo(first, by=manager) == 0


def test_after_thirty_days_it_stands_and_keeps_no_data(
    pair: tuple[Contact, Contact], manager: User, official: User
) -> None:
    made = merged("contact", *pair, manager)
    with clock.standing_at(clock.now() + timedelta(days=31)):
        with pytest.raises(RuleBroken, match="30 days"):
            actions.undo(made, by=manager)
        actions.forget_old()
    db.session.refresh(made)
    assert made.steps == []


def test_who_may_and_what_is_refused(pair: tuple[Contact, Contact], manager: User, official: User) -> None:
    kept, gone = pair
    with pytest.raises(NotAllowed):
        merged("contact", kept, gone, official)
    with pytest.raises(RuleBroken, match="itself"):
        merged("contact", kept, kept, manager)
    with pytest.raises(EditedMeanwhile):
        actions.merge("contact", kept, gone, by=manager, taken=(), versions=(kept.version, 99))
    made = merged("contact", kept, gone, manager)
    with pytest.raises(RuleBroken, match="archived"):
        merged("contact", kept, contact_queries.get_contact(gone.id), manager)
    with pytest.raises(NotAllowed):
        actions.undo(made, by=official)


def test_every_table_that_leads_to_a_contact_is_known() -> None:
    told = {(link.model.__tablename__, link.column) for link in rows.links_to(Contact, "contact")}
    assert {
        ("contact_way", "contact_id"),
        ("contact_post", "contact_id"),
        ("interaction_participant", "contact_id"),
    } <= told
    assert ("opened_record", "record_id") in told
    assert not {name for name, _column in told} & rows.APPEND_ONLY


def test_doubles_are_found_in_either_script_and_order_and_can_be_told_apart(
    pair: tuple[Contact, Contact], official: User
) -> None:
    kept, gone = pair
    latin = make_person(official, "Zhuan Silva")
    make_person(official, "Мария Соуза")
    assert queries.doubles("contact") == [[kept.id, gone.id, latin.id]]
    actions.mark_different("contact", latin.id, kept.id, by=official)
    actions.mark_different("contact", gone.id, latin.id, by=official)
    assert queries.doubles("contact") == [[kept.id, gone.id]]


def test_organisations_of_one_name_are_doubles(official: User) -> None:
    one = organisations.create_named("Торговая палата", by=official)
    other = organisations.create_named("Torgovaya palata", by=official)
    organisations.create_named("Палата мер", by=official)
    assert queries.doubles("organisation") == [[one.id, other.id]]


PEOPLE = st.fixed_dictionaries(
    {
        "note": st.sampled_from([None, "раз", "два"]),
        "birthday": st.sampled_from([None, date(1970, 1, 2)]),
        "languages": st.sampled_from([[], ["ru"], ["en", "pt"]]),
        "ways": st.lists(
            st.sampled_from(
                [{"kind": "email", "value": "a@example.com"}, {"kind": "mobile", "value": "+7 831 1234567"}]
            ),
            unique_by=str,
        ),
        "posts": st.lists(st.sampled_from([{"title_ru": "мэр"}, {"title_ru": "депутат", "is_main": True}])),
    }
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    one=PEOPLE,
    other=PEOPLE,
    met=st.lists(st.sampled_from(["one", "other", "both"]), max_size=3),
    taken=st.sets(st.sampled_from(["name_ru", "note", "birthday", "languages", "source"])),
)
def test_merge_and_undo_are_nothing(
    official: User, manager: User, one: dict[str, Any], other: dict[str, Any], met: list[str], taken: set[str]
) -> None:
    step = db.session.begin_nested()
    kept = make_person(official, f"Жуан {next(_names)}", **one)
    gone = make_person(official, f"Силва {next(_names)}", **other)
    for who in met:
        meet(official, "встреча", contacts={"one": [kept], "other": [gone], "both": [kept, gone]}[who])
    before = everything()
    made = merged("contact", kept, gone, manager, tuple(taken))
    assert actions.undo(made, by=manager) == 0
    assert differences(before, everything()) == {}
    step.rollback()


def test_a_merge_takes_successions_along_and_undo_brings_them_back(official: User, manager: User) -> None:
    names = ("Grodno", "Novopolotsk", "Campinas", "São Paulo")
    kept, gone, before, after = (factories.make_partnership(official, city=name) for name in names)
    said: dict[str, Any] = {"by": manager, "version": None, "merged_on": date(2007, 7, 1), "today": date(2026, 11, 23)}
    partners.merge_into(before, gone, document="закон № 1", **said)
    partners.merge_into(gone, after, document="закон № 2", **said)
    db.session.flush()
    was = everything()
    made = merged("partner", kept, gone, manager)
    links = db.session.execute(select(Succession.partnership_id, Succession.successor_id).order_by(Succession.id)).all()
    assert links == [(before.id, kept.id), (kept.id, after.id)]
    assert set(db.session.scalars(partner_queries.lineage(after.id))) == {before.id, kept.id}
    assert actions.undo(made, by=manager) == 0
    assert differences(was, everything()) == {}
    for one, other in ((gone, after), (after, before)):
        with pytest.raises(RuleBroken, match="no doubles"):
            merged("partner", one, other, manager)


def test_papers_tasks_and_seats_in_a_delegation_go_over_and_back(
    pair: tuple[Contact, Contact], manager: User, official: User
) -> None:
    """Nobody sits in a delegation twice; a paper says whose it is by the name that stays."""
    kept, gone = pair
    event = events.plan(by=official, answers={"kind": "forum", "title_ru": "Форум", "starts_on": date(2026, 11, 20)})
    db.session.flush()
    members = [{"contact": kept, "is_head": True}, {"contact": gone}]
    events.add_delegation(
        event, by=official, answers={"country_id": factories.place("Campinas").country_id}, members=members
    )
    tasks.give(by=official, answers={"title": "Позвонить", "subject": Subject("contact", gone.id)})
    papers = [
        Document(
            title="Визитка",
            kind="other",
            of_kind="contact",
            of_id=one.id,
            subject_ru=one.name_ru,
            subject_en=one.name_en,
        )
        for one in pair
    ]
    db.session.add_all(papers)
    db.session.flush()
    before = everything()
    made = merged("contact", kept, gone, manager, ("name_ru",))
    assert [one.contact_id for one in db.session.scalars(select(EventMember))] == [kept.id]
    assert [(one.of_id, one.subject_ru) for one in db.session.scalars(select(Document))] == [
        (kept.id, "Силва Жуан")
    ] * 2
    assert actions.undo(made, by=manager) == 0
    assert differences(before, everything()) == {}
