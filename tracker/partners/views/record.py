"""The page of one partner: the next step, key facts, what happened, people, talks and agreements."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from tracker.agreements import queries as agreement_queries
from tracker.contacts import queries as contact_queries
from tracker.interactions import queries as interaction_queries
from tracker.kernel import clock
from tracker.negotiations import queries as negotiation_queries
from tracker.partners import queries, rules, telling, wording
from tracker.partners.kinds import DECIDED, Silence
from tracker.partners.views.area import partners
from tracker.permissions import Permission
from tracker.places import queries as place_queries
from tracker.web import formats
from tracker.web.cells import initials
from tracker.web.signed_in import signed_in_user
from tracker.web.timeline import story_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from tracker.accounts.models import User
    from tracker.partners.models import Partnership

MOST_AT_SIDE = 8


@partners.page("/<int:partnership_id>", needs=Permission.PARTNERS_READ)
def show(partnership_id: int) -> ResponseReturnValue:
    partnership = queries.get_partnership(partnership_id)
    user = signed_in_user()
    agreements = agreement_queries.of_partner(partnership_id, formats.today())
    told = {
        "partnership": partnership,
        "title": wording.title(partnership),
        "kind": wording.kind_label(partnership.kind),
        "status": wording.status_mark(partnership.status),
        "areas": wording.area_names(partnership.area_codes),
        "place_local": local_place(partnership),
        "facts": shared_facts(partnership) + successions(partnership),
        "agreements": agreements[:MOST_AT_SIDE],
        "agreement_count": len(agreements),
    }
    if not user.may(Permission.INTERACTIONS_READ):
        return render_template("partners/_shared.html", **told)
    return render_template("partners/show.html", **told, **_work(partnership, user))


def _work(partnership: Partnership, user: User) -> dict[str, Any]:
    """What only the municipality's own people see: steps, people, talks, what happened."""
    talks = negotiation_queries.of_partner(partnership.id)
    open_talks = [row for row in talks if row.outcome is None]
    silence = wording.silence_of(partnership)
    return {
        "silence": wording.silence_text(partnership),
        "silence_kind": wording.SILENCE_KINDS[silence] if silence is not Silence.NONE else "",
        "working_facts": working_facts(partnership),
        "step": next_step(partnership),
        "people": people_of(partnership),
        "path": path_of(open_talks[0]) if len(open_talks) == 1 else [],
        "talks": talks[:MOST_AT_SIDE],
        "talks_count": len(talks),
        "story": story_of(
            "partner",
            partnership.id,
            may=user.may,
            shown=request.args.get("shown", ""),
            before=request.args.get("before", ""),
        ),
        "kinds": interaction_queries.KIND_LABELS,
        "may_edit": user.may(Permission.PARTNERS_EDIT),
        "may_log": user.may(Permission.INTERACTIONS_EDIT),
        "menu_items": menu_items(partnership, user),
        "decided": partnership.status in DECIDED,
    }


def people_of(partnership: Partnership) -> list[dict[str, str]]:
    """Whom we know there: those who hold a post in the city, and those we met, the ones met last first."""
    met = interaction_queries.people_of_partner(partnership.id, MOST_AT_SIDE)
    rows = list(contact_queries.named(met)) if met else []
    rows.sort(key=lambda row: met.index(row.id))
    if partnership.city_id is not None:
        rows += [row for row in contact_queries.of_city(partnership.city_id) if row.id not in met]
    return [_person(row) for row in rows[:MOST_AT_SIDE]]


def _person(row: Any) -> dict[str, str]:
    russian = wording.is_russian()
    name = row.name_ru if russian else row.name_en
    other = row.name_original or (row.name_en if russian else row.name_ru)
    post = (row.title_ru or row.title_en) if russian else (row.title_en or row.title_ru)
    organisation = row.organisation_ru if russian else row.organisation_en
    parts = [other if other != name else "", post, organisation or row.body]
    return {
        "name": name,
        "sub": " · ".join(part for part in parts if part),
        "initials": initials(name),
        "url": url_for("contacts.show", contact_id=row.id),
    }


def local_place(partnership: Partnership) -> str:
    """The place in its own script, where it differs from what the title says."""
    parts = []
    if partnership.city is not None:
        parts.append(partnership.city.name_local or partnership.city.name_en)
    elif partnership.region is not None:
        parts.append(partnership.region.name_en)
    parts.append(partnership.country.name_local or partnership.country.name_en)
    told = ", ".join(dict.fromkeys(parts))
    return "" if told == wording.title(partnership) else told


def shared_facts(partnership: Partnership) -> list[tuple[str, Any]]:
    """Facts that the region's observer may see as well."""
    language = formats.language()
    where = [partnership.country.name_in(language)]
    if partnership.region is not None:
        where.append(partnership.region.name_in(language))
    groups = place_queries.groups_of_country(partnership.country_id, formats.today())
    facts: list[tuple[str, Any]] = [(_("Country, region"), ", ".join(where))]
    if (there := time_there(partnership)) is not None:
        facts.append((_("Time there"), there))
    if groups:
        facts.append((_("Grouping"), ", ".join(group.name_in(language) for group in groups)))
    if partnership.city is not None and partnership.city.population:
        facts.append((_("Population"), formats.number(partnership.city.population)))
    if partnership.since_on is not None:
        facts.append((_("Partners since"), wording.since(partnership.since_on, partnership.since_is_year)))
    if partnership.area_codes:
        facts.append((_("Areas"), wording.area_names(partnership.area_codes)))
    return facts


def successions(partnership: Partnership) -> list[tuple[str, Any]]:
    """Into which city it merged, and which merged into it."""
    told: list[tuple[str, Any]] = []
    for one in queries.successions_of(partnership.id):
        ended = one.partnership_id == partnership.id
        other = one.successor if ended else one.partnership
        link = Markup('<a href="{}">{}</a>').format(
            url_for("partners.show", partnership_id=other.id), wording.title(other)
        )
        since = Markup.escape(_("since %(day)s", day=formats.day(one.merged_on)))
        told.append((_("Merged into") if ended else _("Successor of"), link + ", " + since + ", " + one.document))
    return told


def working_facts(partnership: Partnership) -> list[tuple[str, Any]]:
    """Facts for the municipality's own people. The responsible person and the last contact stand in the template."""
    facts: list[tuple[str, Any]] = []
    if partnership.languages:
        facts.append((_("Language of letters"), partnership.languages))
    if partnership.introduced_by:
        facts.append((_("Introduced by"), partnership.introduced_by))
    return facts


def time_there(partnership: Partnership, now: datetime | None = None) -> str | None:
    """The time at the partner's, and how far it is from ours."""
    zone = partnership.city.timezone if partnership.city is not None else None
    if zone is None and partnership.region_id is not None:
        zone = place_queries.zone_of_region(partnership.region_id)
    if not zone:
        return None
    moment = now or clock.now()
    there, here = moment.astimezone(ZoneInfo(zone)), moment.astimezone(ZoneInfo(formats.zone()))
    apart = (there.utcoffset() or here - here) - (here.utcoffset() or here - here)
    minutes = int(apart.total_seconds()) // 60
    if minutes == 0:
        return _("%(time)s, the same as ours", time=f"{there:%H:%M}")
    hours, time = formats.number(abs(minutes) / 60), f"{there:%H:%M}"
    if minutes < 0:
        return _("%(time)s, %(hours)s h behind ours", time=time, hours=hours)
    return _("%(time)s, %(hours)s h ahead of ours", time=time, hours=hours)


def next_step(partnership: Partnership) -> dict[str, str] | None:
    """What is to be done next with the partner, and by when."""
    if not partnership.next_step:
        return None
    due = partnership.next_step_on
    if due is None:
        return {"text": partnership.next_step, "when": "", "kind": ""}
    days = (formats.today() - due).days
    if days > 0:
        when = ngettext("%(num)d day overdue", "%(num)d days overdue", days)
    else:
        when = _("by %(day)s", day=formats.long_day(due))
    return {"text": partnership.next_step, "when": when, "kind": "warn" if days > 0 else ""}


def path_of(talks: Any) -> list[dict[str, str]]:
    """The stages of the one line of talks that is open."""
    steps = []
    days = (formats.today() - talks.stage_since_on).days
    for stage in negotiation_queries.stages():
        state = "done" if stage.position < talks.stage_position else "todo"
        note = ""
        if stage.id == talks.stage_id:
            state = "now"
            note = formats.days_since(days)
            if days and stage.stale_after_days:
                note = ngettext(
                    "%(num)d day of %(limit)d", "%(num)d days of %(limit)d", days, limit=stage.stale_after_days
                )
        steps.append({"name": stage.name_in(formats.language()), "state": state, "note": note})
    return steps


def menu_items(partnership: Partnership, user: User) -> Sequence[dict[str, Any]]:
    """What else may be done with the partner."""
    number: dict[str, Any] = {"partnership_id": partnership.id}
    items: list[dict[str, Any]] = []
    if user.may(Permission.PARTNERS_EDIT) and not partnership.is_named:
        items.append({"text": _("Name the city…"), "url": url_for("partners.name_city", **number), "icon": "map-pin"})
    if user.may(Permission.RECORDS_REASSIGN):
        items.append({"text": _("Hand over…"), "url": url_for("partners.assign", **number), "icon": "user-share"})
    if user.may(Permission.PARTNERS_ARCHIVE) and partnership.is_named:
        items.append({"text": _("Merged into another city…"), "url": url_for("partners.merged_into", **number)})
    if user.may(Permission.PARTNERS_ARCHIVE):
        items += [
            {
                "text": f"{wording.decision_label(to)}…",
                "url": url_for("partners.decide", **number, to=to.value),
                "icon": wording.DECISION_ICONS[to],
            }
            for to in rules.possible_decisions(partnership.status)
        ]
    if rules.can_archive(partnership, user):
        if partnership.archived_at is None:
            items.append({"text": _("Archive"), "post": url_for("partners.archive", **number), "icon": "archive"})
        else:
            items.append({"text": _("Restore"), "post": url_for("partners.restore", **number), "icon": "rotate"})
    return items


telling.register()
