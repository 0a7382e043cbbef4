"""Keeping templates, and making drafts from them on the pages of records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.document_templates import actions, fields, forms, queries, values
from tracker.document_templates.actions import Source
from tracker.document_templates.kinds import KIND_LABELS, LANGUAGE_LABELS, MADE_FROM, Language, kinds_for
from tracker.document_templates.models import DocumentTemplate
from tracker.document_templates.reading import Fault, TemplateRefused
from tracker.document_templates.shipped import shipped
from tracker.kernel.subjects import Subject, attachable_kinds
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.area import Area
from tracker.web.editing import answer_form
from tracker.web.files import file_answer
from tracker.web.frame import flash_undo
from tracker.web.parts import ACTIONS, Part, register_part
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue
    from werkzeug.datastructures import FileStorage

document_templates = Area(
    "document_templates",
    __name__,
    label=_l("Templates of papers"),
    icon="file-text",
    order=112,
    under="administration",
    needs=Permission.TEMPLATES_MANAGE,
    path="/admin/templates",
)
drafts = Area("drafts", __name__)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OWN = "own"
PLACE_OF_THE_BUTTON = 30


@document_templates.page("/", needs=Permission.TEMPLATES_MANAGE)
def index() -> ResponseReturnValue:
    return render_template(
        "document_templates/index.html",
        own=queries.templates(),
        shipped=shipped(),
        described=_described,
        groups=_groups(),
    )


def _described(one: Source | DocumentTemplate) -> str:
    return f"{formats.words(KIND_LABELS[one.kind])} · {formats.words(LANGUAGE_LABELS[one.language])}"


def _groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """The list of fields as the page shows it: those of every paper, those of a kind of record, and the tables."""
    labels = {kind.name: formats.words(kind.label) for kind in attachable_kinds()}
    by_record: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for field in fields.FIELDS.values():
        by_record.setdefault(field.of, []).append((f"{{{{ {field.name} }}}}", formats.words(field.label)))
    groups = [
        (_("Everywhere") if of == fields.EVERYWHERE else ", ".join(labels[name] for name in of), rows)
        for of, rows in by_record.items()
    ]
    for table in fields.TABLES.values():
        of = next(iter(table.values())).of
        rows = [(f"{{{{ {field.name} }}}}", formats.words(field.label)) for field in table.values()]
        groups.append((_("A repeated row: %(record)s", record=", ".join(labels[name] for name in of)), rows))
    return groups


@document_templates.form("/new", needs=Permission.TEMPLATES_MANAGE)
def new() -> ResponseReturnValue:
    form = forms.NewTemplateForm()
    faults: list[Fault] = []

    def save() -> DocumentTemplate:
        sent = form.files.data[0]
        return actions.add(by=signed_in_user(), answers=form.answers(), content=sent.stream, **_named(sent))

    return _answered(form, save, faults, saved_text=_("The template is there."), template="document_templates/new.html")


@document_templates.form("/<int:document_template_id>/edit", needs=Permission.TEMPLATES_MANAGE)
def edit(document_template_id: int) -> ResponseReturnValue:
    template = queries.get_template(document_template_id)
    opened = {"name": template.name, "kind": template.kind.value, "language": template.language.value}
    form = forms.TemplateForm(opened, version=template.version)
    faults: list[Fault] = []

    def save() -> DocumentTemplate:
        sent = form.file
        file = (sent.stream, sent.filename or "", sent.mimetype or "") if sent is not None else None
        version = form.opened_version()
        actions.replace(template, by=signed_in_user(), version=version, answers=form.answers(), file=file)
        return template

    return _answered(
        form,
        save,
        faults,
        saved_text=_("Saved."),
        template="document_templates/edit.html",
        record=template,
        back_to=url_for(".index"),
    )


def _named(sent: FileStorage) -> dict[str, str]:
    return {"name": sent.filename or "", "declared": sent.mimetype or ""}


def _answered(
    form: forms.TemplateForm, save: Callable[[], DocumentTemplate], faults: list[Fault], **more: Any
) -> ResponseReturnValue:
    """The form's answer; what a refused file has to mend is told beside it."""

    def reported() -> DocumentTemplate:
        try:
            return save()
        except TemplateRefused as refused:
            faults.extend(refused.faults)
            raise

    return answer_form(form, save=reported, saved_to=lambda _made: url_for(".index"), faults=faults, told=_told, **more)


def _told(fault: Fault) -> tuple[str, str, str]:
    """Where, what and why, in the reader's language."""
    return _(fault.place.words, **fault.place.values), fault.text, formats.words(fault.why)


@document_templates.page("/<int:document_template_id>/file", needs=Permission.TEMPLATES_MANAGE)
def file(document_template_id: int) -> ResponseReturnValue:
    template = queries.get_template(document_template_id)
    return file_answer(template.file_name, template.content, DOCX)


@document_templates.page("/shipped", needs=Permission.TEMPLATES_MANAGE)
def shipped_file() -> ResponseReturnValue:
    """One that comes with the tracker, to begin an own one from."""
    found = shipped().get(request.args.get("name", ""))
    if found is None:
        return redirect(url_for(".index"))
    return file_answer(f"{found.name}.docx", found.content, DOCX)


@document_templates.action("/<int:document_template_id>/archive", needs=Permission.TEMPLATES_MANAGE)
def archive(document_template_id: int) -> ResponseReturnValue:
    actions.archive(queries.get_template(document_template_id), by=signed_in_user())
    flash_undo(_("The template is archived."), url_for(".restore", document_template_id=document_template_id))
    return redirect(url_for(".index"), 303)


@document_templates.action("/<int:document_template_id>/restore", needs=Permission.TEMPLATES_MANAGE)
def restore(document_template_id: int) -> ResponseReturnValue:
    actions.restore(queries.get_template(document_template_id), by=signed_in_user())
    flash(_("The template is back."), "ok")
    return redirect(url_for(".index"), 303)


@drafts.action("/new", needs=Permission.DOCUMENTS_EDIT)
def new_draft() -> ResponseReturnValue:
    """Fill a template from a record; the paper is attached to it and handed out."""
    user = signed_in_user()
    source = _source(request.form.get("template", ""))
    subject = _subject(request.form.get("subject", ""))
    if source is None or subject is None or not user.may(_right_of(subject)):
        abort(404)
    known = values.values_of(subject, source.kind, by=user, today=formats.today())
    made = actions.make_draft(source, subject, known, by=user)
    flash(_("“%(name)s” is made and attached.", name=source.name), "ok")
    address = url_for("documents.download", document_id=made.document_id, document_version_id=made.id)
    return redirect(address, 303)


def _source(word: str) -> Source | None:
    """A template by its word: of the tracker (`letter-ru`) or the municipality's own (`own:5`)."""
    kind, _colon, number = word.partition(":")
    if kind != OWN:
        return shipped().get(word)
    found = queries.find_in_use(int(number)) if number.isdecimal() and len(number) < 10 else None  # noqa: PLR2004
    return Source(found.name, found.kind, found.language, found.content) if found is not None else None


def _subject(word: str) -> Subject | None:
    kind, _colon, number = word.partition(":")
    known = {name for subjects in MADE_FROM.values() for name in subjects}
    if kind not in known or not number.isdecimal() or len(number) >= 10:  # noqa: PLR2004
        return None
    return Subject(kind, int(number))


def _right_of(subject: Subject) -> Permission:
    return next(Permission(kind.needs) for kind in attachable_kinds() if kind.name == subject.kind)


def show_on_records() -> None:
    """The button on the pages of records from which papers are made."""
    kinds = sorted({name for subjects in MADE_FROM.values() for name in subjects})
    register_part(
        kinds,
        Part(name="draft", place=ACTIONS, order=PLACE_OF_THE_BUTTON, needs=Permission.DOCUMENTS_EDIT, render=_button),
    )


def _button(subject: Subject) -> str:
    kinds = kinds_for(subject.kind)
    own = [(f"{OWN}:{one.id}", one) for one in queries.of_kinds(kinds)]
    ready = [(word, one) for word, one in shipped().items() if one.kind in kinds]
    return render_template(
        "document_templates/_button.html", subject=f"{subject.kind}:{subject.id}", templates=[*own, *_mine_first(ready)]
    )


def _mine_first(ready: list[tuple[str, Source]]) -> list[tuple[str, Source]]:
    """Those that hold the reader's language come first."""
    wanted = {formats.language(), Language.BILINGUAL.value}
    return sorted(ready, key=lambda one: one[1].language.value not in wanted)
