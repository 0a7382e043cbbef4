"""Every read of agreements. Lists and boards are Selects of rows; a record page loads entities."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, not_, or_, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from tracker.accounts.models import Municipality, User
from tracker.agreements import conditions
from tracker.agreements.kinds import EDITABLE, IN_PREPARATION, KIND_LABELS, LIVING, Status
from tracker.agreements.models import Agreement, Party, StatusChange
from tracker.agreements.standing import SOON
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.find import matches
from tracker.places.models import Country

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tracker.agreements.kinds import Action

A = Agreement
MOST_COUNTED = 1000
MOST_FOUND = 8
MOST_BESIDE = 50

# lists


def rows(today: date) -> Select[Any]:
    """Rows for lists and boards, whoever asks; `status` is the effective one."""
    columns: list[ColumnElement[Any] | InstrumentedAttribute[Any]] = [
        A.id,
        A.title,
        A.number,
        A.kind,
        conditions.effective_status(today).label("status"),
        A.status_since,
        A.counterparts_ru,
        A.counterparts_en,
        A.counterpart_count,
        A.counterpart_flags,
        A.area_codes,
        A.enters_on,
        A.ends_on,
        A.indefinite,
        A.renewal,
        A.renews,
        A.last_day_to_act,
        A.signed_on,
        conditions.IN_REGISTER.label("in_register"),
        A.responsible_id,
        A.submitted_at,
        A.version,
    ]
    return select(*columns)


def listed(today: date) -> Select[Any]:
    """The list: rows with the name of who is responsible."""
    return rows(today).add_columns(User.name.label("responsible")).outerjoin(User, User.id == A.responsible_id)


def with_home(statement: Select[Any]) -> Select[Any]:
    """With the names of the municipality whose agreement it is."""
    named = (Municipality.name_ru.label("home_ru"), Municipality.name_en.label("home_en"))
    return statement.add_columns(*named).join(Municipality, Municipality.id == A.municipality_id)


def kept(statement: Select[Any]) -> Select[Any]:
    """Without the archive."""
    return statement.where(A.archived_at.is_(None))


def expiring(today: date, within: timedelta = SOON) -> Select[Any]:
    """Agreements in force or suspended whose term ends soon, the nearest first."""
    return kept(rows(today)).where(conditions.ending(today, within)).order_by(A.ends_on, A.id)


def lapsed(today: date, since: date) -> Select[Any]:
    """Agreements whose term ran out since the day, the latest first."""
    return (
        kept(rows(today))
        .where(conditions.stands({Status.EXPIRED}, today), A.ends_on >= since)
        .order_by(A.ends_on.desc(), A.id.desc())
    )


def to_act_on(today: date, within: timedelta = SOON) -> Select[Any]:
    """Agreements whose last day to object, or to ask for prolongation, comes soon."""
    return kept(rows(today)).where(conditions.to_act(today, within)).order_by(A.last_day_to_act, A.id)


def waiting_for(user: User, today: date) -> Select[Any]:
    """Rows of what waits for this person, the longest waiting first."""
    return kept(listed(today)).where(conditions.waits(user)).order_by(A.status_since, A.id)


def of_partner(partnership_id: int, today: date | None = None) -> Sequence[Any]:
    """Rows of the agreements with a partner, what is not signed yet and the latest first."""
    return _rows_where(conditions.with_partner(partnership_id), today)


def of_negotiation(negotiation_id: int, today: date | None = None) -> Sequence[Any]:
    """Rows of the agreements that came out of talks."""
    return _rows_where(A.negotiation_id == negotiation_id, today)


def of_organisation(organisation_id: int, today: date | None = None) -> Sequence[Any]:
    """Rows of the agreements of which an organisation is a party."""
    return _rows_where(A.id.in_(select(Party.agreement_id).where(Party.organisation_id == organisation_id)), today)


def _rows_where(condition: ColumnElement[bool], today: date | None) -> Sequence[Any]:
    """Rows as of the day (default: today, UTC); at most MOST_BESIDE, for the side of another page."""
    statement = kept(rows(today or clock.now().date())).where(condition)
    # not by SIGNED_ON: its index would be walked in search of the few, instead of sorting them
    latest_first = (A.signed_on.is_not(None), A.signed_on.desc(), A.id.desc())
    return db.session.execute(statement.order_by(*latest_first).limit(MOST_BESIDE)).all()


def party_countries() -> Sequence[Any]:
    """Rows of the countries of which some agreement has a party."""
    has = select(Party.id).where(Party.country_code == Country.code).exists()
    return db.session.execute(select(Country.code, Country.name_ru, Country.name_en).where(has)).all()


def codes_of(country_ids: Select[tuple[int]]) -> Select[Any]:
    return select(Country.code).where(Country.id.in_(country_ids))


# counts


def status_counts(today: date) -> dict[Status, int]:
    """How many agreements stand in each status, in one query; statuses without any are left out."""
    status = conditions.effective_status(today)
    counted = db.session.execute(select(status, func.count()).where(A.archived_at.is_(None)).group_by(status))
    return {row[0]: row[1] for row in counted}


def tab_counts(user: User, today: date) -> dict[str, int]:
    """How many rows each view of the list has, each part of it counted up to MOST_COUNTED + 1, in one query."""
    now = not_(conditions.is_over(today))
    views: dict[str, list[ColumnElement[bool]]] = {
        "living": [*(and_(A.status == status, now) for status in LIVING), and_(conditions.has_entered(today), now)],
        "waiting": conditions.waiting_parts(user),
        "drafts": [and_(A.status == status, A.responsible_id == user.id) for status in EDITABLE],
    }
    counts = [_counted(parts).label(name) for name, parts in views.items()]
    return dict(db.session.execute(select(*counts)).one()._mapping)  # noqa: SLF001 - the documented way


def _counted(parts: Sequence[ColumnElement[bool]]) -> ColumnElement[int]:
    counted: ColumnElement[int] = literal(0)
    for part in parts:
        bounded = select(A.id).where(A.archived_at.is_(None), part).limit(MOST_COUNTED + 1).subquery()
        counted += select(func.count()).select_from(bounded).scalar_subquery()
    return counted


# one record


def get_agreement(agreement_id: int) -> Agreement:
    """One agreement of the scope. Raises NoResultFound."""
    return db.session.scalars(select(A).where(A.id == agreement_id)).one()


def get_told(agreement_id: int) -> Agreement:
    """One agreement with everything its page tells of it. Raises NoResultFound."""
    found = find_told(agreement_id)
    if found is None:
        raise NoResultFound(agreement_id)
    return found


def find_told(agreement_id: int) -> Agreement | None:
    """The same, None where the scope knows none."""
    return db.session.scalars(
        select(A)
        .where(A.id == agreement_id)
        .options(
            selectinload(A.parties),
            selectinload(A.approvals),
            selectinload(A.areas),
            joinedload(A.municipality),
            joinedload(A.partnership),
            joinedload(A.negotiation),
            joinedload(A.parent),
            joinedload(A.superseded_by),
            joinedload(A.responsible),
            joinedload(A.submitted_by),
            joinedload(A.approved_by),
        )
    ).one_or_none()


def history(agreement: Agreement) -> Sequence[StatusChange]:
    """The steps of its life, the first first."""
    return db.session.scalars(
        select(StatusChange)
        .where(StatusChange.agreement_id == agreement.id)
        .options(joinedload(StatusChange.by))
        .order_by(StatusChange.id)
    ).all()


def last_change(agreement: Agreement, action: Action | None = None) -> StatusChange | None:
    """Its last step, or the last of this kind."""
    steps = select(StatusChange).where(StatusChange.agreement_id == agreement.id).order_by(StatusChange.id.desc())
    return db.session.scalar((steps.where(StatusChange.action == action) if action else steps).limit(1))


def last_step(agreement: Agreement) -> int | None:
    """The number of its last step."""
    return db.session.scalar(select(func.max(StatusChange.id)).where(StatusChange.agreement_id == agreement.id))


def with_steps_in_view(ids: Collection[int]) -> Sequence[Agreement]:
    """Agreements with all that the rules of their steps look at."""
    options = (selectinload(A.parties), selectinload(A.approvals), joinedload(A.municipality))
    return db.session.scalars(select(A).where(A.id.in_(ids)).options(*options)).all()


def step_rows() -> Select[Any]:
    """Rows of steps with their agreement and who took them: for timelines."""
    columns: list[Any] = [
        StatusChange.agreement_id,
        StatusChange.action,
        StatusChange.from_status,
        StatusChange.to_status,
        StatusChange.on,
        StatusChange.at,
        StatusChange.reason,
        StatusChange.document_number,
        StatusChange.document_on,
        StatusChange.until,
        StatusChange.side,
        StatusChange.approval,
        A.title,
        User.name.label("by_name"),
    ]
    return select(*columns).join(A, A.id == StatusChange.agreement_id).outerjoin(User, User.id == StatusChange.by_id)


def papers_under(agreement: Agreement, today: date) -> Sequence[Any]:
    """Rows of its supplementary agreements and amendments, and of what it replaced, with the term they give."""
    return db.session.execute(
        kept(rows(today).add_columns(A.new_ends_on, A.new_indefinite, A.amended_on))
        .where(or_(A.parent_id == agreement.id, A.superseded_by_id == agreement.id))
        .order_by(conditions.SIGNED_ON, A.id)
    ).all()


def overtaken(today: date) -> Select[Agreement]:
    """Agreements for which the calendar has a step to take, those that enter into force first."""
    living = and_(A.status.in_(LIVING), A.ends_on < today)
    statement = select(A).where(or_(living, conditions.has_entered(today))).options(selectinload(A.parties))
    return statement.order_by(A.status != Status.SIGNED, A.enters_on, A.id)


def papers_to_enter(agreement: Agreement, today: date) -> Select[Agreement]:
    """Papers under an agreement whose day of entry into force has come without being recorded."""
    return select(A).where(A.parent_id == agreement.id, conditions.has_entered(today)).order_by(A.enters_on, A.id)


def unsigned() -> Select[Agreement]:
    """Everything on its way to signing."""
    return select(A).where(A.status.in_(IN_PREPARATION)).order_by(A.id)


def numbers() -> Sequence[str]:
    """The numbers given so far."""
    return db.session.scalars(select(A.number).where(A.number != "", A.signed_on.is_not(None))).all()


def document_kinds() -> Sequence[tuple[str, str]]:
    """The kinds of documents: (code, English name marked for translation)."""
    return [(kind.value, label) for kind, label in KIND_LABELS.items()]


# look-ups


def found(typed: str, *, statuses: Collection[Status] = (), today: date | None = None) -> Sequence[Any]:
    """Rows that the typed words find, by name; at most MOST_FOUND."""
    statement = select(A.id, A.title, A.number, A.status, A.counterparts_ru, A.counterparts_en, A.counterpart_flags)
    statement = statement.where(A.archived_at.is_(None), matches(A, typed))
    if statuses and today is not None:
        statement = statement.where(conditions.stands(statuses, today))
    return db.session.execute(statement.order_by(A.sort_name, A.id).limit(MOST_FOUND)).all()


def named(ids: Collection[int]) -> Sequence[Any]:
    """Rows of these agreements."""
    return db.session.execute(
        select(A.id, A.title, A.number, A.counterparts_ru, A.counterparts_en, A.counterpart_flags).where(A.id.in_(ids))
    ).all()


def alike(
    agreement_id: int | None, city_ids: Collection[int], organisation_ids: Collection[int], today: date
) -> Sequence[Any]:
    """Rows of other agreements with one of these parties, the latest first."""
    if not city_ids and not organisation_ids:
        return []
    same = select(Party.agreement_id).where(
        or_(Party.city_id.in_(city_ids), Party.organisation_id.in_(organisation_ids))
    )
    statement = kept(rows(today)).where(A.id.in_(same), A.status != Status.CANCELLED)
    if agreement_id is not None:
        statement = statement.where(A.id != agreement_id)
    return db.session.execute(statement.order_by(A.id.desc()).limit(5)).all()
