"""Everything a dossier tells, read in a fixed number of queries, each bounded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.agreements import queries as agreements
from tracker.agreements.kinds import IN_PREPARATION, Status
from tracker.agreements.models import Agreement
from tracker.contacts import queries as contacts
from tracker.documents import queries as documents
from tracker.documents.kinds import Kind as Paper
from tracker.dossier.models import TalkingPoints
from tracker.dossier.rules import MOST
from tracker.gifts import queries as gifts
from tracker.interactions import queries as interactions
from tracker.interactions.kinds import Kind
from tracker.interactions.models import Interaction
from tracker.interests import queries as interests
from tracker.interests.kinds import LIVE
from tracker.kernel.db import db
from tracker.kernel.subjects import Subject
from tracker.letters import queries as letters
from tracker.negotiations import queries as negotiations
from tracker.negotiations.models import StageChange
from tracker.obligations import queries as obligations
from tracker.obligations.kinds import State
from tracker.partners import queries as partners
from tracker.partners.models import PartnershipChange
from tracker.places import queries as places
from tracker.regulations import queries as regulations
from tracker.tasks import queries as tasks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy import Select

    from tracker.contacts.models import Contact
    from tracker.partners.models import Partnership
    from tracker.places.models import CountryGroup

READ = 40  # of what is told in a few lines: to know the latest and how many there are
IN_FORCE = frozenset({Status.SIGNED, Status.IN_FORCE, Status.SUSPENDED})


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of a partner on a day. Rows stand as they are told: what is nearest first."""

    partnership: Partnership
    today: date
    zone: str | None
    groups: Sequence[CountryGroup]
    points: TalkingPoints | None
    changes: Sequence[Any]
    moves: Sequence[Any]
    visits: Sequence[Any]
    people: Sequence[Contact]
    interactions: Sequence[Any]
    talks: Sequence[Any]
    ended: Sequence[Any]
    tasks: Sequence[Any]
    promises: Sequence[Any]
    agreements: Sequence[Any]
    in_force: Sequence[Any]
    preparing: Sequence[Agreement]
    consent_days: int | None
    letters: Sequence[Any]
    gifts: Sequence[Any]
    interests: Sequence[Any]
    photos: Mapping[int, Any]

    @property
    def is_abroad(self) -> bool:
        return self.partnership.country.code != self.partnership.municipality.country_code


def find_points(partnership_id: int) -> TalkingPoints | None:
    return db.session.scalar(select(TalkingPoints).where(TalkingPoints.partnership_id == partnership_id))


def gather(partnership_id: int, *, language: str, today: date) -> Known:
    """What is known of the partner. Raises NoResultFound."""
    partnership = partners.get_partnership(partnership_id)
    logged = interactions.with_partner(partnership_id, language)
    people = _people(partnership, today)
    papers = agreements.of_partner(partnership_id, today)
    signed = [row for row in papers if row.signed_on is not None]
    talks = negotiations.of_partner(partnership_id)
    return Known(
        partnership=partnership,
        today=today,
        zone=_zone(partnership),
        groups=places.groups_of_country(partnership.country_id, today),
        points=find_points(partnership_id),
        changes=_first(
            partners.change_rows(partnership_id).order_by(
                PartnershipChange.changed_on.desc(), PartnershipChange.id.desc()
            )
        ),
        moves=_first(
            negotiations.moves_of_partner(partnership_id).order_by(StageChange.moved_on.desc(), StageChange.id.desc())
        ),
        visits=_latest(logged.where(Interaction.kind == Kind.VISIT)),
        people=people,
        interactions=_latest(logged),
        talks=[row for row in talks if row.outcome is None],
        ended=[row for row in talks if row.outcome is not None],
        tasks=tasks.open_on(Subject("partner", partnership_id), READ),
        promises=[row for row in obligations.of_partner(partnership_id, today, READ) if row.state is State.OPEN],
        agreements=signed,
        in_force=[row for row in signed if row.status in IN_FORCE],
        preparing=_with_approvals([row.id for row in papers if row.status in IN_PREPARATION]),
        consent_days=regulations.regulation(on=today, municipality_id=partnership.municipality_id).consent_days,
        letters=[
            row
            for row in letters.with_partner(partnership_id, language, today)
            if row.answer_due_on is not None and row.answered_on is None
        ],
        gifts=gifts.with_partner(partnership_id, MOST.gifts),
        interests=[row for row in interests.of_partner(partnership_id, language) if row.state in LIVE],
        photos=_photos(people),
    )


def _with_approvals(ids: Sequence[int]) -> Sequence[Agreement]:
    statement = select(Agreement).where(Agreement.id.in_(ids)).options(selectinload(Agreement.approvals))
    return db.session.scalars(statement.order_by(Agreement.id)).all() if ids else ()


def _first(statement: Select[Any]) -> Sequence[Any]:
    return db.session.execute(statement.limit(READ)).all()


def _latest(statement: Select[Any]) -> Sequence[Any]:
    return _first(
        statement.order_by(Interaction.happened_on.desc(), Interaction.happened_at.desc(), Interaction.id.desc())
    )


def _zone(partnership: Partnership) -> str | None:
    if partnership.city is not None:
        return partnership.city.timezone
    return places.zone_of_region(partnership.region_id) if partnership.region_id is not None else None


def _photos(people: Sequence[Contact]) -> Mapping[int, Any]:
    """Number of the person → row of the newest photo."""
    found = documents.pictures_of("contact", [one.id for one in people], [Paper.PHOTO]) if people else {}
    return {number: row for (number, _kind), row in found.items()}


def _people(partnership: Partnership, today: date) -> Sequence[Contact]:
    """Those met last, then those who hold a post in the city."""
    ids = list(interactions.people_of_partner(partnership.id, MOST.people * 2))
    if partnership.city_id is not None:
        ids += [row.id for row in contacts.of_city(partnership.city_id, today) if row.id not in ids]
    ids = ids[: MOST.people * 2]
    found = {one.id: one for one in contacts.with_all(ids)} if ids else {}
    return [found[number] for number in ids if number in found and found[number].archived_at is None]
