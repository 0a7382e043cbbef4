"""The list of agreements as of a day: its page, and its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from tracker.agreements import wording
from tracker.agreements.register import columns
from tracker.agreements.register.asking import RegisterForm
from tracker.agreements.register.document import Register
from tracker.agreements.register.entries import Asked, Entry, entries
from tracker.agreements.views.area import agreements
from tracker.kernel.text import read_number
from tracker.permissions import Permission
from tracker.web import files, formats
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

SIZE = 50
MOST_PAGES = 10_000


def _sees_region() -> bool:
    """The observer: the list of several municipalities, without people."""
    return signed_in_user().municipality_id is None


def _list_of(asked: Asked) -> Register:
    home = signed_in_user().municipality
    return Register(
        asked,
        owner=home.administration_in(formats.language()) if home else "",
        of_region=home is None,
        with_people=home is not None,
    )


@agreements.page("/register", needs=Permission.AGREEMENTS_READ)
def register() -> ResponseReturnValue:
    form = RegisterForm(of_region=_sees_region())
    asked = form.asked()
    found = list(entries(asked))
    page = min(max(request.args.get("page", 1, type=read_number), 1), MOST_PAGES)
    start = (page - 1) * SIZE
    return render_template(
        "agreements/register.html",
        form=form,
        asked=asked,
        shown=[_shown(entry) for entry in found[start : start + SIZE]],
        total=len(found),
        concluded=sum(entry.concluded for entry in found),
        lapsed=sum(entry.lapsed for entry in found),
        first=start + 1,
        before=_address("register", page=page - 1) if page > 1 else None,
        after=_address("register", page=page + 1) if start + SIZE < len(found) else None,
        of_region=_sees_region(),
        files=_files(),
    )


def _shown(entry: Entry) -> dict[str, Any]:
    """What the page shows of an entry; its files tell everything."""
    row = entry.row
    return {
        "entry": entry,
        "url": url_for("agreements.show", agreement_id=row.id),
        "home": row.home_ru if formats.language() == "ru" else row.home_en,
        "state": columns.state(entry),
        "status": entry.standing.status,
        "term": formats.day(entry.standing.ends_on) if entry.standing.ends_on else wording.no_end(row),
        "with": columns.counterparts(entry),
        "kind": columns.kind(entry),
    }


def _address(endpoint: str, **words: Any) -> str:
    said = {name: value for name, value in request.args.items() if name != "page"}
    return url_for(f"agreements.{endpoint}", **{**said, **words})


def _files() -> list[dict[str, str]]:
    return [
        {"text": _("DOCX, for Word"), "url": _address("register_docx")},
        {"text": _("PDF, for print"), "url": _address("register_pdf")},
        {"text": _("XLSX, for Excel"), "url": _address("register_xlsx")},
        {"text": _("CSV, for any program"), "url": _address("register_csv")},
        {"text": _("CSV with semicolons, for Russian Excel"), "url": _address("register_csv", separator="semicolon")},
        {"text": _("CSV with headings for machines"), "url": _address("register_csv", headings="machine")},
    ]


# its files


def _answer(suffix: str) -> Response:
    form = RegisterForm(of_region=_sees_region())
    with force_locale(form.language.data):
        asked = form.asked()
        made = _list_of(asked)
        name = f"agreements-{asked.day:%Y-%m-%d}"
        if suffix == "docx":
            return files.docx_answer(name, made.paper())
        if suffix == "pdf":
            return files.pdf_answer(name, made.paper())
        if suffix == "xlsx":
            return files.xlsx_answer(name, made.headings(), made.cells(), sheet=_("List of agreements"))
        for_machines = request.args.get("headings") == "machine"
        russian = request.args.get("separator") == "semicolon" or (formats.language() == "ru" and not for_machines)
        heads = made.headings(for_machines=for_machines)
        return files.csv_file_answer(name, heads, made.cells(), language="ru" if russian else "en")


@agreements.page("/register.csv", needs=Permission.AGREEMENTS_READ)
def register_csv() -> ResponseReturnValue:
    return _answer("csv")


@agreements.page("/register.xlsx", needs=Permission.AGREEMENTS_READ)
def register_xlsx() -> ResponseReturnValue:
    return _answer("xlsx")


@agreements.page("/register.docx", needs=Permission.AGREEMENTS_READ)
def register_docx() -> ResponseReturnValue:
    return _answer("docx")


@agreements.page("/register.pdf", needs=Permission.AGREEMENTS_READ)
def register_pdf() -> ResponseReturnValue:
    return _answer("pdf")
