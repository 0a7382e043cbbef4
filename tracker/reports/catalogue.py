"""The reports there are, in the order in which the catalogue shows them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tracker.permissions import Permission
from tracker.reports.figures import activity, agreements, gifts, partners, talks
from tracker.reports.report import Report

P = Permission

REPORTS: dict[str, Report] = {
    report.name: report
    for report in (
        Report(
            name="partners",
            title=_l("Partners by country"),
            about=_l("How many partners in which country, in which status, and the last contact."),
            icon="map-pin",
            needs=P.PARTNERS_READ,
            figures=partners.by_country,
        ),
        Report(
            name="areas",
            title=_l("Areas and countries"),
            about=_l("With whom the city works on what."),
            icon="tag",
            needs=P.PARTNERS_READ,
            figures=partners.areas_and_countries,
        ),
        Report(
            name="agreements",
            title=_l("Agreements by status"),
            about=_l("Kinds of documents against where they stand today."),
            icon="file-certificate",
            needs=P.AGREEMENTS_READ,
            figures=agreements.by_status,
        ),
        Report(
            name="expiring",
            title=_l("Expiring agreements"),
            about=_l("What ends within twelve months, and by when one has to act."),
            icon="clock",
            needs=P.AGREEMENTS_READ,
            figures=agreements.expiring,
            parameters=("official",),
        ),
        Report(
            name="terms",
            title=_l("Terms of agreements"),
            about=_l("The agreements in force on a line of time."),
            icon="calendar",
            needs=P.AGREEMENTS_READ,
            figures=agreements.terms,
        ),
        Report(
            name="obligations",
            title=_l("Obligations kept"),
            about=_l("What was done in time, late or not at all, by the year it was due."),
            icon="checkbox",
            needs=P.OBLIGATIONS_READ,
            figures=agreements.obligations,
        ),
        Report(
            name="flow",
            title=_l("Talks by stage"),
            about=_l("How many talks came to each stage and left it, and how long they stay."),
            icon="layout-kanban",
            needs=P.NEGOTIATIONS_READ,
            figures=talks.flow,
            parameters=("year", "country", "area", "official"),
        ),
        Report(
            name="cohorts",
            title=_l("Talks by the year they began"),
            about=_l("What became of the talks of each year, and after how long."),
            icon="history",
            needs=P.NEGOTIATIONS_READ,
            figures=talks.cohorts,
            parameters=("country", "area", "official"),
        ),
        Report(
            name="outcomes-country",
            title=_l("Outcome of talks by country"),
            about=_l("The share that became agreements, country by country."),
            icon="flag",
            needs=P.NEGOTIATIONS_READ,
            figures=talks.outcomes_by_country,
            parameters=("year", "area", "official"),
        ),
        Report(
            name="outcomes-area",
            title=_l("Outcome of talks by area"),
            about=_l("The share that became agreements, by area of cooperation."),
            icon="tag",
            needs=P.NEGOTIATIONS_READ,
            figures=talks.outcomes_by_area,
            parameters=("year", "country", "official"),
        ),
        Report(
            name="outcomes-official",
            title=_l("Outcome of talks by official"),
            about=_l("The share that became agreements, by who answers for the talks."),
            icon="users",
            needs=P.NEGOTIATIONS_READ,
            figures=talks.outcomes_by_official,
            parameters=("year", "country", "area"),
        ),
        Report(
            name="activity",
            title=_l("Activity by month"),
            about=_l("Meetings, calls, letters and visits of a year."),
            icon="messages",
            needs=P.INTERACTIONS_READ,
            figures=activity.by_month,
            parameters=("year", "country", "area", "official"),
        ),
        Report(
            name="officials",
            title=_l("Activity by official"),
            about=_l("Who logged what, moved which talks and began agreements."),
            icon="user",
            needs=P.INTERACTIONS_READ,
            figures=activity.by_official,
            parameters=("year", "country", "area"),
        ),
        Report(
            name="years",
            title=_l("Year against year"),
            about=_l("The same figures of every year, for a speech or an interview."),
            icon="list-numbers",
            needs=P.INTERACTIONS_READ,
            figures=activity.by_year,
        ),
        Report(
            name="gifts",
            title=_l("Gifts by country"),
            about=_l("Given and received, with their value where it is known."),
            icon="gift",
            needs=P.GIFTS_READ,
            figures=gifts.by_country,
            parameters=("year",),
        ),
    )
}
