from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories
from tests.interests.conftest import TODAY
from tracker.interests import actions, queries
from tracker.interests.kinds import State
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.organisations import actions as organisations

pytestmark = pytest.mark.usefixtures("at_noon")


def at_home(official, name="Ассоциация «Реагент»"):
    return organisations.create_named(name, by=official)


@pytest.mark.parametrize(
    "answers",
    [
        {"what": ""}, {"sector": "04"}, {"value": 100}, {"value": 100, "currency": "XXX"},
        {"voiced_on": TODAY + timedelta(days=1)}, {"partnership_id": None},
    ],
)  # fmt: skip
def test_an_interest_says_who_wants_what_of_a_known_sector_and_currency(make_interest, answers):
    with pytest.raises(RuleBroken):
        make_interest(**answers)


def test_who_suits_at_home_makes_it_matched_and_open_again(make_interest, official):
    made, home = make_interest(), at_home(official)
    actions.match(made, home.id, by=official)
    actions.match(made, home.id, by=official)
    assert made.state is State.MATCHED
    assert [one.organisation_id for one in made.matches] == [home.id]
    actions.unmatch(made, home.id, by=official)
    assert made.state is State.OPEN


def test_whoever_wants_it_does_not_suit_it(make_interest, official):
    home = at_home(official)
    made = make_interest(organisation_id=home.id, matches=[home.id])
    assert made.matches == []


def test_it_becomes_talks_in_one_step(make_interest, official, session):
    made = make_interest(details="до конца года")
    talks = actions.begin_talks(made, by=official, answers={}, today=TODAY)
    assert (talks.subject, talks.note, talks.partnership_id) == (made.what, "до конца года", made.partnership_id)
    assert (made.state, made.negotiation_id) == (State.NEGOTIATION, talks.id)
    assert [row.id for row in queries.of_negotiation(talks.id)] == [made.id]
    for again in (
        lambda: actions.begin_talks(made, by=official, answers={}, today=TODAY),
        lambda: actions.drop(made, by=official, reason="нет"),
        lambda: actions.match(made, at_home(official).id, by=official),
    ):
        with pytest.raises(RuleBroken):
            again()


def test_talks_need_a_partner(make_interest, official):
    made = make_interest(organisation_id=at_home(official).id)
    with pytest.raises(RuleBroken, match="partner"):
        actions.begin_talks(made, by=official, answers={}, today=TODAY)
    partner = factories.make_partnership(official)
    actions.begin_talks(made, by=official, answers={"partnership_id": partner.id}, today=TODAY)
    assert made.partnership_id == partner.id


def test_it_is_dropped_with_a_reason_and_taken_up_as_it_was(make_interest, official):
    made = make_interest(matches=[at_home(official).id])
    with pytest.raises(RuleBroken):
        actions.drop(made, by=official, reason="")
    actions.drop(made, by=official, reason="дорого")
    assert (made.state, made.dropped_reason) == (State.DROPPED, "дорого")
    actions.take_up(made, by=official)
    assert (made.state, made.dropped_reason) == (State.MATCHED, None)


def test_the_second_to_save_is_told(make_interest, official):
    made = make_interest()
    version = made.version
    said = {"what": "Иначе", "partnership_id": made.partnership_id}
    actions.edit(made, by=official, version=version, answers=said, today=TODAY)
    with pytest.raises(EditedMeanwhile):
        actions.edit(made, by=official, version=version, answers=said, today=TODAY)


def test_who_suited_the_sector_before_is_suggested_then_who_is_named_by_its_words(make_interest, official):
    suited, named, foreign = (at_home(official, name) for name in ("Завод «Волна»", "Реагенты Плюс", "Реагент Берлин"))
    organisations.edit(
        foreign, by=official, version=foreign.version,
        answers={"name_ru": "Реагент Берлин", "country_id": factories.place("Germany").id},
    )  # fmt: skip
    make_interest(matches=[suited.id])
    made = make_interest()
    assert [row.id for row in queries.suggested(made, "RU")] == [suited.id, named.id]


def test_an_official_archives_only_interests_he_answers_for(make_interest, official, make_user):
    made = make_interest()
    with pytest.raises(NotAllowed):
        actions.archive(made, by=make_user("official"))
    actions.archive(made, by=official)
    assert queries.of_partner(made.partnership_id) == []


def test_numbers_for_reports(make_interest, official):
    make_interest(value=50_000, currency="EUR")
    made = make_interest(value=25_000, currency="EUR")
    actions.begin_talks(made, by=official, answers={}, today=TODAY)
    assert [tuple(row) for row in queries.counts_by_sector(TODAY, TODAY)] == [("20", 2, 1)]
    assert sum(row.value for row in queries.sums_by_currency(TODAY, TODAY)) == 75_000
    assert queries.counts_by_state() == {State.OPEN: 1, State.NEGOTIATION: 1}
