"""What needs the administrator's care: mail that did not arrive, people who never signed in, law nobody confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.accounts.models import User
from tracker.dashboard.section import Line, Section
from tracker.outbox.models import OutgoingMail
from tracker.permissions import Permission
from tracker.web.glimpse import Glimpse

if TYPE_CHECKING:
    from collections.abc import Sequence


def sections(user: User) -> Sequence[Section]:
    found = []
    if user.may(Permission.SETTINGS_MANAGE):
        found.append(_mail())
    if user.may(Permission.USERS_MANAGE):
        found.append(_newcomers())
    return found


def _mail() -> Section:
    return Section(
        name="mail",
        title=_("Mail did not arrive"),
        glimpse=Glimpse("outbox", {"state": "failed"}),
        columns={"id": OutgoingMail.id, "title_ru": OutgoingMail.subject, "sub_ru": OutgoingMail.to_address},
        order=(OutgoingMail.id.desc(),),
        line=lambda row: Line(title=row.title_ru, url=url_for("outbox.show", outgoing_mail_id=row.id), sub=row.sub_ru),
        words=lambda count: ngettext("mail did not arrive", "mails did not arrive", count),
    )


def _newcomers() -> Section:
    def line(row: Any) -> Line:
        return Line(title=row.title_ru, url=url_for("users.edit", user_id=row.id), sub=row.sub_ru)

    return Section(
        name="newcomers",
        title=_("Never signed in"),
        glimpse=Glimpse("users", {"state": "never"}),
        columns={"id": User.id, "title_ru": User.name, "sub_ru": User.email},
        order=(User.name, User.id),
        line=line,
        most=3,
    )
