"""Who may do what: permissions are `area:action`, roles are sets of them. The one table; everything asks it."""

from __future__ import annotations

from enum import StrEnum

from tracker.kernel.text import N_


class Role(StrEnum):
    VIEWER = "viewer"
    OFFICIAL = "official"
    MANAGER = "manager"
    ADMIN = "admin"
    OBSERVER = "observer"


ROLE_LABELS = {
    Role.VIEWER: N_("Viewer"),
    Role.OFFICIAL: N_("Official"),
    Role.MANAGER: N_("Manager"),
    Role.ADMIN: N_("Administrator"),
    Role.OBSERVER: N_("Observer of the region"),
}


class Permission(StrEnum):
    """Named `area:action`. `own` in the name: only for records one is responsible for."""

    HOME_READ = "home:read"
    ACCOUNT_EDIT = "account:edit"
    VIEWS_KEEP = "views:keep"
    VIEWS_SHARE = "views:share"
    PLACES_READ = "places:read"
    PLACES_EDIT = "places:edit"
    ORGANISATIONS_READ = "organisations:read"
    ORGANISATIONS_EDIT = "organisations:edit"
    ORGANISATIONS_ARCHIVE = "organisations:archive"
    CONTACTS_READ = "contacts:read"
    CONTACTS_EDIT = "contacts:edit"
    CONTACTS_ARCHIVE = "contacts:archive"
    PARTNERS_READ = "partners:read"
    PARTNERS_EDIT = "partners:edit"
    PARTNERS_ARCHIVE = "partners:archive"
    INTERACTIONS_READ = "interactions:read"
    INTERACTIONS_EDIT = "interactions:edit"
    INTERACTIONS_ARCHIVE = "interactions:archive"
    LETTERS_READ = "letters:read"
    LETTERS_EDIT = "letters:edit"
    GIFTS_READ = "gifts:read"
    GIFTS_EDIT = "gifts:edit"
    GIFTS_ARCHIVE = "gifts:archive"
    EVENTS_READ = "events:read"
    EVENTS_EDIT = "events:edit"
    EVENTS_ARCHIVE = "events:archive"
    INTERESTS_READ = "interests:read"
    INTERESTS_EDIT = "interests:edit"
    INTERESTS_ARCHIVE = "interests:archive"
    DOCUMENTS_READ = "documents:read"
    DOCUMENTS_EDIT = "documents:edit"
    DOCUMENTS_ARCHIVE = "documents:archive"
    NEGOTIATIONS_READ = "negotiations:read"
    NEGOTIATIONS_EDIT = "negotiations:edit"
    NEGOTIATIONS_MOVE_OWN = "negotiations:move-own"
    NEGOTIATIONS_MOVE = "negotiations:move"
    NEGOTIATIONS_ARCHIVE = "negotiations:archive"
    AGREEMENTS_READ = "agreements:read"
    AGREEMENTS_EDIT = "agreements:edit"
    AGREEMENTS_SUBMIT = "agreements:submit"
    AGREEMENTS_APPROVE = "agreements:approve"
    AGREEMENTS_DECIDE = "agreements:decide"
    AGREEMENTS_ARCHIVE = "agreements:archive"
    OBLIGATIONS_READ = "obligations:read"
    OBLIGATIONS_EDIT = "obligations:edit"
    OBLIGATIONS_ARCHIVE = "obligations:archive"
    TASKS_READ = "tasks:read"
    TASKS_EDIT = "tasks:edit"
    TASKS_ARCHIVE = "tasks:archive"
    CALENDAR_READ = "calendar:read"
    CALENDAR_EDIT = "calendar:edit"
    YEARLY_REPORTS_READ = "yearly-reports:read"
    YEARLY_REPORTS_EDIT = "yearly-reports:edit"
    YEARLY_REPORTS_SEND = "yearly-reports:send"
    REGION_REPORTS_READ = "region-reports:read"
    ARCHIVE_OWN = "records:archive-own"
    PUBLICATIONS_EDIT = "publications:edit"
    RECORDS_BULK = "records:bulk"
    RECORDS_REASSIGN = "records:reassign"
    RECORDS_MERGE = "records:merge"
    RECORDS_IMPORT = "records:import"
    REPORTS_READ = "reports:read"
    AUDIT_READ = "audit:read"
    USERS_MANAGE = "users:manage"
    STAGES_MANAGE = "stages:manage"
    TEMPLATES_MANAGE = "templates:manage"
    DICTIONARIES_MANAGE = "dictionaries:manage"
    SETTINGS_MANAGE = "settings:manage"
    REGULATIONS_MANAGE = "regulations:manage"


_P = Permission

_READ_SHARED = {
    _P.HOME_READ,
    _P.ACCOUNT_EDIT,
    _P.PARTNERS_READ,
    _P.AGREEMENTS_READ,
    _P.PLACES_READ,
    _P.YEARLY_REPORTS_READ,
}
_READ = _READ_SHARED | {
    _P.REPORTS_READ,
    _P.VIEWS_KEEP,
    _P.ORGANISATIONS_READ,
    _P.CONTACTS_READ,
    _P.INTERACTIONS_READ,
    _P.LETTERS_READ,
    _P.GIFTS_READ,
    _P.EVENTS_READ,
    _P.INTERESTS_READ,
    _P.DOCUMENTS_READ,
    _P.NEGOTIATIONS_READ,
    _P.OBLIGATIONS_READ,
    _P.TASKS_READ,
    _P.CALENDAR_READ,
}
_WRITE = {
    _P.VIEWS_SHARE,
    _P.ORGANISATIONS_EDIT,
    _P.CONTACTS_EDIT,
    _P.PARTNERS_EDIT,
    _P.INTERACTIONS_EDIT,
    _P.LETTERS_EDIT,
    _P.GIFTS_EDIT,
    _P.EVENTS_EDIT,
    _P.INTERESTS_EDIT,
    _P.DOCUMENTS_EDIT,
    _P.NEGOTIATIONS_EDIT,
    _P.NEGOTIATIONS_MOVE_OWN,
    _P.AGREEMENTS_EDIT,
    _P.AGREEMENTS_SUBMIT,
    _P.OBLIGATIONS_EDIT,
    _P.TASKS_EDIT,
    _P.CALENDAR_EDIT,
    _P.YEARLY_REPORTS_EDIT,
    _P.ARCHIVE_OWN,
    _P.RECORDS_IMPORT,
    _P.RECORDS_BULK,
}
_DECIDE = {
    _P.NEGOTIATIONS_MOVE,
    _P.AGREEMENTS_APPROVE,
    _P.AGREEMENTS_DECIDE,
    _P.YEARLY_REPORTS_SEND,
    _P.ORGANISATIONS_ARCHIVE,
    _P.CONTACTS_ARCHIVE,
    _P.PARTNERS_ARCHIVE,
    _P.INTERACTIONS_ARCHIVE,
    _P.EVENTS_ARCHIVE,
    _P.INTERESTS_ARCHIVE,
    _P.DOCUMENTS_ARCHIVE,
    _P.NEGOTIATIONS_ARCHIVE,
    _P.AGREEMENTS_ARCHIVE,
    _P.OBLIGATIONS_ARCHIVE,
    _P.TASKS_ARCHIVE,
    _P.GIFTS_ARCHIVE,
    _P.RECORDS_REASSIGN,
    _P.RECORDS_MERGE,
    _P.PUBLICATIONS_EDIT,
    _P.AUDIT_READ,
}
_ADMINISTER = {
    _P.USERS_MANAGE,
    _P.STAGES_MANAGE,
    _P.TEMPLATES_MANAGE,
    _P.DICTIONARIES_MANAGE,
    _P.SETTINGS_MANAGE,
    _P.REGULATIONS_MANAGE,
    _P.PLACES_EDIT,
}

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.VIEWER: frozenset(_READ),
    Role.OFFICIAL: frozenset(_READ | _WRITE),
    Role.MANAGER: frozenset(_READ | _WRITE | _DECIDE),
    Role.ADMIN: frozenset(_READ | _WRITE | _DECIDE | _ADMINISTER),
    Role.OBSERVER: frozenset(_READ_SHARED | {_P.REGION_REPORTS_READ}),
}
