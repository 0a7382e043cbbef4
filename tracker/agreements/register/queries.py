"""What the list reads: rows of agreements in portions, with the parties and the steps of each portion."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import aliased

from tracker.accounts.models import Municipality, User
from tracker.agreements.conditions import IN_REGISTER
from tracker.agreements.kinds import ApprovalAnswer
from tracker.agreements.models import Agreement, Approval, Party, StatusChange
from tracker.kernel.db import db
from tracker.organisations.models import Organisation
from tracker.partners.models import CooperationArea
from tracker.places.models import City, Country, Region
from tracker.regulations.kinds import ApprovalKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

A = Agreement


def given(approval: Any, kind: ApprovalKind) -> ColumnElement[bool]:
    """Joins the approval of this kind under which an agreement was signed."""
    return and_(
        approval.agreement_id == A.id,
        approval.kind == kind,
        approval.is_current,
        approval.answer == ApprovalAnswer.GIVEN,
    )


def signed_until(day: date, municipality_id: int | None = None) -> Select[Any]:
    """Rows of the agreements of the list that were signed until the day, by municipality and day of signing."""
    replacing, consent, council = aliased(Agreement), aliased(Approval), aliased(Approval)
    name = Municipality.name_ru
    columns: list[Any] = [
        A.id,
        A.municipality_id,
        A.partnership_id,
        A.title,
        A.title_second,
        A.kind,
        A.number,
        A.subject,
        A.note,
        A.languages,
        A.copies,
        A.area_codes,
        A.signed_on,
        A.signed_at_place,
        A.enters_on,
        A.ends_on,
        A.indefinite,
        A.renewal,
        A.renewal_months,
        A.notice,
        A.notice_unit,
        consent.answered_on.label("consent_on"),
        consent.answer_number.label("consent_number"),
        council.answered_on.label("council_on"),
        council.answer_number.label("council_number"),
        A.published_on,
        A.published_in,
        A.published_url,
        Municipality.name_ru.label("home_ru"),
        Municipality.name_en.label("home_en"),
        Municipality.administration_ru.label("administration_ru"),
        Municipality.administration_en.label("administration_en"),
        User.name.label("responsible"),
        replacing.number.label("replaced_by_number"),
        replacing.title.label("replaced_by_title"),
        replacing.signed_on.label("replaced_by_signed_on"),
    ]
    statement = (
        select(*columns)
        .join(Municipality, Municipality.id == A.municipality_id)
        .outerjoin(User, User.id == A.responsible_id)
        .outerjoin(replacing, replacing.id == A.superseded_by_id)
        .outerjoin(consent, given(consent, ApprovalKind.REGION))
        .outerjoin(council, given(council, ApprovalKind.COUNCIL))
        .where(IN_REGISTER, A.archived_at.is_(None), A.signed_on <= day)
        .order_by(name, A.municipality_id, A.signed_on, A.id)
    )
    return statement if municipality_id is None else statement.where(A.municipality_id == municipality_id)


def steps_of(ids: Collection[int]) -> Mapping[int, Sequence[Any]]:
    """The steps of each agreement's life, in the order in which they were recorded."""
    step = StatusChange
    rows = db.session.execute(
        select(
            step.agreement_id,
            step.action,
            step.to_status,
            step.on,
            step.ends_before,
            step.document_number,
            step.document_on,
            step.reason,
        )
        .where(step.agreement_id.in_(ids))
        .order_by(step.id)
    )
    return _by_agreement(rows)


def parties_of(ids: Collection[int]) -> Mapping[int, Sequence[Any]]:
    """The parties of each agreement with the place they are of."""
    rows = db.session.execute(
        select(
            Party.agreement_id,
            Party.kind,
            Party.name_ru,
            Party.name_en,
            Party.is_foreign,
            Party.country_code,
            Party.signatory,
            Party.post,
            City.name_local,
            Region.name_ru.label("region_ru"),
            Region.name_en.label("region_en"),
            Country.name_ru.label("country_ru"),
            Country.name_en.label("country_en"),
            Organisation.kind.label("organisation_kind"),
        )
        .outerjoin(City, City.id == Party.city_id)
        .outerjoin(Region, Region.id == City.region_id)
        .outerjoin(Country, Country.code == Party.country_code)
        .outerjoin(Organisation, Organisation.id == Party.organisation_id)
        .where(Party.agreement_id.in_(ids))
        .order_by(Party.agreement_id, Party.position, Party.id)
    )
    return _by_agreement(rows)


def changed_by(ids: Collection[int], day: date) -> Mapping[int, Sequence[Any]]:
    """The documents signed until the day that supplement or amend each agreement."""
    rows = db.session.execute(
        select(A.parent_id.label("agreement_id"), A.kind, A.number, A.title, A.signed_on)
        .where(A.parent_id.in_(ids), A.signed_on <= day, A.archived_at.is_(None))
        .order_by(A.signed_on, A.id)
    )
    return _by_agreement(rows)


def area_names() -> Mapping[tuple[int, str], Any]:
    """The names of the areas of cooperation, by municipality and code."""
    area = CooperationArea
    rows = db.session.execute(select(area.municipality_id, area.code, area.name_ru, area.name_en))
    return {(row.municipality_id, row.code): row for row in rows}


def municipalities() -> Sequence[Any]:
    """Rows of the municipalities in scope that have an agreement."""
    has = select(A.id).where(A.municipality_id == Municipality.id).exists()
    statement = select(Municipality.id, Municipality.name_ru, Municipality.name_en).where(has)
    return db.session.execute(statement.order_by(Municipality.name_ru, Municipality.id)).all()


def _by_agreement(rows: Iterable[Any]) -> Mapping[int, Sequence[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.agreement_id].append(row)
    return found
