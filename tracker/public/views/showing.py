"""The office's side: the page switched on, and each record shown or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template, url_for
from flask_babel import gettext as _

from tracker.accounts.queries import homes
from tracker.agreements import queries as agreement_queries
from tracker.events import queries as event_queries
from tracker.partners import queries as partner_queries
from tracker.permissions import Permission
from tracker.public import actions, kept
from tracker.public.forms import PublicAgreementForm, PublicationForm, PublicPageForm
from tracker.public.models import DEFAULT_LICENCE
from tracker.public.views.area import public_page, publishing, whole_url
from tracker.web import formats
from tracker.web.editing import answer_form
from tracker.web.parts import SIDE, Part, register_part
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from tracker.accounts.models import User
    from tracker.kernel.subjects import Subject
    from tracker.public.models import Publication
    from tracker.web.fields import RecordForm

PAGE_FIELDS = ("is_on", *actions.WORDS, "frame_origins")
OPENS = {"partner": "publishing.partner", "agreement": "publishing.agreement", "event": "publishing.event"}
ID_NAMES = {"partner": "partnership_id", "agreement": "agreement_id", "event": "event_id"}
RECORDS = {"partner": "partners.show", "agreement": "agreements.show", "event": "events.show"}


@public_page.form("/", needs=Permission.SETTINGS_MANAGE)
def index() -> ResponseReturnValue:
    by, page = signed_in_user(), kept.find_page()
    opened_with = {"licence_name": DEFAULT_LICENCE[0], "licence_url": DEFAULT_LICENCE[1]}
    if page is not None:
        opened_with = {name: getattr(page, name) for name in PAGE_FIELDS}
    form = PublicPageForm(opened_with, version=page.version if page else None)
    here = url_for("public_page.index")
    (home,) = homes()
    return answer_form(
        form,
        save=lambda: actions.keep_page(by=by, version=form.opened_version(), answers=form.answers()),
        saved_to=lambda _page: here,
        saved_text=_("Saved."),
        template="public_page/index.html",
        record=page,
        back_to=here,
        page=page,
        address=whole_url("page", home.slug),
        frame_address=whole_url("embed", home.slug),
        shown=[_line(row) for row in kept.shown()],
    )


def _line(row: Any) -> dict[str, str]:
    """A record that is shown: what it is called inside, its kind, and where that is decided."""
    russian = formats.language() == "ru"
    if row.partnership_id is not None:
        kind, label, title = "partner", _("Partner city"), row.partner_ru if russian else row.partner_en
    elif row.agreement_id is not None:
        kind, label, title = "agreement", _("Agreement"), row.agreement
    else:
        kind, label, title = "event", _("Event"), row.event_ru if russian else row.event_en
    number = getattr(row, ID_NAMES[kind])
    return {"title": title, "label": label, "url": _address(OPENS, kind, number)}


def _address(endpoints: dict[str, str], kind: str, number: int) -> str:
    words: dict[str, Any] = {ID_NAMES[kind]: number}
    return url_for(endpoints[kind], **words)


@publishing.form("/partners/<int:partnership_id>/public", needs=Permission.PUBLICATIONS_EDIT)
def partner(partnership_id: int) -> ResponseReturnValue:
    record = partner_queries.get_partnership(partnership_id)
    found = kept.find_publication("partner", record.id)
    form = PublicationForm(_opened_with(found), version=found.version if found else None)
    told = _(
        "Everybody sees: name, country and region, kind, status, since when, areas of cooperation, and these words."
    )
    return _asked("partner", record, found, form, actions.show_partner, record.title_in(formats.language()), told)


@publishing.form("/events/<int:event_id>/public", needs=Permission.PUBLICATIONS_EDIT)
def event(event_id: int) -> ResponseReturnValue:
    record = event_queries.get_event(event_id)
    found = kept.find_publication("event", record.id)
    form = PublicationForm(_opened_with(found), version=found.version if found else None)
    told = _("Everybody sees until its last day: title, kind, days, city, and these words.")
    return _asked("event", record, found, form, actions.show_event, record.title_in(formats.language()), told)


@publishing.form("/agreements/<int:agreement_id>/public", needs=Permission.PUBLICATIONS_EDIT)
def agreement(agreement_id: int) -> ResponseReturnValue:
    record = agreement_queries.get_agreement(agreement_id)
    found = kept.find_publication("agreement", record.id)
    opened_with = {**_opened_with(found), "document_version_id": found.document_version_id if found else None}
    form = PublicAgreementForm(opened_with, version=found.version if found else None)
    form.offer([(row.id, f"{row.title}: {row.name}") for row in kept.texts_of(record.id)])
    told = _(
        "Everybody sees: title, kind, the other parties, days of signing, entry and end, status, "
        "where it is published, and the file chosen here."
    )
    return _asked("agreement", record, found, form, actions.show_agreement, record.title, told)


def _opened_with(found: Publication | None) -> dict[str, Any]:
    if found is None:
        return {}
    return {"is_shown": found.is_shown, "text_ru": found.text_ru, "text_en": found.text_en}


def _asked(
    kind: str,
    record: Any,
    found: Publication | None,
    form: RecordForm,
    show: Callable[..., Publication],
    title: str,
    told: str,
) -> ResponseReturnValue:
    by: User = signed_in_user()
    back = _address(RECORDS, kind, record.id)
    return answer_form(
        form,
        save=lambda: show(record, by=by, version=form.opened_version(), answers=form.answers()),
        saved_to=lambda _saved: back,
        saved_text=_("Saved."),
        template="publishing/_one.html",
        record=found,
        back_to=back,
        title=title,
        told=told,
        back=back,
    )


def _beside(subject: Subject) -> str:
    found = kept.find_publication(subject.kind, subject.id)
    return render_template("publishing/_beside.html", found=found, url=_address(OPENS, subject.kind, subject.id))


register_part(RECORDS, Part(name="public", place=SIDE, order=850, needs=Permission.PUBLICATIONS_EDIT, render=_beside))
