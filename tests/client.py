"""A client that judges every page it gets: one h1, unique ids, labelled controls, nothing inline, sound HTML."""

from __future__ import annotations

import contextvars
import re
import secrets
from typing import TYPE_CHECKING, Any

import html5lib

from tests import databases
from tracker.accounts import actions
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.tenancy import everywhere

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from flask import Flask
    from werkzeug.test import TestResponse

    from tracker.accounts.models import User

H = "{http://www.w3.org/1999/xhtml}"


class Client:
    """A browser of one person. Every request runs in a context of its own, as on a server: nothing of the test's
    own context (the scope, the session, `g`) reaches it, and nothing of one request reaches the next.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.plain = app.test_client()
        self.token = ""

    def _send(self, method: str, address: str, **options: Any) -> TestResponse:
        context = contextvars.Context()
        if (standing := clock.stands_at()) is not None:
            context.run(clock.standing_at(standing).__enter__)
        return context.run(self.plain.open, address, method=method, buffered=True, **options)

    def signed_in_as(self, user: User) -> Client:
        with everywhere("signing in for a test"):
            token = actions.open_session(user, browser="test")
            db.session.commit()
        with self.plain.session_transaction() as held:
            held["_user_id"] = token
            held["_fresh"] = True
        return self

    def get(self, address: str, *, status: int | None = 200, **options: Any) -> TestResponse:
        answer = self._send("GET", address, **options)
        return self._judged(answer, address, status)

    def glance(self, address: str) -> TestResponse:
        """What a get answers, not judged: for walks that compare answers of pages that are judged elsewhere."""
        return self._send("GET", address)

    def post(
        self,
        address: str,
        form: dict[str, Any] | None = None,
        *,
        status: int | None = None,
        csrf: bool = True,
        **options: Any,
    ) -> TestResponse:
        """Post a form with its token and a fresh one-time key (unless `form` brings its own)."""
        sent = {"form_key": secrets.token_urlsafe(12), **(form or {})}
        if csrf and "csrf_token" not in sent:
            sent["csrf_token"] = self._csrf_token()
        answer = self._send("POST", address, data=sent, **options)
        return self._judged(answer, address, status)

    def _csrf_token(self) -> str:
        if not self.token:
            page = _text(self._send("GET", "/account/password" if self._is_signed_in() else "/sign-in"))
            found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
            assert found, "a page without a form token"
            self.token = found[1]
        return self.token

    def _is_signed_in(self) -> bool:
        with self.plain.session_transaction() as held:
            return "_user_id" in held

    def _judged(self, answer: TestResponse, address: str, status: int | None) -> TestResponse:
        if status is not None:
            assert answer.status_code == status, f"{address}: {answer.status_code}\n{_text(answer)[:3000]}"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"], address
        if (
            databases.ENGINE == "sqlite"  # the pages are the same, and reading them strictly takes a fifth of the time
            and answer.mimetype == "text/html"
            and answer.status_code not in {301, 302, 303}
            and answer.request.method != "HEAD"
        ):
            judge(_text(answer), address)
        return answer


def _text(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def judge(page: str, address: str) -> None:
    """Fail on what every page must have or must not have."""
    parser = html5lib.HTMLParser(strict=False)
    whole = page.lstrip().lower().startswith("<!doctype")
    tree = parser.parse(page) if whole else parser.parseFragment(page)
    serious = [
        error for error in parser.errors if error[1] not in {"expected-doctype-but-got-start-tag", "eof-in-table"}
    ]
    assert not serious or not whole, f"{address}: HTML {serious[:3]}"
    elements = list(tree.iter())
    ids = [e.get("id") for e in elements if e.get("id")]
    twice = {i for i in ids if ids.count(i) > 1}
    assert not twice, f"{address}: ids twice {twice}"
    for element in elements:
        inline = [name for name in element.attrib if str(name).startswith("on") or name == "style"]
        assert not inline, f"{address}: inline {inline} on {element.tag}"
        assert element.tag != f"{H}style", f"{address}: inline style"
        assert element.tag != f"{H}script" or element.get("src"), f"{address}: inline script"
    if whole:
        assert len([e for e in elements if e.tag == f"{H}h1"]) == 1, f"{address}: not exactly one h1"
        title = next((e for e in elements if e.tag == f"{H}title"), None)
        assert title is not None, f"{address}: no title"
        assert (title.text or "").strip(" ·"), f"{address}: empty title"
    _judge_controls(elements, ids, address)


def _judge_controls(elements: list[Element], ids: list[str | None], address: str) -> None:
    labelled = {e.get("for") for e in elements if e.tag == f"{H}label"}
    wrapped = {c for e in elements if e.tag == f"{H}label" for c in e.iter()}
    for element in elements:
        if element.tag not in {f"{H}input", f"{H}select", f"{H}textarea"}:
            continue
        if element.get("type") in {"hidden", "submit", "button"}:
            continue
        named = (
            element.get("id") in labelled
            or element in wrapped
            or element.get("aria-label")
            or element.get("aria-labelledby")
        )
        assert named, f"{address}: a control without a name: {element.attrib}"
