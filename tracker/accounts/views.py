"""Sign-in, the own account, and the administrator's pages about users and settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.accounts import actions, forms, passwords, queries, recovery, rules, signing_in
from tracker.accounts.models import Language, Theme, User
from tracker.kernel.db import db
from tracker.kernel.errors import RuleBroken
from tracker.kernel.tenancy import everywhere
from tracker.outbox import letters
from tracker.permissions import ROLE_LABELS, Permission
from tracker.web.area import EVERYONE, Area
from tracker.web.cells import Linked, StatusMark
from tracker.web.editing import answer_form
from tracker.web.errors import told
from tracker.web.formats import language, words
from tracker.web.lists import Column, Filter, ListSpec, any_of
from tracker.web.security import own_path
from tracker.web.signed_in import found_user, signed_in_user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

accounts = Area("accounts", __name__, label=_l("Account"), path="")
users = Area(
    "users",
    __name__,
    label=_l("Users"),
    icon="users-group",
    order=100,
    under="administration",
    needs=Permission.USERS_MANAGE,
    path="/admin/users",
)
A_YEAR = 31_536_000


@accounts.form("/sign-in", needs=EVERYONE)
def sign_in() -> ResponseReturnValue:
    if found_user() is not None and request.method == "GET":
        return redirect(url_for("dashboard.index"))
    form = forms.SignInForm()
    code = 200
    if form.is_submitted():
        if form.validate() and (led := _signed_in(form)) is not None:
            return led
        code = 422
    return render_template("accounts/sign_in.html", form=form, can_mail=letters.can_mail()), code


def _signed_in(form: forms.SignInForm) -> Response | None:
    with everywhere("sign-in"):
        try:
            token = actions.sign_in(
                form.email.data or "",
                form.password.data or "",
                address=request.remote_addr or "",
                browser=request.user_agent.string,
            )
        except RuleBroken as broken:
            db.session.commit()  # the failed attempt is remembered
            current_app.logger.info("sign-in refused from %s", request.remote_addr)
            form.form_errors.append(told(broken))
            return None
        found = queries.find_session(token)
    if found is None:
        raise RuntimeError("a session that was just opened is not there")
    signing_in.remember(found.user, token)
    current_app.logger.info("sign-in of user %s from %s", found.user.id, request.remote_addr)
    return redirect(own_path(request.args.get("next")) or url_for("dashboard.index"), 303)


@accounts.form("/sign-in/forgotten", needs=EVERYONE)
def forgotten() -> ResponseReturnValue:
    """Asks for a link by mail. The answer is the same whether the address is known or not."""
    form = forms.ForgottenForm()
    done, code = False, 200
    if form.is_submitted():
        code = 422
        if letters.can_mail() and form.validate():
            with everywhere("a new password by mail"):
                done = recovery.ask(form.email.data or "", address=request.remote_addr or "", language=language())
            code = 200 if done else 429
            if not done:
                form.form_errors.append(_("Too many attempts. Wait a quarter of an hour, or ask your administrator."))
    answer = make_response(
        render_template("accounts/forgotten.html", form=form, done=done, can_mail=letters.can_mail()), code
    )
    if code == 429:  # noqa: PLR2004
        answer.headers["Retry-After"] = str(int(rules.WATCHED.total_seconds()))
    return answer


@accounts.form("/sign-in/new-password", needs=EVERYONE)
def new_password() -> ResponseReturnValue:
    """Where the link of the mail leads."""
    with everywhere("a new password by mail"):
        user = recovery.user_of(request.args.get("word", ""))
        if user is None:
            return render_template("accounts/new_password.html", form=None), 400 if request.method == "POST" else 200
        found = user
        form = forms.NewPasswordForm()
        return answer_form(
            form,
            save=lambda: recovery.take(found, form.new_password.data or ""),
            saved_to=lambda _none: url_for("accounts.sign_in"),
            saved_text=_("The password is changed. Sign in with it."),
            template="accounts/new_password.html",
        )


@accounts.action("/sign-out", needs=EVERYONE)
def sign_out() -> ResponseReturnValue:
    signing_in.forget()
    flash(_("You are signed out."), "ok")
    return redirect(url_for("accounts.sign_in"), 303)


@accounts.action("/language", needs=EVERYONE)
def set_language() -> ResponseReturnValue:
    answer = _back()
    asked = request.form.get("language", "")
    if asked in set(Language):
        user = found_user()
        if user is not None:
            actions.set_language(user, Language(asked))
        answer.set_cookie("language", asked, max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
    return answer


@accounts.action("/theme", needs=EVERYONE)
def set_theme() -> ResponseReturnValue:
    answer = _back()
    asked = request.form.get("theme", "")
    if asked in set(Theme):
        user = found_user()
        if user is not None:
            actions.set_theme(user, Theme(asked))
        answer.set_cookie("theme", asked, max_age=A_YEAR, samesite="Lax", secure=request.is_secure)
    return answer


def _back() -> Response:
    return redirect(own_path(request.form.get("next")) or url_for("dashboard.index"), 303)


@accounts.form("/account", needs=Permission.ACCOUNT_EDIT)
def show() -> ResponseReturnValue:
    user = signed_in_user()
    names = ("name", "post", "language", "theme", "away_from", "away_until", "deputy_id")
    deputies = [(number, name) for number, name in queries.officials() if number != user.id]
    form = forms.AccountForm({name: getattr(user, name) for name in names}, version=user.version, deputies=deputies)
    if user.municipality_id is None:
        del form.away_from, form.away_until, form.deputy_id
    return answer_form(
        form,
        save=lambda: actions.change_account(user, version=form.opened_version(), answers=form.answers()),
        saved_to=lambda _none: url_for("accounts.show"),
        saved_text=_("Saved."),
        template="accounts/show.html",
        record=user,
        back_to=url_for("accounts.show"),
        user=user,
        sessions=queries.sessions_of(user),
        this_session=queries.token_hash(signing_in.current_token() or ""),
        role=words(ROLE_LABELS[user.role]),
    )


@accounts.form("/account/password", needs=Permission.ACCOUNT_EDIT)
def password() -> ResponseReturnValue:
    user = signed_in_user()
    form = forms.PasswordForm()
    return answer_form(
        form,
        save=lambda: actions.change_password(
            user,
            current=form.current_password.data or "",
            new=form.new_password.data or "",
            token=signing_in.current_token(),
        ),
        saved_to=lambda _none: url_for("accounts.show"),
        saved_text=_("The password is changed. Your other sessions are over."),
        template="accounts/password.html",
        must=user.must_change_password,
        least=rules.SHORTEST_PASSWORD,
    )


@accounts.action("/account/end-sessions", needs=Permission.ACCOUNT_EDIT)
def end_sessions() -> ResponseReturnValue:
    actions.end_sessions(signed_in_user(), but=signing_in.current_token())
    flash(_("You are signed in here only."), "ok")
    return redirect(url_for("accounts.show"), 303)


def _user_columns() -> Sequence[Column]:
    return (
        Column(
            name="name",
            label=_l("Name"),
            value=lambda row: Linked(row.name, url_for("users.edit", user_id=row.id)),
            sort=User.name,
        ),
        Column(name="email", label=_l("Work e-mail"), value=lambda row: row.email, sort=User.email, width="mail"),
        Column(name="post", label=_l("Post"), value=lambda row: row.post),
        Column(name="department", label=_l("Department"), value=lambda row: row.department),
        Column(name="role", label=_l("Role"), value=lambda row: words(ROLE_LABELS[row.role]), sort=User.role),
        Column(
            name="state",
            label=_l("State"),
            value=lambda row: (
                StatusMark("terminated", _("blocked")) if row.blocked_at else StatusMark("in-force", _("active"))
            ),
        ),
        Column(name="signed_in", label=_l("Last signed in"), value=lambda row: row.signed_in_at),
    )


def _user_filters() -> Sequence[Filter]:
    return (
        Filter(name="role", label=_l("Role"), choices=forms.role_choices, narrow=any_of(User.role)),
        Filter(
            name="state",
            label=_l("State"),
            choices=lambda: [("blocked", _("blocked")), ("never", _("never signed in"))],
            narrow=lambda statement, values: statement.where(
                User.blocked_at.is_not(None)
                if values == ["blocked"]
                else (User.blocked_at.is_(None)) & (User.signed_in_at.is_(None))
            ),
            single=True,
        ),
    )


USERS = ListSpec(
    name="users",
    title=_l("Users"),
    query=queries.colleagues,
    key=User.id,
    columns=_user_columns,
    filters=_user_filters,
    sort="name",
)
users.list(USERS, needs=Permission.USERS_MANAGE)


@users.form("/new", needs=Permission.USERS_MANAGE)
def new() -> ResponseReturnValue:
    by = signed_in_user()
    form = forms.UserForm({"language": by.language.value})
    first = passwords.new_password()

    def save() -> User:
        # e-mail addresses are unique in the whole install
        with everywhere("is this address taken"):
            taken = queries.find_user_by_email(form.email.data or "") is not None
        if taken:
            raise RuleBroken("This address is taken.", "email")
        user = actions.add_user(by.municipality_id, answers=form.answers(), password=first, by=by)
        flash(
            _(
                "%(name)s may sign in with the first password %(password)s. It is shown only now.",
                name=user.name,
                password=first,
            ),
            "ok",
        )
        return user

    return answer_form(form, save=save, saved_to=lambda _user: url_for("users.index"), template="users/new.html")


@users.form("/<int:user_id>/edit", needs=Permission.USERS_MANAGE)
def edit(user_id: int) -> ResponseReturnValue:
    user = queries.get_user(user_id)
    opened_with = {name: getattr(user, name) for name in ("name", "post", "department", "role", "language")}
    form = forms.UserEditForm(opened_with, version=user.version)
    return answer_form(
        form,
        save=lambda: actions.edit_user(
            user, by=signed_in_user(), version=form.opened_version(), answers=form.answers()
        ),
        saved_to=lambda _none: url_for("users.index"),
        saved_text=_("Saved."),
        template="users/edit.html",
        record=user,
        back_to=url_for("users.edit", user_id=user.id),
        user=user,
    )


@users.action("/<int:user_id>/block", needs=Permission.USERS_MANAGE)
def block(user_id: int) -> ResponseReturnValue:
    user = queries.get_user(user_id)
    actions.block(user, by=signed_in_user())
    flash(_("%(name)s is blocked and signed out everywhere.", name=user.name), "ok")
    return redirect(url_for("users.edit", user_id=user_id), 303)


@users.action("/<int:user_id>/unblock", needs=Permission.USERS_MANAGE)
def unblock(user_id: int) -> ResponseReturnValue:
    user = queries.get_user(user_id)
    actions.unblock(user, by=signed_in_user())
    flash(_("%(name)s may sign in again.", name=user.name), "ok")
    return redirect(url_for("users.edit", user_id=user_id), 303)


@users.action("/<int:user_id>/reset-password", needs=Permission.USERS_MANAGE)
def reset_password(user_id: int) -> ResponseReturnValue:
    user = queries.get_user(user_id)
    first = actions.reset_password(user, by=signed_in_user())
    flash(
        _(
            "%(name)s may sign in with the first password %(password)s. It is shown only now.",
            name=user.name,
            password=first,
        ),
        "ok",
    )
    return redirect(url_for("users.edit", user_id=user_id), 303)
