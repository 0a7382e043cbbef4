"""Rows that become agreements: drafts, and documents that were concluded before they came here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from tracker.agreements import actions, queries, rules, taking_over
from tracker.agreements.kinds import (
    KIND_LABELS,
    NOTICE_UNIT_LABELS,
    RENEWAL_LABELS,
    STATUS_LABELS,
    NoticeUnit,
    PartyKind,
    Renewal,
    Status,
)
from tracker.agreements.kinds import Kind as AgreementKind
from tracker.agreements.models import Agreement
from tracker.agreements.parties import PartyWords
from tracker.imports import values
from tracker.imports.kinds import Kind
from tracker.imports.targets import parties
from tracker.imports.targets.base import HISTORY_STAYS, SEVERAL, Context, Field, Index, Row, Target, in_order
from tracker.imports.targets.organisations import Directory
from tracker.imports.values import Bad, normal
from tracker.kernel.db import db
from tracker.kernel.text import N_, clean
from tracker.partners import queries as partner_queries
from tracker.partners.models import Partnership
from tracker.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

KIND_WORDS = values.words_of(
    KIND_LABELS,
    {
        AgreementKind.COOPERATION: ("соглашение", "соглашение о сотрудничестве", "agreement"),
        AgreementKind.TWINNING: ("побратимство", "соглашение о побратимстве", "twinning agreement"),
        AgreementKind.MEMORANDUM: ("меморандум", "memorandum", "mou"),
        AgreementKind.PROTOCOL_OF_INTENT: ("протокол", "протокол о намерениях"),
        AgreementKind.OTHER: ("другое", "other"),
    },
)
STATUS_WORDS = values.words_of(
    STATUS_LABELS,
    {Status.IN_FORCE: ("действует", "действующее", "active", "valid"), Status.SIGNED: ("подписано",),
     Status.EXPIRED: ("истекло", "утратило силу", "expired"), Status.TERMINATED: ("расторгнуто", "прекращено")},
)  # fmt: skip
RENEWAL_WORDS = values.words_of(RENEWAL_LABELS)
UNIT_WORDS = values.words_of(NOTICE_UNIT_LABELS)
NO_TITLE = N_("Write the title.")
NO_PARTNER = N_("No partner here is called “%(value)s”.")
NO_PARENT = N_("No agreement here has this number or title: “%(value)s”.")
UNKNOWN_AREA = N_("“%(value)s” is no area of cooperation here.")
LINES = {"title": 500, "title_second": 500, "number": 100, "languages": 300, "signed_at_place": 300}
TEXTS = ("subject", "note", "register_reason", "termination_reason")
DAYS = ("drafted_on", "signed_on", "enters_on", "ends_on", "terminated_on")
NUMBERS = {"copies": 1000, "renewal_months": 1200, "notice": 3660}
PAST = ("status", "signed_on", "signed_at_place", "terminated_on", "termination_reason")
LATER = ("responsible_id", "note", "register_override", "register_reason", "partnership_id")


class Agreements(Target):
    kind = Kind.AGREEMENTS
    record_kind = "agreement"
    model = Agreement
    needs = Permission.AGREEMENTS_EDIT
    needed = (("title",),)
    fields = (
        Field(name="title", label=N_("Title"), also=("Название", "Наименование", "Предмет соглашения", "Titel")),
        Field(name="title_second", label=N_("Title in the second language")),
        Field(name="kind", label=N_("Kind of document"), also=("Kind", "Вид", "Тип", "Type")),
        Field(name="number", label=N_("Number"), also=("№", "Рег. номер", "Nr", "No")),
        Field(name="status", label=N_("Status"), also=("Состояние",)),
        Field(name="parties", label=N_("Parties"), also=("Стороны", "Сторона", "Party", "Контрагент")),
        Field(name="party_countries", label=N_("Countries of the parties"), also=("Country", "Страна", "Land")),
        Field(name="signatories", label=N_("Signatories"), also=("Signatory", "Подписант", "Подписанты")),
        Field(name="posts", label=N_("Posts of the signatories"), also=("Post", "Должность")),
        Field(name="grounds", label=N_("Grounds of authority")),
        Field(name="partner", label=N_("Partner"), also=("Город-партнёр",)),
        Field(name="subject", label=N_("Subject"), also=("Вопросы",)),
        Field(name="areas", label=N_("Areas of cooperation"), also=("Areas", "Направления")),
        Field(name="drafted_on", label=N_("Drafted on")),
        Field(name="signed_on", label=N_("Signed on"), also=("Дата подписания", "Signed", "Date", "Дата", "Datum")),
        Field(name="signed_at_place", label=N_("Place of signing"), also=("Место подписания",)),
        Field(name="enters_on", label=N_("Valid from"), also=("Вступило в силу", "Вступает в силу", "Enters into force on", "Дата вступления в силу")),
        Field(name="ends_on", label=N_("Valid until"), also=("Срок действия", "Действует до", "Until")),
        Field(name="indefinite", label=N_("It has no end"), also=("Бессрочное", "Indefinite")),
        Field(name="renewal", label=N_("Prolongation")),
        Field(name="renewal_months", label=N_("Prolonged by, months")),
        Field(name="notice", label=N_("Say so before the end")),
        Field(name="notice_unit", label=N_("Unit")),
        Field(name="languages", label=N_("Languages"), also=("Язык",)),
        Field(name="copies", label=N_("Copies")),
        Field(name="terminated_on", label=N_("Terminated on"), also=("Дата прекращения",)),
        Field(name="termination_reason", label=N_("Reason of the termination")),
        Field(name="parent", label=N_("To which agreement")),
        Field(name="responsible", label=N_("Responsible"), also=("Ответственный", "Куратор")),
        Field(name="register_override", label=N_("In the yearly list against the rule")),
        Field(name="register_reason", label=N_("Why against the rule")),
        Field(name="note", label=N_("Working note"), also=("Note", "Примечание", "Comment", "Комментарий")),
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.directory = Directory(context)
        self._papers, self._partners = Index(), Index()
        self._named_before: set[str] = set()
        self._areas = {}
        for area in partner_queries.areas(with_retired=True):
            for word in (area.code, area.name_ru, area.name_en):
                self._areas[normal(word)] = area
        living = select(Agreement.id, Agreement.number, Agreement.title).where(Agreement.archived_at.is_(None))
        for paper in db.session.execute(living.order_by(Agreement.id)):
            self._learn(paper)
        titles = select(Partnership.id, Partnership.title_ru, Partnership.title_en)
        for one in db.session.execute(titles.where(Partnership.archived_at.is_(None))):
            for title in {normal(one.title_ru), normal(one.title_en)}:
                self._partners.add(title, one.id)

    def _learn(self, paper: Any) -> None:
        for name in ("number", "title"):
            if word := normal(getattr(paper, name) or ""):
                self._papers.add((name, word), paper.id)

    # reading

    def read(self, row: Row) -> dict[str, Any]:
        wanted: dict[str, Any] = {name: row.read(name, values.line, most) for name, most in LINES.items()}
        wanted |= {name: row.read(name, values.paragraphs) for name in TEXTS}
        for name in DAYS:
            on = row.read(name, values.day)
            wanted[name] = on.isoformat() if on else None
        wanted |= {name: row.read(name, values.whole, 0, most) for name, most in NUMBERS.items()}
        wanted |= {name: row.read(name, values.yes_or_no) for name in ("indefinite", "register_override")}
        for name, known, labels in (
            ("kind", KIND_WORDS, KIND_LABELS),
            ("status", STATUS_WORDS, STATUS_LABELS),
            ("renewal", RENEWAL_WORDS, RENEWAL_LABELS),
            ("notice_unit", UNIT_WORDS, NOTICE_UNIT_LABELS),
        ):
            found = row.read(name, values.one_of, known, labels)
            wanted[name] = found.value if found else None
        if not wanted["title"] and not row.problems:
            row.problems.append(Bad(NO_TITLE, "title"))
        wanted["parties"] = row.attempt("parties", lambda: parties.read(row, self.context, self.directory))
        wanted["area_codes"] = row.read("areas", self._codes)
        wanted["partnership_id"] = row.read("partner", self._partner)
        wanted["parent"] = row.read("parent", self._parent)
        responsible = row.read("responsible", self.context.colleague)
        wanted["responsible_id"] = responsible.id if responsible else None
        self._named_before |= {normal(wanted[name]) for name in ("number", "title") if wanted[name]}
        return {name: value for name, value in wanted.items() if value not in (None, [])}

    def _codes(self, text: str) -> list[str]:
        words = [word for word in text.replace(";", ",").replace("\n", ",").split(",") if word.strip()]
        unknown = [word for word in words if normal(word) not in self._areas]
        if unknown:
            raise Bad(UNKNOWN_AREA, value=unknown[0].strip())
        wanted = {self._areas[normal(word)].code for word in words}
        return [area.code for area in dict.fromkeys(self._areas.values()) if area.code in wanted]

    def _partner(self, text: str) -> int:
        found = self._partners.living([normal(text)])
        if len(found) != 1:
            raise Bad(SEVERAL if found else NO_PARTNER, value=clean(text))
        return found[0]

    def _parent(self, text: str) -> str:
        word = normal(text)
        if word not in self._named_before and not self._papers.living([("number", word), ("title", word)]):
            raise Bad(NO_PARENT, value=clean(text))
        return clean(text)

    # matching

    def keys(self, wanted: dict[str, Any]) -> Sequence[Hashable]:
        return [(normal(wanted.get("number") or ""), normal(wanted["title"]), wanted.get("signed_on"))]

    def match(self, wanted: dict[str, Any]) -> int | None:
        """By number and title; without a number by the title."""
        same = self._papers.living([("title", normal(wanted["title"]))])
        if wanted.get("number"):
            numbered = self._papers.living([("number", normal(wanted["number"]))])
            same = [one for one in same if one in numbered]
        if len(same) > 1:
            raise Bad(SEVERAL, "title", value=wanted["title"])
        return same[0] if same else None

    def check_new(self, wanted: dict[str, Any]) -> None:
        """The same rules as when it is written down, on a document that is not kept."""
        draft = self._draft(wanted)
        with db.session.no_autoflush:
            paper = Agreement(**{name: value for name, value in draft.values.items() if name != "parent_id"})
            rules.check_terms(paper)
            db.session.expunge(paper) if paper in db.session else None
        taking_over.check(
            self._past(wanted),
            enters_on=paper.enters_on,
            ends_on=paper.ends_on,
            indefinite=bool(paper.indefinite),
            by=self.context.by,
            today=self.context.today,
        )
        identities = [one.identity for one in draft.parties]
        if len(set(identities)) < len(identities):
            raise Bad(N_("The same party stands there twice."), "parties")

    def check_changes(self, record: Agreement, changes: dict[str, Any]) -> None:
        if set(changes) - set(LATER):
            rules.check_editable(record)

    # records

    def get(self, record_id: int) -> Agreement:
        return queries.get_told(record_id)

    def state(self, record: Agreement) -> dict[str, Any]:
        return {
            **{name: getattr(record, name) for name in (*LINES, *TEXTS, *NUMBERS, "indefinite", "register_override")},
            **{name: value.isoformat() if (value := getattr(record, name)) else None for name in DAYS},
            **{name: getattr(record, name) for name in ("partnership_id", "responsible_id")},
            "kind": record.kind.value,
            "status": record.status.value,
            "renewal": record.renewal.value,
            "notice_unit": record.notice_unit.value,
            "area_codes": record.area_codes.split(),
            "parties": [parties.state(one) for one in record.parties],
        }

    def changes(self, record: Agreement, wanted: dict[str, Any]) -> dict[str, Any]:
        """How it stands is changed by the steps of its life, not by a sheet."""
        fixed = {*PAST, "parent", "drafted_on", "parties"}
        return super().changes(record, {name: value for name, value in wanted.items() if name not in fixed})

    def create(self, wanted: dict[str, Any]) -> Agreement:
        context = self.context
        made = taking_over.take_over(self._draft(wanted), self._past(wanted), by=context.by, today=context.today)
        db.session.flush()
        self._learn_made(made)
        return made

    def _learn_made(self, made: Agreement) -> None:
        """Rows behind may be amendments to this one."""
        for name in ("number", "title"):
            if word := normal(getattr(made, name) or ""):
                self._papers.add((f"made {name}", word), made.id)

    def _past(self, wanted: dict[str, Any]) -> taking_over.Past:
        return taking_over.Past(
            status=Status(wanted.get("status") or Status.DRAFT),
            signed_on=_day(wanted.get("signed_on")),
            signed_at_place=wanted.get("signed_at_place"),
            terminated_on=_day(wanted.get("terminated_on")),
            termination_reason=wanted.get("termination_reason"),
        )

    def _draft(self, wanted: dict[str, Any]) -> actions.Draft:
        plain = ("title", "title_second", "number", "languages", "subject", "note", "register_reason", *NUMBERS)
        given: dict[str, Any] = {name: wanted[name] for name in plain if name in wanted}
        given |= {name: wanted[name] for name in ("register_override", "partnership_id") if name in wanted}
        given |= {name: _day(wanted[name]) for name in ("enters_on", "ends_on", "drafted_on") if wanted.get(name)}
        if wanted.get("responsible_id"):
            given["responsible_id"] = wanted["responsible_id"]
        if "drafted_on" not in given and wanted.get("signed_on"):
            given["drafted_on"] = _day(wanted["signed_on"])
        given["indefinite"] = bool(wanted.get("indefinite"))
        given["kind"] = AgreementKind(wanted.get("kind") or AgreementKind.COOPERATION)
        given["renewal"] = Renewal(wanted.get("renewal") or Renewal.NONE)
        given["notice_unit"] = NoticeUnit(wanted.get("notice_unit") or NoticeUnit.DAYS)
        if wanted.get("parent"):
            word = normal(wanted["parent"])
            made = [("made number", word), ("made title", word), ("number", word), ("title", word)]
            given["parent_id"] = next(iter(self._papers.living(made)), None)
        return actions.Draft(
            values=given,
            area_ids=[
                one.id for one in dict.fromkeys(self._areas.values()) if one.code in wanted.get("area_codes", ())
            ],
            parties=[PartyWords(**{**one, "kind": PartyKind(one["kind"])}) for one in wanted.get("parties", [])],
        )

    def update(self, record: Agreement, changes: dict[str, Any]) -> None:
        by = self.context.by
        if not set(changes) - set(LATER):
            actions.keep(record, changes, by=by)
            return
        wanted = {**self.state(record), **changes}
        draft = self._draft({name: value for name, value in wanted.items() if name != "drafted_on"})
        empty = {name: wanted[name] for name in ("enters_on", "ends_on", "title_second", "subject") if not wanted[name]}
        actions.edit(
            record,
            actions.Draft(values={**draft.values, **empty}, area_ids=draft.area_ids, parties=draft.parties),
            by=by,
        )

    def remove(self, record: Agreement) -> str | None:
        actions.archive(record, by=self.context.by)
        return HISTORY_STAYS

    # files

    def load(self, ids: Sequence[int]) -> Sequence[Agreement]:
        found = db.session.scalars(
            select(Agreement)
            .where(Agreement.id.in_(ids))
            .options(
                selectinload(Agreement.parties),
                joinedload(Agreement.partnership),
                joinedload(Agreement.responsible),
                joinedload(Agreement.parent),
            )
        ).unique()
        return in_order(found, ids)

    def cells(self, record: Agreement, language: str) -> dict[str, Any]:
        names = {area.code: area.name_in(language) for area in self._areas.values()}
        parent = record.parent
        yes, no = values.told(values.YES_WORD, language), values.told(values.NO_WORD, language)
        return {
            **{name: getattr(record, name) for name in (*LINES, *TEXTS, *DAYS)},
            **{name: _text(getattr(record, name)) for name in NUMBERS},
            "kind": values.told(KIND_LABELS[record.kind], language),
            "status": values.told(STATUS_LABELS[record.status], language),
            "renewal": values.told(RENEWAL_LABELS[record.renewal], language),
            "notice_unit": values.told(NOTICE_UNIT_LABELS[record.notice_unit], language),
            "indefinite": yes if record.indefinite else None,
            "register_override": {True: yes, False: no, None: None}[record.register_override],
            **parties.cells(record.parties, self.context.gazetteer, language),
            "partner": record.partnership.title_in(language) if record.partnership else None,
            "areas": "; ".join(names.get(code, code) for code in record.area_codes.split()),
            "parent": (parent.number or parent.title) if parent else None,
            "responsible": record.responsible.name if record.responsible else None,
        }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)
