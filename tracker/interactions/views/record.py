"""The page of one entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.events import telling as event_telling
from tracker.interactions import queries, rules, telling
from tracker.interactions.forms import StepDoneForm
from tracker.interactions.kinds import KIND_ICONS, Direction, Kind, Side
from tracker.interactions.views import about
from tracker.interactions.views.area import interactions
from tracker.partners import wording
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.interactions.models import Interaction


@interactions.page("/<int:interaction_id>", needs=Permission.INTERACTIONS_READ)
def show(interaction_id: int) -> ResponseReturnValue:
    return page(queries.get_interaction(interaction_id), StepDoneForm())


def page(interaction: Interaction, form: StepDoneForm) -> str:
    """The entry's page; `form` asks how its next step went."""
    user = signed_in_user()
    token = about.token_of(interaction)
    return render_template(
        "interactions/show.html",
        interaction=interaction,
        kind=telling.kind_label(interaction.kind),
        kind_icon=KIND_ICONS[interaction.kind],
        partner=wording.title(interaction.partnership) if interaction.partnership is not None else "",
        facts=facts_of(interaction),
        about=about.named([token])[0] if token and about.named([token]) else None,
        about_url=_about_url(interaction),
        event=_event_of(interaction),
        theirs=[_participant(one) for one in interaction.participants if one.side is Side.THEIRS],
        ours=[_participant(one) for one in interaction.participants if one.side is Side.OURS],
        step_when=step_when(interaction),
        is_late=interaction.has_open_step and rules.days_late(interaction.next_step_on, formats.today()) > 0,
        form=form,
        may_edit=user.may(Permission.INTERACTIONS_EDIT),
        may_archive=rules.can_archive(interaction, user),
    )


def facts_of(interaction: Interaction) -> list[tuple[str, Any]]:
    day = formats.day(interaction.happened_on)
    when = formats.moment(interaction.happened_at) if interaction.has_time else day
    facts: list[tuple[str, Any]] = [(_("When"), when)]
    if there := time_there(interaction):
        facts.append((_("At the partner's"), there))
    if interaction.place:
        facts.append((_("Where"), interaction.place))
    if interaction.kind in {Kind.CALL, Kind.EMAIL} and interaction.direction is not Direction.MUTUAL:
        facts.append((_("Direction"), telling.direction_label(interaction.direction)))
    if interaction.registry_number:
        facts.append((_("Number in the register of letters"), interaction.registry_number))
    facts.append((_("Logged by"), interaction.logged_by.name))
    return facts


def time_there(interaction: Interaction) -> str:
    """The hour at the partner's, where it is another one."""
    city = interaction.partnership.city if interaction.partnership is not None else None
    if city is None or not interaction.has_time:
        return ""
    there = interaction.happened_at.astimezone(ZoneInfo(city.timezone))
    here = interaction.happened_at.astimezone(ZoneInfo(formats.zone()))
    return "" if there.utcoffset() == here.utcoffset() else f"{there:%H:%M}"


def step_when(interaction: Interaction) -> str:
    """By when and by whom the next step is to be done."""
    if interaction.next_step is None:
        return ""
    told = []
    late = rules.days_late(interaction.next_step_on, formats.today())
    if late:
        told.append(ngettext("%(num)d day overdue", "%(num)d days overdue", late))
    elif interaction.next_step_on is not None:
        told.append(_("by %(day)s", day=formats.long_day(interaction.next_step_on)))
    if interaction.next_step_by is not None:
        told.append(interaction.next_step_by.name)
    return " · ".join(told)


def _about_url(interaction: Interaction) -> str:
    if interaction.negotiation_id is not None:
        return url_for("negotiations.show", negotiation_id=interaction.negotiation_id)
    if interaction.agreement_id is not None:
        return url_for("agreements.show", agreement_id=interaction.agreement_id)
    return ""


def _event_of(interaction: Interaction) -> Any:
    """The event it was logged at, as a line of a section."""
    if interaction.event_id is None:
        return None
    return next(iter(event_telling.options_named([str(interaction.event_id)])), None)


def _participant(one: Any) -> dict[str, str]:
    """A participant as a line of a section."""
    language = formats.language()
    if one.contact is not None:
        name = one.contact.name_in(language)
        return {"name": name, "url": url_for("contacts.show", contact_id=one.contact.id), "icon": "user"}
    if one.organisation is not None:
        name = one.organisation.name_in(language)
        url = url_for("organisations.show", organisation_id=one.organisation.id)
        return {"name": name, "url": url, "icon": "building"}
    return {"name": one.user.name if one.user is not None else one.name, "url": "", "icon": "user"}
