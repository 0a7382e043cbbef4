"""What stands on the pages of others: letters that wait for an answer and the latest; on an interaction its entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template, url_for

from tracker.letters import queries, telling
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.parts import SIDE, Part, register_part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracker.kernel.subjects import Subject

READERS: dict[str, Callable[..., Sequence[Any]]] = {
    "partner": queries.with_partner,
    "contact": queries.with_contact,
    "organisation": queries.with_organisation,
    "negotiation": queries.about_negotiation,
    "agreement": queries.about_agreement,
}
LISTED = frozenset({"partner"})


def beside(subject: Subject) -> str:
    """Nothing where there are no letters."""
    rows = READERS[subject.kind](subject.id, formats.language(), formats.today())
    if not rows:
        return ""
    words: dict[str, Any] = {subject.kind: subject.id}
    return render_template(
        "letters/_beside.html",
        rows=rows,
        telling=telling,
        all_url=url_for("letters.index", **words) if subject.kind in LISTED else None,
        new_url=url_for("letters.new", **words),
    )


def of_interaction(subject: Subject) -> str:
    """What the register says of an interaction that is a letter, or the way into the register."""
    entry = queries.entry_of(subject.id)
    if entry.id is None and entry.kind not in queries.IN_LETTERS:
        return ""
    return render_template(
        "letters/_of_interaction.html",
        entry=entry,
        telling=telling,
        register_url=url_for("letters.new", interaction=subject.id),
    )


register_part(READERS, Part(name="letters", place=SIDE, order=40, needs=Permission.LETTERS_READ, render=beside))
register_part(
    ["interaction"], Part(name="letter", place=SIDE, order=10, needs=Permission.LETTERS_READ, render=of_interaction)
)
