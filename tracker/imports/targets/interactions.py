"""Rows that become interactions: what happened, when, with whom, and what comes next."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from tracker.accounts import queries as account_queries
from tracker.agreements.models import Agreement
from tracker.events.models import Event
from tracker.imports import values
from tracker.imports.kinds import Kind
from tracker.imports.targets.base import SEVERAL, Context, Field, Index, Row, Target, in_order
from tracker.imports.targets.company import LISTS, Companies
from tracker.imports.values import Bad, normal
from tracker.interactions import actions, queries, rules
from tracker.interactions.kinds import DIRECTION_LABELS, KIND_LABELS, Side
from tracker.interactions.kinds import Kind as InteractionKind
from tracker.interactions.models import Interaction, InteractionParticipant
from tracker.interactions.rules import When
from tracker.kernel.db import db
from tracker.kernel.text import N_, clean
from tracker.negotiations.models import Negotiation
from tracker.partners.models import Partnership
from tracker.permissions import Permission
from tracker.tasks.models import Task

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from tracker.accounts.models import User

KIND_WORDS = values.words_of(
    KIND_LABELS,
    {
        InteractionKind.MEETING: ("встреча", "переговоры", "treffen"),
        InteractionKind.CALL: ("звонок", "телефонный разговор", "phone call", "anruf"),
        InteractionKind.LETTER_IN: ("входящее письмо", "входящее", "incoming letter"),
        InteractionKind.LETTER_OUT: ("исходящее письмо", "исходящее", "письмо", "outgoing letter", "letter"),
        InteractionKind.EMAIL: ("email", "имейл", "почта"),
        InteractionKind.VIDEO: ("видеозвонок", "вкс", "video conference"),
        InteractionKind.VISIT: ("визит", "поездка", "besuch"),
    },
)
DIRECTION_WORDS = values.words_of(DIRECTION_LABELS)
NO_KIND = N_("Say what it was: a meeting, a call, a letter …")
NO_SUBJECT = N_("Say in one line what happened.")
NO_PARTNER = N_("No partner here is called “%(value)s”.")
NO_TALKS = N_("No talks here are called “%(value)s”.")
NO_EVENT = N_("No event here is called “%(value)s”.")
NO_AGREEMENT = N_("No agreement here has this number or title: “%(value)s”.")
STEP_IS_NOT_SAID = N_("A step that was not said cannot be done.")
BELONGS = ("negotiation_id", "agreement_id", "event_id")
LINES = {"subject": 500, "place": 300, "registry_number": 100, "next_step": 300}


class Interactions(Target):
    kind = Kind.INTERACTIONS
    record_kind = "interaction"
    model = Interaction
    needs = Permission.INTERACTIONS_EDIT
    needed = (("when",), ("subject",))
    only_read = frozenset({"with_whom"})
    fields = (
        Field(name="when", label=N_("When"), also=("Date", "Дата", "Datum", "Дата и время")),
        Field(name="kind", label=N_("Kind"), also=("What it was", "Вид", "Тип", "Type", "Art")),
        Field(name="direction", label=N_("Direction"), also=("From whom it came",)),
        Field(name="subject", label=N_("The main thing"), also=("Subject", "Тема", "Суть", "Betreff", "Содержание")),
        Field(name="partner", label=N_("Partner"), also=("City", "Город", "Partner city", "Город-партнёр")),
        Field(name="contacts", label=N_("People on their side"), also=("People", "Contacts", "Контакты", "Участники")),
        Field(name="organisations", label=N_("Organisations on their side"), also=("Organisation", "Organization", "Организация")),
        Field(name="names", label=N_("Others of whom only the name is known")),
        Field(name="with_whom", label=N_("With whom"), also=("Participants",)),
        Field(name="ours", label=N_("From our side"), also=("Наши участники", "Our side")),
        Field(name="place", label=N_("Where"), also=("Place", "Место", "Ort")),
        Field(name="registry_number", label=N_("Number in the register of letters"), also=("Number", "Номер", "№", "Nr")),
        Field(name="text", label=N_("What was said"), also=("Text", "Details", "Подробности", "Заметки", "Notes")),
        Field(name="negotiation", label=N_("Negotiation"), also=("Talks",)),
        Field(name="agreement", label=N_("Agreement")),
        Field(name="event", label=N_("At which event"), also=("Event", "Мероприятие", "Событие", "Форум")),
        Field(name="next_step", label=N_("Next step"), also=("What comes next", "Поручение")),
        Field(name="next_step_on", label=N_("Due"), also=("Срок",)),
        Field(name="next_step_by", label=N_("By whom"), also=("Исполнитель", "Ответственный")),
        Field(name="done_at", label=N_("Step done at")),
        Field(name="done_by", label=N_("Step done by")),
        Field(name="done_note", label=N_("How it went")),
        Field(name="logged_by", label=N_("Logged by")),
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.companies = Companies(context)
        self._partners, self._talks, self._papers, self._events = Index(), Index(), Index(), Index()
        for one in db.session.execute(
            select(Partnership.id, Partnership.title_ru, Partnership.title_en).where(Partnership.archived_at.is_(None))
        ):
            for title in {normal(one.title_ru), normal(one.title_en)}:
                self._partners.add(title, one.id)
        for talks in db.session.execute(select(Negotiation.id, Negotiation.subject)):
            self._talks.add(normal(talks.subject), talks.id)
        for paper in db.session.execute(select(Agreement.id, Agreement.number, Agreement.title)):
            for word in {paper.number, paper.title} - {""}:
                self._papers.add(normal(word), paper.id)
        held = select(Event.id, Event.title_ru, Event.title_en).where(Event.archived_at.is_(None))
        for one in db.session.execute(held):
            for title in {normal(one.title_ru), normal(one.title_en)}:
                self._events.add(title, one.id)

    # reading

    def read(self, row: Row) -> dict[str, Any]:
        when = row.read("when", values.moment)
        kind = row.read("kind", values.one_of, KIND_WORDS, KIND_LABELS)
        direction = row.read("direction", values.one_of, DIRECTION_WORDS, DIRECTION_LABELS)
        wanted: dict[str, Any] = {name: row.read(name, values.line, most) for name, most in LINES.items()}
        wanted["text"] = row.read("text", values.paragraphs)
        for name, missing, what in (("when", when, N_("Say when it was.")), ("subject", wanted["subject"], NO_SUBJECT)):
            if not missing and not any(bad.field == name for bad in row.problems):
                row.problems.append(Bad(what, name))
        if kind is None and not any(bad.field == "kind" for bad in row.problems):
            kind = InteractionKind.MEETING if "kind" not in row.texts else None
            row.problems += [] if kind else [Bad(NO_KIND, "kind")]
        wanted |= {"when": _when_told(when), "kind": kind.value if kind else None}
        wanted["direction"] = direction.value if direction else None
        wanted["partner_id"] = row.read("partner", self._one, self._partners, NO_PARTNER)
        wanted["negotiation_id"] = row.read("negotiation", self._one, self._talks, NO_TALKS)
        wanted["agreement_id"] = row.read("agreement", self._one, self._papers, NO_AGREEMENT)
        wanted["event_id"] = row.read("event", self._one, self._events, NO_EVENT)
        wanted |= self.companies.read(row)
        wanted |= self._step(row)
        logged_by = row.read("logged_by", self.context.colleague)
        wanted["logged_by_id"] = logged_by.id if logged_by else None
        return {name: value for name, value in wanted.items() if value not in (None, [])}

    def _one(self, text: str, index: Index, missing: str) -> int:
        found = index.living([normal(text)])
        if len(found) != 1:
            raise Bad(SEVERAL if found else missing, value=clean(text))
        return found[0]

    def _step(self, row: Row) -> dict[str, Any]:
        due = row.read("next_step_on", values.day)
        taker = row.read("next_step_by", self.context.colleague)
        done = row.read("done_at", values.moment)
        done_by = row.read("done_by", self.context.colleague)
        said = {
            "next_step_on": due.isoformat() if due else None,
            "next_step_by_id": taker.id if taker else None,
            "done_at": _when_told(done),
            "done_by_id": done_by.id if done_by else None,
            "done_note": row.read("done_note", values.paragraphs, 2000),
        }
        if not row.says("next_step") and any(said.values()):
            row.problems.append(
                Bad(STEP_IS_NOT_SAID if done else N_("Say what is to be done by this day."), "next_step")
            )
        return said

    # matching

    def keys(self, wanted: dict[str, Any]) -> Sequence[Hashable]:
        return [(wanted["when"], wanted["kind"], normal(wanted["subject"]), wanted.get("partner_id"))]

    def match(self, wanted: dict[str, Any]) -> int | None:
        """The entry of the same moment, kind, subject and partner."""
        statement = select(Interaction.id, Interaction.subject).where(
            Interaction.happened_at == _when(wanted["when"]).moment(self.context.home.timezone),
            Interaction.kind == InteractionKind(wanted["kind"]),
            Interaction.archived_at.is_(None),
        )
        if wanted.get("partner_id"):
            statement = statement.where(Interaction.partnership_id == wanted["partner_id"])
        rows = db.session.execute(statement.order_by(Interaction.id)).all()
        return next((one.id for one in rows if normal(one.subject) == normal(wanted["subject"])), None)

    def check_new(self, wanted: dict[str, Any]) -> None:
        rules.check_when(_when(wanted["when"]), self.context.now, self.context.home.timezone)
        others = sum(len(wanted.get(name, [])) for name in LISTS if name != "ours")
        partner_ids = [wanted["partner_id"]] if wanted.get("partner_id") else []
        rules.check_company(partner_ids=partner_ids, others=others)

    # records

    def get(self, record_id: int) -> Interaction:
        return queries.get_interaction(record_id)

    def state(self, record: Interaction) -> dict[str, Any]:
        theirs = [one for one in record.participants if one.side is Side.THEIRS]
        done_at = record.next_step_done_at
        return {
            **{name: getattr(record, name) for name in (*LINES, "text", *BELONGS)},
            "kind": record.kind.value,
            "direction": record.direction.value,
            "when": _when_told((record.happened_on, self._local(record.happened_at) if record.has_time else None)),
            "partner_id": record.partnership_id,
            "contacts": [one.contact_id for one in theirs if one.contact_id],
            "organisations": [one.organisation_id for one in theirs if one.organisation_id],
            "names": [one.name for one in theirs if one.name],
            "ours": [one.user_id for one in record.participants if one.user_id],
            "next_step_on": record.next_step_on.isoformat() if record.next_step_on else None,
            "next_step_by_id": record.next_step_by_id,
            "done_at": done_at.astimezone(self.context.zone).strftime("%Y-%m-%d %H:%M") if done_at else None,
            "done_by_id": record.next_step_done_by_id,
            "done_note": record.next_step_note,
            "logged_by_id": record.logged_by_id,
        }

    def _local(self, moment: datetime) -> time:
        return moment.astimezone(self.context.zone).time().replace(tzinfo=None)

    def changes(self, record: Interaction, wanted: dict[str, Any]) -> dict[str, Any]:
        """Who logged it and what was done stay as they are here; people are added to those who are there."""
        state = self.state(record)
        fixed = {"logged_by_id", "done_at", "done_by_id", "done_note", "new_contacts", "new_organisations"}
        merged = {name: value for name, value in wanted.items() if name not in fixed}
        for name in ("contacts", "organisations", "names", "ours"):
            if name in merged:
                merged[name] = [*state[name], *(one for one in merged[name] if one not in state[name])]
        grown = {name: merged[name] for name in LISTS if name in merged and merged[name] != state.get(name)}
        return super().changes(record, merged) | grown

    def create(self, wanted: dict[str, Any]) -> Interaction:
        context = self.context
        made = actions.log(
            by=context.by, answers=self._answers(wanted), company=self.companies.of(wanted), now=context.now
        )
        if wanted.get("done_at"):
            done = _when(wanted["done_at"]).moment(context.home.timezone).astimezone(UTC)
            actions.mark_step_done(made, by=context.by, note=wanted.get("done_note"), now=done)
            if made.step is not None:
                made.step.closed_by_id = wanted.get("done_by_id") or context.by.id
        made.logged_by_id = wanted.get("logged_by_id") or context.by.id
        db.session.flush()
        db.session.expire(made)
        return made

    def update(self, record: Interaction, changes: dict[str, Any]) -> None:
        wanted = {**self.state(record), **changes}
        actions.edit(
            record,
            by=self.context.by,
            version=None,
            answers=self._answers(wanted),
            company=self.companies.of(wanted),
            now=self.context.now,
        )
        db.session.flush()
        db.session.expire(record)

    def _answers(self, wanted: dict[str, Any]) -> dict[str, Any]:
        names = ("kind", "direction", *LINES, "text", *BELONGS)
        due, taker = wanted.get("next_step_on"), wanted.get("next_step_by_id")
        return {
            **{name: wanted.get(name) for name in names},
            "when": _when(wanted["when"]),
            "next_step_on": date.fromisoformat(due) if due else None,
            "next_step_by": self._user(taker) if taker else None,
        }

    def _user(self, number: int) -> User:
        return account_queries.get_user(number)

    def remove(self, record: Interaction) -> str | None:
        actions.take_out(record)
        return None

    # files

    def load(self, ids: Sequence[int]) -> Sequence[Interaction]:
        participants = selectinload(Interaction.participants)
        found = db.session.scalars(
            select(Interaction)
            .where(Interaction.id.in_(ids))
            .options(
                joinedload(Interaction.partnership),
                joinedload(Interaction.logged_by),
                joinedload(Interaction.step).options(joinedload(Task.assignee), joinedload(Task.closed_by)),
                participants.joinedload(InteractionParticipant.contact),
                participants.joinedload(InteractionParticipant.organisation),
                participants.joinedload(InteractionParticipant.user),
            )
        ).all()
        talks, papers = {one.negotiation_id for one in found}, {one.agreement_id for one in found}
        subjects = select(Negotiation.id, Negotiation.subject).where(Negotiation.id.in_(talks - {None}))
        self._subjects = {one.id: one.subject for one in db.session.execute(subjects)}
        titles = select(Agreement.id, Agreement.number, Agreement.title).where(Agreement.id.in_(papers - {None}))
        self._titles = {one.id: one.number or one.title for one in db.session.execute(titles)}
        events = select(Event).where(Event.id.in_({one.event_id for one in found} - {None}))
        self._held = {one.id: one for one in db.session.scalars(events)}
        return in_order(found, ids)

    def cells(self, record: Interaction, language: str) -> dict[str, Any]:
        theirs = [one for one in record.participants if one.side is Side.THEIRS]
        return {
            **{name: getattr(record, name) for name in (*LINES, "text", "next_step_on")},
            "when": record.happened_at if record.has_time else record.happened_on,
            "kind": values.told(KIND_LABELS[record.kind], language),
            "direction": values.told(DIRECTION_LABELS[record.direction], language),
            "partner": record.partnership.title_in(language) if record.partnership else None,
            "contacts": "\n".join(one.contact.name_in(language) for one in theirs if one.contact),
            "organisations": "\n".join(one.organisation.name_in(language) for one in theirs if one.organisation),
            "names": "\n".join(one.name for one in theirs if one.name),
            "ours": "\n".join(one.user.name for one in record.participants if one.user),
            "negotiation": self._subjects.get(record.negotiation_id or 0),
            "agreement": self._titles.get(record.agreement_id or 0),
            "event": self._held[record.event_id].title_in(language) if record.event_id in self._held else None,
            "next_step_by": record.next_step_by.name if record.next_step_by else None,
            "done_at": record.next_step_done_at,
            "done_by": record.next_step_done_by.name if record.next_step_done_by else None,
            "done_note": record.next_step_note,
            "logged_by": record.logged_by.name,
        }


def _when_told(when: tuple[date, time | None] | None) -> str | None:
    if when is None:
        return None
    on, at = when
    return on.isoformat() if at is None else f"{on.isoformat()} {at:%H:%M}"


def _when(told: str) -> When:
    day, _blank, at = told.partition(" ")
    return When(date.fromisoformat(day), time.fromisoformat(at) if at else None)
