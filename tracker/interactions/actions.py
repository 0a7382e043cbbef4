"""What people do with interactions: log, edit, mark a next step done, archive."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from tracker.audit import actions as audit
from tracker.contacts import actions as contacts
from tracker.contacts.models import ContactPost
from tracker.interactions import queries, rules
from tracker.interactions.kinds import Direction, Kind, Side, direction_of
from tracker.interactions.models import Interaction, InteractionParticipant
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, RuleBroken
from tracker.kernel.subjects import Subject, subject_kind
from tracker.kernel.text import N_
from tracker.organisations import actions as organisations
from tracker.partners import actions as partners
from tracker.partners import queries as partner_queries
from tracker.partners.models import Partnership
from tracker.permissions import Permission
from tracker.tasks import actions as tasks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tracker.accounts.models import User
    from tracker.contacts.models import Contact
    from tracker.organisations.models import Organisation

NEGOTIATION, AGREEMENT = "negotiation", "agreement"
PLAIN = ("subject", "text", "place", "registry_number")


@dataclass
class Company:
    """With whom it was. `new_people` and `new_organisations` are names that are not known yet."""

    partners: Sequence[Partnership] = ()
    contacts: Sequence[Contact] = ()
    organisations: Sequence[Organisation] = ()
    new_people: Sequence[str] = ()
    new_organisations: Sequence[str] = ()
    names: Sequence[str] = ()
    ours: Sequence[User] = field(default_factory=tuple)

    @property
    def others(self) -> int:
        """How many took part on their side."""
        theirs = (self.contacts, self.organisations, self.new_people, self.new_organisations, self.names)
        return sum(len(part) for part in theirs)


def log(*, by: User, answers: dict[str, Any], company: Company, now: datetime) -> Interaction:
    """Log what happened. Unknown people and organisations are made on the way; the partner follows from them.

    `answers`: kind, when (a `rules.When`), subject, and as far as known direction, text, place, registry_number,
    negotiation_id, agreement_id, event_id, next_step, next_step_on, next_step_by (a User).
    """
    partner = _check(by, answers, company, now)
    _make_new(company, by=by, partner=partner)
    interaction = Interaction(logged_by_id=by.id)
    _fill(interaction, answers, partner, by=by)
    interaction.participants = _participants(company)
    db.session.add(interaction)
    audit.record("log", interaction, by=by)
    _put_step(interaction, answers, by=by, now=now)
    _keep_last_days(interaction.partnership_id, interaction.negotiation_id)
    return interaction


def edit(
    interaction: Interaction,
    *,
    by: User,
    version: int | None,
    answers: dict[str, Any],
    company: Company,
    now: datetime,
) -> None:
    """Correct an entry. `answers` and `company` say all of it."""
    if version is not None and interaction.version != version:
        raise EditedMeanwhile(interaction)
    partner = _check(by, answers, company, now, interaction.next_step_by)
    _make_new(company, by=by, partner=partner)
    before = (interaction.partnership_id, interaction.negotiation_id)
    with db.session.no_autoflush:  # one save is one entry of the journal
        _fill(interaction, answers, partner, by=by)
        _put_participants(interaction, _participants(company))
        interaction.updated_at = clock.now()
    audit.record("edit", interaction, by=by)
    _put_step(interaction, answers, by=by, now=now)
    _keep_last_days(*before)
    _keep_last_days(interaction.partnership_id, interaction.negotiation_id)


def mark_step_done(interaction: Interaction, *, by: User, note: str | None, now: datetime) -> None:
    """The next step is done, by whoever did it."""
    tasks.finish(rules.open_step(interaction), by=by, note=note, now=now)


def reopen_step(interaction: Interaction, *, by: User) -> None:
    """The next step is not done after all."""
    tasks.reopen(rules.done_step(interaction), by=by)


def archive(interaction: Interaction, *, by: User) -> None:
    rules.check_archive(interaction, by)
    interaction.archived_at = interaction.archived_at or clock.now()
    audit.record("archive", interaction, by=by)
    if interaction.step is not None and interaction.step.is_open:
        tasks.put_away(interaction.step, by=by)
    _keep_last_days(interaction.partnership_id, interaction.negotiation_id)


def restore(interaction: Interaction, *, by: User) -> None:
    rules.check_archive(interaction, by)
    interaction.archived_at = None
    audit.record("restore", interaction, by=by)
    if interaction.step is not None and interaction.step.is_open:
        tasks.bring_back(interaction.step, by=by)
    _keep_last_days(interaction.partnership_id, interaction.negotiation_id)


def take_out(interaction: Interaction) -> None:
    """Delete an entry for good: what an import has made goes with the import."""
    about = (interaction.partnership_id, interaction.negotiation_id)
    if interaction.step is not None:
        db.session.delete(interaction.step)
    db.session.delete(interaction)
    _keep_last_days(*about)


def partner_of(company: Company) -> Partnership | None:
    """The partner: the one that was picked, or the only one in the cities of those who were."""
    if company.partners:
        return company.partners[0]
    cities = {one.city_id for one in company.organisations if one.city_id is not None}
    posts = [post for one in company.contacts for post in one.posts if isinstance(post, ContactPost) and post.is_held]
    cities |= {post.organisation.city_id for post in posts if post.organisation and post.organisation.city_id}
    found = partner_queries.of_cities(cities) if cities else []
    return partner_queries.find_partnership(found[0]) if len(found) == 1 else None


def _zone(by: User) -> str:
    if by.municipality is None:
        raise RuleBroken(N_("Only the staff of a municipality logs what happened."))
    return by.municipality.timezone


def _check(
    by: User, answers: dict[str, Any], company: Company, now: datetime, kept_by: User | None = None
) -> Partnership | None:
    """The rules of an entry; the partner it is with. `kept_by`: whose the next step is already."""
    rules.check_when(answers.get("when"), now, _zone(by))
    rules.check_company(partner_ids=[one.id for one in company.partners], others=company.others)
    taker = answers.get("next_step_by")
    rules.check_next_step(answers.get("next_step"), answers.get("next_step_on"), taker if taker != kept_by else None)
    partner = partner_of(company)
    return _check_about(answers, partner, is_picked=bool(company.partners))


def _check_about(answers: dict[str, Any], partner: Partnership | None, *, is_picked: bool) -> Partnership | None:
    """What it is about is of this partner; without a partner picked, the talks say who that is."""
    for kind in (NEGOTIATION, AGREEMENT):
        number = answers.get(f"{kind}_id")
        if number is None:
            continue
        about = queries.find_linked(kind, number)
        if about is None:
            raise RuleBroken(N_("This record is not there any more. Choose another one."), "about")
        if about.partnership_id is None or (partner is not None and partner.id == about.partnership_id):
            continue
        if partner is not None and is_picked:
            raise RuleBroken(N_("This belongs to another partner."), "about")
        partner = partner_queries.find_partnership(about.partnership_id)
    return partner


def _make_new(company: Company, *, by: User, partner: Partnership | None) -> None:
    """Records for the new names: people in the one organisation that was there, organisations in the partner's city."""
    if company.new_organisations and not by.may(Permission.ORGANISATIONS_EDIT):
        raise RuleBroken(N_("You may not create organisations."), "with_whom")
    if company.new_people and not by.may(Permission.CONTACTS_EDIT):
        raise RuleBroken(N_("You may not create contacts."), "with_whom")
    place = {"country_id": partner.country_id, "city_id": partner.city_id} if partner is not None else {}
    made = [organisations.create_named(name, by=by, **place) for name in company.new_organisations]
    company.organisations = [*company.organisations, *made]
    company.new_organisations = ()
    only = company.organisations[0] if len(company.organisations) == 1 else None
    people = [contacts.create_named(name, by=by, organisation=only) for name in company.new_people]
    company.contacts = [*company.contacts, *people]
    company.new_people = ()


def _fill(interaction: Interaction, answers: dict[str, Any], partner: Partnership | None, *, by: User) -> None:
    when: rules.When = answers["when"]
    interaction.kind = Kind(answers["kind"])
    said = Direction(answers["direction"]) if answers.get("direction") else None
    interaction.direction = direction_of(interaction.kind, said)
    for name in PLAIN:
        if name in answers:
            setattr(interaction, name, answers[name])
    interaction.happened_on, interaction.has_time = when.on, when.at is not None
    interaction.happened_at = when.moment(_zone(by))
    interaction.partnership = partner
    interaction.partnership_id = partner.id if partner is not None else None
    interaction.negotiation_id = answers.get("negotiation_id")
    interaction.agreement_id = answers.get("agreement_id")
    interaction.event_id = answers.get("event_id")


def _put_step(interaction: Interaction, answers: dict[str, Any], *, by: User, now: datetime) -> None:
    """What comes next, as a task. One that is done and whose words change is open again."""
    text, taker = answers.get("next_step") or None, answers.get("next_step_by") or by
    about = Subject("interaction", interaction.id)
    if text is None:
        if interaction.step is not None:
            tasks.let_go(interaction.step, by=by, now=now)
    else:
        tasks.follow_up(
            interaction.step,
            by=by,
            answers={
                "title": text,
                "due_on": answers.get("next_step_on"),
                "assignee_id": taker.id,
                "subject": about,
            },
        )
    db.session.expire(interaction, ["step"])


def _participants(company: Company) -> list[InteractionParticipant]:
    theirs = Side.THEIRS
    return [
        *(InteractionParticipant(side=theirs, contact=one, contact_id=one.id) for one in company.contacts),
        *(
            InteractionParticipant(side=theirs, organisation=one, organisation_id=one.id)
            for one in company.organisations
        ),
        *(InteractionParticipant(side=theirs, name=name) for name in company.names),
        *(InteractionParticipant(side=Side.OURS, user=one, user_id=one.id) for one in company.ours),
    ]


def _put_participants(interaction: Interaction, wanted: list[InteractionParticipant]) -> None:
    """Rows that stay are kept, so that the journal tells only who came and who went."""
    held = {_identity(one): one for one in interaction.participants}
    interaction.participants = [held.get(_identity(one), one) for one in wanted]


def _identity(one: InteractionParticipant) -> tuple[Any, ...]:
    return one.side, one.contact_id, one.organisation_id, one.user_id, one.name


def _keep_last_days(partnership_id: int | None, negotiation_id: int | None) -> None:
    """Partner and talks keep the day of their last entry, so that no list has to look for it.

    The row is locked first: of two entries logged at once the later day stays, whoever commits last.
    """
    db.session.flush()
    if partnership_id is not None:
        db.session.execute(select(Partnership.id).where(Partnership.id == partnership_id).with_for_update())
        last_on = queries.last_day(Interaction.partnership_id == partnership_id)
        partners.note_interaction(partnership_id, last_on)
    talks = subject_kind(NEGOTIATION)
    if negotiation_id is not None and talks is not None:
        model = talks.model
        db.session.execute(select(model.id).where(model.id == negotiation_id).with_for_update())
        last_on = queries.last_day(Interaction.negotiation_id == negotiation_id)
        db.session.execute(
            update(model)
            .where(model.id == negotiation_id)
            .values(last_interaction_on=last_on, updated_at=model.updated_at)
        )
