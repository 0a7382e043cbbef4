"""Tasks where other records are shown: the section on their pages, and the names of what a task is on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template, request, url_for

from tracker.accounts import queries as accounts
from tracker.kernel.subjects import Subject, find_record, subject_kind, titles
from tracker.permissions import Permission
from tracker.tasks import queries, telling
from tracker.tasks.forms import whose_choices, whose_word
from tracker.web import formats
from tracker.web.parts import SIDE, Part, register_part
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.accounts.models import User

# kinds of the slices above are named too: a part is shown where there is such a page
SHOWN_ON = (
    "partner", "contact", "organisation", "interaction", "negotiation", "agreement", "event", "interest", "letter",
    "gift", "obligation", "document", "yearly_report",
)  # fmt: skip
LONGEST_TOKEN = 60


def token_of(subject: Subject | None) -> str:
    return f"{subject.kind}:{subject.id}" if subject is not None else ""


def read_subject(token: str, user: User) -> Subject | None:
    """The record a token names, if it is there and this person may read it."""
    kind, _colon, number = token[:LONGEST_TOKEN].partition(":")
    known = subject_kind(kind)
    if known is None or not known.needs or not (number.isascii() and number.isdigit()) or len(number) > 9:  # noqa: PLR2004
        return None
    if not user.may(Permission(known.needs)):
        return None
    subject = Subject(kind, int(number))
    return subject if find_record(subject) is not None else None


def named(subjects: Iterable[Subject]) -> dict[Subject, tuple[str, str]]:
    """(title, address) of the records that are there; one query a kind."""
    shown = {}
    for subject, title in titles(subjects, formats.language()).items():
        kind = subject_kind(subject.kind)
        if kind is not None:
            words: dict[str, Any] = {kind.id_name: subject.id}
            shown[subject] = (title, url_for(kind.endpoint, **words))
    return shown


def _section(subject: Subject) -> str:
    user = signed_in_user()
    may_edit = user.may(Permission.TASKS_EDIT)
    lines = [telling.line(row, may_edit=may_edit) for row in queries.open_on(subject)]
    if not lines and not may_edit:
        return ""
    return render_template(
        "tasks/_section.html",
        lines=lines,
        may_edit=may_edit,
        about=token_of(subject),
        here=request.path,
        most=queries.MOST_ON_A_PAGE,
    )


register_part(SHOWN_ON, Part(name="tasks", place=SIDE, order=20, needs=Permission.TASKS_READ, render=_section))


def quick_choices(user: User) -> tuple[list[tuple[str, str]], str]:
    """Whom the quick line can ask, and who stands first: oneself."""
    return whose_choices(accounts.officials(), accounts.departments()), whose_word(user.id, None)
