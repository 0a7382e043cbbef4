"""Comparing the storage with the rows: contents that no row names go, rows whose content is gone are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.documents import queries
from tracker.kernel import clock, storage

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from tracker.kernel.storage import Kept


@dataclass(frozen=True)
class Swept:
    """What was found. `missing`: (document, key) of versions whose content is not in the storage."""

    removed: int
    freed: int
    kept: int
    missing: list[tuple[int, str]]


def sweep(grace: timedelta, *, remove: bool = True) -> Swept:
    """Remove what is older than the grace time and belongs to no row. Call it in the scope of all municipalities.

    The storage is listed before the rows are read: what was committed meanwhile is known then, and what is not
    committed yet is younger than the grace time.
    """
    held = storage.in_use()
    before = clock.now() - grace
    there = list(held.kept())
    unfinished = [one for one in held.unfinished() if _second(one) <= before]
    rows = queries.storage_keys()
    named = {key for key, _document, _size in rows}
    orphans = [one for one in there if one.key not in named and _second(one) <= before]
    if remove:
        for one in orphans:
            held.remove(one.key)
        for one in unfinished:
            held.drop_unfinished(one.key)
    present = {one.key for one in there}
    missing = [(document, key) for key, document, _size in rows if key not in present and not held.has(key)]
    gone = [*orphans, *unfinished]
    return Swept(len(gone), sum(one.size for one in gone), len(there) - len(orphans), missing)


def _second(one: Kept) -> datetime:
    """When it was written, as exactly as the clock of the rows tells it."""
    return one.at.replace(microsecond=0)
