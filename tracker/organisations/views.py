"""Organisations: list, record page, forms, lookup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.contacts import queries as contact_queries
from tracker.interactions import queries as interaction_queries
from tracker.kernel.text import clean, numbers_of
from tracker.organisations import actions, forms, queries
from tracker.organisations.models import KIND_LABELS, Organisation
from tracker.permissions import Permission
from tracker.places import queries as place_queries
from tracker.places.models import Country
from tracker.web.area import Area
from tracker.web.bulk import BulkAction, archiving
from tracker.web.cells import Flagged, Linked
from tracker.web.editing import answer_form
from tracker.web.formats import language, words
from tracker.web.frame import flash_undo
from tracker.web.lists import Column, Filter, ListSpec, any_of, archived_filter
from tracker.web.lookups import Group, Option, lookup_answer, typed_query
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

organisations = Area(
    "organisations",
    __name__,
    label=_l("Organisations"),
    icon="building-factory-2",
    order=41,
    under="contacts",
    needs=Permission.ORGANISATIONS_READ,
)
MOST_NAMES = 10
NUMBER = re.compile(r"[0-9]{1,9}")
FIELDS = (
    "name_ru", "name_en", "name_original", "short_name", "kind", "city_id", "country_id", "website", "email", "phone",
    "address", "note",
)  # fmt: skip


def _in_language(row: Any, what: str) -> str:
    return str(getattr(row, f"{what}_ru" if language() == "ru" else f"{what}_en") or "")


def _columns() -> Sequence[Column]:
    return (
        Column(
            name="name",
            label=_l("Name"),
            value=lambda row: Linked(_in_language(row, "name"), url_for("organisations.show", organisation_id=row.id)),
            sort=Organisation.sort_name,
        ),
        Column(name="kind", label=_l("Kind"), value=lambda row: words(KIND_LABELS[row.kind]), sort=Organisation.kind),
        Column(
            name="country",
            label=_l("Country"),
            value=lambda row: Flagged(_in_language(row, "country"), row.country_code.lower()),
        ),
        Column(name="city", label=_l("City"), value=lambda row: _in_language(row, "city")),
        Column(name="phone", label=_l("Phone"), value=lambda row: row.phone),
        Column(name="email", label=_l("E-mail"), value=lambda row: row.email),
        Column(name="website", label=_l("Website"), value=lambda row: row.website, shown=False),
        Column(name="original", label=_l("Original name"), value=lambda row: row.name_original, shown=False),
    )


def _filters() -> Sequence[Filter]:
    return (
        Filter(name="kind", label=_l("Kind"), choices=forms.kind_choices, narrow=any_of(Organisation.kind)),
        Filter(
            name="country",
            label=_l("Country"),
            choices=lambda: [(row.code, _in_language(row, "name")) for row in queries.countries()],
            narrow=any_of(Country.code),
        ),
        archived_filter(Organisation),
    )


def _bulk() -> Sequence[BulkAction]:
    return (
        archiving(
            needs=Permission.ORGANISATIONS_ARCHIVE,
            check=lambda _record, _by: None,
            archive=actions.archive,
            restore=actions.restore,
        ),
    )


ORGANISATIONS = ListSpec(
    name="organisations",
    title=_l("Organisations"),
    query=queries.rows,
    key=Organisation.id,
    columns=_columns,
    filters=_filters,
    searched=Organisation,
    sort="name",
    bulk=_bulk,
)
organisations.list(ORGANISATIONS, needs=Permission.ORGANISATIONS_READ)


@organisations.page("/lookup", needs=Permission.ORGANISATIONS_READ)
def lookup() -> ResponseReturnValue:
    typed = typed_query()
    may_create = signed_in_user().may(Permission.ORGANISATIONS_EDIT)
    options = [organisation_option(row) for row in queries.found(typed)]
    create = _("Create “%(name)s”", name=typed) if typed and may_create else None
    return lookup_answer([Group(_("Organisations"), options)], create=create)


def organisation_option(row: Any) -> Option:
    where = _in_language(row, "city") or _in_language(row, "country")
    return Option(str(row.id), _in_language(row, "name"), where, row.country_code.lower())


@organisations.page("/doubles", needs=Permission.ORGANISATIONS_EDIT)
def doubles() -> ResponseReturnValue:
    """What is here already under what is being typed: a part of the form's page."""
    names = [clean(value)[:200] for value in request.args.getlist("name")[:MOST_NAMES]]
    reach = [clean(value)[:200] for value in request.args.getlist("reach")[:MOST_NAMES]]
    but = request.args.get("but", "")
    found = queries.doubles_of(
        names,
        but=int(but) if NUMBER.fullmatch(but) else None,
        loosely=True,
        email=next((value for value in reach if "@" in value), ""),
        phone=next((value for value in reach if "@" not in value), ""),
    )
    return render_template("organisations/_doubles.html", doubles=found)


@organisations.page("/<int:organisation_id>", needs=Permission.ORGANISATIONS_READ)
def show(organisation_id: int) -> ResponseReturnValue:
    organisation = queries.get_organisation(organisation_id)
    return render_template(
        "organisations/show.html",
        organisation=organisation,
        kind=words(KIND_LABELS[organisation.kind]),
        people=contact_queries.of_organisation(organisation_id),
        met=interaction_queries.of_organisation(organisation_id, language()),
        kinds=interaction_queries.KIND_LABELS,
    )


def _cities_named(tokens: Sequence[str]) -> list[Option]:
    rows = place_queries.cities_named(numbers_of(tokens))
    return [_city_option(row) for row in rows]


def _cities_found(typed: str) -> list[Option]:
    return [_city_option(row) for row in place_queries.cities_found(typed)]


def _city_option(row: Any) -> Option:
    return Option(str(row.id), _in_language(row, "name"), _in_language(row, "country"), row.country_code.lower())


def _form(opened_with: dict[str, Any], version: int | None = None) -> Any:
    countries = sorted(
        ((one.id, one.name_in(language())) for one in place_queries.countries()), key=lambda pair: pair[1]
    )
    return forms.organisation_form(_cities_named, _cities_found, countries)(opened_with, version=version)


@organisations.form("/new", needs=Permission.ORGANISATIONS_EDIT)
def new() -> ResponseReturnValue:
    by = signed_in_user()
    home = place_queries.find_country(by.municipality.country_code if by.municipality else "RU")
    form = _form({"country_id": home.id if home else None, "name_ru": request.args.get("name")})
    names = [name for name in (form.name_ru.data, form.name_en.data, form.name_original.data) if name]
    email, phone = form.email.data or "", form.phone.data or ""
    doubles = queries.doubles_of(names, email=email, phone=phone, loosely=True) if form.is_submitted() else []
    asked = bool(doubles) and "anyway" not in request.form
    if asked:
        form.form_errors.append(
            _("There is an organisation of almost this name. Look at it, or create this one anyway.")
        )
        page = render_template("organisations/new.html", form=form, doubles=doubles)
        return page, 422
    return answer_form(
        form,
        save=lambda: actions.create(by=by, answers=form.answers()),
        saved_to=lambda made: url_for("organisations.show", organisation_id=made.id),
        saved_text=_("The organisation is created."),
        template="organisations/new.html",
        doubles=[],
    )


@organisations.form("/<int:organisation_id>/edit", needs=Permission.ORGANISATIONS_EDIT)
def edit(organisation_id: int) -> ResponseReturnValue:
    organisation = queries.get_organisation(organisation_id)
    opened_with = {name: getattr(organisation, name) for name in FIELDS}
    form = _form({**opened_with, "kind": organisation.kind.value}, organisation.version)
    here = url_for("organisations.show", organisation_id=organisation_id)
    return answer_form(
        form,
        save=lambda: actions.edit(
            organisation, by=signed_in_user(), version=form.opened_version(), answers=form.answers()
        ),
        saved_to=lambda _none: here,
        saved_text=_("Saved."),
        template="organisations/edit.html",
        record=organisation,
        back_to=here,
        organisation=organisation,
    )


@organisations.action("/<int:organisation_id>/archive", needs=Permission.ORGANISATIONS_ARCHIVE)
def archive(organisation_id: int) -> ResponseReturnValue:
    actions.archive(queries.get_organisation(organisation_id), by=signed_in_user())
    flash_undo(_("The organisation is archived."), url_for("organisations.restore", organisation_id=organisation_id))
    return redirect(url_for("organisations.index"), 303)


@organisations.action("/<int:organisation_id>/restore", needs=Permission.ORGANISATIONS_ARCHIVE)
def restore(organisation_id: int) -> ResponseReturnValue:
    actions.restore(queries.get_organisation(organisation_id), by=signed_in_user())
    flash(_("The organisation is back."), "ok")
    return redirect(url_for("organisations.show", organisation_id=organisation_id), 303)
