"""The pages and files of a dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request, url_for
from flask_babel import gettext as _

from tracker.dossier import actions, document, queries
from tracker.dossier.forms import LANGUAGES as NAMED
from tracker.dossier.forms import PointsForm, TakingForm
from tracker.kernel.subjects import Subject
from tracker.partners import queries as partner_queries
from tracker.partners import wording
from tracker.permissions import Permission
from tracker.web import files, formats
from tracker.web.area import Area
from tracker.web.editing import answer_form
from tracker.web.parts import ACTIONS, Part, register_part
from tracker.web.personal import Purpose, hand_out
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from tracker.dossier.queries import Known
    from tracker.papers import Paper

dossier = Area("dossier", __name__, path="/partners", under="partners")
LANGUAGES = tuple(code for code, _name in NAMED)


def _language() -> str:
    """As asked for, whatever the language of the interface is."""
    asked = request.args.get("language", "")
    return asked if asked in LANGUAGES else formats.language()


def _known(partnership_id: int, language: str) -> Known:
    return queries.gather(partnership_id, language=language, today=formats.today())


@dossier.page("/<int:partnership_id>/dossier", needs=Permission.CONTACTS_READ)
def show(partnership_id: int) -> ResponseReturnValue:
    language = _language()
    known = _known(partnership_id, language)
    other = LANGUAGES[1 - LANGUAGES.index(language)]
    return render_template(
        "dossier/show.html",
        partnership=known.partnership,
        title=wording.title(known.partnership),
        paper=document.whole(known, language),
        points=known.points,
        language=language,
        other_url=url_for(".show", partnership_id=partnership_id, language=other),
        taking=TakingForm(language),
        docx_url=url_for(".show_docx", partnership_id=partnership_id),
        pdf_url=url_for(".show_pdf", partnership_id=partnership_id),
    )


@dossier.page("/<int:partnership_id>/dossier.docx", needs=Permission.CONTACTS_READ)
def show_docx(partnership_id: int) -> Response:
    return files.docx_answer(*_file(partnership_id))


@dossier.page("/<int:partnership_id>/dossier.pdf", needs=Permission.CONTACTS_READ)
def show_pdf(partnership_id: int) -> Response:
    return files.pdf_answer(*_file(partnership_id))


def _file(partnership_id: int) -> tuple[str, Paper]:
    language = _language()
    known = _known(partnership_id, language)
    hand_out(
        "partnership", Subject("partner", partnership_id), wording.title(known.partnership), purpose=Purpose.MEETING
    )
    name = f"dossier-{known.partnership.title_in(language)}-{known.today.isoformat()}"
    return name, document.of_two_pages(known, language)


@dossier.form("/<int:partnership_id>/dossier/points", needs=Permission.PARTNERS_EDIT)
def points(partnership_id: int) -> ResponseReturnValue:
    user = signed_in_user()
    partnership = partner_queries.get_partnership(partnership_id)
    kept = queries.find_points(partnership_id)
    form = PointsForm({"text": kept.text if kept else ""}, version=kept.version if kept else None)
    language = _language()
    address = url_for(".show", partnership_id=partnership_id, language=language)
    return answer_form(
        form,
        save=lambda: actions.keep_points(partnership, form.text.data or "", by=user, version=form.opened_version()),
        saved_to=lambda _saved: address,
        saved_text=_("Saved."),
        template="dossier/points.html",
        record=kept,
        back_to=address,
        partnership=partnership,
        title=wording.title(partnership),
        address=address,
    )


def _button(subject: Subject) -> str:
    return render_template("dossier/_button.html", url=url_for("dossier.show", partnership_id=subject.id))


register_part(
    ["partner"], Part(name="dossier", place=ACTIONS, order=10, needs=Permission.CONTACTS_READ, render=_button)
)
