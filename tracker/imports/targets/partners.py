"""Rows that become partner cities."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from tracker.imports import values
from tracker.imports.kinds import Kind
from tracker.imports.targets import whereabouts
from tracker.imports.targets.base import HISTORY_STAYS, Context, Field, Index, Row, Target, in_order
from tracker.imports.values import Bad, normal
from tracker.kernel.db import db
from tracker.kernel.text import N_
from tracker.partners import actions, queries, rules
from tracker.partners.kinds import DECIDED, KIND_LABELS, STATUS_LABELS, ChangeKind, Status
from tracker.partners.kinds import Kind as PartnerKind
from tracker.partners.models import Partnership, PartnershipArea, PartnershipChange
from tracker.permissions import Permission
from tracker.places import actions as place_actions
from tracker.places import queries as place_queries

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from tracker.places.models import City, Country, Region

KIND_WORDS = values.words_of(
    KIND_LABELS,
    {
        PartnerKind.TWIN: (
            "p",
            "побратим",
            "побратимство",
            "города-побратимы",
            "partnerschaft",
            "twinning",
            "sister city",
        ),
        PartnerKind.FRIENDSHIP: ("f", "дружба", "дружественный", "freundschaft", "friendship"),
        PartnerKind.CONTACT: ("k", "контакты", "kontakt"),
        PartnerKind.PROJECT: ("проект", "project", "projekt"),
    },
)
STATUS_WORDS = values.words_of(STATUS_LABELS)
PLACEHOLDER_YEARS = (1900, 2000)
UNKNOWN_AREA = N_("“%(value)s” is no area of cooperation here.")
PLACEHOLDER = N_("The year %(value)s is often written where none is known. Look whether it is right.")
OTHER_HOME = N_("This row is about another municipality.")
MAY_NOT_DECIDE = N_("To suspend, honour or end a partnership is a manager's decision.")
PLAIN = ("introduced_by", "languages", "next_step")


class Partners(Target):
    kind = Kind.PARTNERS
    record_kind = "partnership"
    model = Partnership
    needs = Permission.PARTNERS_EDIT
    needed = (("city", "country", "region"),)
    only_read = frozenset({"home", "latitude", "longitude"})
    fields = (
        Field(name="city", label=N_("City"), also=("Partner", "Партнёр", "Город-партнёр", "Город-побратим", "Partner city", "Partner town", "Twin town", "Partnergemeinde", "Partnerstadt", "Stadt", "Town")),
        Field(name="region", label=N_("Region"), also=("Регион, штат", "Область", "State", "Province", "Провинция", "Штат")),
        Field(name="country", label=N_("Country"), also=("Land", "Государство", "Staat")),
        Field(name="kind", label=N_("Kind"), also=("Form", "Вид отношений", "Вид партнёрства", "Kind of partnership", "Type", "Тип", "Art")),
        Field(name="status", label=N_("Status"), also=("Состояние",)),
        Field(name="since", label=N_("Partners since"), also=("Seit", "Since", "Год", "Year", "Дата", "С какого года", "Год подписания", "Date", "Jahr")),
        Field(name="areas", label=N_("Areas of cooperation"), also=("Areas", "Области", "Направления", "Сферы сотрудничества")),
        Field(name="responsible", label=N_("Responsible"), also=("Куратор", "Owner")),
        Field(name="introduced_by", label=N_("Introduced by")),
        Field(name="languages", label=N_("Language of letters"), also=("Язык",)),
        Field(name="next_step", label=N_("Next step")),
        Field(name="next_step_on", label=N_("Due")),
        Field(name="note", label=N_("Note"), also=("Comment", "Комментарий", "Bemerkung", "Notes", "Примечания")),
        Field(name="decided_on", label=N_("Decided on")),
        Field(name="document", label=N_("Document of the decision")),
        Field(name="reason", label=N_("Reason of the decision")),
        Field(name="geonames", label=N_("GeoNames number"), also=("geonameid", "GeoNames")),
        Field(name="home", label=N_("Our municipality"), also=("Municipality", "Муниципальное образование", "Gemeinde")),
        Field(name="latitude", label=N_("Partner latitude"), also=("Latitude", "Lat", "Широта", "Breitengrad"), is_hint=True),
        Field(name="longitude", label=N_("Partner longitude"), also=("Longitude", "Lon", "Lng", "Долгота", "Längengrad"), is_hint=True),
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._areas = {}
        for area in queries.areas(with_retired=True):
            for word in (area.code, area.name_ru, area.name_en):
                self._areas[normal(word)] = area
        self._index = Index()
        self._unnamed: dict[Hashable, list[int]] = {}
        for row in db.session.execute(
            select(
                Partnership.id, Partnership.city_id, Partnership.region_id, Partnership.country_id,
                Partnership.archived_at,
            ).order_by(Partnership.id)
        ):  # fmt: skip
            if row.city_id is not None:
                self._index.add(row.city_id, row.id, archived=row.archived_at is not None)
            elif row.archived_at is None:
                self._unnamed.setdefault((row.country_id, row.region_id), []).append(row.id)

    # reading

    def read(self, row: Row) -> dict[str, Any]:
        if row.says("home") and normal(row.said("home")) not in {
            normal(self.context.home.name_ru),
            normal(self.context.home.name_en),
        }:
            row.skipped = Bad(OTHER_HOME)
            return {}
        wanted: dict[str, Any] = dict(row.attempt("city", lambda: whereabouts.of(row, self.context)) or {})
        kind = row.read("kind", values.one_of, KIND_WORDS, KIND_LABELS)
        status = row.read("status", values.one_of, STATUS_WORDS, STATUS_LABELS)
        wanted |= {"kind": kind.value if kind else None, "status": status.value if status else None}
        wanted |= self._since(row)
        wanted["areas"] = row.read("areas", self._area_codes)
        responsible = row.read("responsible", self.context.colleague)
        wanted["responsible_id"] = responsible.id if responsible else None
        wanted |= {name: row.read(name, values.line) for name in PLAIN}
        due = row.read("next_step_on", values.day)
        wanted["next_step_on"] = due.isoformat() if due else None
        if due and not wanted["next_step"]:
            row.problems.append(Bad(N_("Say what is to be done by this day."), "next_step_on"))
        note = row.read("note", values.paragraphs)
        wanted["note"] = "\n".join(one for one in (wanted.pop("name_kept", None), note) if one) or None
        wanted["decision"] = self._decision(row, status)
        return {name: value for name, value in wanted.items() if value not in (None, [])}

    def _since(self, row: Row) -> dict[str, Any]:
        found = row.read("since", values.day_or_year)
        if found is None or found[0] is None:
            return {}
        on, is_year = found
        if is_year and on.year in PLACEHOLDER_YEARS:
            row.notice(PLACEHOLDER, "since", value=on.year)
            if self.context.options.get("drop_placeholder"):
                return {}
        row.attempt("since", lambda: rules.check_since(on, self.context.today))
        return {"since": str(on.year) if is_year else on.isoformat()}

    def _area_codes(self, text: str) -> list[str]:
        words = [word for word in text.replace(";", ",").replace("\n", ",").split(",") if word.strip()]
        unknown = [word for word in words if normal(word) not in self._areas]
        if unknown:
            raise Bad(UNKNOWN_AREA, value=unknown[0].strip())
        wanted = {self._areas[normal(word)].code for word in words}
        return [area.code for area in dict.fromkeys(self._areas.values()) if area.code in wanted]

    def _decision(self, row: Row, status: Status | None) -> dict[str, Any] | None:
        if status not in DECIDED:
            return None
        on = row.read("decided_on", values.day)
        decision = {
            "on": on.isoformat() if on else None,
            "document": row.read("document", values.line) or "",
            "reason": row.read("reason", values.paragraphs, 2000) or "",
        }
        if not self.context.by.may(Permission.PARTNERS_ARCHIVE):
            row.problems.append(Bad(MAY_NOT_DECIDE, "status"))
        elif not on or not decision["reason"] or not decision["document"]:
            row.problems.append(Bad(N_("Say the day, the reason and the document of this decision."), "status"))
        return decision

    # matching

    def keys(self, wanted: dict[str, Any]) -> Sequence[Hashable]:
        if "new_city" in wanted:
            return [("new", wanted["place"], normal(wanted["new_city"]))]
        kept = (wanted.get("note") or "").split("\n")[0] if "note" in wanted else ""
        if wanted["place"].startswith("city:"):
            return [wanted["place"]]
        return [(wanted["place"], kept)] if kept.startswith(tuple(_kept_prefixes())) else []

    def match(self, wanted: dict[str, Any]) -> int | None:
        kind, _colon, number = wanted["place"].partition(":")
        if kind == "city":
            return self._index.one([int(number)], "city")
        if "new_city" in wanted:
            return None
        here = self._unnamed.get(self._where(kind, int(number)), [])
        kept = (wanted.get("note") or "").split("\n")[0]
        if kept.startswith(tuple(_kept_prefixes())):
            same = [one for one in here if kept in (self.get(one).note or "").split("\n")]
            here[:] = [one for one in here if one not in same[:1]]
            return same[0] if same else None
        return here.pop(0) if here else None

    def _where(self, kind: str, number: int) -> Hashable:
        if kind == "region":
            return place_queries.get_region(number).country_id, number
        return number, None

    def check_changes(self, record: Partnership, changes: dict[str, Any]) -> None:
        if "status" in changes:
            rules.check_ordinary_status(record.status, Status(changes["status"]))

    # records

    def get(self, record_id: int) -> Partnership:
        return queries.get_partnership(record_id)

    def state(self, record: Partnership) -> dict[str, Any]:
        since = None
        if record.since_on is not None:
            since = str(record.since_on.year) if record.since_is_year else record.since_on.isoformat()
        return {
            "kind": record.kind.value,
            "status": record.status.value,
            "since": since,
            "areas": record.area_codes.split(),
            "responsible_id": record.responsible_id,
            **{name: getattr(record, name) for name in (*PLAIN, "note")},
            "next_step_on": record.next_step_on.isoformat() if record.next_step_on else None,
        }

    def create(self, wanted: dict[str, Any]) -> Partnership:
        country, region, city = self._records(wanted)
        status = Status(wanted.get("status", Status.PROSPECT))
        answers = self._answers(wanted)
        answers["status"] = Status.ACTIVE if status in DECIDED else status
        context = self.context
        made = actions.add(
            by=context.by, country=country, region=region, city=city, answers=answers, today=context.today
        )
        if status in DECIDED:
            said = wanted["decision"]
            decision = rules.Decision(status, date.fromisoformat(said["on"]), said["reason"], said["document"])
            actions.decide(made, decision, by=context.by, version=None, today=context.today)
        return made

    def _records(self, wanted: dict[str, Any]) -> tuple[Country | None, Region | None, City | None]:
        kind, _colon, number = wanted["place"].partition(":")
        if kind == "city":
            return None, None, place_queries.get_city(int(number))
        country, region = None, None
        if kind == "region":
            region = place_queries.get_region(int(number))
            country = region.country
        else:
            country = place_queries.get_country(int(number))
        if "new_city" not in wanted:
            return country, region, None
        name = wanted["new_city"]
        city = place_actions.add_city(
            by=self.context.by,
            answers={
                "country_id": country.id, "region_id": region.id if region else None, "name_ru": name, "name_en": name,
            },
        )  # fmt: skip
        self.context.made("city", city)
        return country, region, city

    def _answers(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """What the actions take."""
        answers = {name: wanted[name] for name in ("kind", *PLAIN, "note", "responsible_id") if name in wanted}
        if "status" in wanted:
            answers["status"] = wanted["status"]
        if "areas" in wanted:
            answers["areas"] = [area.id for area in self._areas.values() if area.code in wanted["areas"]]
        if "since" in wanted:
            since = wanted["since"]
            is_year = since is not None and since.isdigit()
            answers["since_is_year"] = is_year
            answers["since_on"] = date.fromisoformat(f"{since}-01-01" if is_year else since) if since else None
        if "next_step_on" in wanted:
            due = wanted["next_step_on"]
            answers["next_step_on"] = date.fromisoformat(due) if due else None
        return answers

    def update(self, record: Partnership, changes: dict[str, Any]) -> None:
        context = self.context
        actions.edit(record, by=context.by, version=None, answers=self._answers(changes), today=context.today)

    def remove(self, record: Partnership) -> str | None:
        history = select(PartnershipChange.id).where(PartnershipChange.partnership_id == record.id).limit(1)
        if db.session.scalar(history) is not None:
            actions.archive(record, by=self.context.by)
            return HISTORY_STAYS
        db.session.execute(delete(PartnershipArea).where(PartnershipArea.partnership_id == record.id))
        db.session.delete(record)
        return None

    # files

    def load(self, ids: Sequence[int]) -> Sequence[Partnership]:
        found = db.session.scalars(
            select(Partnership)
            .where(Partnership.id.in_(ids))
            .options(
                joinedload(Partnership.country), joinedload(Partnership.region), joinedload(Partnership.city),
                joinedload(Partnership.responsible),
            )
        )  # fmt: skip
        self._decisions = {
            change.partnership_id: change
            for change in db.session.scalars(
                select(PartnershipChange)
                .where(PartnershipChange.partnership_id.in_(ids), PartnershipChange.kind == ChangeKind.STATUS)
                .order_by(PartnershipChange.id)
            )
        }
        return in_order(found, ids)

    def cells(self, record: Partnership, language: str) -> dict[str, Any]:
        decision = self._decisions.get(record.id) if record.status in DECIDED else None
        names = {area.code: area.name_in(language) for area in self._areas.values()}
        since: Any = record.since_on
        if record.since_on is not None and record.since_is_year:
            since = str(record.since_on.year)
        return {
            "city": record.city.name_in(language) if record.city else None,
            "region": record.region.name_in(language) if record.region else None,
            "country": record.country.name_in(language),
            "kind": values.told(KIND_LABELS[record.kind], language),
            "status": values.told(STATUS_LABELS[record.status], language),
            "since": since,
            "areas": "; ".join(names.get(code, code) for code in record.area_codes.split()),
            "responsible": record.responsible.name if record.responsible else None,
            **{name: getattr(record, name) for name in (*PLAIN, "next_step_on", "note")},
            "decided_on": decision.changed_on if decision else None,
            "document": decision.document if decision else None,
            "reason": decision.reason if decision else None,
            "geonames": str(record.city.geonames_id) if record.city and record.city.geonames_id else None,
        }


def _kept_prefixes() -> list[str]:
    return [text.split("%")[0] for text in values.in_both(whereabouts.IN_THE_FILE)]
