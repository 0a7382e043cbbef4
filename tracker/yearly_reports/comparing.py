"""What a corrected report says in another way than the one before it: texts, figures, the list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from tracker.web import formats
from tracker.yearly_reports import content as contents
from tracker.yearly_reports import wording
from tracker.yearly_reports.kinds import OF_A_PARTNER, OF_ITSELF, TEXT_LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tracker.yearly_reports.content import Content
    from tracker.yearly_reports.models import YearlyReport


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


def changes(before: YearlyReport, now: YearlyReport, old: Content, new: Content) -> list[Change]:
    """In the order of the paper. `old` and `new`: what the two consist of."""
    return [
        *_of_texts(before, now),
        *_of_figures(old["figures"], new["figures"]),
        *_of_partners(before, now, new["figures"]),
        *_of_list(old, new),
    ]


def _of_texts(before: Any, now: Any) -> Iterator[Change]:
    for name in OF_ITSELF:
        yield from _change(formats.words(TEXT_LABELS[name]), getattr(before, name), getattr(now, name))


def _of_figures(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for kind in dict.fromkeys([*old["interactions"], *new["interactions"]]):
        counts = old["interactions"].get(kind, 0), new["interactions"].get(kind, 0)
        yield from _change(wording.kind_label(kind), *counts)
    labels = {
        "incoming": _("Delegations to us"),
        "guests": _("Members of delegations to us"),
        "outgoing": _("Delegations from us"),
        "travellers": _("Members of delegations from us"),
    }
    for name, label in labels.items():
        yield from _change(label, *(counts.get("delegations", {}).get(name) for counts in (old, new)))
    labels = {
        "begun": _("Negotiations begun"),
        "ended": _("Negotiations ended"),
        "under_way": _("Negotiations under way"),
    }
    for name, label in labels.items():
        yield from _change(label, old["negotiations"][name], new["negotiations"][name])
    labels = {
        "concluded": _("Agreements concluded"),
        "lapsed": _("Agreements lapsed"),
        "valid": _("Valid agreements"),
    }
    for name, label in labels.items():
        yield from _change(label, old["agreements"][name], new["agreements"][name])


def _of_partners(before: YearlyReport, now: YearlyReport, figures: Mapping[str, Any]) -> Iterator[Change]:
    old = {one.partnership_id: one for one in before.partners}
    names = {partner["id"]: wording.name_of(partner) for partner in figures["partners"]}
    for one in now.partners:
        former = old.get(one.partnership_id)
        who = names.get(one.partnership_id, one.title_told)
        for name in OF_A_PARTNER:
            label = f"{who}: {formats.words(TEXT_LABELS[name])}"
            yield from _change(label, getattr(former, name) if former else "", getattr(one, name))


def _of_list(old: Content, new: Content) -> Iterator[Change]:
    """Agreements that came into the list, that left it, and columns that tell something else."""
    was, is_now = contents.numbered_rows(old), contents.numbered_rows(new)
    columns = [(name, heading) for name, heading, *_rest in new["register"]["columns"]]
    for key in dict.fromkeys([*was, *is_now]):
        if key not in is_now:
            yield Change(key, _("in the list"), _("not in the list"))
        elif key not in was:
            yield Change(key, _("not in the list"), _("in the list"))
        else:
            for (name, heading), a, b in zip(columns, was[key], is_now[key], strict=False):
                if name != "number_in_list":
                    yield from _change(f"{key}: {heading}", a, b)


def _change(label: str, before: Any, after: Any) -> Iterator[Change]:
    before, after = ("" if value is None else str(value) for value in (before, after))
    if before != after:
        yield Change(label, before, after)
