"""Registering, answering and correcting letters; the interaction that each of them is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests import factories
from tests.letters.conftest import NOW, TODAY
from tracker.interactions import actions as interactions
from tracker.interactions.actions import Company
from tracker.interactions.kinds import Direction, Kind
from tracker.interactions.models import Interaction
from tracker.interactions.rules import When
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, RuleBroken
from tracker.kernel.find import matches
from tracker.letters import actions, queries
from tracker.letters.kinds import Translation
from tracker.letters.models import Letter

DAY = date(2026, 11, 20)


def _interactions():
    return db.session.scalar(select(func.count()).select_from(Interaction))


def _edit(letter, by, partner, said, **changes):
    actions.edit(
        letter,
        by=by,
        version=changes.pop("version", letter.version),
        answers=said(**changes),
        company=Company(partners=[partner], ours=[by]),
        now=NOW,
        today=TODAY,
    )


def test_registering_logs_the_interaction_that_the_letter_is(register, partner):
    letter = register()
    logged = letter.interaction
    assert (logged.kind, logged.registry_number, logged.happened_on) == (Kind.LETTER_IN, "01-27/5", DAY)
    assert (logged.partnership_id, logged.subject, _interactions()) == (partner.id, "О перечне продукции", 1)
    db.session.refresh(partner)
    assert partner.last_interaction_on == DAY


def test_a_logged_letter_is_taken_up_and_not_logged_twice(register, official, partner):
    logged = factories.make_interaction(
        official, partner=partner, kind="letter_in", next_step="Ответить", next_step_by=official
    )
    letter = register(interaction=logged)
    assert (letter.interaction, _interactions()) == (logged, 1)
    assert (logged.registry_number, logged.next_step) == ("01-27/5", "Ответить")
    with pytest.raises(RuleBroken, match="registered already"):
        register(interaction=logged, number="01-27/6")


def test_a_meeting_is_not_registered_as_a_letter(register, official, partner):
    with pytest.raises(RuleBroken, match="no letter"):
        register(interaction=factories.make_interaction(official, partner=partner))


def test_a_number_is_given_once_a_year_and_book(register):
    register()
    with pytest.raises(RuleBroken, match="01-27/6"):
        register()
    register(direction="outgoing")
    register(registered_on=date(2025, 11, 20))
    assert queries.free_number(Direction.INCOMING, 2026) == "01-27/6"
    assert queries.free_number(Direction.INCOMING, 2027) == "01-27/1"


def test_a_number_taken_at_the_same_moment_is_told(register, monkeypatch):
    register()
    monkeypatch.setattr(queries, "is_taken", lambda *_args: False)
    with pytest.raises(RuleBroken, match="taken"):
        register()


def test_a_reply_answers_what_waited_and_hangs_in_its_chain(register):
    first = register(answer_due_on=TODAY)
    reply = register(direction="outgoing", number="7", reply_to=first, registered_on=TODAY)
    further = register(number="01-27/9", reply_to=reply, registered_on=TODAY)
    assert (first.answered_on, reply.thread_id, further.thread_id) == (TODAY, first.id, first.id)
    assert [row.id for row in queries.chain(further, "ru")] == [first.id, reply.id, further.id]


def test_a_reminder_of_the_same_side_answers_nothing(register):
    first = register(direction="outgoing", answer_due_on=TODAY)
    register(direction="outgoing", number="8", reply_to=first)
    assert first.waits


def test_a_reply_is_not_older_than_its_letter(register):
    first = register()
    with pytest.raises(RuleBroken, match="not older"):
        register(number="6", registered_on=DAY - timedelta(days=1), reply_to=first)


def test_an_answer_given_otherwise_is_noted_and_taken_back(register, official):
    letter = register(answer_due_on=TODAY)
    actions.mark_answered(letter, by=official, on=TODAY, note="по телефону", today=TODAY)
    assert (letter.answered_on, letter.answer_note) == (TODAY, "по телефону")
    with pytest.raises(RuleBroken, match="answered already"):
        actions.mark_answered(letter, by=official, on=TODAY, note=None, today=TODAY)
    actions.mark_waiting(letter, by=official)
    assert letter.waits


def test_reminders_find_late_answers_and_those_due(register):
    late = register(answer_due_on=DAY)
    soon = register(number="6", answer_due_on=TODAY)
    register(number="7", answer_due_on=TODAY + timedelta(days=30))
    register(number="8")
    assert [row.id for row in db.session.execute(queries.overdue("ru", TODAY))] == [late.id]
    within = queries.due_soon("ru", TODAY, timedelta(days=7))
    assert [row.id for row in db.session.execute(within)] == [soon.id]


def test_a_correction_reaches_the_interaction(register, official, partner, said):
    letter = register()
    _edit(letter, official, partner, said, number="01-27/8", subject="О другом", registered_on=date(2026, 11, 19))
    logged = letter.interaction
    assert (logged.registry_number, logged.subject, logged.happened_on) == ("01-27/8", "О другом", date(2026, 11, 19))
    assert _interactions() == 1


def test_a_letter_changes_with_its_interaction(register, official, partner, said):
    letter = register()
    version = letter.version
    interactions.edit(
        letter.interaction,
        by=official,
        version=None,
        answers={"kind": "letter_in", "when": When(DAY, None), "subject": "Переписано", "registry_number": "01-27/5"},
        company=Company(partners=[partner]),
        now=NOW,
    )
    with pytest.raises(EditedMeanwhile):
        _edit(letter, official, partner, said, version=version)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"registry_number": "99"}, "registry_number"),
        ({"kind": "letter_out"}, "kind"),
        ({"when": When(date(2026, 11, 18), None)}, "when"),
    ],
)
def test_what_the_register_says_is_changed_in_the_register_only(register, official, partner, changes, field):
    letter = register()
    said = {"kind": "letter_in", "when": When(DAY, None), "subject": "О перечне", "registry_number": "01-27/5"}
    with pytest.raises(RuleBroken, match="register") as broken:
        interactions.edit(
            letter.interaction,
            by=official,
            version=None,
            answers={**said, **changes},
            company=Company(partners=[partner]),
            now=NOW,
        )
    assert broken.value.field == field
    db.session.flush()


def test_a_chain_is_not_torn(register, official, partner, said):
    first, other = register(), register(number="6")
    register(direction="outgoing", number="1", reply_to=first)
    with pytest.raises(RuleBroken, match="has replies"):
        _edit(first, official, partner, said, reply_to=other)


def test_archived_with_its_interaction_it_keeps_its_number(register, official):
    letter = register()
    actions.archive(letter, by=official)
    assert letter.interaction.archived_at is not None
    with pytest.raises(RuleBroken, match="taken"):
        register()
    actions.restore(letter, by=official)
    assert letter.interaction.archived_at is None


def test_it_is_found_by_number_partner_and_subject(register, official, partner, said):
    letter = register(number="01-27/345", their_number="SRI-9")
    _edit(letter, official, partner, said, number="01-27/345", their_number="SRI-9", subject="Ярмарка")
    for words in ("345", "sri", "сан паулу", "ярмарк"):
        assert db.session.scalars(select(Letter.id).where(matches(Letter, words))).all() == [letter.id], words


def test_a_portuguese_letter_says_its_translation(register):
    with pytest.raises(RuleBroken, match="translation"):
        register(language="pt")
    assert register(language="pt", translation="ordered").translation is Translation.ORDERED
