"""Judging rows: what each will do, and what is wrong with it. Nothing is written to the records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tracker.imports.kinds import OnMatch, Verdict
from tracker.imports.targets.base import Row, Target, as_bad
from tracker.imports.values import Bad
from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from tracker.imports.models import ImportRow

LEFT_OUT = N_("Left out.")
SAME_AS_ROW = N_("The same as row %(number)s.")
IS_HERE = N_("Is here already.")
NOTHING_NEW = N_("Is here already, and the row says nothing new.")
SAME_RECORD = N_("Row %(number)s is about the same record.")


@dataclass
class Judged:
    """What is said of a row, and what it wants."""

    verdict: Verdict
    problems: list[Bad] = field(default_factory=list)
    notices: list[Bad] = field(default_factory=list)
    record_id: int | None = None
    wanted: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)


class Judge:
    """Judges the rows of one import, in their order: a row may be the same as an earlier one."""

    def __init__(self, target: Target, mapping: Mapping[str, str]) -> None:
        self.target = target
        self._mapping = {int(column): name for column, name in mapping.items()}
        self._seen: dict[Hashable, int] = {}
        self._about: dict[int, int] = {}

    def judge(self, one: ImportRow) -> Judged:
        if one.left_out:
            return Judged(Verdict.SKIP, notices=[Bad(LEFT_OUT)])
        row = Row({name: one.text(column) for column, name in self._mapping.items()})
        wanted = self.target.read(row)
        if row.skipped is not None:
            return Judged(Verdict.SKIP, notices=[row.skipped])
        if row.problems:
            return Judged(Verdict.REFUSED, row.problems, row.notices)
        try:
            judged = self._known(one.number, wanted)
        except Bad as bad:
            return Judged(Verdict.REFUSED, [bad], row.notices)
        except RuleBroken as broken:
            return Judged(Verdict.REFUSED, [as_bad(broken, broken.field or "")], row.notices)
        judged.notices = [*row.notices, *judged.notices]
        return judged

    def _known(self, number: int, wanted: dict[str, Any]) -> Judged:
        keys = self.target.keys(wanted)
        earlier = next((self._seen[key] for key in keys if key in self._seen), None)
        if earlier is not None:
            return Judged(Verdict.SKIP, notices=[Bad(SAME_AS_ROW, number=earlier)])
        match = self.target.match(wanted)
        if match is not None and match in self._about:
            return Judged(Verdict.SKIP, notices=[Bad(SAME_RECORD, number=self._about[match])], record_id=match)
        if match is None:
            self.target.check_new(wanted)
            judged = Judged(Verdict.NEW, wanted=wanted)
        else:
            judged = self._about_one(match, wanted)
            self._about[match] = number
        self._seen |= dict.fromkeys(keys, number)
        return judged

    def _about_one(self, match: int, wanted: dict[str, Any]) -> Judged:
        if self.target.context.on_match is OnMatch.SKIP:
            return Judged(Verdict.SKIP, notices=[Bad(IS_HERE)], record_id=match)
        record = self.target.get(match)
        changes = self.target.changes(record, wanted)
        if not changes:
            return Judged(Verdict.SKIP, notices=[Bad(NOTHING_NEW)], record_id=match)
        self.target.check_changes(record, changes)
        return Judged(Verdict.UPDATE, record_id=match, wanted=wanted, changes=changes)


def as_kept(bad: Bad, columns: Mapping[str, int]) -> dict[str, Any]:
    """A problem or notice as a row keeps it: with the column it stands beside, None for the row as a whole."""
    kept: dict[str, Any] = {"column": columns.get(bad.field), "message": bad.message, "values": bad.values}
    return {**kept, "choices": bad.choices} if bad.choices else kept
