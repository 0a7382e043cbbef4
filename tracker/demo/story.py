"""Loading the demo data: through the same actions people use, with the clock standing at the day of each event."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tracker.accounts import actions as accounts
from tracker.accounts import queries as account_queries
from tracker.accounts.models import Municipality, User
from tracker.agreements.models import Agreement
from tracker.contacts import actions as contacts
from tracker.contacts.models import Contact
from tracker.demo import facts, papers
from tracker.demo.agreements import tell_agreements
from tracker.demo.boards import tell_boards
from tracker.demo.calendar import tell_calendar
from tracker.demo.doubles import tell_doubles
from tracker.demo.duties import tell_duties
from tracker.demo.events import tell_events
from tracker.demo.files import attach_files
from tracker.demo.handing import tell_handover
from tracker.demo.imports import tell_imports
from tracker.demo.interests import tell_interests
from tracker.demo.letters import tell_letters
from tracker.demo.mail import tell_mail
from tracker.demo.manners import address_of
from tracker.demo.points import tell_points
from tracker.demo.presents import tell_gifts
from tracker.demo.showing import tell_publications
from tracker.demo.tasks import tell_tasks
from tracker.demo.views import VIEWS, hand_over_a_partner, keep_views
from tracker.demo.yearly import tell_reports
from tracker.interactions import actions as interactions
from tracker.interactions.rules import When
from tracker.kernel import clock
from tracker.kernel.db import acting_as, db
from tracker.kernel.tenancy import acting_for, everywhere
from tracker.kernel.text import fold
from tracker.negotiations import actions as negotiations
from tracker.negotiations import queries as negotiation_queries
from tracker.negotiations.models import Negotiation, Outcome
from tracker.negotiations.rules import MoveRequest
from tracker.organisations import actions as organisations
from tracker.organisations.models import Organisation
from tracker.partners import actions as partners
from tracker.partners import queries as partner_queries
from tracker.partners.models import Partnership
from tracker.permissions import Role
from tracker.places import queries as places
from tracker.places.models import City
from tracker.regulations import actions as regulations

ZONE = "Europe/Moscow"
OBSERVER = "observer@nizhny.example"
SIGN_INS = (
    ("manager@dzerzhinsk.example", "manager (начальник отдела)"),
    ("official@dzerzhinsk.example", "official (специалист)"),
    ("official2@dzerzhinsk.example", "official (специалист)"),
    ("viewer@dzerzhinsk.example", "viewer (глава, юрист)"),
    ("admin@dzerzhinsk.example", "administrator"),
    ("manager@bor.example", "manager of the other municipality; the same roles @bor.example"),
    (OBSERVER, "observer of the region"),
)
STAFF = {
    "dzerzhinsk": (
        ("manager", "Ольга Седова", "начальник отдела международных связей"),
        ("official", "Илья Романов", "главный специалист"),
        ("official2", "Мария Кузьмина", "ведущий специалист"),
        ("viewer", "Андрей Лаптев", "глава города"),
        ("admin", "Павел Воронин", "администратор"),
    ),
    "bor": (
        ("manager", "Татьяна Ершова", "начальник отдела"),
        ("official", "Никита Громов", "специалист"),
        ("official2", "Алина Фомина", "специалист"),
        ("viewer", "Сергей Котов", "глава округа"),
        ("admin", "Юлия Маслова", "администратор"),
    ),
}
HOMES = {
    "dzerzhinsk": ("Дзержинск", "Dzerzhinsk", "Администрация города Дзержинска",
                   "Administration of Dzerzhinsk", 56.24, 43.46),
    "bor": ("Бор", "Bor", "Администрация городского округа Бор", "Administration of Bor", 56.36, 44.07),
}  # fmt: skip
INTERACTIONS = 300
YEARS = 3
ENTERED = 365 * YEARS


class Story:
    """What was made so far, by the keys of the tables."""

    def __init__(self, municipality: Municipality, staff: dict[str, User]) -> None:
        self.home = municipality
        self.staff = staff
        self.today = clock.today(ZONE)
        self.dice = random.Random(1996)  # noqa: S311 - the same story each time
        self.partners: dict[str, Partnership] = {}
        self.organisations: dict[str, Organisation] = {}
        self.people: dict[str, list[Contact]] = {}
        self.talks: dict[tuple[str, str], Negotiation] = {}
        self.agreements: dict[str, Agreement] = {}

    def day(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    def moment(self, ago: int, hour: int = 11, minute: int = 0) -> datetime:
        return datetime.combine(self.day(ago), time(hour, minute), ZoneInfo(ZONE)).astimezone(UTC)

    def at(self, ago: int) -> Any:
        return clock.standing_at(min(self.moment(ago), clock.now()))


def load(*, password: str) -> None:
    """Load the story. Where it is there already, only the passwords are set anew."""
    with everywhere("demo data"):
        found = account_queries.find_municipality("dzerzhinsk")
        if found is not None:
            _set_passwords(password)
            db.session.commit()
            return
        homes = {slug: _home(slug) for slug in HOMES}
        staff = {slug: _staff(home, password) for slug, home in homes.items()}
        accounts.add_user(
            None,
            answers={"email": OBSERVER, "name": "Наталья Орлова", "role": Role.OBSERVER},
            password=password,
            by=None,
            region_code="RU-NIZ",
        )
    for slug, home in homes.items():
        with acting_for(home.id), acting_as(None):
            negotiations.create_default_stages()
            partners.create_default_areas()
            regulations.create_defaults(home)
            db.session.flush()
            story = Story(home, staff[slug])
            _tell(story, whole=slug == "dzerzhinsk")
    db.session.commit()  # all of it or nothing: half a story would count as told


def _set_passwords(password: str) -> None:
    for email in [f"{key}@{slug}.example" for slug, staff in STAFF.items() for key, *_rest in staff] + [OBSERVER]:
        user = account_queries.find_user_by_email(email)
        if user is not None:
            accounts.set_password(user, password)


def _home(slug: str) -> Municipality:
    name_ru, name_en, administration_ru, administration_en, latitude, longitude = HOMES[slug]
    return accounts.add_municipality(
        {
            "slug": slug,
            "name_ru": name_ru,
            "name_en": name_en,
            "administration_ru": administration_ru,
            "administration_en": administration_en,
            "region_code": "RU-NIZ",
            "timezone": ZONE,
            "latitude": latitude,
            "longitude": longitude,
        }
    )


def _staff(home: Municipality, password: str) -> dict[str, User]:
    staff = {}
    for key, name, post in STAFF[home.slug]:
        answers = {"email": f"{key}@{home.slug}.example", "name": name, "post": post, "role": key.rstrip("2")}
        staff[key] = accounts.add_user(home.id, answers=answers, password=password, by=None)
    return staff


def _tell(story: Story, *, whole: bool) -> None:
    kept = set(facts.PARTNERS) if whole else {"novopolotsk", "pancevo"}
    for key in facts.PARTNERS:
        if key in kept:
            _partner(story, key)
    for key, (ru, en, kind, place) in facts.ORGANISATIONS.items():
        if whole or key.split("_")[0] in kept:
            _organisation(story, key, ru, en, kind, place)
    for person in facts.PEOPLE:
        if person.organisation in story.organisations:
            _person(story, person)
    for talks in facts.TALKS:
        if talks.partner in kept:
            _talks(story, talks)
    told = papers.AGREEMENTS if whole else [one for one in papers.AGREEMENTS if one["key"] == "pancevo_protocol"]
    tell_agreements(story, told)
    _interactions(story, INTERACTIONS if whole else 20)
    tell_letters(story)
    tell_duties(story)
    tell_doubles(story.staff["official"], story.staff["manager"])
    tell_tasks(story)
    tell_mail(story.staff, clock.now())
    tell_gifts(story)
    tell_points(story)
    tell_calendar(story)
    tell_handover(story)
    tell_imports(story)
    keep_views(story.staff, VIEWS if whole else VIEWS[:1])
    hand_over_a_partner(story.staff, story.partners["pancevo"])
    told_events = tell_events(story, whole=whole)
    tell_interests(story, told_events)
    attach_files(story, list(story.agreements.values()))
    tell_publications(story, told_events, whole=whole)
    tell_reports(story)
    tell_boards(story)


def _city(name: str, country: str) -> City:
    """The city of this English name that has most people."""
    rows = [row for row in places.cities_found(name, 20) if row.country_code == country and row.name_en == name]
    return places.get_city(max(rows, key=lambda row: row.population or 0).id)


def _partner(story: Story, key: str) -> None:
    fact = facts.PARTNERS[key]
    by = story.staff[fact["who"]]
    codes = {area.code: area.id for area in partner_queries.areas()}
    wanted = [number for code, number in codes.items() if any(code.startswith(word) for word in fact["areas"].split())]
    since = fact.get("since", "")
    answers = {
        "kind": fact["kind"],
        "status": fact["status"],
        "since_on": date.fromisoformat(since if "-" in since else f"{since}-01-01") if since else None,
        "since_is_year": bool(since) and "-" not in since,
        "areas": wanted,
        "responsible_id": by.id,
        "introduced_by": fact.get("by"),
        "languages": fact.get("languages"),
        "note": fact.get("note"),
        "next_step": fact.get("next"),
        "next_step_on": story.day(fact["due"]) if fact.get("due") else None,
    }
    city = _city(*fact["city"]) if "city" in fact else None
    region = places.find_region(fact["region"]) if "region" in fact else None
    country = city.country if city else (region.country if region else None)
    region = city.region if city else region
    with story.at(ENTERED), acting_as(by.id):
        made = partners.add(by=by, country=country, region=region, city=city, answers=answers, today=story.today)
        made.entered_on = story.day(ENTERED)
        db.session.flush()
    story.partners[key] = made


def _organisation(story: Story, key: str, ru: str, en: str, kind: str, place: tuple[str, str] | str) -> None:
    by = story.staff["official"]
    country = places.find_country(place if isinstance(place, str) else place[1])
    answers = {
        "name_ru": ru,
        "name_en": en,
        "kind": kind,
        "city_id": None if isinstance(place, str) else _city(*place).id,
        "country_id": country.id if country else None,
        "website": f"https://{key.replace('_', '-')}.example",
        "email": f"office@{key.replace('_', '-')}.example",
    }
    with story.at(1090), acting_as(by.id):
        story.organisations[key] = organisations.create(by=by, answers=answers)


def _person(story: Story, person: facts.Person) -> None:
    by = story.staff["official"]
    number = sum(len(people) for people in story.people.values())
    answers = {
        "name_ru": person.ru,
        "name_en": person.en,
        "name_original": person.original or None,
        **address_of(person),
        "languages": person.languages or None,
        "basis": "duty" if number % 5 else None,
        "source": "card" if number % 3 else "letter",
        "obtained_on": story.day(900 - 15 * number),
        "ways": [
            {
                "kind": "email",
                "value": f"{person.en.split()[0].lower()}@{person.organisation.replace('_', '-')}.example",
            },
            {"kind": "mobile", "value": f"+7 000 000-{number // 100:02}-{number % 100:02}"},
        ],
        "posts": [
            {
                "organisation_id": story.organisations[person.organisation].id,
                "title_ru": person.post_ru,
                "title_en": person.post_en,
                "since_on": story.day(1500 - 20 * number),
                "is_main": True,
            }
        ],
    }
    with story.at(max(900 - 15 * number, 30)), acting_as(by.id):
        made = contacts.create(by=by, answers=answers)
    story.people.setdefault(person.organisation, []).append(made)


def _mail(person: facts.Person) -> str:
    name = fold(person.en.split()[0]).replace(" ", "")
    return f"{name}@{person.organisation.replace('_', '-')}.example"


def _talks(story: Story, told: facts.Talks) -> None:
    by, manager = story.staff[told.who], story.staff["manager"]
    stages = {stage.code: stage for stage in negotiation_queries.stages()}
    (_first, began), *moves = told.stages
    partnership = story.partners[told.partner]
    with story.at(began), acting_as(by.id):
        answers = {
            "subject": told.subject,
            "started_on": story.day(began),
            "next_step": told.next_step or None,
            "next_step_on": story.day(told.due) if told.next_step else None,
        }
        made = negotiations.start(by=by, partnership=partnership, answers=answers, today=story.day(began))
    for number, (code, ago) in enumerate(moves, start=1):
        to = stages[code]
        mover = manager if to.needs_manager else by
        said = MoveRequest(moved_on=story.day(ago), document=f"№ 01-{number}7/{ago} от {story.day(ago):%d.%m.%Y}")
        with story.at(ago), acting_as(mover.id):
            negotiations.move(made, to, by=mover, version=None, said=said, today=story.day(ago))
            db.session.flush()
    if told.outcome:
        with story.at(told.ended), acting_as(manager.id):
            negotiations.end(
                made,
                Outcome(told.outcome),
                by=manager,
                version=None,
                ended_on=story.day(told.ended),
                reason="" if told.outcome == "agreement" else "решение на совещании у главы города",
                resume_on=story.day(-30) if told.outcome == "paused" else None,
                today=story.day(told.ended),
            )
    story.talks[told.partner, told.subject] = made


def _interactions(story: Story, count: int) -> None:
    """Meetings, calls and letters over three years; two partners have been silent for long."""
    dice = story.dice
    by_partner = {
        key: [
            person
            for organisation, people in story.people.items()
            if organisation.split("_")[0] == key.replace("saopaulo", "sp")
            for person in people
        ]
        for key in story.partners
    }
    silent = {"bitterfeld": 900, "tabriz": 420, "diredawa": 400}
    for _number in range(count):
        key = dice.choice([name for name in story.partners if by_partner[name]])
        ago = int(dice.triangular(0, 365 * YEARS - 10, 30))
        if ago < silent.get(key, 0):
            continue
        _interaction(story, key, by_partner[key], ago)


def _interaction(story: Story, key: str, people: list[Contact], ago: int) -> None:
    dice = story.dice
    kind = dice.choice(list(facts.KINDS_TOLD))
    subject = dice.choice(facts.KINDS_TOLD[kind]).format(topic=dice.choice(facts.TOPICS))
    by = story.staff[facts.PARTNERS[key]["who"]] if dice.random() < 0.7 else story.staff["manager"]  # noqa: PLR2004
    when = min(story.moment(ago, dice.randint(9, 17), dice.choice((0, 10, 20, 30, 40))), clock.now())
    here = when.astimezone(ZoneInfo(ZONE))
    lines = [
        talks for (partner, _s), talks in story.talks.items() if partner == key and talks.started_on <= story.day(ago)
    ]
    open_lines = [talks for talks in lines if talks.outcome is None and talks.stage_since_on < story.day(ago)]
    with_step = dice.random() < 0.2  # noqa: PLR2004
    due = ago - dice.randint(2, 12)
    answers = {
        "kind": kind,
        "when": When(here.date(), here.time().replace(second=0)),
        "subject": subject,
        "text": None,
        "registry_number": str(dice.randint(100, 999)) if kind.startswith("letter") else None,
        "negotiation_id": open_lines[0].id if open_lines and dice.random() < 0.15 else None,  # noqa: PLR2004
        "next_step": dice.choice(facts.NEXT_STEPS) if with_step else None,
        "next_step_on": story.day(due) if with_step else None,
        "next_step_by": by if with_step else None,
    }
    company = interactions.Company(
        partners=[story.partners[key]], contacts=dice.sample(people, k=min(len(people), dice.randint(1, 2))), ours=[by]
    )
    with clock.standing_at(when), acting_as(by.id):
        made = interactions.log(by=by, answers=answers, company=company, now=when)
        db.session.flush()
    done_after = dice.randint(1, 10)
    if with_step and (ago > 25 or dice.random() < 0.3) and ago - done_after >= 0:  # noqa: PLR2004
        moment = min(story.moment(ago - done_after), clock.now())
        with clock.standing_at(max(moment, when)), acting_as(by.id):
            interactions.mark_step_done(made, by=by, note=None, now=max(moment, when))
