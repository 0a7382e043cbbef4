"""The section of documents on the pages of all records they can be attached to, and their lines in histories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template

from tracker.documents import queries, rules, telling
from tracker.documents.file_types import ACCEPT
from tracker.documents.forms import kind_choices
from tracker.documents.kinds import AGREEMENT, OPEN_TO_THE_REGION
from tracker.documents.receiving import MEGABYTE, largest
from tracker.permissions import Permission
from tracker.web.parts import SIDE, Part, register_part
from tracker.web.signed_in import found_profile

if TYPE_CHECKING:
    from tracker.kernel.subjects import Subject

PLACE_IN_THE_COLUMN = 20


def show_on_records() -> None:
    """For every kind of record that takes attachments. Called when all slices have named theirs."""
    kinds = [kind.name for kind in rules.subject_kinds()]
    register_part(
        kinds,
        Part(name="documents", place=SIDE, order=PLACE_IN_THE_COLUMN, needs=Permission.DOCUMENTS_READ, render=_section),
    )
    register_part(
        [AGREEMENT],
        Part(name="papers", place=SIDE, order=PLACE_IN_THE_COLUMN, needs=Permission.AGREEMENTS_READ, render=_papers),
    )
    for kind in kinds:
        telling.tell_of(kind)


def _section(subject: Subject) -> str:
    found = queries.of_subject(subject)
    return render_template(
        "documents/_section.html",
        subject=subject,
        found=found,
        count=found[0].in_all if found else 0,
        kinds=kind_choices(),
        accept=ACCEPT,
        most=largest() // MEGABYTE,
        telling=telling,
    )


def _papers(subject: Subject) -> str:
    """What the region's observer reads of an agreement; everybody else has the whole section."""
    profile = found_profile()
    if profile is None or profile.may(Permission.DOCUMENTS_READ):
        return ""
    found = queries.of_subject(subject, kinds=OPEN_TO_THE_REGION)
    return render_template("documents/_papers.html", found=found, telling=telling) if found else ""
