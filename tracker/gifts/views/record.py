"""The page of one gift."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template, url_for
from flask_babel import gettext as _

from tracker.gifts import queries, rules, telling
from tracker.gifts.kinds import Way
from tracker.gifts.views.area import gifts
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.gifts.models import Gift


@gifts.page("/<int:gift_id>", needs=Permission.GIFTS_READ)
def show(gift_id: int) -> ResponseReturnValue:
    gift, user = queries.get_gift(gift_id), signed_in_user()
    return render_template(
        "gifts/show.html",
        gift=gift,
        way=telling.way_label(gift.way),
        way_icon=telling.WAY_ICONS[gift.way],
        facts=facts_of(gift),
        duty=telling.duty(gift) if gift.archived_at is None else None,
        theirs=_theirs(gift),
        may_edit=user.may(Permission.GIFTS_EDIT) and gift.archived_at is None,
        may_archive=rules.can_archive(gift, user),
    )


def facts_of(gift: Gift) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = [
        (_("Day"), formats.day(gift.passed_on)),
        (_("Occasion"), gift.occasion),
        (_("Value"), telling.price(gift.hundredths, gift.currency)),
        (_("Who gave it") if gift.way is Way.GIVEN else _("Who received it"), gift.user.name if gift.user else None),
    ]
    if gift.way is Way.RECEIVED:
        if gift.notice_due_on is not None:
            facts.append((_("Report due"), formats.day(gift.notice_due_on)))
        facts.append((_("Reported on"), formats.day(gift.notified_on)))
        facts.append((_("Beyond the limit of value"), _("yes") if gift.is_dear else _("no")))
        facts.append((_("Handed over on"), formats.day(gift.handed_over_on)))
    if gift.document:
        facts.append((_("Notice or act"), gift.document))
    return facts


def _theirs(gift: Gift) -> list[dict[str, str]]:
    """The other side as lines of a section."""
    language = formats.language()
    lines = []
    if gift.partnership is not None:
        url = url_for("partners.show", partnership_id=gift.partnership_id)
        lines.append({"name": gift.partnership.title_in(language), "url": url, "icon": "map-pin"})
    if gift.contact is not None:
        url = url_for("contacts.show", contact_id=gift.contact_id)
        lines.append({"name": gift.contact.name_in(language), "url": url, "icon": "user"})
    if gift.organisation is not None:
        url = url_for("organisations.show", organisation_id=gift.organisation_id)
        lines.append({"name": gift.organisation.name_in(language), "url": url, "icon": "building"})
    return lines
