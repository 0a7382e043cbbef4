"""All that strangers are shown, column by column. Never an entity, so that nothing comes along by itself.

Every statement asks for what is published and still stands: not archived, not cancelled, signed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select

from tracker.accounts.models import Municipality
from tracker.agreements.conditions import effective_status
from tracker.agreements.kinds import PartyKind
from tracker.agreements.members import Party
from tracker.agreements.models import Agreement
from tracker.audit.models import AuditEntry
from tracker.documents.models import Document, DocumentVersion
from tracker.events.models import Event
from tracker.kernel.db import db
from tracker.partners.models import CooperationArea, Partnership
from tracker.places.models import City, Country, Region
from tracker.public.models import Publication, PublicPage
from tracker.public.rules import SIGNED, TEXTS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

P, A, E = Partnership, Agreement, Event
STANDS = (A.archived_at.is_(None), A.signed_on.is_not(None), A.status.in_(SIGNED))


def find_home_id(slug: str) -> int | None:
    return db.session.scalar(select(Municipality.id).where(Municipality.slug == slug))


def find_page(municipality_id: int) -> Any:
    """How the page of the municipality looks, None while it is off. Asks within its scope."""
    return db.session.execute(
        select(
            Municipality.id,
            Municipality.slug,
            Municipality.name_ru,
            Municipality.name_en,
            Municipality.administration_ru,
            Municipality.administration_en,
            Municipality.timezone,
            Municipality.locale,
            Municipality.latitude,
            Municipality.longitude,
            PublicPage.headline_ru,
            PublicPage.headline_en,
            PublicPage.intro_ru,
            PublicPage.intro_en,
            PublicPage.licence_name,
            PublicPage.licence_url,
            PublicPage.frame_origins,
        )
        .join(PublicPage, PublicPage.municipality_id == Municipality.id)
        .where(Municipality.id == municipality_id, PublicPage.is_on)
    ).first()


def newest_change(municipality_id: int) -> int:
    """Grows with every change by anybody in the municipality: the page is as it was while this stands."""
    statement = select(func.max(AuditEntry.id)).where(AuditEntry.municipality_id == municipality_id)
    return db.session.scalar(statement) or 0


def changed_at() -> Any:
    """When what is published was last decided."""
    return db.session.scalar(select(func.max(Publication.updated_at)).where(Publication.is_shown))


def partners() -> Sequence[Any]:
    """Published partners, those longest with us first; rows that `partners.mapping` can place."""
    return db.session.execute(
        select(
            Publication.id,
            Publication.text_ru,
            Publication.text_en,
            P.municipality_id,
            P.title_ru,
            P.title_en,
            P.kind,
            P.status,
            P.since_on,
            P.since_is_year,
            P.area_codes,
            P.city_id,
            P.region_id,
            P.country_id,
            Country.code.label("country_code"),
            Country.numeric_code,
            Country.name_ru.label("country_ru"),
            Country.name_en.label("country_en"),
            Region.name_ru.label("region_ru"),
            Region.name_en.label("region_en"),
            City.latitude,
            City.longitude,
        )
        .join(P, P.id == Publication.partnership_id)
        .join(Country, Country.id == P.country_id)
        .outerjoin(Region, Region.id == P.region_id)
        .outerjoin(City, City.id == P.city_id)
        .where(Publication.is_shown, P.archived_at.is_(None))
        .order_by(P.since_on.is_(None), P.since_on, P.sort_name, Publication.id)
    ).all()


def area_names(codes: Collection[str]) -> Sequence[Any]:
    """Names of areas of cooperation by code, in the order of the dictionary."""
    return db.session.execute(
        select(CooperationArea.code, CooperationArea.name_ru, CooperationArea.name_en)
        .where(CooperationArea.code.in_(codes))
        .order_by(CooperationArea.position, CooperationArea.id)
    ).all()


def agreements(today: date) -> Sequence[Any]:
    """Published agreements, the latest first; `text_size` and `text_type` of the file with the text, if there is one.

    `partner_id` is the publication of the partner, None where the partner is not shown.
    """
    ours = select(Publication.id, Publication.partnership_id).where(Publication.is_shown).subquery()
    return db.session.execute(
        select(
            Publication.id,
            Publication.text_ru,
            Publication.text_en,
            A.title,
            A.kind,
            effective_status(today).label("status"),
            A.signed_on,
            A.enters_on,
            A.ends_on,
            A.indefinite,
            A.terminated_on,
            A.published_on,
            A.published_in,
            A.published_url,
            ours.c.id.label("partner_id"),
            DocumentVersion.size.label("text_size"),
            DocumentVersion.type.label("text_type"),
        )
        .join(A, A.id == Publication.agreement_id)
        .outerjoin(ours, ours.c.partnership_id == A.partnership_id)
        .outerjoin(DocumentVersion, _is_text_of_it())
        .where(Publication.is_shown, *STANDS)
        .order_by(A.signed_on.desc(), A.sort_name, Publication.id)
    ).all()


def _is_text_of_it() -> Any:
    """The version is the one chosen, and its document is still a signed or published text of this agreement."""
    standing = select(Document.id).where(
        Document.of_kind == "agreement",
        Document.of_id == Publication.agreement_id,
        Document.kind.in_(TEXTS),
        Document.archived_at.is_(None),
    )
    return and_(
        DocumentVersion.id == Publication.document_version_id,
        DocumentVersion.document_id.in_(standing.correlate(Publication)),
    )


def parties() -> Sequence[Any]:
    """The other sides of published agreements: names and countries, never who signed."""
    return db.session.execute(
        select(Publication.id, Party.name_ru, Party.name_en, Party.country_code)
        .join(A, A.id == Publication.agreement_id)
        .join(Party, Party.agreement_id == A.id)
        .where(Publication.is_shown, *STANDS, Party.kind != PartyKind.MUNICIPALITY)
        .order_by(Publication.id, Party.position, Party.id)
    ).all()


def find_text(publication_id: int) -> Any:
    """Where the text of a published agreement lies, and of what type it is."""
    return db.session.execute(
        select(DocumentVersion.storage_key, DocumentVersion.type, DocumentVersion.size)
        .select_from(Publication)
        .join(A, A.id == Publication.agreement_id)
        .join(DocumentVersion, _is_text_of_it())
        .where(Publication.id == publication_id, Publication.is_shown, *STANDS)
    ).first()


def events(today: date) -> Sequence[Any]:
    """Published events that are on or to come, the next first."""
    return db.session.execute(
        select(
            Publication.id,
            Publication.text_ru,
            Publication.text_en,
            E.title_ru,
            E.title_en,
            E.kind,
            E.starts_on,
            E.ends_on,
            City.name_ru.label("city_ru"),
            City.name_en.label("city_en"),
            Country.code.label("country_code"),
            Country.name_ru.label("country_ru"),
            Country.name_en.label("country_en"),
        )
        .join(E, E.id == Publication.event_id)
        .outerjoin(City, City.id == E.city_id)
        .outerjoin(Country, Country.id == City.country_id)
        .where(Publication.is_shown, E.archived_at.is_(None), E.cancelled_on.is_(None), E.ends_on >= today)
        .order_by(E.starts_on, E.ends_on, Publication.id)
    ).all()
