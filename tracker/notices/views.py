"""The page under the bell, what a person wants mail about, and the link that ends mail."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.accounts import queries as account_queries
from tracker.kernel.tenancy import everywhere
from tracker.kernel.text import read_number
from tracker.notices import actions, queries, refusing, rules, wording
from tracker.outbox.letters import can_mail
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.area import EVERYONE, Area
from tracker.web.parts import MAIN, Part, register_part
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.kernel.subjects import Subject

notices = Area("notices", __name__, label=_l("Notices"))


@notices.page("/", needs=Permission.HOME_READ)
def index() -> ResponseReturnValue:
    user = signed_in_user()
    unread = request.args.get("show") == "unread"
    before = request.args.get("before", type=read_number)
    found = list(queries.of_user(user, unread=unread, before=before, most=queries.SHOWN + 1))
    shown = found[: queries.SHOWN]
    days = [
        {"day": formats.long_day(on), "notices": [_line(one) for one in group]}
        for on, group in groupby(shown, key=lambda one: formats.day_of(one.created_at))
    ]
    words: dict[str, Any] = {"show": "unread"} if unread else {}
    return render_template(
        "notices/index.html",
        days=days,
        earlier=url_for(".index", before=shown[-1].id, **words) if len(found) > len(shown) else "",
        tabs=[
            {"text": _("All"), "url": url_for(".index"), "current": not unread},
            {"text": _("Not read"), "url": url_for(".index", show="unread"), "current": unread},
        ],
        unread=unread,
    )


def _line(notice: Any) -> dict[str, Any]:
    created: datetime = notice.created_at
    return {
        "text": wording.told(notice),
        "url": url_for(".open_", notice_id=notice.id),
        "icon": wording.icon(notice),
        "kind": wording.kind_label(notice.kind),
        "time": formats.time_of(created),
        "unread": notice.read_at is None,
    }


@notices.action("/<int:notice_id>/open", needs=Permission.ACCOUNT_EDIT)
def open_(notice_id: int) -> ResponseReturnValue:
    """To the record the notice is about; it counts as read."""
    notice = queries.get_notice(signed_in_user(), notice_id)
    actions.mark_read(notice)
    return redirect(wording.path(notice), 303)


@notices.action("/read", needs=Permission.ACCOUNT_EDIT)
def read_all() -> ResponseReturnValue:
    actions.mark_all_read(signed_in_user())
    flash(_("All notices are read."), "ok")
    return redirect(url_for(".index"), 303)


@notices.action("/mail", needs=Permission.ACCOUNT_EDIT)
def choose_mail() -> ResponseReturnValue:
    """What the own account's page asks: about which kinds mail comes."""
    actions.choose_mail(signed_in_user(), wanted=request.form.getlist("kind"))
    flash(_("Saved."), "ok")
    return redirect(url_for("accounts.show"), 303)


def _choice_of_mail(_subject: Subject) -> str:
    refused = queries.refused_by(signed_in_user())
    kinds = [(kind.name, formats.words(kind.label), kind.name not in refused) for kind in rules.notice_kinds()]
    return render_template("notices/_mail.html", kinds=kinds, can_mail=can_mail()) if kinds else ""


register_part(
    ["account"], Part(name="mail", place=MAIN, order=10, needs=Permission.ACCOUNT_EDIT, render=_choice_of_mail)
)


@notices.form("/unsubscribe", needs=EVERYONE)
def unsubscribe() -> ResponseReturnValue:
    """One click of a mail program, or of a person on the page the link opens. The signed word is the proof: a mail
    program has neither our cookie nor our token, so this address asks for none.
    """
    said = refusing.read_word(request.args.get("word", ""))
    if request.method == "POST":
        if said is None:
            abort(400)
        _refuse(*said)
    kind = "" if said is None or said[1] == refusing.ALL else wording.kind_label(said[1])
    return render_template("notices/unsubscribe.html", known=said is not None, kind=kind, done=request.method == "POST")


def _refuse(user_id: int, kind: str) -> None:
    with everywhere("whose mail ends"):
        user = account_queries.get_user(user_id)
        for name in [one.name for one in rules.notice_kinds()] if kind == refusing.ALL else [kind]:
            actions.refuse_mail(user, name)
