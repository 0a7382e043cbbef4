"""Handing over everything a person answers for, and taking it back."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from tracker.audit import actions as audit
from tracker.handover import queries, rules
from tracker.handover.kinds import KINDS
from tracker.handover.models import Handover
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.errors import RuleBroken
from tracker.kernel.subjects import Subject
from tracker.kernel.text import N_
from tracker.notices import actions as notices
from tracker.notices.rules import register_notice_kind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from tracker.accounts.models import User
    from tracker.handover.kinds import Kind

TAKEN_OVER = "handover"
register_notice_kind(TAKEN_OVER, N_("What a colleague hands over to me"), "user-share")


def hand_over(leaving: User, heirs: Mapping[str, User], *, by: User) -> Handover:
    """Everything the person answers for goes to the heir of its kind, all or nothing; kinds without one stay."""
    rules.check_may(by)
    for name, heir in heirs.items():
        rules.check_heir(heir, leaving, KINDS[name].needs, f"heir_{name}")
    given = [
        (KINDS[name], record, heir)
        for name, heir in heirs.items()
        for record in queries.records_of(leaving, KINDS[name])
    ]
    if not given:
        raise RuleBroken(N_("There is nothing to hand over."))
    for kind, record, heir in given:
        kind.assign(record, heir, by)
    db.session.flush()  # the versions are told as they are when all went over: a part moves that of its whole
    items = [_item(kind, record, heir, by) for kind, record, heir in given]
    handover = Handover(from_id=leaving.id, from_name=leaving.name, made_by_id=by.id, items=items)
    db.session.add(handover)
    audit.record("create", handover, by=by)
    _tell(handover, list(heirs.values()), by)
    return handover


def _item(kind: Kind, record: Any, heir: User, by: User) -> dict[str, Any]:
    """Named in the language of the municipality: the list is signed."""
    language = by.municipality.locale.value if by.municipality is not None else "ru"
    told = {"kind": kind.name, "id": record.id, "title": kind.title_of(record, language), "version": record.version}
    return {**told, "to_id": heir.id, "to": heir.name}


def _tell(handover: Handover, heirs: list[User], by: User) -> None:
    """One notice an heir, however much it is."""
    counts = Counter(item["to_id"] for item in handover.items)
    for heir in {one.id: one for one in heirs}.values():
        if counts[heir.id] and heir.id != by.id:
            message = N_("%(who)s hands over to you what %(left)s answered for. Records: %(count)s")
            details = {"who": by.name, "left": handover.from_name, "count": counts[heir.id]}
            notices.tell(heir, TAKEN_OVER, message, about=Subject("handover", handover.id), details=details)


def take_back(handover: Handover, *, by: User, now: datetime) -> int:
    """Give back what nobody has changed since; how much was changed and stays is returned."""
    leaving = handover.from_user
    rules.check_take_back(handover, leaving, by, now)
    unchanged = []
    for name, kind in KINDS.items():
        mine = {item["id"]: item for item in handover.items if item["kind"] == name}
        records = queries.find_records(kind, list(mine)) if mine else {}
        unchanged += [(kind, record) for number, record in records.items() if record.version == mine[number]["version"]]
    for kind, record in unchanged:
        kind.assign(record, leaving, by)
    handover.undone_at = clock.now()
    audit.record("undo-handover", handover, by=by)
    return len(handover.items) - len(unchanged)
