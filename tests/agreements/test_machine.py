"""Any life of agreements, as a machine: whatever people of all roles try, and whenever, no forbidden state is reached.

By default a few fixed lives are lived, on either database, in some
seconds. `TRACKER_TEST_LIVES=500` lives that many random ones: worth an hour before the rules of a status change.
"""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from tests import factories
from tests.agreements import test_life as life
from tests.agreements.conftest import TODAY
from tracker.agreements import actions, approvals, queries
from tracker.agreements.asks import Answers
from tracker.agreements.kinds import Action, Kind, Renewal, Status
from tracker.agreements.models import Agreement
from tracker.kernel.db import db
from tracker.kernel.errors import RuleBroken
from tracker.partners import actions as partners
from tracker.partners import queries as partner_queries
from tracker.permissions import Permission, Role
from tracker.regulations import queries as regulations
from tracker.regulations.kinds import When

LIVES = int(os.environ.get("TRACKER_TEST_LIVES", "0"))
ROLES = (Role.VIEWER, Role.OFFICIAL, Role.OFFICIAL, Role.MANAGER, Role.MANAGER, Role.ADMIN)
CITIES = ("Grodno", "Novopolotsk", "Campinas")
TABLES = (
    "agreement", "agreement_area", "party", "approval", "approval_paper", "status_change", "partnership",
    "partnership_change", "succession", "document", "audit_entry",
)  # fmt: skip
MOST_PAPERS = 4
REACHED = ("draft", "in_review", "approved", "signed", "in_force")
DAYS = st.sampled_from([0, 1, 1, 7, 30, 200, 900])


def all_rows() -> dict[str, list[Any]]:
    """Whatever is stored about agreements and what belongs to them."""
    db.session.flush()
    tables = db.metadata.tables
    return {name: db.session.connection().execute(select(tables[name])).all() for name in TABLES}


class Lives(RuleBasedStateMachine):
    """Agreements with what supplements and replaces them, three partner cities, people of every role."""

    people: list[Any]
    places: list[Any]

    def __init__(self) -> None:
        super().__init__()
        self.point = db.session.begin_nested()
        self.today = TODAY
        self.papers: list[Agreement] = []

    def teardown(self) -> None:
        self.point.rollback()
        db.session.expire_all()

    @initialize(
        terms=life.terms,
        reached=st.sampled_from(REACHED),
        when=st.sampled_from([When.NEVER, When.ALWAYS]),
        four_eyes=st.booleans(),
    )
    def begin(self, terms: dict[str, Any], reached: str, when: When, four_eyes: bool) -> None:
        if terms["ends_on"] is None:
            terms = {**terms, "renewal": Renewal.NONE}
        if terms["ends_on"] and terms["ends_on"] < self.today:
            reached = "draft"
        self._write(terms)
        said = {"status": reached, "decider": self.people[3], "today": self.today, **terms}
        self.papers.append(factories.make_agreement(self.people[1], partnership_id=self.places[0].id, **said))
        profile = regulations.regulation(on=self.today)
        profile.legal_when = profile.council_when = when
        self.people[0].municipality.four_eyes = four_eyes

    def _write(self, terms: dict[str, Any], **more: Any) -> None:
        draft = factories.draft_agreement(**terms, partnership_id=self.places[0].id, **more)
        self.papers.append(actions.create(draft, by=self.people[1], today=self.today))

    # time

    @rule(days=DAYS)
    def time_passes(self, days: int) -> None:
        """The server may be off for years: nothing is settled until somebody comes."""
        self.today += timedelta(days=days)

    @rule()
    def a_night(self) -> None:
        """What the calendar does; twice is once."""
        actions.lapse_due(self.today)
        before = all_rows()
        actions.lapse_due(self.today)
        assert all_rows() == before

    # papers beside the first

    @precondition(lambda self: len(self.papers) < MOST_PAPERS)
    @rule(data=st.data())
    def supplement(self, data: Any) -> None:
        """A paper of its own that may change the term of the first."""
        parent = data.draw(st.sampled_from(self.papers))
        end = data.draw(st.none() | st.integers(1, 900).map(lambda days: self.today + timedelta(days=days)))
        said = {"kind": Kind.SUPPLEMENTARY, "parent_id": parent.id, "foreign": parent.has_foreign_party}
        terms = {"new_ends_on": end} if end else {"new_indefinite": data.draw(st.booleans())}
        self._write({**said, **terms})

    @precondition(lambda self: len(self.papers) < MOST_PAPERS)
    @rule(foreign=st.booleans())
    def replacement(self, foreign: bool) -> None:
        self._write({"foreign": foreign})

    # what people try

    @rule(data=st.data(), steps=st.integers(1, 4))
    def likely(self, data: Any, steps: int) -> None:
        """Steps that are open to somebody, with answers that make sense."""
        agreement = data.draw(st.sampled_from(self.papers))
        for _step in range(steps):
            actions.lapse_due(self.today)
            by, action = data.draw(life.likely_steps(agreement, self.people, self.today))
            waiting = [*approvals.waiting(agreement), *approvals.can_be_asked(agreement, agreement.status), None]
            answers = Answers(
                on=self.today,
                number="1",
                reason="x",
                place="x",
                approval=waiting[0],
                enclosures=factories.ENCLOSED,
                by_party_id=agreement.parties[-1].id,
                from_on=agreement.ends_on + timedelta(days=1) if agreement.ends_on else None,
                until=self.today + timedelta(days=500),
                notice_on=self.today,
                replacement=data.draw(st.sampled_from(self.papers)),
            )
            self._step(agreement, action, by, answers)

    @rule(data=st.data())
    def likely_with_odd_answers(self, data: Any) -> None:
        agreement = data.draw(st.sampled_from(self.papers))
        actions.lapse_due(self.today)
        by, action = data.draw(life.likely_steps(agreement, self.people, self.today))
        self._step(agreement, action, by, life.draw_answers(data, agreement, self.today, others=self.papers))

    @rule(data=st.data(), action=st.sampled_from(list(Action)))
    def anything(self, data: Any, action: Action) -> None:
        agreement, by = data.draw(st.sampled_from(self.papers)), data.draw(st.sampled_from(self.people))
        actions.lapse_due(self.today)
        self._step(agreement, action, by, life.draw_answers(data, agreement, self.today, others=self.papers))

    def _step(self, agreement: Agreement, action: Action, by: Any, answers: Answers) -> None:
        before = agreement.status
        said = {"by": by, "today": self.today, "answers": answers}
        if self._tried(actions.take_step, agreement, action, **said):
            assert by.may(Permission.AGREEMENTS_SUBMIT), "who only reads decides nothing"
            event(f"{before.value} → {agreement.status.value}")

    @rule(data=st.data())
    def regret(self, data: Any) -> None:
        """Who takes back what was just decided brings the agreement to where it stood."""
        agreement, by = data.draw(st.sampled_from(self.papers)), data.draw(st.sampled_from(self.people))
        if self._tried(actions.take_back, agreement, by=by, today=self.today):
            assert agreement.status in {Status.DRAFT, Status.IN_REVIEW}
            assert agreement.submitted_by_id != by.id or agreement.status is Status.IN_REVIEW
            event("taken back")

    @rule(data=st.data(), verb=st.sampled_from(["edit", "keep", "archive", "restore", "assign"]))
    def keeping(self, data: Any, verb: str) -> None:
        agreement, by = data.draw(st.sampled_from(self.papers)), data.draw(st.sampled_from(self.people[1:]))
        actions.lapse_due(self.today)
        signed = agreement.signed_on is not None
        if verb == "edit":
            draft = factories.draft_agreement(foreign=data.draw(st.booleans()), indefinite=True)
            done = self._tried(actions.edit, agreement, draft, by=by)
            assert not (done and signed), "the text of what is signed stays"
        elif verb == "keep":
            override = {"register_override": data.draw(st.sampled_from([None, True])), "register_reason": None}
            self._tried(actions.keep, agreement, override, by=by)
        elif verb == "assign":
            self._tried(actions.assign, agreement, data.draw(st.sampled_from(self.people)), by=by)
        else:
            self._tried(getattr(actions, verb), agreement, by=by)

    @rule(old=st.integers(0, 2), new=st.integers(0, 2), days=st.integers(-3, 3))
    def a_city_merges(self, old: int, new: int, days: int) -> None:
        said = {"merged_on": self.today + timedelta(days=days), "document": "закон № 1", "today": self.today}
        self._tried(partners.merge_into, self.places[old], self.places[new], by=self.people[3], version=None, **said)

    def _tried(self, action: Any, *about: Any, **said: Any) -> bool:
        """Whether it was done; a refused one changes nothing, in no row."""
        before = all_rows()
        try:
            action(*about, **said)
            db.session.flush()
        except RuleBroken:
            assert all_rows() == before, "a refused action changed something"
            return False
        return True

    # what is always true

    @invariant()
    def everything_is_sound(self) -> None:
        for agreement in self.papers:
            life.check_sound(agreement, self.today, settled=False)

    @invariant()
    def what_was_signed_goes_on_with_the_successor(self) -> None:
        """Every agreement is found with the last of the cities that its partner became a part of."""
        if not self.papers:
            return
        place, seen = self.papers[0].partnership_id, set()
        while (succession := partner_queries.find_succession(place)) is not None:
            assert place not in seen, "successions lead in a circle"
            seen.add(place)
            place = succession.successor_id
        if seen:
            found = {row.id for row in queries.of_partner(place, self.today)}
            assert {one.id for one in self.papers if one.archived_at is None} <= found


def test_no_life_breaks_the_rules(session: Any, make_user: Any) -> None:
    Lives.people = [make_user(role) for role in ROLES]
    Lives.places = [factories.make_partnership(Lives.people[1], city=name) for name in CITIES]
    db.session.flush()
    lived = settings(
        max_examples=LIVES or 14,
        stateful_step_count=25,
        derandomize=not LIVES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink] if LIVES else [Phase.generate],
    )
    run_state_machine_as_test(Lives, settings=lived)
