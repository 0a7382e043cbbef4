"""Imports in people's words: problems, counts, the way through the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _

from tracker.imports import queries
from tracker.imports.kinds import AT_WORK, RESULT_LABELS, VERDICT_LABELS, Kind, State, Verdict
from tracker.imports.targets.company import NEW_BODY, NEW_PERSON
from tracker.imports.targets.contacts import OUT_OF_CAPITALS
from tracker.imports.targets.registry import TARGETS
from tracker.imports.targets.whereabouts import CITY_ADDED, NAME_KEPT
from tracker.kernel.text import N_
from tracker.web.formats import words

if TYPE_CHECKING:
    from tracker.imports.models import ImportRow, ImportRun

VERDICT_GLYPHS = {
    Verdict.NEW: "in-force",
    Verdict.UPDATE: "superseded",
    Verdict.SKIP: "cancelled",
    Verdict.REFUSED: "terminated",
}
SHOW_ENDPOINTS = {
    Kind.PARTNERS: ("partners.show", "partnership_id"),
    Kind.ORGANISATIONS: ("organisations.show", "organisation_id"),
    Kind.CONTACTS: ("contacts.show", "contact_id"),
    Kind.INTERACTIONS: ("interactions.show", "interaction_id"),
    Kind.AGREEMENTS: ("agreements.show", "agreement_id"),
}
# what is announced of a row, as it is told once it is done
DONE_WORDS = {
    NEW_BODY: N_("“%(value)s” was not here: the organisation was made on the way."),
    NEW_PERSON: N_("“%(value)s” was not here: the contact was made on the way."),
    OUT_OF_CAPITALS: N_("Was written “%(value)s”."),
    CITY_ADDED: N_("The city was added to the list of places."),
    NAME_KEPT: N_("The city is not in the gazetteer: its name stands in the note."),
}
REMARKED = "remarked"
ASKED = frozenset({*Verdict, REMARKED})
COLUMNS_SHOWN = 6
SAMPLES = 3


def said(kept: dict[str, Any]) -> str:
    """A kept problem in the reader's language."""
    message, values = str(kept["message"]), kept.get("values") or {}
    text = _(message, **values) if values else words(message)
    return str(text)


def steps(run: ImportRun | None) -> list[dict[str, str]]:
    """The way: upload, columns, check, run."""
    reached = 0
    if run is not None:
        reached = 1 if run.state is State.READ else 3 if run.state in {State.DONE, State.UNDONE, State.UNDOING} else 2
    names = (_("File"), _("Columns"), _("Check"), _("Result"))
    states = ["done" if at < reached else "now" if at == reached else "todo" for at in range(len(names))]
    return [{"name": name, "state": state} for name, state in zip(names, states, strict=True)]


def tabs(run: ImportRun, asked: str) -> list[dict[str, Any]]:
    """All rows, those of each verdict with their number, and those taken with a remark."""
    labels = RESULT_LABELS if run.state in {State.DONE, State.UNDONE} else VERDICT_LABELS
    here = [
        {
            "text": _("All"),
            "url": url_for(".show", import_run_id=run.id),
            "current": asked not in ASKED,
            "count": run.rows_total,
        }
    ]
    return (
        here
        + [
            {
                "text": words(label),
                "url": url_for(".show", import_run_id=run.id, verdict=verdict.value),
                "current": asked == verdict,
                "count": run.counts.get(verdict.value, 0),
            }
            for verdict, label in labels.items()
        ]
        + _remarked(run, asked)
    )


def _remarked(run: ImportRun, asked: str) -> list[dict[str, Any]]:
    count = queries.count_remarked(run.id)
    url = url_for(".show", import_run_id=run.id, verdict=REMARKED)
    return [{"text": _("With a remark"), "url": url, "current": asked == REMARKED, "count": count}] if count else []


def shown_columns(run: ImportRun) -> list[dict[str, Any]]:
    """The mapped columns in the order of the form: number, heading, field."""
    assert run.kind is not None
    by_field = {field: int(column) for column, field in run.mapping.items()}
    return [
        {
            "at": by_field[one.name],
            "head": run.heads[by_field[one.name]],
            "label": words(one.label),
            "hint": one.is_hint,
        }
        for one in TARGETS[run.kind].fields
        if one.name in by_field
    ]


def row_shown(run: ImportRun, row: ImportRow, columns: list[dict[str, Any]]) -> dict[str, Any]:
    """A row as the preview draws it: the first columns, and any other with something to say."""
    beside: dict[int | None, list[dict[str, Any]]] = {}
    for kind, kept in (("bad", row.problems), ("mute", _told_now(run, row))):
        for one in kept:
            beside.setdefault(one["column"], []).append(
                {"kind": kind, "text": said(one), "choices": one.get("choices", [])}
            )
    wrong = {one["column"] for one in row.problems}
    cells = [
        {**column, "text": row.text(column["at"]), "said": beside.get(column["at"], []), "wrong": column["at"] in wrong,
         "corrected": str(column["at"]) in row.corrected}
        for place, column in enumerate(columns)
        if (place < COLUMNS_SHOWN and not column["hint"]) or column["at"] in beside
    ]  # fmt: skip
    verdict = row.verdict or Verdict.SKIP
    labels = RESULT_LABELS if row.is_done else VERDICT_LABELS
    link = None
    if row.record_id is not None and run.kind is not None and run.state is not State.UNDONE:
        endpoint, name = SHOW_ENDPOINTS[run.kind]
        number: dict[str, Any] = {name: row.record_id}
        link = url_for(endpoint, **number)
    return {
        "number": row.number, "left_out": row.left_out, "glyph": VERDICT_GLYPHS[verdict],
        "verdict": words(labels[verdict]), "is_refused": verdict is Verdict.REFUSED, "cells": cells,
        "whole": beside.get(None, []), "link": link,
    }  # fmt: skip


def _told_now(run: ImportRun, row: ImportRow) -> list[dict[str, Any]]:
    """What is said beside a row: in the past where it is done, and of nothing that is not made after all."""
    if row.verdict is Verdict.REFUSED or run.state is State.UNDONE:
        return [one for one in row.notices if one["message"] not in DONE_WORDS]
    if not row.is_done:
        return row.notices
    return [{**one, "message": DONE_WORDS.get(one["message"], one["message"])} for one in row.notices]


def samples(run: ImportRun) -> list[list[str]]:
    """Of each column a few different values."""
    rows = queries.first_rows(run.id, 40)
    found: list[list[str]] = []
    for at in range(len(run.heads)):
        values = dict.fromkeys(row[at].replace("\n", " · ")[:60] for row in rows if at < len(row) and row[at].strip())
        found.append(list(values)[:SAMPLES])
    return found


def is_at_work(run: ImportRun) -> bool:
    return run.state in AT_WORK


def file_told(run: ImportRun) -> str:
    """What the file was read as."""
    facts = run.facts
    parts = [
        str(facts.get("format", "")).upper().replace("VCARD", "vCard"),
        str(facts.get("encoding", "")).upper(),
        str(facts.get("sheet", "")),
    ]
    return " · ".join(part for part in parts if part)
