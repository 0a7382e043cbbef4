"""The page of one event, and its programme on paper."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from flask import render_template, url_for
from flask_babel import gettext as _

from tracker.events import hosts, queries, rules, telling
from tracker.events.kinds import KIND_ICONS, LEVEL_LABELS, State
from tracker.events.views import lookups
from tracker.events.views.area import events
from tracker.kernel import clock
from tracker.permissions import Permission
from tracker.web import formats, money
from tracker.web.cells import initials
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.events.models import Event, EventDelegation, EventItem


@events.page("/<int:event_id>", needs=Permission.EVENTS_READ)
def show(event_id: int) -> ResponseReturnValue:
    event = queries.get_told(event_id)
    user = signed_in_user()
    return render_template(
        "events/show.html",
        event=event,
        title=event.title_in(formats.language()),
        other_title=event.title_in("en" if formats.language() == "ru" else "ru"),
        kind=telling.kind_label(event.kind),
        kind_icon=KIND_ICONS[event.kind],
        standing=telling.state_mark(event),
        state=rules.state_of(event, clock.now()).value,
        days=formats.long_days(event.starts_on, event.ends_on),
        facts=facts_of(event),
        delegations=[delegation_told(one) for one in event.delegations],
        programme=programme_of(event),
        costs=costs_of(event),
        totals=totals_of(event),
        links=lookups.links_named(lookups.link_tokens(event)),
        link_urls=_link_urls(event),
        report_state=report_state(event),
        may_edit=user.may(Permission.EVENTS_EDIT),
        may_archive=rules.can_archive(event, user),
    )


@events.page("/<int:event_id>/programme/print", needs=Permission.EVENTS_READ, endpoint="print")
def print_view(event_id: int) -> ResponseReturnValue:
    """The programme with the delegations, for paper."""
    event = queries.get_told(event_id)
    return render_template(
        "events/print.html",
        event=event,
        title=event.title_in(formats.language()),
        days=formats.long_days(event.starts_on, event.ends_on),
        where=telling.where(_placed(event)),
        zone=event.zone,
        delegations=[delegation_told(one) for one in event.delegations],
        programme=programme_of(event),
    )


class _placed:  # noqa: N801 - a view on an event with the names that rows have
    def __init__(self, event: Event) -> None:
        self.city_ru = event.city.name_ru if event.city else ""
        self.city_en = event.city.name_en if event.city else ""
        self.place = event.place


def hours(starts: str | None, ends: str | None) -> str:
    return f"{starts}–{ends}" if starts and ends else starts or ""


def facts_of(event: Event) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = [(_("Days"), formats.long_days(event.starts_on, event.ends_on))]
    here = telling.hours_here(event)
    if event.starts_time:
        facts.append((_("Hours there") if here else _("Hours"), hours(event.starts_time, event.ends_time)))
    if here:
        facts.append((_("By our time"), here))
    facts.append((_("Where"), telling.where(_placed(event))))
    facts.append((_("Host"), _host(event)))
    if event.level:
        facts.append((_("Level of the visit"), formats.words(LEVEL_LABELS[event.level])))
    facts.append((_("Responsible"), event.responsible.name))
    if event.report_due_on:
        facts.append((_("Report by"), formats.day(event.report_due_on)))
    if event.reported_on:
        facts.append((_("Report made on"), formats.day(event.reported_on)))
        facts.append((_("Document"), event.report_document))
    return facts


def _host(event: Event) -> str:
    language = formats.language()
    if event.host_partnership is not None:
        return event.host_partnership.title_ru if language == "ru" else event.host_partnership.title_en
    return event.host_organisation.name_in(language) if event.host_organisation is not None else _("we ourselves")


def delegation_told(one: EventDelegation) -> dict[str, Any]:
    """A delegation with its members as lines of a section."""
    language = formats.language()
    title = hosts.title_of(one, language)
    arrives = _moment(one.arrives_on, one.arrives_time)
    departs = _moment(one.departs_on, one.departs_time)
    said = [
        _("arrives %(moment)s", moment=arrives) if arrives else "",
        _("departs %(moment)s", moment=departs) if departs else "",
        one.travel or "",
    ]
    return {
        "id": one.id,
        "title": title or _("Our delegation"),
        "url": _delegation_url(one),
        "flag": _flag(one),
        "travel": " · ".join(part for part in said if part),
        "note": one.note,
        "members": [
            {
                "name": member.name_in(language),
                "initials": initials(member.name_in(language)),
                "url": url_for("contacts.show", contact_id=member.contact_id) if member.contact_id else None,
                "sub": " · ".join(part for part in (member.post, member.note) if part),
                "role": _role(member),
                "ours": member.user_id is not None,
            }
            for member in one.members
        ],
    }


def _moment(day: Any, at: str | None) -> str:
    return " ".join(part for part in (formats.day(day), at) if part) if day else ""


def _role(member: Any) -> str:
    roles = [_("head of the delegation") if member.is_head else "", _("interpreter") if member.is_interpreter else ""]
    return ", ".join(role for role in roles if role)


def _flag(one: EventDelegation) -> str:
    if one.partnership is not None:
        return one.partnership.country.code.lower()
    country = one.organisation.country if one.organisation is not None else one.country
    return country.code.lower() if country is not None else ""


def _delegation_url(one: EventDelegation) -> str | None:
    if one.partnership_id is not None:
        return url_for("partners.show", partnership_id=one.partnership_id)
    return url_for("organisations.show", organisation_id=one.organisation_id) if one.organisation_id else None


def programme_of(event: Event) -> list[dict[str, Any]]:
    """The programme by day."""
    return [
        {
            "day": f"{formats.long_day(day)}, {formats.week_day(day)}",
            "items": [_item(event, item) for item in items],
        }
        for day, items in groupby(event.programme, key=lambda item: item.happens_on)
    ]


def _item(event: Event, item: EventItem) -> dict[str, Any]:
    who = item.responsible.name if item.responsible is not None else ""
    return {
        "hours": hours(item.starts_time, item.ends_time),
        "here": telling.item_here(event, item.happens_on, item.starts_time),
        "what": item.what,
        "sub": " · ".join(part for part in (item.place, who) if part),
        "place": item.place or "",
        "who": who,
    }


def costs_of(event: Event) -> list[dict[str, str]]:
    return [
        {
            "what": cost.what,
            "planned": money.told(cost.planned, cost.currency),
            "actual": money.told(cost.actual, cost.currency),
        }
        for cost in event.costs
    ]


def totals_of(event: Event) -> list[dict[str, str]]:
    """Planned and actual together, a line for each currency."""
    currencies = list(dict.fromkeys(cost.currency for cost in event.costs))
    return [
        {
            "currency": currency,
            "planned": _together([one.planned for one in event.costs if one.currency == currency], currency),
            "actual": _together([one.actual for one in event.costs if one.currency == currency], currency),
        }
        for currency in currencies
    ]


def _together(sums: list[int | None], currency: str) -> str:
    """The sum of what is known; of nothing known there is none."""
    known = [one for one in sums if one is not None]
    return money.told(sum(known) if known else None, currency)


def _link_urls(event: Event) -> dict[str, str]:
    urls = {}
    for link in event.links:
        if link.negotiation_id is not None:
            urls[f"negotiation:{link.negotiation_id}"] = url_for(
                "negotiations.show", negotiation_id=link.negotiation_id
            )
        else:
            urls[f"agreement:{link.agreement_id}"] = url_for("agreements.show", agreement_id=link.agreement_id)
    return urls


def report_state(event: Event) -> str:
    """`due` and `late` ask for the report; empty when there is nothing to do."""
    over = rules.state_of(event, clock.now()) is State.OVER
    if not over or event.report_due_on is None or event.reported_on is not None:
        return ""
    return "late" if event.report_due_on < formats.today() else "due"
