"""What may be shown to everybody, and who may put the page into a frame. No session, no request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tracker.agreements.kinds import Status
from tracker.documents.kinds import Kind as DocumentKind
from tracker.kernel.errors import NotAllowed, RuleBroken
from tracker.kernel.text import N_
from tracker.permissions import Permission

if TYPE_CHECKING:
    from datetime import date

MOST_ORIGINS = 20
# a text as signed or as published; letters of consent and drafts are the office's own
TEXTS = frozenset({DocumentKind.SIGNED_SCAN, DocumentKind.PUBLICATION})
SIGNED = frozenset(
    {Status.SIGNED, Status.IN_FORCE, Status.SUSPENDED, Status.EXPIRED, Status.TERMINATED, Status.SUPERSEDED}
)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?::[0-9]{1,5})?")


def check_may_publish(by: Any) -> None:
    if not by.may(Permission.PUBLICATIONS_EDIT):
        raise NotAllowed(N_("What everybody sees is decided by a manager."))


def check_show_agreement(signed_on: date | None, status: Status) -> None:
    """A draft is nobody's business but the office's."""
    if signed_on is None or status not in SIGNED:
        raise RuleBroken(N_("Only a signed agreement is shown to everybody."), "is_shown")


def origins(typed: str) -> tuple[str, ...]:
    """The sites of a text, one a line, as a browser compares them (RFC 6454). Raises RuleBroken for any other line."""
    found = dict.fromkeys(_origin(line.strip()) for line in typed.splitlines() if line.strip())
    if len(found) > MOST_ORIGINS:
        raise RuleBroken(N_("At most %(most)s sites."), "frame_origins", most=MOST_ORIGINS)
    return tuple(found)


def _origin(line: str) -> str:
    wrong = RuleBroken(N_("%(line)s is no site. Write it like https://example.org."), "frame_origins", line=line[:80])
    try:
        parts = urlsplit(line)
        host, port = parts.netloc.lower(), parts.port
        if not host.isascii():
            host = host.encode("idna").decode("ascii")
    except ValueError:  # UnicodeError is one
        raise wrong from None
    if parts.scheme not in {"https", "http"} or parts.path not in {"", "/"} or parts.query or parts.fragment:
        raise wrong
    if not _HOST.fullmatch(host) or port == 0:
        raise wrong
    return f"{parts.scheme}://{host}"
