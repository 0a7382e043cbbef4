"""What people do with partnerships: enter, edit, name the city, decide, hand over, archive."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from tracker.audit import actions as audit
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.kernel.text import N_
from tracker.partners import queries, rules
from tracker.partners.kinds import ChangeKind, Kind, Status
from tracker.partners.models import (
    CooperationArea,
    Partnership,
    PartnershipArea,
    PartnershipChange,
    Succession,
)
from tracker.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from tracker.accounts.models import User
    from tracker.places.models import City, Country, Region

DEFAULT_AREAS = (
    ("urban_life", "Качество городской жизни", "Quality of urban life"),
    ("economy", "Экономика", "Economy"),
    ("industry", "Промышленность", "Industry"),
    ("culture", "Культура", "Culture"),
    ("education", "Образование", "Education"),
    ("science", "Наука", "Science"),
    ("sport", "Спорт", "Sport"),
    ("youth", "Молодёжная политика", "Youth"),
    ("ecology", "Экология", "Ecology"),
    ("tourism", "Туризм", "Tourism"),
    ("healthcare", "Здравоохранение", "Healthcare"),
    ("administration", "Опыт управления", "Administration and governance"),
)
TAKEN = N_("There is a partnership with this city already.")
PLAIN = (
    "since_on",
    "since_is_year",
    "responsible_id",
    "introduced_by",
    "languages",
    "note",
    "next_step",
    "next_step_on",
)


def create_default_areas() -> None:
    """The areas of cooperation a municipality begins with, if it has none."""
    if db.session.scalar(select(CooperationArea.id).limit(1)) is not None:
        return
    for position, (code, name_ru, name_en) in enumerate(DEFAULT_AREAS, start=1):
        db.session.add(CooperationArea(code=code, position=position, name_ru=name_ru, name_en=name_en))
    db.session.flush()


def add(
    *,
    by: User,
    country: Country | None,
    region: Region | None,
    city: City | None,
    answers: dict[str, Any],
    today: date,
) -> Partnership:
    """A new partnership. `answers`: kind, status, areas (ids) and the plain fields."""
    country, region = _whole_place(country, region, city)
    rules.check_place(country, region, city)
    if city is not None:
        _check_free(city)
    status = Status(answers.get("status") or Status.PROSPECT)
    rules.check_ordinary_status(None, status)
    rules.check_since(answers.get("since_on"), today)
    areas = _known_areas(answers.get("areas") or ())
    partnership = Partnership(
        kind=Kind(answers.get("kind") or Kind.CONTACT),
        status=status,
        entered_on=today,
        area_codes=_codes(areas),
        **{name: answers.get(name) for name in PLAIN if name in answers and answers[name] is not None},
    )
    if partnership.responsible_id is None:
        partnership.responsible_id = by.id
    assert country is not None
    partnership.put(country, region, city)
    with _one_per_city():
        db.session.add(partnership)
        db.session.flush()
    _set_areas(partnership, areas)
    db.session.flush()
    return partnership


def edit(partnership: Partnership, *, by: User, version: int | None, answers: dict[str, Any], today: date) -> None:
    """Change what is known of a partnership. `answers`: kind, status, areas and plain fields, those to change."""
    if version is not None and partnership.version != version:
        raise EditedMeanwhile(partnership)
    rules.check_since(answers.get("since_on"), today)
    with db.session.no_autoflush:  # one save is one entry of the journal
        _put_answers(partnership, answers, by=by, today=today)
    audit.record("edit", partnership, by=by)


def move_place(
    partnership: Partnership,
    *,
    by: User,
    country: Country | None,
    region: Region | None,
    city: City | None,
    today: date,
) -> None:
    """Correct where the partner is. While its city is not named, this may name it."""
    country, region = _whole_place(country, region, city)
    if (country, region, city) == (partnership.country, partnership.region, partnership.city):
        return
    rules.check_place(country, region, city)
    if city is not None and city.id != partnership.city_id:
        _check_free(city)
    assert country is not None
    verb = "name-city" if city is not None and not partnership.is_named else "edit"
    with _one_per_city():
        _put(partnership, country, region, city, by=by, on=today)
        audit.record(verb, partnership, by=by)


def name_city(partnership: Partnership, city: City | None, *, by: User, version: int | None, today: date) -> None:
    """The city is known at last: the partnership takes its name and keeps all its history."""
    if version is not None and partnership.version != version:
        raise EditedMeanwhile(partnership)
    rules.check_city_to_name(partnership, city)
    assert city is not None
    _check_free(city)
    with _one_per_city():
        _put(partnership, partnership.country, partnership.region or city.region, city, by=by, on=today)
        audit.record("name-city", partnership, by=by)


def decide(partnership: Partnership, decision: rules.Decision, *, by: User, version: int | None, today: date) -> None:
    """Suspend, honour, end or resume a partnership, by a document."""
    if version is not None and partnership.version != version:
        raise EditedMeanwhile(partnership)
    rules.check_decision(partnership, decision, today)
    assert decision.decided_on is not None
    _change_status(
        partnership,
        decision.to,
        by=by,
        on=decision.decided_on,
        reason=decision.reason,
        document=decision.document,
    )
    audit.record("decide", partnership, by=by, reason=decision.reason)


def merge_into(
    partnership: Partnership,
    successor: Partnership | None,
    *,
    by: User,
    version: int | None,
    merged_on: date | None,
    document: str,
    today: date,
) -> Succession:
    """The city became a part of another one: the relation ends, its history and agreements go on with the successor."""
    if version is not None and partnership.version != version:
        raise EditedMeanwhile(partnership)
    rules.check_succession(partnership, successor, merged_on, document, today=today)
    if queries.find_succession(partnership.id) is not None:
        raise RuleBroken(N_("This city has a successor already."), "successor_id")
    assert successor is not None
    assert merged_on is not None
    if successor.id in set(db.session.scalars(queries.lineage(partnership.id))):
        raise RuleBroken(N_("That city merged into this one before."), "successor_id")
    succession = Succession(
        partnership_id=partnership.id, successor_id=successor.id, merged_on=merged_on, document=document
    )
    db.session.add(succession)
    _change_status(partnership, Status.ENDED, by=by, on=merged_on, reason=f"→ {successor.title_ru}", document=document)
    audit.record("merge-into", partnership, by=by)
    return succession


def undo_merge_into(partnership: Partnership, *, by: User, reason: str, today: date) -> None:
    """It was recorded by mistake: the relation stands as before, and both steps are told in its history."""
    succession = queries.find_succession(partnership.id)
    if succession is None:
        raise RuleBroken(N_("This city has no successor."))
    ended = queries.last_change_to(partnership.id, Status.ENDED)
    db.session.delete(succession)
    if (
        ended is not None
        and ended.from_status is not None
        and partnership.status is Status.ENDED
        and (ended.changed_on, ended.document) == (succession.merged_on, succession.document)  # it ended by this
    ):
        _change_status(partnership, ended.from_status, by=by, on=today, reason=reason)
    audit.record("undo-merge-into", partnership, by=by)


def assign(partnership: Partnership, to: User | None, *, by: User, version: int | None = None) -> None:
    """Hand the partnership over to another official."""
    if version is not None and partnership.version != version:
        raise EditedMeanwhile(partnership)
    if to is not None and not (to.may(Permission.PARTNERS_EDIT) and to.is_active):
        raise RuleBroken(N_("This person cannot answer for a partner."), "responsible_id")
    _check_hand_over(partnership, by)
    partnership.responsible_id = to.id if to is not None else None
    audit.record("assign", partnership, by=by)


def set_next_step(partnership: Partnership, *, by: User, next_step: str | None, next_step_on: date | None) -> None:
    """What to do next with the partner; nothing, when it is done."""
    partnership.next_step = next_step
    partnership.next_step_on = next_step_on if next_step else None
    audit.record("edit", partnership, by=by)


def archive(partnership: Partnership, *, by: User) -> None:
    rules.check_archive(partnership, by)
    partnership.archived_at = partnership.archived_at or clock.now()
    audit.record("archive", partnership, by=by)


def restore(partnership: Partnership, *, by: User) -> None:
    rules.check_archive(partnership, by)
    if partnership.city is not None and partnership.archived_at is not None:
        _check_free(partnership.city)
    with _one_per_city():
        partnership.archived_at = None
        audit.record("restore", partnership, by=by)


def note_interaction(partnership_id: int, last_on: date | None) -> None:
    """Keep the day of the last interaction. Nobody's open form grows stale by it."""
    db.session.execute(
        update(Partnership)
        .where(Partnership.id == partnership_id)
        .values(last_interaction_on=last_on, updated_at=Partnership.updated_at)
    )


def _whole_place(
    country: Country | None, region: Region | None, city: City | None
) -> tuple[Country | None, Region | None]:
    """Country and region, as far as the city or the region says them."""
    if city is not None:
        return country or city.country, region or city.region
    if region is not None:
        return country or region.country, region
    return country, region


def _check_free(city: City) -> None:
    if queries.find_by_city(city.id) is not None:
        raise RuleBroken(TAKEN, "place")


@contextmanager
def _one_per_city() -> Iterator[None]:
    """Two people entering one city at the same moment: the database lets one of them."""
    try:
        with db.session.begin_nested():
            yield
    except IntegrityError as clash:
        if "city" in str(clash.orig):
            raise RuleBroken(TAKEN, "place") from None
        raise


def _put_answers(partnership: Partnership, answers: dict[str, Any], *, by: User, today: date) -> None:
    if answers.get("kind"):
        partnership.kind = Kind(answers["kind"])
    if answers.get("status"):
        after = Status(answers["status"])
        rules.check_ordinary_status(partnership.status, after)
        _change_status(partnership, after, by=by, on=today)
    if "responsible_id" in answers and answers["responsible_id"] != partnership.responsible_id:
        _check_hand_over(partnership, by)
    for name in PLAIN:
        if name in answers:
            setattr(partnership, name, answers[name])
    if "areas" in answers:
        _set_areas(partnership, _known_areas(answers["areas"] or ()))


def tag(partnership: Partnership, codes: Sequence[str], *, by: User) -> None:
    """The partnership works in the areas of these codes, in the order of the dictionary."""
    _set_areas(partnership, queries.areas_of(codes))
    audit.record("tag", partnership, by=by)


def _check_hand_over(partnership: Partnership, by: User) -> None:
    """Officials give away their own partnerships; others' are reassigned by the manager."""
    if partnership.responsible_id not in (None, by.id) and not by.may(Permission.RECORDS_REASSIGN):
        raise NotAllowed(N_("Only the manager hands over what somebody else is responsible for."), "responsible_id")


def _put(
    partnership: Partnership, country: Country, region: Region | None, city: City | None, *, by: User, on: date
) -> None:
    from_ru, from_en = partnership.title_ru, partnership.title_en
    partnership.put(country, region, city)
    db.session.add(
        PartnershipChange(
            partnership_id=partnership.id,
            kind=ChangeKind.PLACE,
            from_ru=from_ru,
            from_en=from_en,
            to_ru=partnership.title_ru,
            to_en=partnership.title_en,
            changed_on=on,
            by_id=by.id,
        )
    )


def _change_status(
    partnership: Partnership, to: Status, *, by: User, on: date, reason: str = "", document: str = ""
) -> None:
    if partnership.status is to:
        return
    db.session.add(
        PartnershipChange(
            partnership_id=partnership.id,
            kind=ChangeKind.STATUS,
            from_status=partnership.status,
            to_status=to,
            changed_on=on,
            by_id=by.id,
            reason=reason,
            document=document,
        )
    )
    partnership.status = to


def _known_areas(area_ids: Collection[int]) -> list[CooperationArea]:
    """Those areas of the dictionary, in its order; unknown ones are dropped."""
    return [area for area in queries.areas(with_retired=True) if area.id in set(area_ids)]


def _codes(areas: list[CooperationArea]) -> str:
    return " ".join(area.code for area in areas)


def _set_areas(partnership: Partnership, wanted: list[CooperationArea]) -> None:
    """The partnership works in these areas."""
    partnership.area_codes = _codes(wanted)
    held = set(db.session.scalars(queries.area_ids_of(partnership)))
    gone = held - {area.id for area in wanted}
    if gone:
        db.session.execute(
            delete(PartnershipArea).where(
                PartnershipArea.partnership_id == partnership.id, PartnershipArea.area_id.in_(gone)
            )
        )
    for area in wanted:
        if area.id not in held:
            db.session.add(PartnershipArea(partnership_id=partnership.id, area_id=area.id))
