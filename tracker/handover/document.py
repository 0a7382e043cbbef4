"""The act of a handover, to be signed by who leaves and by who takes over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from tracker.handover.kinds import KINDS
from tracker.papers import NUMBER, Band, Column, Letterhead, Note, Paper, Signature, Signatures, Table, Text
from tracker.web import formats

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tracker.handover.models import Handover
    from tracker.papers.paper import Part, Value


def act(handover: Handover, home: str) -> Paper:
    day = formats.day_of(handover.created_at)
    heirs = list(dict.fromkeys(formats.spelt(item["to"]) for item in handover.items))
    parts: list[Part] = [
        Text(
            _(
                "%(left)s hands over and %(heirs)s takes over what is listed.",
                left=formats.spelt(handover.from_name),
                heirs=", ".join(heirs),
            )
        ),
        Table(
            [Column(_("No."), 1, NUMBER), Column(_("What"), 8), Column(_("Who takes over"), 3)], list(_rows(handover))
        ),
        Note(_("What was logged, decided and signed before stays under the name of who did it.")),
        Signatures(
            [
                Signature(_("Handed over by"), formats.spelt(handover.from_name)),
                *(Signature(_("Taken over by"), name) for name in heirs),
            ],
            day=formats.paper_day(day),
        ),
    ]
    return Paper(
        title=_("Act of handover"),
        subtitle=_("handed back") if handover.undone_at else "",
        language=formats.language(),
        letterhead=Letterhead([home], right=[formats.paper_day(day)]),
        author=home,
        parts=parts,
    )


def _rows(handover: Handover) -> Iterator[Sequence[Value] | Band]:
    number = 0
    for name, kind in KINDS.items():
        items = [item for item in handover.items if item["kind"] == name]
        if items:
            yield Band(f"{formats.words(kind.label)}: {len(items)}")
        for item in items:
            number += 1
            yield [number, item["title"], formats.spelt(item["to"])]
