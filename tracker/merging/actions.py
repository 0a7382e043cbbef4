"""Merging two records, and taking it back."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import event, inspect, select, update

from tracker.audit import actions as audit
from tracker.documents import subject_titles
from tracker.documents.models import Document
from tracker.kernel import clock, rows
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile
from tracker.kernel.find import Findable
from tracker.kernel.subjects import find_record
from tracker.merging import fields, queries, rules
from tracker.merging.models import Merge, NoDouble
from tracker.partners import queries as partner_queries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from tracker.accounts.models import User
    from tracker.kernel.rows import Step

# so far that no form opened while the two were one can be saved over what is edited after an undo
VERSIONS_APART = 1_000_000
REPEATED = ("folded", "sort_name", "subject_ru", "subject_en")  # what a row says of others


def merge(
    kind: str, kept: Any, gone: Any, *, by: User, taken: Collection[str], versions: tuple[int | None, int | None]
) -> Merge:
    """Put all that belongs to `gone` over to `kept`, and `gone` away.

    `taken`: names of the fields that come from `gone`. `versions`: of kept and gone, as they were shown.
    """
    rules.check_merge(kind, kept, gone, by)
    if kind == "partner":
        rules.check_no_succession(partner_queries.are_in_succession(kept.id, gone.id))
    for record, version in zip((kept, gone), versions, strict=True):
        if record.version != version:
            raise EditedMeanwhile(record)
    forget_old()
    made = Merge(
        kind=kind,
        kept_id=kept.id,
        gone_id=gone.id,
        kept_title=kept.title_told[:500],
        gone_title=gone.title_told[:500],
        made_at=clock.now(),
        made_by_id=by.id,
    )
    model = type(kept)
    before = {record.id: rows.find(model, {"id": record.id}) for record in (kept, gone)}
    with _witnessed() as followed:
        _tell(kind, kept, gone, by, taken)
    steps = [
        *_of_others(followed, model, before),
        *_relink(kind, model, kept.id, gone.id),
        *_put_away(model, before, kept, gone),
    ]
    steps += _fold_again(steps, kept)
    made.steps = [asdict(step) for step in steps]
    db.session.add(made)
    db.session.flush()
    db.session.expire_all()
    return made


def _tell(kind: str, kept: Any, gone: Any, by: User, taken: Collection[str]) -> None:
    """The fields as chosen, through the session, so that the journal says what became of each."""
    chosen = [field for field in fields.FIELDS[kind] if field.name in taken]
    values = {name: getattr(gone, name) for field in chosen for name in field.names}
    gone.archived_at = clock.now()
    audit.record("archive", gone, by=by, reason=kept.title_told)
    for name, value in values.items():
        setattr(kept, name, value)
    if kind == "partner":
        _tell_of_partner(kept, gone)
    audit.record("merge", kept, by=by, reason=gone.title_told)


def _tell_of_partner(kept: Any, gone: Any) -> None:
    """What a partner's row repeats of others."""
    days = [one.last_interaction_on for one in (kept, gone) if one.last_interaction_on is not None]
    kept.last_interaction_on = max(days, default=None)
    kept.entered_on = min(kept.entered_on, gone.entered_on)
    held = {*kept.area_codes.split(), *gone.area_codes.split()}
    areas = partner_queries.areas(with_retired=True)
    kept.area_codes = " ".join(area.code for area in areas if area.code in held)


@contextmanager
def _witnessed() -> Iterator[list[Step]]:
    """What the session changes by itself within, in rows that repeat the name of a record which has another one now."""
    before: dict[tuple[Any, tuple[Any, ...]], dict[str, Any]] = {}
    steps: list[Step] = []

    def note(session: Any, _context: object, _instances: object) -> None:
        with session.no_autoflush:
            for record in session.dirty:
                model = type(record)
                key = {name: getattr(record, name) for name in rows.keys(model)}
                if (model, tuple(key.values())) not in before and (row := rows.find(model, key)) is not None:
                    before[model, tuple(key.values())] = row

    session = db.session()
    event.listen(session, "before_flush", note)
    try:
        yield steps
        session.flush()
    finally:
        event.remove(session, "before_flush", note)
    for (model, _key), was in before.items():
        now = rows.find(model, rows.key_of(model, was))
        if now is not None and now != was:
            steps.append(rows.difference(model, was, now))


def _of_others(steps: Iterable[Step], model: Any, merged: Collection[int]) -> list[Step]:
    """Without those of the two records themselves, which `_put_away` tells."""
    return [one for one in steps if one.table != model.__tablename__ or one.key.get("id") not in merged]


def _put_away(model: Any, before: dict[int, Any], kept: Any, gone: Any) -> list[Step]:
    """What the session has written to the two records themselves, as steps; their versions leap."""
    steps = []
    for record in (gone, kept):  # taken back in the other order: a city is free before its partner returns
        was, row = before[record.id], rows.find(model, {"id": record.id})
        if was is None or row is None:
            continue
        db.session.execute(
            update(model)
            .where(model.id == record.id)
            .values(version=row["version"] + VERSIONS_APART, updated_at=row["updated_at"])
            .execution_options(synchronize_session=False)
        )
        steps.append(rows.difference(model, was, {**row, "version": row["version"] + VERSIONS_APART}))
    return steps


def _relink(kind: str, model: Any, kept_id: int, gone_id: int) -> list[Step]:
    """Lead every row that leads to one record to the other one; a row that would say what another says goes."""
    steps: list[Step] = []
    for link in rows.links_to(model, kind):
        for row in rows.linked(link, kind, gone_id):
            values = {link.column: kept_id}
            other = rows.rival(link.model, row, values)
            if other is None:
                steps.append(rows.change(link.model, row, values))
                continue
            if "id" in row:
                steps += _relink(_kind_of(link.model), link.model, other["id"], row["id"])
            steps.append(rows.take_out(link.model, row))
    return steps


def _kind_of(model: Any) -> str:
    return str(getattr(model, "subject_kind", None) or model.__tablename__)


def _fold_again(steps: Iterable[Step], kept: Any) -> list[Step]:
    """The words by which the record, and what it stands in, are found."""
    db.session.expire_all()
    found = []
    with db.session.no_autoflush:
        for record in [kept, *_owners(steps)]:
            model = type(record)
            row = rows.find(model, {"id": record.id})
            if row is None:
                continue
            if isinstance(record, Document) and (subject := find_record(record.subject)) is not None:
                subject_titles.name_subject(record, subject)
            record.fold_words()
            values = {
                name: getattr(record, name)
                for name in REPEATED
                if getattr(record, name, row.get(name)) != row.get(name)
            }
            db.session.expire(record)
            if values:
                found.append(rows.change(model, row, values))
    return found


def _owners(steps: Iterable[Step]) -> list[Any]:
    """The findable records that the changed rows are, or are a part of."""
    models, wanted = rows.models(), set()
    for step in steps:
        model = models[step.table]
        row = step.was if step.became is None else rows.find(model, rows.decoded(model, {**step.key, **_keys(step)}))
        if row is None:
            continue
        if issubclass(model, Findable) and "id" in row:
            wanted.add((model, row["id"]))
        for relation in inspect(model).relationships:
            if relation.direction.name == "MANYTOONE" and issubclass(relation.mapper.class_, Findable):
                number = row.get(f"{relation.key}_id")
                if number is not None and hasattr(relation.mapper.class_, "municipality_id"):
                    wanted.add((relation.mapper.class_, number))
    found = [
        db.session.scalar(select(model).where(model.id == number))
        for model, number in sorted(wanted, key=lambda one: (one[0].__name__, one[1]))
    ]
    return [record for record in found if record is not None]


def _keys(step: Step) -> dict[str, Any]:
    return {name: value for name, value in (step.became or {}).items() if name in step.key}


def undo(made: Merge, *, by: User) -> int:
    """Take the merge back. What was changed since stays as it is now; how many rows that were is told."""
    rules.check_undo(made, clock.now(), by, has_later=queries.has_later(made))
    db.session.flush()
    kept_back = sum(not rows.undo(step) for step in reversed(made.steps))
    db.session.expire_all()
    with db.session.no_autoflush:  # one save is one entry of the journal
        made.undone_at = clock.now()
        made.steps = []
        audit.record("undo-merge", made, by=by, reason=made.gone_title)
    return kept_back


def mark_different(kind: str, one_id: int, other_id: int, *, by: User) -> None:
    """These two look alike and are not the same: they are not offered again."""
    first, second = sorted((one_id, other_id))
    if queries.are_different(kind, first, second):
        return
    pair = NoDouble(kind=kind, one_id=first, other_id=second)
    db.session.add(pair)
    audit.record("mark-different", pair, by=by)


def forget_old() -> None:
    """After the term a merge is kept for the record's history, without the data of the one that went."""
    db.session.execute(
        update(Merge)
        .where(Merge.made_at < clock.now() - rules.TERM, Merge.undone_at.is_(None))
        .values(steps=[], updated_at=Merge.updated_at)
    )
