"""Forms of events: the main facts, programme, costs, delegation, outcome, report, cancelling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, Form, FormField, HiddenField
from wtforms.validators import ValidationError

from tracker.events import hosts, telling
from tracker.kernel.money import CURRENCIES, HOME_CURRENCY
from tracker.kernel.text import number_of
from tracker.web import formats
from tracker.web.fields import (
    ChoiceField,
    DateField,
    LongTextField,
    NumberChoiceField,
    RecordForm,
    Required,
    TextField,
    TimeField,
)
from tracker.web.lookups import LookupField, Option
from tracker.web.money import MoneyField
from tracker.web.rows import RowsField, RowsForm

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Named = Callable[[Sequence[str]], Sequence[Option]]
    Found = Callable[[str], Sequence[Option]]

MOST_ITEMS, MOST_MEMBERS, MOST_COSTS = 120, 60, 60


def event_form(cities_named: Named, cities_found: Found, officials: Sequence[tuple[int, str]]) -> type[RecordForm]:
    """The form of the main facts, with ways to find the city and whom to choose from."""

    class EventForm(RecordForm):
        kind = ChoiceField(_l("Kind"), [Required()])
        title_ru = TextField(_l("Title in Russian"), description=_l("One of the titles is enough."))
        title_en = TextField(_l("Title in English"))
        starts_on = DateField(_l("First day"), [Required()])
        starts_time = TimeField(_l("At"))
        ends_on = DateField(_l("Last day"), description=_l("Empty: the same day."))
        ends_time = TimeField(_l("Until"))
        city_id = LookupField(_l("City"), source="places.city_lookup", named=cities_named, found=cities_found)
        place = TextField(_l("Place"), description=_l("A hall, an address. Times are those of the city."))
        host = LookupField(
            _l("Host"),
            source="events.host_lookup",
            named=hosts.named,
            found=hosts.found,
            description=_l("A partner or an organisation. Empty: we ourselves."),
        )
        level = ChoiceField(_l("Level of the visit"))
        responsible_id = NumberChoiceField(_l("Responsible"), [Required()])
        needs_report = BooleanField(_l("A report is due within 3 working days after the end"), default=True)
        note = LongTextField(_l("Note"))

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self.kind.set_choices([("", ""), *telling.kind_choices()])
            self.level.set_choices([("", ""), *telling.level_choices()])
            self.responsible_id.set_choices([("", ""), *officials])

        def validate_host(self, field: Field) -> None:
            if hosts.picked(field.token)["country_id"] is not None:
                raise ValidationError(_("Choose a partner or an organisation."))

        def answers(self) -> dict[str, Any]:
            given = super().answers()
            host = hosts.picked(self.host.token)
            del given["host"]
            return {
                **given,
                "city_id": self.city_id.number,
                "host_partnership_id": host["partnership_id"],
                "host_organisation_id": host["organisation_id"],
            }

    return EventForm


class ItemRow(Form):
    id = HiddenField()
    happens_on = DateField(_l("Day"))
    starts_time = TimeField(_l("At"))
    ends_time = TimeField(_l("Until"))
    what = TextField(_l("What"))
    place = TextField(_l("Place"))
    responsible_id = NumberChoiceField(_l("Responsible"))

    def validate_what(self, field: Field) -> None:
        if self.told() and not field.data:
            raise ValidationError(_("Say what it is."))

    def validate_starts_time(self, field: Field) -> None:
        if self.what.data and not field.data and not field.errors:
            raise ValidationError(_("Say at what time."))

    def validate_happens_on(self, field: Field) -> None:
        if self.what.data and not field.data and not field.errors:
            raise ValidationError(_("Say on what day."))

    def told(self) -> str:
        day = formats.day(self.happens_on.data) if self.happens_on.data else ""
        said = (self.starts_time.data, self.ends_time.data, self.what.data, self.place.data)
        parts = [part for part in said if part]
        return " ".join([day, *parts]).strip() if parts else ""


def programme_form(officials: Sequence[tuple[int, str]]) -> type[RowsForm]:
    """The programme; a row without words is no item."""

    class ProgrammeForm(RowsForm):
        programme = RowsField(FormField(ItemRow), label=_l("Programme"), most=MOST_ITEMS)

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            for row in self.programme.forms:
                row.responsible_id.set_choices([("", ""), *officials])

        def items(self) -> list[dict[str, Any]]:
            return [
                {**entry.form.data, "id": number_of(entry.form.id.data)}
                for entry in self.programme.entries
                if entry.form.told()
            ]

    return ProgrammeForm


class CostRow(Form):
    id = HiddenField()
    what = TextField(_l("Item"))
    currency = ChoiceField(_l("Currency"), default=HOME_CURRENCY)
    planned = MoneyField(_l("Planned"))
    actual = MoneyField(_l("Actual"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.currency.set_choices([(code, code) for code in CURRENCIES])

    def validate_what(self, field: Field) -> None:
        if self.told() and not field.data:
            raise ValidationError(_("Say what it is for."))

    def told(self) -> str:
        sums = [str(one.data) for one in (self.planned, self.actual) if one.data is not None]
        return " ".join(part for part in (self.what.data, *sums) if part)


class CostsForm(RowsForm):
    costs = RowsField(FormField(CostRow), label=_l("Costs"), most=MOST_COSTS, at_first=3)

    def items(self) -> list[dict[str, Any]]:
        return [
            {**entry.form.data, "id": number_of(entry.form.id.data)}
            for entry in self.costs.entries
            if entry.form.told()
        ]


class MemberRow(Form):
    id = HiddenField()
    who = LookupField(
        _l("Who"), source="events.people_lookup", named=hosts.people_named, found=hosts.people_found, creates=True
    )
    post = TextField(_l("Post at that time"), description=_l("Empty: the post the contact holds on the day."))
    note = TextField(_l("Note"))
    is_head = BooleanField(_l("Head of the delegation"))
    is_interpreter = BooleanField(_l("Interpreter"))

    def validate_who(self, field: Field) -> None:
        if not field.tokens and not field.typed and (self.post.data or self.note.data):
            raise ValidationError(_("Say who it is."))

    def told(self) -> str:
        who = self.who.as_seen() or self.who.typed
        return " · ".join(part for part in (who, self.post.data) if part) if who else ""


class DelegationForm(RowsForm):
    of = LookupField(
        _l("Whose delegation"),
        source="events.delegation_lookup",
        named=hosts.named,
        found=hosts.found,
        description=_l("A partner, an organisation or a country. Empty: our own."),
    )
    arrives_on = DateField(_l("Arrives on"))
    arrives_time = TimeField(_l("At"))
    departs_on = DateField(_l("Departs on"))
    departs_time = TimeField(_l("At"))
    travel = TextField(_l("How they travel"), description=_l("Flight or train, who meets them, where they stay."))
    members = RowsField(FormField(MemberRow), label=_l("Members in order of rank"), most=MOST_MEMBERS, at_first=3)
    note = LongTextField(_l("Note"), most=2000)

    def answers(self) -> dict[str, Any]:
        given = super().answers()
        del given["of"], given["members"]
        return {**given, **hosts.picked(self.of.token)}

    def people(self) -> list[MemberRow]:
        return [entry.form for entry in self.members.entries if entry.form.told()]


def outcome_form(named: Named, found: Found) -> type[RecordForm]:
    """What came of it, with ways to find talks and agreements."""

    class OutcomeForm(RecordForm):
        outcome = LongTextField(_l("What came of it"))
        results = LongTextField(
            _l("Results"), description=_l("Contracts with sums, projects, exchanges with the number of people.")
        )
        links = LookupField(
            _l("Talks and agreements"), source="events.link_lookup", named=named, found=found, many=True
        )

    return OutcomeForm


class ReportForm(RecordForm):
    reported_on = DateField(_l("Report made on"), [Required()])
    document = TextField(_l("Document"), description=_l("Number, date, where it is kept."))


class CancelForm(RecordForm):
    reason = LongTextField(_l("Reason"), [Required()], most=2000)
