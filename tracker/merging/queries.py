"""Reading merges, and finding what may be one and the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from tracker.contacts.models import Contact, ContactWay
from tracker.kernel import rows
from tracker.kernel.db import db
from tracker.kernel.subjects import subject_kind
from tracker.kernel.text import fold
from tracker.merging.models import Merge, NoDouble
from tracker.organisations.models import Organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

MOST_READ = 50_000  # records of a kind that are compared
MOST_GROUPS = 100


def get_merge(merge_id: int) -> Merge:
    return db.session.scalars(select(Merge).where(Merge.id == merge_id)).one()


def get_record(kind: str, record_id: int) -> Any:
    """Raises NoResultFound."""
    known = subject_kind(kind)
    if known is None:
        raise LookupError(kind)
    return db.session.scalars(select(known.model).where(known.model.id == record_id)).one()


def latest_of(kind: str, record_id: int) -> Merge | None:
    """The latest merge of this record that stands, whether it was kept or went."""
    return db.session.scalar(
        select(Merge)
        .where(
            Merge.kind == kind,
            or_(Merge.kept_id == record_id, Merge.gone_id == record_id),
            Merge.undone_at.is_(None),
        )
        .options(joinedload(Merge.made_by))
        .order_by(Merge.id.desc())
        .limit(1)
    )


def has_later(made: Merge) -> bool:
    """Whether one of the two was merged again since, and that stands."""
    ids = (made.kept_id, made.gone_id)
    later = select(Merge.id).where(
        Merge.kind == made.kind,
        Merge.id > made.id,
        Merge.undone_at.is_(None),
        or_(Merge.kept_id.in_(ids), Merge.gone_id.in_(ids)),
    )
    return db.session.scalar(later.limit(1)) is not None


def are_different(kind: str, one_id: int, other_id: int) -> bool:
    first, second = sorted((one_id, other_id))
    told = select(NoDouble.id).where(NoDouble.kind == kind, NoDouble.one_id == first, NoDouble.other_id == second)
    return db.session.scalar(told) is not None


def moving(kind: str, gone_id: int) -> dict[str, int]:
    """How many rows of which table would go over: table → number."""
    model = type(get_record(kind, gone_id))
    counted: Counter[str] = Counter()
    for link in rows.links_to(model, kind):
        counted[link.model.__tablename__] += len(rows.linked(link, kind, gone_id))
    return {name: number for name, number in counted.items() if number and name != "opened_record"}


def doubles(kind: str) -> list[list[int]]:
    """Groups of numbers of records that may be one: of one name in any script and order, or reached the same way."""
    told = {"contact": _told_contacts, "organisation": _told_organisations}[kind]()
    different = {
        (row.one_id, row.other_id)
        for row in db.session.execute(select(NoDouble.one_id, NoDouble.other_id).where(NoDouble.kind == kind))
    }
    return _grouped(told, different)


def _told_contacts() -> dict[int, set[str]]:
    """What each contact is told by: folded names with their words in order, and ways."""
    told: dict[int, set[str]] = defaultdict(set)
    for number, *names in db.session.execute(
        select(Contact.id, Contact.name_ru, Contact.name_en, Contact.name_original)
        .where(Contact.archived_at.is_(None))
        .order_by(Contact.id)
        .limit(MOST_READ)
    ):
        told[number] |= {" ".join(sorted(fold(name).split())) for name in names if name and " " in name.strip()}
    ways = select(ContactWay.contact_id, ContactWay.folded_value).where(ContactWay.contact_id.in_(told.keys()))
    for number, value in db.session.execute(ways) if told else ():
        told[number].add(f"@{value}")
    return told


def _told_organisations() -> dict[int, set[str]]:
    told: dict[int, set[str]] = {}
    for number, email, *names in db.session.execute(
        select(
            Organisation.id,
            Organisation.email,
            Organisation.name_ru,
            Organisation.name_en,
            Organisation.name_original,
        )
        .where(Organisation.archived_at.is_(None))
        .order_by(Organisation.id)
        .limit(MOST_READ)
    ):
        told[number] = {fold(name) for name in names if name} | ({f"@{email.casefold()}"} if email else set())
    return told


def _grouped(told: dict[int, set[str]], different: set[tuple[int, int]]) -> list[list[int]]:
    """Records that share something belong to one group, unless all of a pair were told to be different."""
    by_sign: dict[str, list[int]] = defaultdict(list)
    for number, signs in told.items():
        for sign in signs - {"", "@"}:
            by_sign[sign].append(number)
    leader = {number: number for number in told}
    find = _finder(leader)
    for numbers in by_sign.values():
        for at, one in enumerate(numbers):
            for other in numbers[at + 1 :]:
                if (min(one, other), max(one, other)) not in different:
                    leader[find(other)] = find(one)
    groups: dict[int, list[int]] = defaultdict(list)
    for number in told:
        groups[find(number)].append(number)
    return sorted(sorted(group) for group in groups.values() if len(group) > 1)[:MOST_GROUPS]


def _finder(leader: dict[int, int]) -> Callable[[int], int]:
    def find(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    return find


def records(kind: str, ids: Iterable[int]) -> dict[int, Any]:
    known = subject_kind(kind)
    if known is None:
        return {}
    found: Sequence[Any] = db.session.scalars(select(known.model).where(known.model.id.in_(list(ids)))).all()
    return {record.id: record for record in found}
