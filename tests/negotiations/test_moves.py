"""When talks may move, end and begin again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests import factories
from tests.negotiations.conftest import TODAY
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.negotiations import actions, queries, rules
from tracker.negotiations.models import Outcome, StageChange
from tracker.negotiations.rules import MoveRequest
from tracker.partners.models import Partnership

SAID = MoveRequest(moved_on=TODAY, document="№ 7 от 23.11.2026")


def grodno(by):
    """The partnership with Grodno, made once however often Hypothesis asks."""
    found = db.session.scalars(select(Partnership)).first()
    return found or factories.make_partnership(by)


def move(talks, to, by, said=SAID, version=None):
    actions.move(talks, to, by=by, version=version, said=said, today=TODAY)


def test_a_move_is_kept_with_who_when_why(make_talks, stages, manager):
    talks = make_talks()
    move(talks, stages["interest"], manager, MoveRequest(moved_on=TODAY, reason="служебная записка № 41"))
    kept = db.session.scalars(select(StageChange).where(StageChange.negotiation_id == talks.id)).all()
    assert [change.to_en for change in kept] == ["First contact", "Exploring interests"]
    assert (kept[-1].by_id, kept[-1].moved_on, kept[-1].reason) == (manager.id, TODAY, "служебная записка № 41")


def test_an_official_moves_own_talks_only(make_talks, stages, make_user, manager):
    talks = make_talks("interest", mover=manager)
    with pytest.raises(NotAllowed, match="responsible official or a manager"):
        move(talks, stages["notice"], make_user("official"))
    move(talks, stages["notice"], talks.responsible)
    assert talks.stage is stages["notice"]


def test_a_stage_that_needs_a_manager_refuses_the_official(make_talks, stages, official):
    talks = make_talks()
    with pytest.raises(NotAllowed, match="a manager moves"):
        move(talks, stages["interest"], official)
    assert talks.stage is stages["contact"]


@pytest.mark.parametrize("role", ["viewer"])
def test_who_only_reads_moves_nothing(make_talks, stages, make_user, role):
    with pytest.raises(NotAllowed):
        move(make_talks(), stages["notice"], make_user(role))


def test_skipped_stages_need_a_reason_and_are_counted(make_talks, stages, manager):
    talks = make_talks()
    with pytest.raises(RuleBroken, match="stages are skipped"):
        move(talks, stages["notice"], manager)
    move(talks, stages["notice"], manager, MoveRequest(moved_on=TODAY, reason="спешно", document="№ 7"))
    last = db.session.scalars(select(StageChange).order_by(StageChange.id.desc())).first()
    assert last.skipped == 1


def test_a_way_back_needs_a_reason_but_no_document(make_talks, stages, manager):
    talks = make_talks("intent", mover=manager)
    with pytest.raises(RuleBroken, match="go back"):
        move(talks, stages["notice"], manager, MoveRequest(moved_on=TODAY))
    move(talks, stages["notice"], manager, MoveRequest(moved_on=TODAY, reason="регион просит уточнить"))
    assert talks.stage is stages["notice"]


def test_a_stage_asks_for_its_document(make_talks, stages, manager):
    talks = make_talks("interest", mover=manager)
    with pytest.raises(RuleBroken, match="number and date") as broken:
        move(talks, stages["notice"], manager, MoveRequest(moved_on=TODAY))
    assert broken.value.field == "document"


@pytest.mark.parametrize(
    ("days", "words"), [(1, "in the future"), (-101, "cannot be earlier")], ids=["future", "before the last move"]
)
def test_the_day_of_a_move_makes_sense(make_talks, stages, manager, days, words):
    with pytest.raises(RuleBroken, match=words):
        move(make_talks(), stages["interest"], manager, MoveRequest(moved_on=TODAY + timedelta(days=days)))


def test_the_city_is_named_before_drafting(make_talks, stages, manager, official):
    partner = factories.make_partnership(official, region="São Paulo")
    talks = make_talks("intent", partner=partner, mover=manager)
    with pytest.raises(RuleBroken, match="has to be named"):
        move(talks, stages["drafting"], manager)


def test_somebody_elses_move_in_between_is_told(make_talks, stages, manager):
    talks = make_talks()
    opened_at = talks.version
    move(talks, stages["interest"], manager)
    with pytest.raises(EditedMeanwhile):
        move(talks, stages["contact"], manager, MoveRequest(moved_on=TODAY, reason="x"), version=opened_at)


def test_ended_talks_do_not_move_until_reopened(make_talks, stages, manager):
    talks = make_talks()
    actions.end(
        talks, Outcome.DECLINED_BY_US, by=manager, version=None, ended_on=TODAY, reason="нет средств", resume_on=None,
        today=TODAY,
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="over"):
        move(talks, stages["interest"], manager)
    with pytest.raises(RuleBroken, match="why the talks go on"):
        actions.reopen(talks, by=manager, version=None, reason="", today=TODAY)
    actions.reopen(talks, by=manager, version=None, reason="нашлись средства", today=TODAY)
    move(talks, stages["interest"], manager)


def test_only_a_manager_ends_talks(make_talks, official):
    with pytest.raises(NotAllowed):
        actions.end(
            make_talks(), Outcome.NO_ANSWER, by=official, version=None, ended_on=TODAY, reason="x", resume_on=None,
            today=TODAY,
        )  # fmt: skip


def test_paused_talks_name_the_day_to_go_on(make_talks, manager):
    talks = make_talks()
    with pytest.raises(RuleBroken, match="day to go on"):
        actions.end(
            talks,
            Outcome.PAUSED,
            by=manager,
            version=None,
            ended_on=TODAY,
            reason="выборы",
            resume_on=TODAY,
            today=TODAY,
        )


def test_history_keeps_the_names_of_its_day(make_talks, stages, manager):
    talks = make_talks("interest", mover=manager)
    stage = stages["interest"]
    actions.edit_stage(stage, by=manager, version=stage.version, answers={"name_en": "Renamed", "name_ru": "Иначе"})
    kept = db.session.scalars(select(StageChange).where(StageChange.negotiation_id == talks.id)).all()
    assert kept[-1].to_en == "Exploring interests"


def test_a_stage_with_talks_on_it_is_not_retired(make_talks, stages, manager):
    make_talks()
    with pytest.raises(RuleBroken, match="Move them first"):
        actions.retire_stage(stages["contact"], by=manager)
    actions.retire_stage(stages["signing"], by=manager)
    assert stages["signing"] not in queries.stages()


def test_stages_change_places(stages, manager):
    actions.shift_stage(stages["interest"], by=manager, up=True)
    assert [stage.code for stage in queries.stages()][:2] == ["interest", "contact"]
    actions.shift_stage(stages["interest"], by=manager, up=True)
    assert queries.stages()[0].code == "interest"


def test_standing_still_counts_from_the_last_event(make_talks, manager):
    talks = make_talks()
    assert [row.id for row in db.session.execute(queries.standing_still(TODAY))] == [talks.id]
    factories.make_interaction(manager, partner=talks.partnership, negotiation_id=talks.id)
    db.session.expire_all()
    assert db.session.execute(queries.standing_still(TODAY)).all() == []
    assert rules.is_stale(46, 45)
    assert not rules.is_stale(45, 45)
    assert not rules.is_stale(4000, None)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.integers(0, 8), st.booleans(), st.integers(-3, 1)), max_size=8))
def test_no_sequence_of_moves_breaks_the_rules(make_talks, stages, manager, steps):
    """Whatever is tried: days never run backwards, closed stages stay closed, a refused move changes nothing."""
    talks = make_talks(partner=grodno(manager))
    order = list(stages.values())
    for place, with_reason, days in steps:
        before = (talks.stage_id, talks.stage_since_on, talks.version)
        said = MoveRequest(
            moved_on=TODAY + timedelta(days=days), reason="так решено" if with_reason else "", document="№ 1"
        )
        try:
            move(talks, order[place], manager, said)
            db.session.flush()
        except RuleBroken:
            assert (talks.stage_id, talks.stage_since_on, talks.version) == before
        else:
            assert before[1] <= talks.stage_since_on <= TODAY
            assert talks.stage_id == order[place].id != before[0]
    kept = db.session.scalars(
        select(StageChange.moved_on).where(StageChange.negotiation_id == talks.id).order_by(StageChange.id)
    ).all()
    assert list(kept) == sorted(kept)
