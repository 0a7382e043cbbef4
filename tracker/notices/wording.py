"""Notices in the reader's words, and where they lead."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import current_app
from flask_babel import gettext

from tracker.kernel.subjects import subject_kind
from tracker.notices import rules
from tracker.web import formats

if TYPE_CHECKING:
    from tracker.notices.models import Notice


def told(notice: Notice) -> str:
    """The sentence, in the language of the page or of the letter.

    Of the details, those named `…_on` are days, and those named `…_label` English texts marked with `N_`.
    """
    return gettext(notice.message, **{name: _shown(name, value) for name, value in notice.details.items()})


def _shown(name: str, value: str) -> str:
    if name.endswith("_label"):
        return formats.words(value)
    return formats.long_day(date.fromisoformat(value)) if name.endswith("_on") and value else value


def path(notice: Notice) -> str:
    """The page of the record itself."""
    kind = subject_kind(notice.subject_kind)
    if kind is None:
        return "/"
    return current_app.url_map.bind("localhost").build(kind.endpoint, {kind.id_name: notice.subject_id})


def icon(notice: Notice) -> str:
    return rules.notice_kind(notice.kind).icon


def kind_label(name: str) -> str:
    return formats.words(rules.notice_kind(name).label)
