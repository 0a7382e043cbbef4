"""The records of a list with all their columns, as rows of a file that an import takes in again without loss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.imports.targets.base import Context
from tracker.imports.targets.registry import TARGETS
from tracker.imports.values import told
from tracker.kernel import clock
from tracker.kernel.db import begin_for_reading
from tracker.kernel.tenancy import reading_for
from tracker.web import formats
from tracker.web.cells import exported
from tracker.web.lists import register_whole
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tracker.imports.kinds import Kind

AT_ONCE = 500


def register_all() -> None:
    for kind in TARGETS:
        register_whole(kind.value, _teller(kind))


def _teller(kind: Kind) -> Any:
    def tell(ids: Sequence[int]) -> tuple[list[str], Iterator[list[Any]]]:
        language = formats.language()
        by = signed_in_user()
        target = TARGETS[kind](Context(by=by, today=formats.today(), now=clock.now()))
        told_fields = [one for one in target.fields if one.name not in target.only_read]
        heads = [told(one.label, language) for one in told_fields]

        def rows() -> Iterator[list[Any]]:
            # a file is read while it is sent, when the scope of its request is closed already
            for at in range(0, len(ids), AT_ONCE):
                with reading_for(by.municipality_id or 0), begin_for_reading():
                    cells = [target.cells(record, language) for record in target.load(ids[at : at + AT_ONCE])]
                for one in cells:
                    yield [exported(one.get(field.name)) for field in told_fields]

        return heads, rows()

    return tell
