"""Keeping templates, and making a draft from one."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from tracker.audit import actions as audit
from tracker.document_templates import filling, queries, reading
from tracker.document_templates.kinds import ATTACHED_AS, MADE_FROM, Kind, Language
from tracker.document_templates.models import DocumentTemplate
from tracker.documents import actions as documents
from tracker.documents.actions import Upload
from tracker.documents.receiving import read_whole
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, RuleBroken
from tracker.kernel.text import N_

if TYPE_CHECKING:
    from tracker.accounts.models import User
    from tracker.document_templates.filling import Values
    from tracker.documents.models import DocumentVersion
    from tracker.documents.receiving import Stream
    from tracker.kernel.subjects import Subject


LARGEST = 1024 * 1024


@dataclass(frozen=True)
class Source:
    """What a draft is made from: a municipality's template, or one that comes with the tracker."""

    name: str
    kind: Kind
    language: Language
    content: bytes


def add(*, by: User, answers: dict[str, Any], content: Stream, name: str, declared: str = "") -> DocumentTemplate:
    """Keep a new template. `answers`: name, kind, language. Raises TemplateRefused with what has to be mended."""
    made = DocumentTemplate(name=answers["name"], kind=Kind(answers["kind"]), language=Language(answers["language"]))
    _put(made, content, name=name, declared=declared)
    db.session.add(made)
    audit.record("create", made, by=by)
    return made


def replace(
    template: DocumentTemplate,
    *,
    by: User,
    version: int | None,
    answers: dict[str, Any],
    file: tuple[Stream, str, str] | None,
) -> None:
    """Change what is said of it and, with a file (content, name, declared type), the document itself."""
    if version is not None and template.version != version:
        raise EditedMeanwhile(template)
    template.name = answers["name"]
    template.kind = Kind(answers["kind"])
    template.language = Language(answers["language"])
    if file is not None:
        _put(template, file[0], name=file[1], declared=file[2])
    else:
        reading.check(template.content, template.kind)
    audit.record("edit", template, by=by)


def _put(template: DocumentTemplate, content: Stream, *, name: str, declared: str) -> None:
    taken, own_name = read_whole(content, name=name, declared=declared, only="docx")
    if len(taken) > LARGEST:
        raise RuleBroken(N_("A template is at most 1 MB."), "files")
    reading.check(taken, template.kind)
    template.content, template.file_name, template.size = taken, own_name, len(taken)
    template.sha256 = hashlib.sha256(taken).hexdigest()


def archive(template: DocumentTemplate, *, by: User) -> None:
    template.archived_at = template.archived_at or clock.now()
    audit.record("archive", template, by=by)


def restore(template: DocumentTemplate, *, by: User) -> None:
    template.archived_at = None
    audit.record("restore", template, by=by)


def make_draft(source: Source, subject: Subject, values: Values, *, by: User) -> DocumentVersion:
    """Fill the template and attach the paper to the record: as a new version where a draft of this name is there.

    Where that one is the same already (the button was pressed twice), it is the answer again.
    """
    if subject.kind not in MADE_FROM[source.kind]:
        raise RuleBroken(N_("This template is not for papers of such a record."))
    language = Language.RU if source.language is Language.BILINGUAL else source.language
    filled = filling.fill(source.content, values, language.value)
    file = Upload(content=BytesIO(filled), name=f"{_plain(source.name)}.docx", language=language.value)
    earlier = queries.find_paper(subject, source.name)
    if earlier is not None and earlier.versions[0].sha256 == hashlib.sha256(filled).hexdigest():
        return earlier.versions[0]
    if earlier is not None:
        return documents.add_version(earlier, file, by=by)
    made = documents.attach(file, kind=ATTACHED_AS[source.kind], subject=subject, by=by, title=source.name)
    return made.versions[0]


def _plain(name: str) -> str:
    return re.sub(r"[^\w\s().-]+", " ", name).strip() or "draft"
