"""The pages of saved views, and what lists show of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.kernel.db import db
from tracker.kernel.tenancy import everywhere
from tracker.outbox.letters import can_mail
from tracker.permissions import Permission, Role
from tracker.saved_views import actions, mailing, queries, rules
from tracker.saved_views.actions import Look
from tracker.saved_views.forms import NewViewForm, ViewForm, form_for
from tracker.saved_views.models import Layout
from tracker.web import formats, kept
from tracker.web.area import EVERYONE, Area
from tracker.web.editing import answer_form
from tracker.web.frame import flash_undo
from tracker.web.kept import KeptView, Pin
from tracker.web.lists import LISTS
from tracker.web.parts import MAIN, Part, register_part
from tracker.web.signed_in import found_profile, signed_in_user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask
    from flask.blueprints import BlueprintSetupState
    from flask.typing import ResponseReturnValue

    from tracker.kernel.subjects import Subject
    from tracker.saved_views.models import SavedView

saved_views = Area("saved_views", __name__, label=_l("Views"), icon="bookmark", path="/views")


def address_of(view: Any) -> str:
    """The list or board as the view shows it."""
    endpoint = f"{view.list_name}.{'index' if view.layout is Layout.LIST else 'board'}"
    return f"{url_for(endpoint)}?{view.words}{'&' if view.words else ''}view={view.id}"


def _opens(list_name: str) -> bool:
    """Whether this person may open the list: its right may have been taken away since."""
    known, profile = LISTS.get(list_name), found_profile()
    return known is not None and profile is not None and profile.may(known.needs)


class _Keeper:
    """What the pages of lists and the frame ask for. The observer keeps none: there is no place to write them to."""

    def views(self, list_name: str, layout: str) -> Sequence[KeptView]:
        profile = found_profile()
        if profile is None or not profile.may(Permission.VIEWS_KEEP):
            return ()
        return [
            KeptView(
                id=view.id,
                name=view.name,
                url=address_of(view),
                words=view.words,
                mine=view.owner_id == profile.id,
                first=view.default_role is profile.role,
            )
            for view in queries.of_list(list_name, Layout(layout), profile.id)
        ]

    def pins(self) -> Sequence[Pin]:
        profile = found_profile()
        if profile is None or not profile.pinned or not profile.may(Permission.VIEWS_KEEP):
            return ()
        if "pins" not in g:
            g.pins = queries.pinned(profile.id)
        return [
            Pin(
                text=row.name,
                url=address_of_row(row),
                icon=LISTS[row.list_name].icon,
                current=request.args.get("view") == str(row.id),
            )
            for row in g.pins
            if _opens(row.list_name)
        ]


def address_of_row(row: Any) -> str:
    return url_for("saved_views.show", saved_view_id=row.id)


@saved_views.record_once
def provide(state: BlueprintSetupState) -> None:
    kept.provide(cast("Flask", state.app), _Keeper())


@saved_views.page("/", needs=Permission.VIEWS_KEEP)
def index() -> ResponseReturnValue:
    user = signed_in_user()
    views = [view for view in queries.all_seen(user) if _opens(view.list_name)]
    pinned, mailed = queries.mine(user.id)
    return render_template(
        "saved_views/index.html",
        lists=[(LISTS[name], [view for view in views if view.list_name == name]) for name in _names(views)],
        pinned=pinned,
        mailed=mailed,
        can_mail=can_mail(),
        may_change=lambda view: rules.may_change(view, user),
        address_of=address_of,
    )


def _names(views: Sequence[SavedView]) -> list[str]:
    return list(dict.fromkeys(view.list_name for view in views))


@saved_views.page("/<int:saved_view_id>", needs=Permission.VIEWS_KEEP)
def show(saved_view_id: int) -> ResponseReturnValue:
    """A short address of the view, for the sidebar and for sending on."""
    return redirect(address_of(queries.get_view(saved_view_id, signed_in_user())))


@saved_views.form("/new", needs=Permission.VIEWS_KEEP)
def new() -> ResponseReturnValue:
    """Keep the look of a list; the list's own menu posts here."""
    user = signed_in_user()
    form = form_for(NewViewForm, user)({name: request.args.get(name, "") for name in ("list", "layout", "filters")})
    list_name = form.list.data if _opens(form.list.data or "") else "agreements"
    layout = Layout.BOARD if form.layout.data == Layout.BOARD and kept.has_board(list_name) else Layout.LIST
    look = Look(list_name=list_name, layout=layout, words=form.kept_words())

    def save() -> SavedView:
        view = actions.keep(look, by=user, name=str(form.name.data), shared=form.is_shared)
        if form.pinned.data:
            actions.pin(view, by=user)
        return view

    return answer_form(
        form,
        save=save,
        saved_to=address_of,
        saved_text=_("The view is kept."),
        template="saved_views/new.html",
        title=LISTS[list_name].spec.title,
    )


@saved_views.form("/<int:saved_view_id>/edit", needs=Permission.VIEWS_KEEP)
def edit(saved_view_id: int) -> ResponseReturnValue:
    user = signed_in_user()
    view = queries.get_view(saved_view_id, user)
    if request.method == "GET" and not rules.may_change(view, user):
        return redirect(address_of(view))
    opened = {"name": view.name, "shared": view.shared, "default_role": view.default_role}
    form = form_for(ViewForm, user)(opened, version=view.version)

    def save() -> SavedView:
        role = form.default_role.data if "default_role" in form else view.default_role
        actions.edit(
            view,
            by=user,
            version=form.opened_version(),
            name=str(form.name.data),
            shared=form.is_shared if "shared" in form else view.shared,
            default_role=Role(role) if role else None,
        )
        return view

    return answer_form(
        form,
        save=save,
        saved_to=lambda _view: url_for("saved_views.index"),
        saved_text=_("Saved."),
        template="saved_views/edit.html",
        record=view,
        back_to=url_for("saved_views.index"),
        view=view,
    )


@saved_views.action("/<int:saved_view_id>/look", needs=Permission.VIEWS_KEEP)
def look_anew(saved_view_id: int) -> ResponseReturnValue:
    user = signed_in_user()
    view = queries.get_view(saved_view_id, user)
    actions.look_anew(view, by=user, words=request.form.get("words", ""))
    flash(_("The view shows this from now on."), "ok")
    return redirect(address_of(view), 303)


@saved_views.action("/<int:saved_view_id>/archive", needs=Permission.VIEWS_KEEP)
def archive(saved_view_id: int) -> ResponseReturnValue:
    actions.archive(queries.get_view(saved_view_id, signed_in_user()), by=signed_in_user())
    flash_undo(_("The view is put away."), url_for("saved_views.restore", saved_view_id=saved_view_id))
    return redirect(url_for("saved_views.index"), 303)


@saved_views.action("/<int:saved_view_id>/restore", needs=Permission.VIEWS_KEEP)
def restore(saved_view_id: int) -> ResponseReturnValue:
    actions.restore(queries.get_view(saved_view_id, signed_in_user()), by=signed_in_user())
    flash(_("The view is back."), "ok")
    return redirect(url_for("saved_views.index"), 303)


@saved_views.action("/<int:saved_view_id>/pin", needs=Permission.VIEWS_KEEP)
def pin(saved_view_id: int) -> ResponseReturnValue:
    actions.pin(queries.get_view(saved_view_id, signed_in_user()), by=signed_in_user())
    return redirect(url_for("saved_views.index"), 303)


@saved_views.action("/<int:saved_view_id>/unpin", needs=Permission.VIEWS_KEEP)
def unpin(saved_view_id: int) -> ResponseReturnValue:
    actions.unpin(queries.get_view(saved_view_id, signed_in_user()), by=signed_in_user())
    return redirect(url_for("saved_views.index"), 303)


@saved_views.action("/<int:saved_view_id>/subscribe", needs=Permission.VIEWS_KEEP)
def subscribe(saved_view_id: int) -> ResponseReturnValue:
    actions.subscribe(queries.get_view(saved_view_id, signed_in_user()), by=signed_in_user(), today=formats.today())
    flash(_("Its rows come by mail every Monday."), "ok")
    return redirect(url_for("saved_views.index"), 303)


@saved_views.action("/<int:saved_view_id>/unsubscribe", needs=Permission.VIEWS_KEEP)
def unsubscribe(saved_view_id: int) -> ResponseReturnValue:
    actions.unsubscribe(queries.get_view(saved_view_id, signed_in_user()), by=signed_in_user())
    flash(_("It does not come by mail any more."), "ok")
    back = "accounts.show" if request.form.get("back") == "account" else "saved_views.index"
    return redirect(url_for(back), 303)


def _mailed(_subject: Subject) -> str:
    """On the page of one's account."""
    views = [one.view for one in queries.mailed_to(signed_in_user().id) if _opens(one.view.list_name)]
    return render_template("saved_views/_mailed.html", views=views, lists=LISTS, can_mail=can_mail()) if views else ""


register_part(
    ["account"], Part(name="views-by-mail", place=MAIN, order=20, needs=Permission.VIEWS_KEEP, render=_mailed)
)


@saved_views.form("/unsubscribe", needs=EVERYONE)
def end_mail() -> ResponseReturnValue:
    """One click of a mail program, or of a person on the page the link opens: the signed word is the proof."""
    said = mailing.read_word(request.args.get("word", ""))
    if request.method == "POST" and said is None:
        abort(400)
    name = ""
    if said is not None:
        with everywhere("whose mail ends"):
            subscription = queries.find_mailed(*said)
            name = subscription.view.name if subscription is not None else ""
            if request.method == "POST" and subscription is not None:
                actions.end_mail(subscription)
                db.session.flush()
    done = request.method == "POST" or (said is not None and not name)
    return render_template("saved_views/end_mail.html", known=said is not None, name=name, done=done)
