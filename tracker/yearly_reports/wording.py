"""What reports say of figures, and the texts that a draft begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from tracker.agreements.kinds import KIND_LABELS as AGREEMENT_KINDS
from tracker.agreements.kinds import Kind as AgreementKind
from tracker.interactions.kinds import KIND_LABELS, Kind
from tracker.kernel.text import N_
from tracker.web import formats, money
from tracker.yearly_reports.actions import Texts
from tracker.yearly_reports.kinds import DUE_LABELS, STATUS_LABELS, Due, Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from tracker.yearly_reports.figures import Figures
    from tracker.yearly_reports.models import YearlyReport
    from tracker.yearly_reports.queries import Standing

MOST_NAMED = 12
COUNTED_LABELS = {
    Kind.MEETING: N_("meetings"),
    Kind.CALL: N_("telephone calls"),
    Kind.LETTER_IN: N_("incoming letters"),
    Kind.LETTER_OUT: N_("outgoing letters"),
    Kind.EMAIL: N_("e-mails"),
    Kind.VIDEO: N_("video calls"),
    Kind.VISIT: N_("visits"),
}


def name_of(row: Mapping[str, Any]) -> str:
    return str(row["ru"] if formats.language() == "ru" else row["en"])


def kind_label(kind: str) -> str:
    """Of an interaction; a kind that is gone since keeps its word."""
    return formats.words(KIND_LABELS[Kind(kind)]) if kind in set(Kind) else kind


def agreement_kind_label(kind: str) -> str:
    return formats.words(AGREEMENT_KINDS[AgreementKind(kind)]) if kind in set(AgreementKind) else kind


def by_kind(kinds: Mapping[str, int]) -> str:
    """«встречи — 3, визиты — 1», in the order of the kinds."""
    return ", ".join(f"{_counted(kind)} — {count}" for kind, count in in_order(kinds))


def _counted(kind: str) -> str:
    return formats.words(COUNTED_LABELS[Kind(kind)]) if kind in set(Kind) else kind


def in_order(kinds: Mapping[str, int]) -> list[tuple[str, int]]:
    """Counts in the order of the kinds; what is gone since comes last."""
    order = [kind.value for kind in Kind]
    return sorted(kinds.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order))


def delegations(count: int, persons: int) -> str:
    """«3, 14 persons»; the members of some may not be known."""
    members = ngettext("%(num)d person", "%(num)d persons", persons)
    return f"{count}, {members}" if persons else str(count)


def amounts(figures: Mapping[str, Any]) -> list[str]:
    """What the interests voiced come to, in one line; none where no sum is known."""
    told = ", ".join(money.told(one["value"], one["currency"]) for one in figures.get("amounts", ()))
    return [told] if told else []


def costs(figures: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Currency → what was planned and spent on the events of the year. For the office: no part of the paper."""
    return [
        (
            one["currency"],
            _(
                "planned %(planned)s, spent %(actual)s",
                planned=money.told(one["planned"], None),
                actual=money.told(one["actual"], None),
            ),
        )
        for one in figures.get("costs", ())
    ]


def status_label(status: Status) -> str:
    return formats.words(STATUS_LABELS[status])


def due_label(due: Due) -> str:
    return formats.words(DUE_LABELS[due])


def days_left(standing: Standing, today: date) -> str:
    left = standing.days_left(today)
    if left is None or standing.first_sent_on is not None:
        return ""
    if left < 0:
        return ngettext("%(num)d day late", "%(num)d days late", -left)
    return ngettext("%(num)d day left", "%(num)d days left", left)


# the texts of a draft


def drafted(figures: Figures, *, year: int, language: str) -> Texts:
    """What the records say by themselves; everything can be rewritten."""
    with force_locale(language):
        return Texts(
            own={"activity": _activity(figures, year), "results": _results(figures)},
            partners={partner["id"]: {} for partner in figures["partners"]},
        )


def counted_anew(report: YearlyReport, figures: Figures) -> dict[str, str]:
    """Texts of a draft whose numbers are no longer those of the records, with the numbers of now; by name.

    Only lines that the records gave are written anew: they are known by how they begin, or begin and end.
    """
    fresh = drafted(figures, year=report.year, language=report.language).own
    found = {}
    for name, text in fresh.items():
        lines = {_known_by(line): line for line in (text or "").splitlines()}
        old = getattr(report, name) or ""
        new = "\n".join(lines.get(_known_by(line), line) for line in old.splitlines())
        if new != "\n".join(old.splitlines()):
            found[name] = new
    return found


def _known_by(line: str) -> tuple[str, ...]:
    label, colon, _rest = line.partition(":")
    words = line.split() or [""]
    return (label,) if colon else (*words[:2], words[-1])


def _activity(figures: Figures, year: int) -> str:
    total = sum(figures["interactions"].values())
    lines = [
        ngettext(
            "In %(year)s there was %(num)d interaction with foreign partners.",
            "In %(year)s there were %(num)d interactions with foreign partners.",
            total,
            year=year,
        )
    ]
    if total:
        lines.append(_("Of these: %(kinds)s.", kinds=by_kind(figures["interactions"])))
    names = [name_of(country) for country in figures["countries"] if country["interactions"]][:MOST_NAMED]
    if names:
        lines.append(_("Countries: %(names)s.", names=", ".join(names)))
    return "\n".join(lines)


def _results(figures: Figures) -> str:
    agreements, talks = figures["agreements"], figures["negotiations"]
    return "\n".join(
        [
            _(
                "Agreements concluded: %(new)s; lapsed: %(old)s; valid at the end of the period: %(valid)s.",
                new=agreements["concluded"],
                old=agreements["lapsed"],
                valid=agreements["valid"],
            ),
            _(
                "Negotiations begun: %(begun)s; ended: %(ended)s; under way: %(open)s.",
                begun=talks["begun"],
                ended=talks["ended"],
                open=talks["under_way"],
            ),
        ]
    )
