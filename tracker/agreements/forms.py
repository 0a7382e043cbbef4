"""Forms of agreements: the draft with its parties, what changes later, and the small forms of the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, Form, FormField, HiddenField
from wtforms.validators import ValidationError

from tracker.accounts.queries import officials
from tracker.agreements import choices, options
from tracker.agreements.asks import ASKS, Answers, Signatory
from tracker.agreements.kinds import Action, Kind, NoticeUnit, PartyKind, Renewal
from tracker.agreements.parties import PartyWords
from tracker.documents.actions import Upload
from tracker.documents.file_types import ACCEPT
from tracker.kernel.text import number_of
from tracker.regulations.kinds import ApprovalKind
from tracker.web.fields import (
    ChoiceField,
    DateField,
    LongTextField,
    ManyChoicesField,
    NumberChoiceField,
    NumberField,
    RecordForm,
    Required,
    TextField,
)
from tracker.web.lookups import LookupField
from tracker.web.uploads import FilesField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wtforms import Field

    from tracker.agreements.models import Agreement

MOST_PARTIES = 20
NUMBER = 100
PAPERS = ("languages", "copies", "involves_money", "new_ends_on", "new_indefinite")
BY_THE_RULE, YES, NO = "", "yes", "no"
OVERRIDES = {None: BY_THE_RULE, True: YES, False: NO}


class PartyForm(Form):
    """One party: a record that is picked, or a name written by hand with its country."""

    who = LookupField(
        _l("City or organisation"),
        source="agreements.party_lookup",
        named=options.named_parties,
        found=options.found_parties,
    )
    name = TextField(_l("Name as it stands in the document"))
    country = ChoiceField(_l("Country"))
    signatory = TextField(_l("Signatory"))
    post = TextField(_l("Post"))
    ground = TextField(_l("Ground of authority"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country.set_choices([("", ""), *options.countries()])

    @property
    def is_empty(self) -> bool:
        return not any(field.data for field in self) and not self.who.typed

    @property
    def by_hand(self) -> bool:
        return bool(self.name.data or self.country.data)

    def validate_who(self, field: Field) -> None:
        if self.is_empty or field.data or field.errors:
            return
        if not self.by_hand:
            raise ValidationError(_("Choose a city or an organisation, or write the name by hand."))

    def validate_country(self, field: Field) -> None:
        if self.name.data and not self.who.data and not field.data:
            raise ValidationError(_("Choose the country: it decides whether the region is asked."))

    def words(self) -> PartyWords:
        """The party as the action takes it."""
        kind, _colon, number = str(self.who.data or "").partition(":")
        record = number_of(number)
        chosen = PartyKind(kind) if kind in set(PartyKind) else PartyKind.OTHER  # a forged one is refused beside it
        return PartyWords(
            kind=chosen,
            city_id=record if chosen is PartyKind.CITY else None,
            organisation_id=record if chosen is PartyKind.ORGANISATION else None,
            name=self.name.data if chosen is PartyKind.OTHER else None,
            country_code=self.country.data if chosen is PartyKind.OTHER else None,
            signatory=self.signatory.data,
            post=self.post.data,
            ground=self.ground.data,
        )

    def shown(self) -> str:
        """The party in one line, for comparing two versions."""
        picked = self.who.picked
        name = picked[0].label if picked else self.name.data or self.who.typed
        return ", ".join(text for text in (name, self.signatory.data, self.post.data, self.ground.data) if text)


class PartiesField(FieldList):
    """The parties in their order; an empty one is left out."""

    entries: list[Any]

    def as_seen(self) -> list[str]:
        return [entry.form.shown() for entry in self.entries if not entry.form.is_empty]

    def words(self) -> list[PartyWords]:
        return [entry.form.words() for entry in self.entries if not entry.form.is_empty]

    def process(self, *args: Any, **kwargs: Any) -> None:
        super().process(*args, **kwargs)
        self.number_entries()

    def number_entries(self) -> None:
        """Errors above the form say which party they are about."""
        for number, entry in enumerate(self.entries, start=1):
            for field in entry.form:
                field.where = _("Party %(number)s", number=number)

    def one_more(self) -> None:
        if len(self.entries) < MOST_PARTIES:
            self.append_entry()
            self.number_entries()

    def without(self, number: str) -> None:
        """Leave out the entry with this index in its name; its neighbours keep theirs."""
        self.entries = [entry for entry in self.entries if entry.name.rpartition("-")[2] != number]
        self.number_entries()


class KeptForm(RecordForm):
    """What may change at any time: links, who is responsible, the note, the register."""

    partnership_id = LookupField(
        _l("Partner"), source="partners.lookup", named=options.named_partnerships, found=options.found_partnerships
    )
    negotiation_id = LookupField(
        _l("Negotiation"),
        source="negotiations.lookup",
        named=options.named_negotiations,
        found=options.found_negotiations,
    )
    responsible_id = NumberChoiceField(_l("Responsible"), [Required()])
    register_override = ChoiceField(_l("Yearly list of agreements"))
    register_reason = LongTextField(_l("Why against the rule"))
    note = LongTextField(_l("Working note"), description=_l("Seen by the staff only."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.responsible_id.set_choices(officials())
        self.register_override.set_choices(
            [
                (BY_THE_RULE, _("By the rule: a foreign party, and signed")),
                (YES, _("In the list")),
                (NO, _("Not in the list")),
            ]
        )

    def kept(self) -> dict[str, Any]:
        """Values by column names."""
        return {
            "partnership_id": self.partnership_id.number,
            "negotiation_id": self.negotiation_id.number,
            "responsible_id": self.responsible_id.data,
            "register_override": {YES: True, NO: False}.get(self.register_override.data or ""),
            "register_reason": self.register_reason.data,
            "note": self.note.data,
        }


class AgreementForm(KeptForm):
    """A draft."""

    title = TextField(_l("Title"), [Required()], most=500)
    title_second = TextField(_l("Title in the second language"), most=500)
    kind = ChoiceField(_l("Kind of document"), [Required()])
    number = TextField(_l("Number"), most=NUMBER)
    subject = LongTextField(_l("Subject"), description=_l("Questions of local importance that it solves."))
    area_ids = ManyChoicesField(_l("Areas of cooperation"))
    enters_on = DateField(_l("Valid from"))
    ends_on = DateField(_l("Valid until"))
    indefinite = BooleanField(_l("It has no end"))
    renewal = ChoiceField(_l("Prolongation"), [Required()])
    renewal_months = NumberField(_l("Prolonged by, months"), least=1, most=1200)
    notice = NumberField(_l("Say so before the end"), least=0, most=3660)
    notice_unit = ChoiceField(_l("Unit"), [Required()])
    involves_money = BooleanField(_l("It costs money of the budget"))
    languages = TextField(_l("Languages"))
    copies = NumberField(_l("Copies"), least=1, most=1000)
    parent_id = LookupField(
        _l("To which agreement"),
        source="agreements.lookup",
        named=options.named_agreements,
        found=options.found_agreements,
        description=_l("For a supplementary agreement or an amending protocol."),
    )
    new_ends_on = DateField(_l("Its new last day"), description=_l("If this paper changes the term of that agreement."))
    new_indefinite = BooleanField(_l("That agreement has no end any more"))
    parties = PartiesField(FormField(PartyForm), _l("Parties"), max_entries=MOST_PARTIES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.set_choices(choices.kinds())
        self.renewal.set_choices(choices.renewals())
        self.notice_unit.set_choices(choices.notice_units())
        self.area_ids.set_choices(options.areas())

    def validate_ends_on(self, field: Field) -> None:
        begins = self.enters_on.data
        if field.data and begins and field.data < begins:
            later = options.same_day_later(field.data, begins)
            raise ValidationError(_("Earlier than the beginning. Perhaps %(day)s?", day=later))

    def values(self) -> dict[str, Any]:
        """Values by column names."""
        plain = ("title", "title_second", "subject", "enters_on", "ends_on", "indefinite", "renewal_months", "notice")
        return {
            **self.kept(),
            **{name: self[name].data for name in (*plain, *PAPERS)},
            "kind": Kind(self.kind.data),
            "number": self.number.data or "",
            "renewal": Renewal(self.renewal.data),
            "notice_unit": NoticeUnit(self.notice_unit.data),
            "parent_id": self.parent_id.number,
        }

    def chosen_areas(self) -> list[int]:
        return [int(value) for value in self.area_ids.data or []]


def opening_values(agreement: Agreement) -> dict[str, Any]:
    """What the draft's form is opened with."""
    columns = ("title", "title_second", "number", "subject", "enters_on", "ends_on", "indefinite", "renewal_months")
    return {
        **kept_values(agreement),
        **{name: getattr(agreement, name) for name in (*columns, "notice", *PAPERS, "parent_id")},
        "kind": agreement.kind.value,
        "renewal": agreement.renewal.value,
        "notice_unit": agreement.notice_unit.value,
        "area_ids": [str(area.id) for area in agreement.areas],
        "parties": [_party_values(party) for party in agreement.parties],
    }


def kept_values(agreement: Agreement) -> dict[str, Any]:
    columns = ("partnership_id", "negotiation_id", "responsible_id", "register_reason", "note")
    return {
        **{name: getattr(agreement, name) for name in columns},
        "register_override": OVERRIDES[agreement.register_override],
    }


def _party_values(party: Any) -> dict[str, Any]:
    by_hand = party.kind is PartyKind.OTHER
    return {
        "who": None if by_hand else options.party_token(party),
        "name": party.name_ru if by_hand else None,
        "country": party.country_code if by_hand else None,
        "signatory": party.signatory,
        "post": party.post,
        "ground": party.ground,
    }


class SignatoryForm(Form):
    """Who signed for one party."""

    party_id = HiddenField()
    name = TextField(_l("Signatory"))
    post = TextField(_l("Post"))
    ground = TextField(_l("Ground of authority"))
    must_be_named = False

    def validate_name(self, field: Field) -> None:
        if self.must_be_named and not field.data:
            raise ValidationError(_("Name who signed."))


class StepForm(RecordForm):
    """What a step asks for; the questions of other steps are left out."""

    approval = ChoiceField(_l("Whose approval"))
    on = DateField(_l("Date"))
    number = TextField(_l("Number"), most=NUMBER)
    place = TextField(_l("Place"))
    languages = TextField(_l("Languages"))
    url = TextField(_l("Link"), most=500)
    enclosures = ManyChoicesField(_l("Enclosed"))
    notice_on = DateField(_l("Date of the notice"))
    from_on = DateField(_l("Prolonged from"))
    until = DateField(_l("Until"))
    enters_on = DateField(_l("Enters into force on"))
    by_party_id = NumberChoiceField(_l("By which party"))
    replacement = LookupField(
        _l("The new agreement"),
        source="agreements.lookup",
        named=options.named_agreements,
        found=options.found_in_force,
    )
    reason = LongTextField(_l("Reason"))
    signatories = FieldList(FormField(SignatoryForm), _l("Who signed"), max_entries=MOST_PARTIES)
    files = FilesField(_l("Files"), accept=ACCEPT)

    def __init__(
        self, action: Action, agreement: Agreement, opened_with: dict[str, Any] | None = None, **kw: Any
    ) -> None:
        self.action = action
        super().__init__(opened_with, version=agreement.version, **kw)
        if "approval" in self:
            named = choices.approvals_of(action, agreement)
            self.approval.set_choices(named if len(named) == 1 else [("", ""), *named])
        if "by_party_id" in self:
            self.by_party_id.set_choices([("", ""), *((p.id, p.name_ru) for p in agreement.parties)])
        self._keep_asked(action)
        if "signatories" in self:
            self._ask_names(agreement)

    def _ask_names(self, agreement: Agreement) -> None:
        """All that lack are told at once, each beside its field."""
        positions = {party.id: party.position for party in agreement.parties}
        for entry in self.signatories.entries:
            if (position := positions.get(number_of(entry.form.party_id.data) or 0)) is not None:
                entry.form.must_be_named = True
                entry.form["name"].where = _("Party %(number)s", number=position)

    def offer_enclosures(self, papers: Sequence[tuple[str, str]]) -> StepForm:
        """What the region wants enclosed, as ticks: (paper, its name in the user's language)."""
        if "enclosures" in self:
            if papers:
                self.enclosures.set_choices(papers)
            else:
                del self["enclosures"]
        return self

    def validate_url(self, field: Field) -> None:
        if field.data and not field.data.startswith(("https://", "http://")):
            raise ValidationError(_("Write the whole address, beginning with https://."))

    def _keep_asked(self, action: Action) -> None:
        asked = {ask.name: ask for ask in ASKS[action]}
        labels = choices.ASK_LABELS.get(action, {})
        for field in self.own_fields():
            if field.name not in asked:
                del self[field.name]
                continue
            if field.name in labels:
                field.label.text = str(labels[field.name])
            if asked[field.name].required:
                field.validators = [Required(), *field.validators]
                field.flags.required = True

    def said(self, replaced_by: Callable[[int], Agreement]) -> Answers:
        """The answers as the action takes them."""
        said: dict[str, Any] = {name: self[name].data for name in self._fields if name in _DAYS}
        said |= {name: self[name].data or "" for name in _TEXTS if name in self}
        approval = self.approval.data if "approval" in self else None
        replacement = self.replacement.number if "replacement" in self else None
        return Answers(
            **said,
            approval=ApprovalKind(approval) if approval else None,
            enclosures=self.enclosures.data or () if "enclosures" in self else (),
            by_party_id=self.by_party_id.data if "by_party_id" in self else None,
            replacement=replaced_by(replacement) if replacement else None,
            signatories=self._signatories() if "signatories" in self else {},
            files=[
                Upload(content=sent.stream, name=sent.filename or "", declared=sent.mimetype or "")
                for sent in (self.files.data if "files" in self else ())
            ],
        )

    def _signatories(self) -> dict[int, Signatory]:
        return {
            number: Signatory(entry.form["name"].data or "", entry.form.post.data or "", entry.form.ground.data or "")
            for entry in self.signatories.entries
            if (number := number_of(entry.form.party_id.data)) is not None
        }


_TEXTS = ("number", "reason", "place", "languages", "url")
_DAYS = frozenset({"on", "notice_on", "from_on", "until", "enters_on"})
