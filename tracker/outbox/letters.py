"""Writing letters: from `templates/mail`, in the language of whom they go to, with links of the public address only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import current_app
from flask_babel import force_locale

from tracker.kernel import clock
from tracker.outbox import actions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from config import Settings
    from tracker.accounts.models import User


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def can_mail() -> bool:
    """Whether this install sends mail at all."""
    return bool(_settings().mail_url)


def link(endpoint: str, **values: Any) -> str:
    """The address of a page as it stands in a letter: never what a request said of itself."""
    path = current_app.url_map.bind("localhost").build(endpoint, values)
    return public(path)


def public(path: str) -> str:
    """A path of this site under its public address."""
    return _settings().public_url.rstrip("/") + path


def write(
    to: User,
    kind: str,
    template: str,
    *,
    refuse_url: str | None = None,
    files: Sequence[actions.Enclosure] = (),
    **values: Any,
) -> actions.Letter:
    """A letter from `mail/<template>.txt` (its first line is the subject) and `.html`, in the person's language."""
    values = {"to": to, "site": public("/"), "refuse_url": refuse_url, **values}
    with force_locale(str(to.language)):
        subject, _blank, text = _written(f"{template}.txt", values).strip().partition("\n")
        html = _written(f"{template}.html", {"subject": subject, "language": str(to.language), **values})
    return actions.Letter(
        kind=kind, subject=subject, text=text.strip() + "\n", html=html, refuse_url=refuse_url, files=files
    )


def send(to: User, letter: actions.Letter, *, key: str | None = None) -> bool:
    """Queue a letter; it leaves after the commit. False where mail is not sent here, or `key` was mailed before."""
    return can_mail() and actions.queue(letter, to=to, host=_settings().mail_host(), now=clock.now(), key=key)


def send_unwritten(to: User, kind: str, about_id: int, *, subject: str, key: str | None = None) -> bool:
    """The same for a letter that is written when it leaves, see `writing`."""
    host, now = _settings().mail_host(), clock.now()
    return can_mail() and actions.queue_unwritten(kind, about_id, subject=subject, to=to, host=host, now=now, key=key)


def _written(name: str, values: dict[str, Any]) -> str:
    """A template of mail: it knows what it is given, and nothing of a request or of who is signed in."""
    return current_app.jinja_env.get_template(f"mail/{name}").render(**values)
