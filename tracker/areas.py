"""The areas of the site. Those with an `order` stand in the menu of people who may open them."""

from __future__ import annotations

from tracker.accounts.views import accounts, users
from tracker.admin.views import administration, settings
from tracker.agreements.views import agreements
from tracker.audit.views import audit
from tracker.board_visits.views import board_visits
from tracker.bulk.views import bulk
from tracker.calendar.views import calendar
from tracker.contacts.views import contacts
from tracker.dashboard.views import dashboard
from tracker.document_templates.views import document_templates, drafts
from tracker.documents.views import documents
from tracker.dossier.views import dossier
from tracker.event_mode.views import event_mode
from tracker.events.views import events
from tracker.gifts.views import gifts
from tracker.handover.views import handover
from tracker.imports.views import imports
from tracker.interactions.views import interactions
from tracker.interests.views import interests
from tracker.letters.views import letters
from tracker.merging.views import merging
from tracker.negotiations.views import negotiations, stages
from tracker.notices.views import notices
from tracker.obligations.views import obligations
from tracker.organisations.views import organisations
from tracker.outbox.views import outbox
from tracker.partners.views import dictionaries, partners
from tracker.places.views import places
from tracker.public.views import public, public_page, publishing
from tracker.region.views import region
from tracker.regulations.views import regulations
from tracker.reports.views import reports
from tracker.saved_views.views import saved_views
from tracker.search.views import search
from tracker.tasks.views import tasks
from tracker.web.area import Area
from tracker.yearly_reports.views import yearly_reports

AREAS: list[Area] = [
    reports,
    dashboard,
    partners,
    dossier,
    negotiations,
    agreements,
    obligations,
    yearly_reports,
    region,
    contacts,
    organisations,
    interactions,
    letters,
    tasks,
    calendar,
    notices,
    gifts,
    handover,
    saved_views,
    bulk,
    board_visits,
    events,
    interests,
    event_mode,
    documents,
    document_templates,
    drafts,
    accounts,
    users,
    stages,
    dictionaries,
    places,
    regulations,
    search,
    merging,
    administration,
    settings,
    public_page,
    publishing,
    public,
    audit,
    outbox,
    imports,
]
