"""The pages of handovers: who answers for how much, handing over, the act, handing back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from tracker.accounts import queries as account_queries
from tracker.handover import actions, document, queries, rules
from tracker.handover.forms import handover_form
from tracker.handover.kinds import KINDS
from tracker.kernel import clock
from tracker.kernel.subjects import subject_kind
from tracker.permissions import Permission
from tracker.web import files, formats
from tracker.web.area import Area
from tracker.web.editing import answer_form
from tracker.web.parts import SIDE, Part, register_part
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Response
    from flask.typing import ResponseReturnValue

    from tracker.accounts.models import User
    from tracker.handover.models import Handover
    from tracker.kernel.subjects import Subject
    from tracker.papers import Paper

handover = Area(
    "handover",
    __name__,
    label=_l("Handover"),
    icon="user-share",
    needs=Permission.RECORDS_REASSIGN,
    order=61,
    under="tasks",
)


@handover.page("/", needs=Permission.RECORDS_REASSIGN)
def index() -> ResponseReturnValue:
    counts = queries.counts()
    return render_template(
        "handover/index.html",
        people=queries.people(list(counts)),
        counts=counts,
        handovers=queries.latest(),
    )


@handover.form("/from/<int:user_id>", needs=Permission.RECORDS_REASSIGN)
def new(user_id: int) -> ResponseReturnValue:
    leaving, by = account_queries.get_user(user_id), signed_in_user()
    counts = queries.counts_of(leaving.id)
    names = [name for name, count in counts.items() if count]
    people = [(number, name) for number, name in account_queries.officials() if number != leaving.id]
    form = handover_form(names, people, counts)

    def save() -> Handover:
        users = {name: account_queries.get_user(number) for name, number in form.chosen().items()}
        return actions.hand_over(leaving, users, by=by)

    return answer_form(
        form,
        save=save,
        saved_to=lambda made: url_for(".show", handover_id=made.id),
        saved_text=_("Handed over. Print the act and have it signed."),
        template="handover/new.html",
        leaving=leaving,
        groups=[] if form.is_submitted() and not form.errors else _groups(leaving, counts),
        total=sum(counts.values()),
        first=5,
    )


def _groups(leaving: User, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """What there is of each kind, the first ones by name."""
    told = []
    for name, kind in KINDS.items():
        if counts[name]:
            records = queries.records_of(leaving, kind, queries.PREVIEWED)
            links = [(kind.title_of(one, formats.language()), _address(kind.subject_of(one))) for one in records]
            told.append({"label": formats.words(kind.label), "count": counts[name], "links": links})
    return told


def _address(subject: Subject) -> str:
    known = subject_kind(subject.kind)
    values: dict[str, Any] = {known.id_name: subject.id} if known is not None else {}
    return url_for(known.endpoint, **values) if known is not None else ""


@handover.page("/<int:handover_id>", needs=Permission.PARTNERS_EDIT)
def show(handover_id: int) -> ResponseReturnValue:
    made = queries.get_handover(handover_id)
    by = signed_in_user()
    return render_template(
        "handover/show.html",
        handover=made,
        paper=_act(made),
        may_take_back=by.may(Permission.RECORDS_REASSIGN) and rules.can_take_back(made, clock.now()),
        may_hand_over=by.may(Permission.RECORDS_REASSIGN),
        files=[
            {"text": _("DOCX, for Word"), "url": url_for(".show_docx", handover_id=made.id)},
            {"text": _("PDF, for print"), "url": url_for(".show_pdf", handover_id=made.id)},
        ],
    )


@handover.page("/<int:handover_id>/act.docx", needs=Permission.PARTNERS_EDIT)
def show_docx(handover_id: int) -> Response:
    return files.docx_answer(f"handover-{handover_id}", _act(queries.get_handover(handover_id)))


@handover.page("/<int:handover_id>/act.pdf", needs=Permission.PARTNERS_EDIT)
def show_pdf(handover_id: int) -> Response:
    return files.pdf_answer(f"handover-{handover_id}", _act(queries.get_handover(handover_id)))


def _act(made: Handover) -> Paper:
    home = signed_in_user().municipality
    return document.act(made, home.administration_in(formats.language()) if home is not None else "")


@handover.action("/<int:handover_id>/back", needs=Permission.RECORDS_REASSIGN)
def back(handover_id: int) -> ResponseReturnValue:
    made = queries.get_handover(handover_id)
    kept = actions.take_back(made, by=signed_in_user(), now=clock.now())
    if kept:
        flash(
            ngettext(
                "Handed back. %(num)d record was changed since and stays.",
                "Handed back. %(num)d records were changed since and stay.",
                kept,
            ),
            "warn",
        )
    else:
        flash(_("Handed back."), "ok")
    return redirect(url_for(".show", handover_id=made.id), 303)


def _beside(subject: Subject) -> str:
    """On the account of who still answers for something."""
    total = sum(queries.counts_of(subject.id).values())
    return render_template("handover/_beside.html", user_id=subject.id, total=total) if total else ""


register_part(["user"], Part(name="handover", place=SIDE, order=10, needs=Permission.RECORDS_REASSIGN, render=_beside))
