"""Keeping the days of cities: the partners' and the home city's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from tracker.calendar import actions, forms, queries
from tracker.calendar.views.area import calendar
from tracker.kernel.text import read_number
from tracker.partners import queries as partner_queries
from tracker.permissions import Permission
from tracker.web.editing import answer_form
from tracker.web.frame import flash_undo
from tracker.web.parts import SIDE, Part, register_part
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.calendar.models import CityDay
    from tracker.kernel.subjects import Subject
    from tracker.partners.models import Partnership


def _page(day: CityDay) -> str:
    if day.partnership_id is not None:
        return url_for("partners.show", partnership_id=day.partnership_id)
    return url_for("calendar.index")


@calendar.form("/days/new", needs=Permission.CALENDAR_EDIT)
def new_day() -> ResponseReturnValue:
    partner = _asked_partner()
    form = forms.CityDayForm({})
    return answer_form(
        form,
        save=lambda: actions.add_city_day(
            by=signed_in_user(), partnership_id=partner.id if partner else None, answers=form.answers()
        ),
        saved_to=_page,
        saved_text=_("Recorded."),
        template="calendar/new_day.html",
        partner=partner,
        page_url=url_for("partners.show", partnership_id=partner.id) if partner else url_for("calendar.index"),
    )


def _asked_partner() -> Partnership | None:
    number = request.args.get("partner", type=read_number)
    return partner_queries.get_partnership(number) if number else None


@calendar.form("/days/<int:city_day_id>/edit", needs=Permission.CALENDAR_EDIT)
def edit_day(city_day_id: int) -> ResponseReturnValue:
    day = queries.get_city_day(city_day_id)
    form = forms.CityDayForm({name: getattr(day, name) for name in actions.FIELDS}, version=day.version)
    return answer_form(
        form,
        save=lambda: actions.edit_city_day(
            day, by=signed_in_user(), version=form.opened_version(), answers=form.answers()
        ),
        saved_to=lambda _none: _page(day),
        saved_text=_("Saved."),
        template="calendar/edit_day.html",
        record=day,
        back_to=_page(day),
        page_url=_page(day),
        day=day,
        partner=day.partnership,
    )


@calendar.action("/days/<int:city_day_id>/archive", needs=Permission.CALENDAR_EDIT)
def archive_day(city_day_id: int) -> ResponseReturnValue:
    day = queries.get_city_day(city_day_id)
    actions.archive_city_day(day, by=signed_in_user())
    flash_undo(_("The day is taken away."), url_for("calendar.restore_day", city_day_id=day.id))
    return redirect(_page(day), 303)


@calendar.action("/days/<int:city_day_id>/restore", needs=Permission.CALENDAR_EDIT)
def restore_day(city_day_id: int) -> ResponseReturnValue:
    day = queries.get_city_day(city_day_id)
    actions.restore_city_day(day, by=signed_in_user())
    return redirect(_page(day), 303)


def _beside(subject: Subject) -> str:
    """Only the way to them: no query on a page that many slices fill."""
    return render_template("calendar/_days.html", partner_id=subject.id)


register_part(["partner"], Part(name="city-days", place=SIDE, order=70, needs=Permission.CALENDAR_READ, render=_beside))
