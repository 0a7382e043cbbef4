"""What comes after an event: its outcome and the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from tracker.events import actions, forms, queries
from tracker.events.views import lookups
from tracker.events.views.area import events
from tracker.events.views.keeping import page_of
from tracker.kernel import clock
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.editing import answer_form
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@events.form("/<int:event_id>/outcome", needs=Permission.EVENTS_EDIT)
def outcome(event_id: int) -> ResponseReturnValue:
    event = queries.get_told(event_id)
    opened_with = {"outcome": event.outcome, "results": event.results, "links": lookups.link_tokens(event)}
    form = forms.outcome_form(lookups.links_named, lookups.links_found)(opened_with, version=event.version)

    def save() -> None:
        answers = form.answers()
        links = [(kind, int(number)) for kind, _c, number in (one.partition(":") for one in answers.pop("links") or [])]
        actions.record_outcome(event, by=signed_in_user(), version=form.opened_version(), answers=answers, links=links)

    return answer_form(
        form,
        save=save,
        saved_to=lambda _none: page_of(event),
        saved_text=_("Saved."),
        template="events/outcome.html",
        record=event,
        back_to=page_of(event),
        event=event,
        title=event.title_in(formats.language()),
    )


@events.form("/<int:event_id>/report", needs=Permission.EVENTS_EDIT)
def report(event_id: int) -> ResponseReturnValue:
    event = queries.get_event(event_id)
    form: Any = forms.ReportForm(
        {"reported_on": event.reported_on or formats.today(), "document": event.report_document}
    )
    return answer_form(
        form,
        save=lambda: actions.record_report(
            event,
            by=signed_in_user(),
            reported_on=form.reported_on.data,
            document=form.document.data,
            now=clock.now(),
            today=formats.today(),
        ),
        saved_to=lambda _none: page_of(event),
        saved_text=_("The report is recorded."),
        template="events/report.html",
        event=event,
        title=event.title_in(formats.language()),
    )
