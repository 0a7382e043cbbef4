"""Every write to what everybody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.audit import actions as audit
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.kernel.text import N_
from tracker.permissions import Permission
from tracker.public import kept, rules
from tracker.public.models import Publication, PublicPage

if TYPE_CHECKING:
    from tracker.accounts.models import User
    from tracker.agreements.models import Agreement
    from tracker.events.models import Event
    from tracker.partners.models import Partnership

WORDS = ("headline_ru", "headline_en", "intro_ru", "intro_en", "licence_name", "licence_url")


def keep_page(*, by: User, version: int | None, answers: dict[str, Any]) -> PublicPage:
    """Set the page up. `answers`: is_on, frame_origins (one a line) and the words by column."""
    if not by.may(Permission.SETTINGS_MANAGE):
        raise NotAllowed(N_("Settings are changed by an administrator."))
    page = kept.find_page()
    if page is not None and page.version != version:
        raise EditedMeanwhile(page)
    made = page is None
    page = page or PublicPage()
    page.is_on = bool(answers.get("is_on"))
    for name in WORDS:
        setattr(page, name, answers.get(name) or "")
    if page.is_on and not page.licence_name:
        raise RuleBroken(N_("Say under which licence the data may be used."), "licence_name")
    page.frame_origins = "\n".join(rules.origins(answers.get("frame_origins") or ""))
    db.session.add(page)
    audit.record("create" if made else "edit", page, by=by)
    return page


def show_partner(partnership: Partnership, *, by: User, version: int | None, answers: dict[str, Any]) -> Publication:
    """Show a partner, or no more. `answers`: is_shown, text_ru, text_en."""
    return _keep("partner", partnership.id, by=by, version=version, answers=answers)


def show_event(event: Event, *, by: User, version: int | None, answers: dict[str, Any]) -> Publication:
    return _keep("event", event.id, by=by, version=version, answers=answers)


def show_agreement(agreement: Agreement, *, by: User, version: int | None, answers: dict[str, Any]) -> Publication:
    """The same; `document_version_id` in `answers`: the file with its text, one of `kept.texts_of`."""
    if answers.get("is_shown"):
        rules.check_show_agreement(agreement.signed_on, agreement.status)
    text = answers.get("document_version_id")
    if text is not None and text not in {row.id for row in kept.texts_of(agreement.id)}:
        raise RuleBroken(N_("This file is no signed or published text of the agreement."), "document_version_id")
    return _keep("agreement", agreement.id, by=by, version=version, answers=answers, document_version_id=text)


def _keep(
    kind: str, record_id: int, *, by: User, version: int | None, answers: dict[str, Any], **more: Any
) -> Publication:
    rules.check_may_publish(by)
    found = kept.find_publication(kind, record_id)
    if found is not None and found.version != version:
        raise EditedMeanwhile(found)
    made = found is None
    found = found or Publication(**{kept.LINKS[kind].key: record_id})
    found.is_shown = bool(answers.get("is_shown"))
    found.text_ru, found.text_en = answers.get("text_ru") or "", answers.get("text_en") or ""
    for name, value in more.items():
        setattr(found, name, value)
    db.session.add(found)
    audit.record("create" if made else "edit", found, by=by)
    return found
