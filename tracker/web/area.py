"""An area of the site: a blueprint whose every address declares who may open it, and the guard that holds it.

One request: signed in? → permission? → scope of the user's municipalities → one-time form key → the view →
below 400 one commit, else rollback. What another request overtook between reading and writing is carried out once
more. A page (GET) that writes fails loudly. Leaving the permission out is a TypeError when the program starts.
"""

from __future__ import annotations

import functools
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from flask import Blueprint, abort, current_app, make_response, redirect, request, session
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response as BaseResponse

from tracker.kernel import once
from tracker.kernel.db import acting_as, begin_for_reading, db
from tracker.kernel.tenancy import acting_for, reading_for
from tracker.permissions import Permission
from tracker.web import list_files, lists
from tracker.web.signed_in import ask_nobody, found_user

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from flask.typing import ResponseReturnValue
    from flask_babel.speaklater import LazyString

    from tracker.accounts.models import User
    from tracker.web.lists import ListSpec

    View = Callable[..., ResponseReturnValue]


class _Everyone:
    """Spelled out where an address needs no sign-in."""

    def __repr__(self) -> str:
        return "EVERYONE"


EVERYONE: Final = _Everyone()
Needs = Permission | _Everyone


@dataclass(frozen=True)
class Declared:
    """What an address declares; tests, menu and documentation read it from the view.

    `public`: the same for everybody, so nobody is looked for, no session is opened or kept, and the answer may lie in
    caches between. `embeddable`: the sites that the view names in `g.framed_by` may show it in a frame.
    """

    needs: Needs
    writes: bool
    takes_files: bool = False
    public: bool = False
    embeddable: bool = False


class Area(Blueprint):
    """A part of the site. With an `order` it stands in the menu of those who may open its first page.

    One `under` another (its name) stands in the menu below that one, which unfolds on the pages of both; their lists
    lead to each other. An area with a label but without `needs` has no pages: it is the heading of those under it.
    """

    def __init__(
        self,
        name: str,
        import_name: str,
        *,
        label: LazyString | None = None,
        icon: str = "",
        order: int | None = None,
        needs: Permission | None = None,
        path: str | None = None,
        under: str = "",
    ) -> None:
        super().__init__(name, import_name)
        self.path = f"/{name}" if path is None else path
        self.label = label
        self.icon = icon
        self.order = order
        self.needs = needs
        self.under = under
        self.looks: list[tuple[str, LazyString]] = []

    def add_look(self, endpoint: str, label: LazyString) -> None:
        """An address of this area that stands in the menu below its entry."""
        self.looks.append((endpoint, label))

    def page(
        self,
        rule: str,
        *,
        needs: Needs,
        endpoint: str | None = None,
        public: bool = False,
        embeddable: bool = False,
    ) -> Callable[[View], View]:
        """An address that only reads. `public`, `embeddable`: see `Declared`; for what needs no sign-in alone."""
        if (public and needs is not EVERYONE) or (embeddable and not public):
            raise TypeError(f"{rule}: public is what everybody may read, and only that is embedded")
        declaration = Declared(needs, writes=False, public=public, embeddable=embeddable)
        return self._declare(rule, declaration, ["GET"], endpoint=endpoint)

    def form(
        self, rule: str, *, needs: Needs, endpoint: str | None = None, takes_files: bool = False
    ) -> Callable[[View], View]:
        """An address that shows a form and takes it; with `takes_files` it may be as large as the largest file."""
        declaration = Declared(needs, writes=True, takes_files=takes_files)
        return self._declare(rule, declaration, ["GET", "POST"], endpoint=endpoint)

    def action(
        self, rule: str, *, needs: Needs, endpoint: str | None = None, takes_files: bool = False
    ) -> Callable[[View], View]:
        """An address that changes something; `takes_files` as of a form."""
        declaration = Declared(needs, writes=True, takes_files=takes_files)
        return self._declare(rule, declaration, ["POST"], endpoint=endpoint)

    def _address(self, rule: str) -> str:
        return (self.path + ("" if rule == "/" else rule)) or "/"

    def list(self, spec: ListSpec, *, needs: Permission, context: Callable[[], dict[str, Any]] | None = None) -> None:
        """The addresses of a list: its page at `/<area>`, its files as filtered at `/<area>.csv` and `.xlsx`.

        Counted in groups, it is also a document: `.docx`, `.pdf`.

        `context` gives what else the page's template shows.
        """
        lists.LISTS[spec.name] = lists.Opened(spec, needs, self.icon)

        def index() -> ResponseReturnValue:
            return lists.page(spec, **(context() if context else {}))

        def index_csv() -> ResponseReturnValue:
            return list_files.csv(spec)

        def index_xlsx() -> ResponseReturnValue:
            return list_files.xlsx(spec)

        def index_docx() -> ResponseReturnValue:
            return list_files.docx(spec)

        def index_pdf() -> ResponseReturnValue:
            return list_files.pdf(spec)

        for view in (index, index_csv, index_xlsx, index_docx, index_pdf):
            suffix = view.__name__.removeprefix("index").replace("_", ".")
            guarded = _guarded(view, Declared(needs, writes=False))
            self.add_url_rule(f"{self.path}{suffix}", view.__name__, guarded, methods=["GET"])

    def _declare(
        self, rule: str, declaration: Declared, methods: Sequence[str], *, endpoint: str | None
    ) -> Callable[[View], View]:
        def declare(view: View) -> View:
            guarded = _guarded(view, declaration)
            self.add_url_rule(self._address(rule), endpoint or view.__name__, guarded, methods=methods)
            return view

        return declare


def declared(view: Any) -> Declared | None:
    """What a registered view declares, or None for one that did not pass through an Area."""
    return getattr(view, "declared", None)


def _guarded(view: View, declaration: Declared) -> View:
    @functools.wraps(view)
    def guarded(**arguments: Any) -> BaseResponse:
        with ExitStack() as opened:
            if request.method in {"GET", "HEAD", "OPTIONS"}:
                opened.enter_context(begin_for_reading())
            if declaration.public:
                ask_nobody()
            user = found_user()
            if user is None and declaration.needs is not EVERYONE:
                return cast("BaseResponse", current_app.extensions["sign_in_first"]())
            if isinstance(declaration.needs, Permission) and user is not None and not user.may(declaration.needs):
                abort(403)
            if user is not None:
                if first := current_app.extensions["must_first"](user):
                    return cast("BaseResponse", first)
                open_scope(opened, user)
            try:
                return _carried_out(view, arguments, user)
            except (StaleDataError, IntegrityError):
                if request.files:  # they are read already
                    raise
            # somebody else was quicker by a moment: now what they wrote is read, and the rules answer to that
            session.pop("_flashes", None)
            return _carried_out(view, arguments, user)

    guarded.declared = declaration  # type: ignore[attr-defined]
    return guarded


def open_scope(opened: ExitStack, user: User) -> None:
    """Let what follows see and write what this person may, until `opened` is closed."""
    visible = current_app.extensions["visible_municipalities"](user)
    opened.enter_context(acting_for(*visible) if user.municipality_id else reading_for(*visible))
    opened.enter_context(acting_as(user.id))


def _carried_out(view: View, arguments: dict[str, Any], user: User | None) -> BaseResponse:
    """The view's answer, its changes committed once if it is below 400 and rolled back otherwise."""
    key = None
    if request.method == "POST" and user is not None:
        sent = request.form.get("form_key", "")
        if not sent.isprintable() or not sent:  # PostgreSQL keeps no NUL
            abort(400)
        key = once.claim(sent, user.id)
        if key is None:
            return _first_result(sent, user)
    try:
        answer: BaseResponse = make_response(view(**arguments))
        if answer.status_code < 400:  # noqa: PLR2004
            if key is not None:
                key.location = (answer.headers.get("Location") or request.path)[:2000]
            if request.method == "POST":
                db.session.commit()
        else:
            db.session.rollback()
    except BaseException:
        db.session.rollback()
        raise
    return answer


def _first_result(sent: str, user: User) -> BaseResponse:
    """A form that came again: nothing is done, the sender is led where the first one was."""
    first = once.find(sent, user.id)
    return redirect(first.location if first and first.location else request.path, 303)


def undeclared(endpoints: Iterable[tuple[str, Any]]) -> list[str]:
    """Endpoints without a declared permission; the program refuses to start with one."""
    return [name for name, view in endpoints if name != "static" and declared(view) is None]
