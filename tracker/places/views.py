"""Lookups of places, and the administrator's pages about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.kernel.text import numbers_of
from tracker.permissions import Permission
from tracker.places import actions, forms, queries
from tracker.places.models import City, Country
from tracker.web.area import Area
from tracker.web.cells import Flagged, Linked
from tracker.web.editing import answer_form
from tracker.web.formats import language, zone
from tracker.web.lists import Column, Filter, ListSpec, any_of
from tracker.web.lookups import Group, Option, lookup_answer, typed_query
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

places = Area(
    "places",
    __name__,
    label=_l("Places"),
    icon="map-2",
    order=115,
    under="administration",
    needs=Permission.PLACES_EDIT,
    path="/admin/places",
)


def named(row: Any, what: str = "name") -> str:
    """The Russian or English form of a row's name."""
    return str(getattr(row, f"{what}_ru" if language() == "ru" else f"{what}_en") or "")


def city_option(row: Any) -> Option:
    other = row.name_en if language() == "ru" else row.name_ru
    where = ", ".join(part for part in (named(row, "region"), named(row, "country")) if part)
    return Option(str(row.id), named(row), f"{other} · {where}", row.country_code.lower())


@places.page("/cities/lookup", needs=Permission.PLACES_READ)
def city_lookup() -> ResponseReturnValue:
    options = [city_option(row) for row in queries.cities_found(typed_query())]
    return lookup_answer([Group(_("Cities"), options)])


@places.page("/regions/lookup", needs=Permission.PLACES_READ)
def region_lookup() -> ResponseReturnValue:
    return lookup_answer([Group(_("Regions"), _regions_found(typed_query()))])


def _region_option(row: Any, kind: str = "") -> Option:
    return Option(f"{kind}{row.id}", named(row), named(row, "country"), row.country_code.lower())


def _regions_found(typed: str) -> list[Option]:
    return [_region_option(row) for row in queries.regions_found(typed)]


def _regions_named(tokens: Sequence[str]) -> list[Option]:
    return [_region_option(row) for row in queries.regions_named(numbers_of(tokens))]


@places.page("/lookup", needs=Permission.PLACES_READ)
def lookup() -> ResponseReturnValue:
    """Cities, regions and countries, as tokens `city:1`, `region:2`, `country:3`."""
    typed = typed_query()
    cities = [city_option(row) for row in queries.cities_found(typed, 6)]
    regions = [_region_option(row, "region:") for row in queries.regions_found(typed, 4)]
    countries = [
        Option(f"country:{one.id}", one.name_in(language()), "", one.code.lower())
        for one in queries.countries_found(typed, 4)
    ]
    tokens = [Option(f"city:{one.id}", one.label, one.hint, one.flag) for one in cities]
    return lookup_answer([Group(_("Cities"), tokens), Group(_("Regions"), regions), Group(_("Countries"), countries)])


def _columns() -> Sequence[Column]:
    russian = language() == "ru"
    return (
        Column(
            name="name",
            label=_l("City"),
            value=lambda row: Linked(named(row), url_for("places.edit", city_id=row.id)),
            sort=City.sort_name,
        ),
        Column(
            name="other", label=_l("In the other language"), value=lambda row: row.name_en if russian else row.name_ru
        ),
        Column(name="region", label=_l("Region"), value=lambda row: named(row, "region")),
        Column(
            name="country",
            label=_l("Country"),
            value=lambda row: Flagged(named(row, "country"), row.country_code.lower()),
        ),
        Column(name="population", label=_l("Population"), value=lambda row: row.population, end=True),
        Column(name="zone", label=_l("Time zone"), value=lambda row: row.timezone),
    )


def _filters() -> Sequence[Filter]:
    return (
        Filter(
            name="country",
            label=_l("Country"),
            choices=lambda: [(one.code, one.name_in(language())) for one in queries.countries()],
            narrow=any_of(Country.code),
        ),
        Filter(
            name="added",
            label=_l("Origin"),
            choices=lambda: [("yes", _("added by hand"))],
            narrow=lambda statement, _values: statement.where(City.added_by_hand),
            single=True,
        ),
    )


PLACES = ListSpec(
    name="places",
    title=_l("Places"),
    query=queries.city_rows,
    key=City.id,
    columns=_columns,
    filters=_filters,
    searched=City,
    sort="name",
)
places.list(PLACES, needs=Permission.PLACES_EDIT)


@places.page("/groupings", needs=Permission.PLACES_EDIT)
def groupings() -> ResponseReturnValue:
    return render_template("places/groupings.html", groups=queries.groups(), members=queries.members())


def _form(opened_with: dict[str, Any], version: int | None = None) -> Any:
    form: Any = forms.city_form(_regions_named, _regions_found)(opened_with, version=version)
    countries = [(one.id, one.name_in(language())) for one in queries.countries()]
    form.country_id.set_choices([("", ""), *sorted(countries, key=lambda pair: pair[1])])
    return form


@places.form("/new", needs=Permission.PLACES_EDIT)
def new() -> ResponseReturnValue:
    form = _form({"timezone": zone()})
    return answer_form(
        form,
        save=lambda: actions.add_city(by=signed_in_user(), answers=form.answers()),
        saved_to=lambda _city: url_for("places.index"),
        saved_text=_("The place is added."),
        template="places/new.html",
    )


@places.form("/<int:city_id>/edit", needs=Permission.PLACES_EDIT)
def edit(city_id: int) -> ResponseReturnValue:
    city = queries.get_city(city_id)
    form = _form(forms.opened_with(city), city.version)
    return answer_form(
        form,
        save=lambda: actions.edit_city(
            city, by=signed_in_user(), version=form.opened_version(), answers=form.answers()
        ),
        saved_to=lambda _none: url_for("places.index"),
        saved_text=_("Saved."),
        template="places/edit.html",
        record=city,
        back_to=url_for("places.edit", city_id=city_id),
        city=city,
    )
