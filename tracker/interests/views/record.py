"""The page of one interest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template, url_for
from flask_babel import gettext as _

from tracker.interests import queries, rules, telling
from tracker.interests.choices import said
from tracker.interests.kinds import LIVE
from tracker.interests.views.area import interests
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.interests.models import Interest


@interests.page("/<int:interest_id>", needs=Permission.INTERESTS_READ)
def show(interest_id: int) -> ResponseReturnValue:
    interest = queries.get_interest(interest_id)
    user = signed_in_user()
    is_live = interest.state in LIVE
    may_edit = user.may(Permission.INTERESTS_EDIT)
    home = user.municipality.country_code if user.municipality is not None else "RU"
    return render_template(
        "interests/show.html",
        interest=interest,
        standing=telling.state_mark(interest),
        kind=telling.kind_label(interest.kind),
        flag_code=_country_code(interest),
        facts=facts_of(interest),
        about=about_of(interest),
        suits=[_organisation(match.organisation) for match in interest.matches],
        suggested=[_suggested(row) for row in queries.suggested(interest, home)] if is_live and may_edit else [],
        is_live=is_live,
        may_edit=may_edit,
        may_talk=is_live and user.may(Permission.NEGOTIATIONS_EDIT),
        may_archive=rules.can_archive(interest, user),
    )


def _country_code(interest: Interest) -> str:
    if interest.partnership is not None:
        return interest.partnership.country.code.lower()
    return interest.organisation.country.code.lower() if interest.organisation is not None else ""


def facts_of(interest: Interest) -> list[tuple[str, Any]]:
    return [
        (_("Who wants"), telling.direction_label(interest)),
        (_("What it is"), telling.kind_label(interest.kind)),
        (_("Sector"), telling.sector(interest)),
        (_("Worth"), telling.worth(interest)),
        (_("Voiced on"), formats.day(interest.voiced_on)),
        (_("Responsible"), interest.responsible.name),
    ]


def about_of(interest: Interest) -> list[dict[str, str]]:
    """Who it is about and where it was voiced, as lines of a section."""
    language = formats.language()
    lines = []
    if interest.partnership is not None:
        url = url_for("partners.show", partnership_id=interest.partnership_id)
        lines.append(
            {"title": said(interest.partnership, "title"), "url": url, "sub": _("partner city"), "icon": "map-pin"}
        )
    if interest.organisation is not None:
        url = url_for("organisations.show", organisation_id=interest.organisation_id)
        name = interest.organisation.name_in(language)
        lines.append({"title": name, "url": url, "sub": _("organisation"), "icon": "building"})
    if interest.contact is not None:
        url = url_for("contacts.show", contact_id=interest.contact_id)
        lines.append({"title": interest.contact.name_in(language), "url": url, "sub": _("contact"), "icon": "user"})
    if interest.event is not None:
        url = url_for("events.show", event_id=interest.event_id)
        title = interest.event.title_in(language)
        lines.append(
            {"title": title, "url": url, "sub": formats.day(interest.event.starts_on), "icon": "calendar-event"}
        )
    if interest.interaction is not None:
        url = url_for("interactions.show", interaction_id=interest.interaction_id)
        day = formats.day(interest.interaction.happened_on)
        lines.append({"title": interest.interaction.subject, "url": url, "sub": day, "icon": "messages"})
    return lines


def _organisation(organisation: Any) -> dict[str, Any]:
    return {
        "id": organisation.id,
        "title": organisation.name_in(formats.language()),
        "url": url_for("organisations.show", organisation_id=organisation.id),
    }


def _suggested(row: Any) -> dict[str, Any]:
    return {"id": row.id, "title": said(row, "name"), "url": url_for("organisations.show", organisation_id=row.id)}
