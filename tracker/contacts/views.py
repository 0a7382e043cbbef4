"""Contacts: list, record page, forms, lookup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from tracker.contacts import actions, languages, queries, rules, vcards
from tracker.contacts.forms import CardsForm, contact_form, languages_found
from tracker.contacts.models import BASIS_LABELS, SOURCE_LABELS, WAY_LABELS, Contact, Source, WayKind
from tracker.interactions import queries as interaction_queries
from tracker.kernel.db import db
from tracker.kernel.errors import RuleBroken
from tracker.kernel.reading import only_keys
from tracker.kernel.subjects import Subject, subject_of
from tracker.kernel.text import clean, numbers_of
from tracker.organisations import actions as organisation_actions
from tracker.organisations import queries as organisation_queries
from tracker.permissions import Permission
from tracker.places.models import Country
from tracker.web.area import Area
from tracker.web.attaching import attach_pictures
from tracker.web.bulk import BulkAction, archiving
from tracker.web.cells import Flagged, Linked
from tracker.web.editing import answer_form
from tracker.web.errors import told
from tracker.web.files import file_answer
from tracker.web.formats import language, today, words
from tracker.web.frame import flash_undo
from tracker.web.lists import Column, Filter, ListSpec, ListView, any_of, archived_filter
from tracker.web.lookups import MOST_PICKED, Group, Option, lookup_answer, typed_query
from tracker.web.personal import Purpose, hand_out
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

contacts = Area("contacts", __name__, label=_l("Contacts"), icon="users", order=40, needs=Permission.CONTACTS_READ)
MOST_NAMES = 10
NUMBER = re.compile(r"[0-9]{1,9}")
FIELDS = (
    "name_ru", "name_en", "name_original", "address_as_ru", "address_as_en", "postal_address", "birthday",
    "note", "obtained_on", "review_on", "may_send_abroad",
)  # fmt: skip


def _in_language(row: Any, what: str) -> str:
    first, second = (f"{what}_ru", f"{what}_en") if language() == "ru" else (f"{what}_en", f"{what}_ru")
    return str(getattr(row, first) or getattr(row, second) or "")


def _where(row: Any) -> str:
    return _in_language(row, "organisation") or str(row.body or "")


def _columns() -> Sequence[Column]:
    return (
        Column(
            name="name",
            label=_l("Name"),
            value=lambda row: Linked(_in_language(row, "name"), url_for("contacts.show", contact_id=row.id)),
            sort=Contact.sort_name,
        ),
        Column(name="post", label=_l("Post"), value=lambda row: _in_language(row, "title")),
        Column(
            name="organisation",
            label=_l("Organisation"),
            value=lambda row: Flagged(_where(row), (row.country_code or "").lower()) if _where(row) else None,
        ),
        Column(name="phone", label=_l("Phone"), value=lambda row: row.phone),
        Column(name="email", label=_l("E-mail"), value=lambda row: row.email),
        Column(
            name="languages",
            label=_l("Languages"),
            value=lambda row: languages.told(row.languages, language()) or None,
        ),
        Column(name="country", label=_l("Country"), value=lambda row: _in_language(row, "country"), shown=False),
        Column(name="original", label=_l("Name as written at home"), value=lambda row: row.name_original, shown=False),
        Column(
            name="basis",
            label=_l("Basis"),
            value=lambda row: words(BASIS_LABELS[row.basis]) if row.basis else None,
            shown=False,
        ),
        Column(name="review", label=_l("Review on"), value=lambda row: row.review_on, shown=False),
    )


def _filters() -> Sequence[Filter]:
    return (
        Filter(
            name="country",
            label=_l("Country"),
            choices=lambda: [(row.code, _in_language(row, "name")) for row in queries.countries()],
            narrow=any_of(Country.code),
        ),
        Filter(
            name="organisation",
            label=_l("Organisation"),
            choices=lambda: [(str(row.id), _in_language(row, "name")) for row in queries.employers(_asked_for())],
            narrow=lambda statement, values: statement.where(queries.with_post_in([int(value) for value in values])),
        ),
        Filter(
            name="language",
            label=_l("Languages"),
            choices=lambda: list(languages.names(language()).items()),
            narrow=lambda statement, values: statement.where(queries.who_speaks(values)),
        ),
        Filter(
            name="basis",
            label=_l("Basis for keeping the data"),
            choices=lambda: [("none", _("not recorded"))],
            narrow=lambda statement, _values: statement.where(Contact.basis.is_(None)),
            single=True,
        ),
        archived_filter(Contact),
    )


def _asked_for() -> list[int]:
    """Numbers of the organisations the address asks for: on offer, however many others there are."""
    return [int(value) for value in request.args.getlist("organisation")[:MOST_PICKED] if NUMBER.fullmatch(value)]


def _bulk() -> Sequence[BulkAction]:
    return (
        archiving(
            needs=Permission.CONTACTS_ARCHIVE,
            check=lambda _record, _by: None,
            archive=actions.archive,
            restore=actions.restore,
        ),
    )


CONTACTS = ListSpec(
    name="contacts",
    title=_l("Contacts"),
    query=lambda: queries.rows(today()),
    key=Contact.id,
    columns=_columns,
    filters=_filters,
    searched=Contact,
    sort="name",
    bulk=_bulk,
    personal=Purpose.CORRESPONDENCE,
)
contacts.list(CONTACTS, needs=Permission.CONTACTS_READ)


@contacts.page(".vcf", needs=Permission.CONTACTS_READ)
def index_vcf() -> ResponseReturnValue:
    """The cards of the list as filtered, the first of them."""
    hand_out("contact", Subject("contacts-list", 0), _("Contacts"), purpose=Purpose.CORRESPONDENCE)
    chosen = only_keys(ListView(CONTACTS).narrowed, Contact.id).limit(vcards.MOST_CARDS)
    people = queries.with_all(db.session.scalars(chosen).all())
    return _card_file("contacts", people)


@contacts.page("/<int:contact_id>/card.vcf", needs=Permission.CONTACTS_READ)
def card(contact_id: int) -> ResponseReturnValue:
    contact = queries.get_contact(contact_id)
    hand_out("contact", subject_of(contact), contact.title_told, purpose=Purpose.CORRESPONDENCE)
    return _card_file(contact.name_en, [contact])


def _card_file(name: str, people: Sequence[Contact]) -> ResponseReturnValue:
    written = vcards.written(people, language(), today())
    return file_answer(f"{name}.vcf", [written.encode()], "text/vcard; charset=utf-8")


@contacts.form("/cards", needs=Permission.CONTACTS_EDIT)
def cards() -> ResponseReturnValue:
    """Cards of a file: read, shown with who is here already, and those that are ticked become contacts."""
    form = CardsForm()
    text, found = "", []
    if form.is_submitted():
        try:
            held = form.file.data.read(vcards.LARGEST + 1) if form.file.data else b""
            text = vcards.decoded(held) if held else request.form.get("cards", "")[: vcards.LARGEST]
            found = vcards.read(text)
        except RuleBroken as broken:
            form.add_error("file", told(broken))
    if found and "take" in request.form:
        taken = {int(value) for value in request.form.getlist("take") if NUMBER.fullmatch(value)}
        made = [_from_card(one) for number, one in enumerate(found) if number in taken]
        flash(ngettext("%(num)d contact is created.", "%(num)d contacts are created.", len(made)), "ok")
        return redirect(url_for("contacts.index"), 303)
    rows = [(one, queries.doubles_of(one.names, [_folded(way) for way in one.ways])) for one in found]
    page = render_template("contacts/cards.html", form=form, rows=rows, text=text)
    return page, 422 if form.file.errors else 200


def _folded(way: dict[str, str]) -> str:
    return rules.fold_way(WayKind(way["kind"]), way["value"])


def _from_card(one: vcards.Card) -> Contact:
    """A contact of a card; its organisation by name if there is exactly one, else only named."""
    known = organisation_queries.doubles_of([one.organisation]) if one.organisation else []
    post = {"title_ru": one.title, "title_en": one.title, "is_main": True}
    if len(known) == 1:
        post["organisation_id"] = known[0].id
    else:
        post["body"] = one.organisation or None
    ways = [way for way in one.ways if _is_way(way)]
    answers = {**one.answers, "ways": ways, "posts": [post], "source": Source.CARD.value, "obtained_on": today()}
    return actions.create(by=signed_in_user(), answers=answers)


def _is_way(way: dict[str, str]) -> bool:
    try:
        rules.check_way(WayKind(way["kind"]), way["value"])
    except RuleBroken:
        return False
    return True


@contacts.page("/lookup", needs=Permission.CONTACTS_READ)
def lookup() -> ResponseReturnValue:
    options = [contact_option(row) for row in queries.found(typed_query())]
    return lookup_answer([Group(_("Contacts"), options)])


def contact_option(row: Any) -> Option:
    hint = " · ".join(part for part in (_in_language(row, "title"), _where(row)) if part)
    return Option(str(row.id), _in_language(row, "name"), hint, (row.country_code or "").lower())


@contacts.page("/languages/lookup", needs=Permission.CONTACTS_READ)
def language_lookup() -> ResponseReturnValue:
    return lookup_answer([Group(_("Languages"), languages_found(typed_query()))])


@contacts.page("/doubles", needs=Permission.CONTACTS_EDIT)
def doubles() -> ResponseReturnValue:
    """Who is here already under what is being typed: a part of the form's page."""
    names = [clean(value)[:200] for value in request.args.getlist("name")[:MOST_NAMES]]
    ways = [fold for value in request.args.getlist("reach")[:MOST_NAMES] if (fold := rules.fold_any_way(value[:300]))]
    but = request.args.get("but", "")
    found = queries.doubles_of(names, ways, but=int(but) if NUMBER.fullmatch(but) else None, loosely=True)
    return render_template("contacts/_doubles.html", doubles=found if any(names) or ways else [])


@contacts.page("/<int:contact_id>", needs=Permission.CONTACTS_READ)
def show(contact_id: int) -> ResponseReturnValue:
    contact = queries.get_contact(contact_id)
    return render_template(
        "contacts/show.html",
        contact=contact,
        posts=[post for post in contact.posts if not post.is_over_on(today())],
        earlier=[post for post in contact.posts if post.is_over_on(today())],
        ways=[(words(WAY_LABELS[way.kind]), way.value, rules.link_of(way.kind, way.value)) for way in contact.ways],
        spoken=languages.told(contact.languages, language()),
        basis=words(BASIS_LABELS[contact.basis]) if contact.basis else "",
        source=words(SOURCE_LABELS[contact.source]) if contact.source else "",
        met=interaction_queries.of_contact(contact_id, language()),
        kinds=interaction_queries.KIND_LABELS,
    )


def _organisations_named(tokens: Sequence[str]) -> list[Option]:
    rows = organisation_queries.named(numbers_of(tokens))
    return [_organisation_option(row) for row in rows]


def _organisations_found(typed: str) -> list[Option]:
    return [_organisation_option(row) for row in organisation_queries.found(typed)]


def _organisation_option(row: Any) -> Option:
    return Option(str(row.id), _in_language(row, "name"), _in_language(row, "country"), row.country_code.lower())


def _answers(form: Any) -> dict[str, Any]:
    """The form's answers, with organisations created on the way."""
    answers: dict[str, Any] = form.answers()
    made: dict[str, int] = {}
    for post in answers["posts"]:
        name = post.pop("new_organisation")
        if name and name not in made:
            made[name] = organisation_actions.create_named(name, by=signed_in_user()).id
        if name:
            post["organisation_id"] = made[name]
    return answers


def _ways(form: Any) -> list[str]:
    return [
        rules.fold_way(WayKind(entry.form.kind.data), entry.form.value.data)
        for entry in form.ways.entries
        if entry.form.value.data and entry.form.kind.data in set(WayKind)
    ]


@contacts.form("/new", needs=Permission.CONTACTS_EDIT, takes_files=True)
def new() -> ResponseReturnValue:
    organisation = request.args.get("organisation", "")
    opened_with: dict[str, Any] = {"ways": [{"kind": "mobile"}, {"kind": "email"}]}
    if organisation.isdigit():
        opened_with["posts"] = [{"organisation": organisation}]
    form: Any = contact_form(_organisations_named, _organisations_found)(opened_with)
    if form.is_submitted() and form.asks_for_rows:
        return render_template("contacts/new.html", form=form, doubles=[]), 422
    names = [name for name in (form.name_ru.data, form.name_en.data, form.name_original.data) if name]
    doubles = queries.doubles_of(names, _ways(form), loosely=True) if form.is_submitted() else []
    if doubles and "anyway" not in request.form:
        form.form_errors.append(_("This person seems to be here already. Look, or create the contact anyway."))
        return render_template("contacts/new.html", form=form, doubles=doubles), 422
    return answer_form(
        form,
        save=lambda: _created(form),
        saved_to=lambda made: url_for("contacts.show", contact_id=made.id),
        saved_text=_("The contact is created."),
        template="contacts/new.html",
        doubles=[],
    )


@contacts.form("/<int:contact_id>/edit", needs=Permission.CONTACTS_EDIT, takes_files=True)
def edit(contact_id: int) -> ResponseReturnValue:
    contact = queries.get_contact(contact_id)
    form: Any = contact_form(_organisations_named, _organisations_found)(_opened_with(contact), version=contact.version)
    here = url_for("contacts.show", contact_id=contact_id)
    if form.is_submitted() and form.asks_for_rows:
        return render_template("contacts/edit.html", form=form, contact=contact), 422
    return answer_form(
        form,
        save=lambda: _edited(contact, form),
        saved_to=lambda _none: here,
        saved_text=_("Saved."),
        template="contacts/edit.html",
        record=contact,
        back_to=here,
        contact=contact,
    )


def _created(form: Any) -> Contact:
    made = actions.create(by=signed_in_user(), answers=_answers(form))
    db.session.flush()
    attach_pictures(form, made, by=signed_in_user())
    return made


def _edited(contact: Contact, form: Any) -> None:
    actions.edit(contact, by=signed_in_user(), version=form.opened_version(), answers=_answers(form))
    attach_pictures(form, contact, by=signed_in_user())


def _opened_with(contact: Contact) -> dict[str, Any]:
    return {
        **{name: getattr(contact, name) for name in FIELDS},
        "languages": languages.codes_of(contact.languages),
        "basis": contact.basis.value if contact.basis else None,
        "source": contact.source.value if contact.source else None,
        "ways": [{"kind": way.kind.value, "value": way.value} for way in contact.ways],
        "posts": [
            {
                "id": str(post.id),
                "organisation": str(post.organisation_id) if post.organisation_id else None,
                "body": post.body,
                "title_ru": post.title_ru,
                "title_en": post.title_en,
                "since_on": post.since_on,
                "until_on": post.until_on,
                "is_main": post.is_main,
            }
            for post in contact.posts
        ],
    }


@contacts.action("/<int:contact_id>/archive", needs=Permission.CONTACTS_ARCHIVE)
def archive(contact_id: int) -> ResponseReturnValue:
    actions.archive(queries.get_contact(contact_id), by=signed_in_user())
    flash_undo(_("The contact is archived."), url_for("contacts.restore", contact_id=contact_id))
    return redirect(url_for("contacts.index"), 303)


@contacts.action("/<int:contact_id>/restore", needs=Permission.CONTACTS_ARCHIVE)
def restore(contact_id: int) -> ResponseReturnValue:
    actions.restore(queries.get_contact(contact_id), by=signed_in_user())
    flash(_("The contact is back."), "ok")
    return redirect(url_for("contacts.show", contact_id=contact_id), 303)
