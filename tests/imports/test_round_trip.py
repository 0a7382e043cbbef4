"""What leaves with all columns comes in again without loss: export, import into an empty municipality, export."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories
from tests.imports.conftest import Importer
from tracker.agreements.actions import Draft
from tracker.agreements.kinds import Kind as AgreementKind
from tracker.agreements.kinds import NoticeUnit, PartyKind, Renewal, Status
from tracker.agreements.parties import PartyWords
from tracker.agreements.taking_over import Past, take_over
from tracker.contacts import actions as contacts
from tracker.events import actions as events
from tracker.imports import actions, jobs
from tracker.imports.kinds import Kind, Mode
from tracker.imports.reading.parent import read_file
from tracker.interactions import actions as interactions
from tracker.interactions.rules import When
from tracker.kernel.db import acting_as, db
from tracker.kernel.tenancy import acting_for, everywhere
from tracker.organisations import actions as organisations
from tracker.partners import actions as partners
from tracker.partners import queries as partner_queries
from tracker.partners.kinds import Status as PartnerStatus
from tracker.partners.rules import Decision
from tracker.permissions import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.client import Client
    from tracker.accounts.models import Municipality, User
    from tracker.events.models import Event

TODAY = date(2026, 11, 23)
STAFF = (("Павел Воронин", Role.ADMIN), ("Илья Романов", Role.OFFICIAL))
NOT_IMPORTED = {"Negotiation", "Переговоры"}  # the talks themselves come from no sheet
KINDS = (Kind.ORGANISATIONS, Kind.PARTNERS, Kind.CONTACTS, Kind.AGREEMENTS, Kind.INTERACTIONS)


def tell(by: User, colleague: User) -> None:
    """Records of every shape, with texts that a spreadsheet would spoil."""
    codes = [area.id for area in partner_queries.areas()[:3]]
    factories.place("Grodno").geonames_id = 627904
    factories.make_partnership(
        by, city="Grodno", kind="twin", status="active", since_on=date(2005, 1, 1), since_is_year=True, areas=codes,
        note="=1+1\n'=cmd; «кавычки» \"и\" ещё", languages="белорусский, русский", responsible_id=colleague.id,
    )  # fmt: skip
    factories.make_partnership(
        by, city="Campinas", since_on=date(1999, 12, 31), next_step="-5 писем", next_step_on=date(2026, 12, 1)
    )
    for note in ("первый неназванный", "второй", None):
        factories.make_partnership(by, region="São Paulo", note=note)
    factories.make_partnership(by, country="Germany", introduced_by="+7 форум")
    ended = factories.make_partnership(by, city="Novopolotsk", status="active")
    partners.decide(
        ended, Decision(PartnerStatus.ENDED, date(2020, 2, 29), "Письмо", "№ 5"), by=by, version=None, today=TODAY
    )
    hall = organisations.create(
        by=by,
        answers={
            "name_ru": "Мэрия Кампинаса", "name_en": "Campinas City Hall", "name_original": "Prefeitura de Campinas",
            "short_name": "@PMC", "kind": "administration", "city_id": factories.place("Campinas").id,
            "website": "https://campinas.example", "email": "a@campinas.example", "phone": "+55 19 0000",
            "address": "Av. Anchieta, 200\nCampinas", "note": "отступ",
        },
    )  # fmt: skip
    club = organisations.create(
        by=by, answers={"name_en": "Rugby Club", "country_id": factories.place("South Africa").id}
    )
    db.session.flush()
    joao = contacts.create(
        by=by,
        answers={
            "name_ru": "Жуан да Силва", "name_en": "João da Silva", "name_original": "João", "languages": ["pt", "en"],
            "ways": [{"kind": "phone", "value": "+55 19 1"*2}, {"kind": "email", "value": "b@c.example"}, {"kind": "email", "value": "a@c.example"}, {"kind": "messenger", "value": "@joao; wa"}, {"kind": "mobile", "value": "+55 19 2"*2}],
            "posts": [
                {"organisation_id": hall.id, "title_ru": "секретарь", "title_en": "secretary", "since_on": date(2020, 1, 1), "until_on": None, "is_main": True},
                {"organisation_id": None, "body": "Совет", "title_ru": "член", "title_en": "", "since_on": None, "until_on": date(2019, 1, 1)},
                {"organisation_id": club.id, "title_ru": "", "title_en": ""},
            ],
            "basis": "duty", "source": "card", "obtained_on": date(2024, 7, 9), "birthday": date(1970, 5, 6),
            "address_as_ru": "Уважаемый господин Силва", "address_as_en": "Dear Mr Silva", "review_on": date(2027, 7, 9),
            "may_send_abroad": True, "note": "=любит футбол", "postal_address": "строка\nещё",
        },
    )  # fmt: skip
    contacts.create(by=by, answers={"name_original": "李伟", "posts": [], "ways": []})
    contacts.create(by=by, answers={"name_ru": "ИВАНОВ ПЁТР", "posts": [], "ways": []})
    db.session.flush()
    signed = tell_agreements(by, colleague, hall)
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    partner = partner_queries.find_by_city(factories.place("Campinas").id)
    forum = plan_forum(by)
    db.session.flush()
    first = interactions.log(
        by=colleague,
        answers={
            "event_id": forum.id,
            "kind": "meeting", "when": When(date(2026, 11, 20), time(14, 30)), "subject": "=Встреча", "place": "Кампинас",
            "text": "строка\n\n'ещё", "next_step": "Написать", "next_step_on": date(2026, 12, 1), "next_step_by": by,
        },
        company=interactions.Company(partners=[partner], contacts=[joao], organisations=[club], names=["г-н Икс", "=Y"], ours=[by, colleague]),
        now=now,
    )  # fmt: skip
    interactions.mark_step_done(first, by=colleague, note="Сделано\nда", now=datetime(2026, 11, 22, 9, 15, tzinfo=UTC))
    interactions.log(
        by=by,
        answers={
            "kind": "letter_in",
            "when": When(date(2026, 1, 2), None),
            "subject": "Письмо",
            "registry_number": "№ 01-07",
        },
        company=interactions.Company(partners=[partner]),
        now=now,
    )
    interactions.log(
        by=by,
        answers={
            "kind": "call",
            "direction": "outgoing",
            "when": When(date(2025, 12, 31), time(0, 0)),
            "subject": "Звонок",
            "agreement_id": signed.id,
        },
        company=interactions.Company(contacts=[joao]),
        now=now,
    )


def tell_agreements(by: User, colleague: User, hall: Any) -> Any:
    partner = partner_queries.find_by_city(factories.place("Campinas").id)
    codes = [area.id for area in partner_queries.areas()[2:4]]
    ours = PartyWords(kind=PartyKind.MUNICIPALITY, signatory="Лаптев А. П.", post="глава города", ground="устав")
    theirs = [
        PartyWords(kind=PartyKind.ORGANISATION, organisation_id=hall.id, signatory="Dário", post="prefeito"),
        PartyWords(kind=PartyKind.CITY, city_id=factories.place("Grodno").id),
        PartyWords(kind=PartyKind.OTHER, name="=Фонд «Икс»", country_code="DE"),
    ]
    plain = {"subject": "Обмен\nопытом", "kind": AgreementKind.TWINNING, "languages": "русский", "copies": 2}
    told = [
        (Past(status=Status.DRAFT), {"title": "Проект", "drafted_on": date(2026, 1, 2), "indefinite": True}),
        (
            Past(status=Status.IN_FORCE, signed_on=date(2005, 6, 21), signed_at_place="Гродно"),
            {**plain, "title": "О побратимстве", "title_second": "On twinning", "number": "01-05", "enters_on": date(2005, 7, 1), "indefinite": True,
             "partnership_id": partner.id, "note": "-", "responsible_id": colleague.id},
        ),
        (
            Past(status=Status.EXPIRED, signed_on=date(1996, 1, 1)),
            {"title": "Старое", "number": "7", "enters_on": date(1996, 1, 1), "ends_on": date(2001, 1, 1)},
        ),
        (
            Past(status=Status.TERMINATED, signed_on=date(2010, 1, 1), terminated_on=date(2015, 5, 5), termination_reason="письмо"),
            {"title": "Прекращённое", "enters_on": date(2010, 1, 1), "ends_on": date(2030, 1, 1),
             "register_override": False, "register_reason": "внутреннее"},
        ),
        (
            Past(status=Status.IN_FORCE, signed_on=date(2020, 1, 1)),
            {"title": "С продлением", "enters_on": date(2020, 1, 1), "ends_on": date(2040, 1, 1), "renewal_months": 60,
             "renewal": Renewal.IF_NOBODY_OBJECTS, "notice": 6, "notice_unit": NoticeUnit.MONTHS},
        ),
    ]  # fmt: skip
    made = []
    for past, given in told:
        draft = Draft(values=given, area_ids=codes, parties=[ours, *theirs])
        made.append(take_over(draft, past, by=by, today=TODAY))
    amendment = Draft(
        values={
            "title": "Дополнительное",
            "kind": AgreementKind.SUPPLEMENTARY,
            "parent_id": made[1].id,
            "enters_on": date(2011, 1, 1),
            "indefinite": True,
        },
        parties=[ours, theirs[1]],
    )
    take_over(amendment, Past(status=Status.IN_FORCE, signed_on=date(2011, 1, 1)), by=by, today=TODAY)
    return made[1]


def plan_forum(by: User) -> Event:
    answers = {"kind": "forum", "title_ru": "Химия без границ", "title_en": "Chemistry without Borders",
               "starts_on": date(2026, 11, 19), "ends_on": date(2026, 11, 21)}  # fmt: skip
    return events.plan(by=by, answers=answers)


def make_staff(home: Municipality, slug: str) -> list[User]:
    with everywhere("staff of the same names"):
        return [
            factories.make_user(home, role, name=name, email=f"{role.value}@{slug}.example") for name, role in STAFF
        ]


@pytest.mark.parametrize("kind_of_file", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_what_leaves_comes_in_again_and_leaves_the_same(
    city: Municipality,
    other_city: Municipality,
    sign_in: Callable[..., Client],
    kind_of_file: str,
    language: str,
) -> None:
    by, colleague = make_staff(city, "dzerzhinsk")
    by2, _colleague2 = make_staff(other_city, "bor")
    by.language = by2.language = language
    tell(by, colleague)
    with acting_for(other_city.id), acting_as(by2.id):
        plan_forum(by2)  # events come from no sheet: it is there already, and found by its name
        db.session.flush()
    db.session.flush()
    here, there = sign_in(by), sign_in(by2)
    for kind in KINDS:
        address = f"/{kind.value}.{kind_of_file}?columns=all"
        left = here.get(address).data
        (_number, heads), *rows = read_file(left).rows
        empty = [
            head for at, head in enumerate(heads) if not any(at < len(cells) and cells[at] for _row, cells in rows)
        ]
        assert set(empty) <= NOT_IMPORTED, f"{kind}: the story fills these columns nowhere"
        with acting_for(other_city.id), acting_as(by2.id):
            run = actions.upload(read_file(left), left, by=by2, file_name="back", kind=None)
            assert run.kind is kind, "the headings say what it is"
            fields = set(run.mapping.values())
            assert len(fields) == len(run.heads), f"{kind}: not every column is known: {run.heads}"
            actions.set_columns(run, run.mapping, {}, by=by2)
            jobs.do_now(jobs.Job.CHECK, run, by2)
            assert run.counts["refused"] == run.counts["skip"] == 0, told(run)
            actions.begin_run(run, Mode.ALL, by=by2)
            jobs.do_now(jobs.Job.RUN, run, by2)
            assert run.problem == {}
            db.session.commit()
        again = there.get(address).data
        if kind_of_file == "csv":
            assert again.decode() == left.decode(), kind
        assert read_file(again).rows == read_file(left).rows, kind
        with acting_for(other_city.id):
            twice = Importer(by2).check(again, kind)
            assert twice.counts["skip"] == twice.rows_total, (
                f"{kind}: the second time there is nothing new {told(twice)}"
            )


def told(run: Any) -> Any:
    from tracker.imports import queries

    return [(row.number, row.verdict, row.problems, row.notices) for row in queries.rows_of(run.id)]
