"""Rows that become people, with their posts and the ways to reach them."""

from __future__ import annotations

import functools
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.contacts import actions, languages, queries, rules
from tracker.contacts.models import (
    BASIS_LABELS,
    SOURCE_LABELS,
    Contact,
    ContactPost,
    ContactWay,
    Source,
    WayKind,
)
from tracker.imports import values
from tracker.imports.kinds import Kind
from tracker.imports.targets.base import SEVERAL, Context, Field, Index, Row, Target, in_order
from tracker.imports.targets.company import NEW_BODY
from tracker.imports.targets.organisations import Directory
from tracker.imports.targets.posts import post_cells, post_key, post_state
from tracker.imports.values import Bad, normal
from tracker.kernel.capitals import in_ordinary_case
from tracker.kernel.db import db
from tracker.kernel.text import N_, clean, script_of
from tracker.organisations import actions as organisation_actions
from tracker.organisations.models import Organisation
from tracker.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

NAMES = ("name_ru", "name_en", "name_original")
LINES = ("address_as_ru", "address_as_en")
DAYS = ("birthday", "obtained_on", "review_on")
WAYS = {
    "phone": WayKind.PHONE,
    "mobile": WayKind.MOBILE,
    "email": WayKind.EMAIL,
    "messenger": WayKind.MESSENGER,
}
POST = ("title_ru", "title_en", "organisation", "country", "city", "body", "post_since", "post_until", "main_post")
BASIS_WORDS = values.words_of(BASIS_LABELS)
SOURCE_WORDS = values.words_of(SOURCE_LABELS, {Source.CARD: ("визитка", "card"), Source.SPREADSHEET: ("таблица",)})
NO_NAME = N_("Write the name in at least one script.")
NO_LANGUAGE = N_("“%(value)s” is no language known here.")
OUT_OF_CAPITALS = N_("Will be written “%(value)s”.")
CARD_UNREAD = N_("This card cannot be read.")
MOST_POSTS = 20


class Contacts(Target):
    kind = Kind.CONTACTS
    record_kind = "contact"
    model = Contact
    needs = Permission.CONTACTS_EDIT
    needed = (("name", "family_name", *NAMES),)
    only_read = frozenset({"name", "family_name", "given_name", "patronymic", "unread"})
    fields = (
        Field(name="name_ru", label=N_("Person’s name in Russian"), also=("Name in Russian", "По-русски", "ФИО", "Имя", "Контактное лицо", "Фамилия, имя, отчество")),
        Field(name="name_en", label=N_("Name in Latin letters"), also=("Name in English", "Имя латиницей")),
        Field(name="name_original", label=N_("Name as written at home"), also=("Original name",)),
        Field(name="name", label=N_("Name"), also=("Full name", "Contact", "Person", "Ansprechpartner", "Контакт")),
        Field(name="family_name", label=N_("Family name"), also=("Last name", "Surname", "Nachname", "Фамилия")),
        Field(name="given_name", label=N_("Given name"), also=("First name", "Vorname", "Имя и отчество")),
        Field(name="patronymic", label=N_("Patronymic"), also=("Middle name", "Отчество")),
        Field(name="title_ru", label=N_("Post in Russian"), also=("Должность",)),
        Field(name="title_en", label=N_("Post in English"), also=("Post", "Position", "Job title", "Title", "Funktion")),
        Field(name="organisation", label=N_("Organisation"), also=("Organization", "Company", "Firma", "Место работы")),
        Field(name="country", label=N_("Country"), also=("Land", "Страна организации", "Country of the organisation")),
        Field(name="city", label=N_("City"), also=("Town", "Stadt", "Город организации", "City of the organisation")),
        Field(name="body", label=N_("Body that is only named"), also=("Отдел", "Department", "Подразделение")),
        Field(name="post_since", label=N_("In the post since")),
        Field(name="post_until", label=N_("In the post until")),
        Field(name="main_post", label=N_("Main post")),
        Field(name="phone", label=N_("Phone"), also=("Tel", "Telephone", "Telefon", "Тел.", "Телефоны", "Рабочий телефон")),
        Field(name="mobile", label=N_("Mobile"), also=("Cell", "Mobil", "Handy", "Мобильный", "Мобильный телефон")),
        Field(name="email", label=N_("E-mail"), also=("Email", "Mail", "Почта", "Эл. почта", "Электронная почта")),
        Field(name="messenger", label=N_("Messenger"), also=("Telegram", "WhatsApp", "WeChat")),
        Field(name="languages", label=N_("Languages"), also=("Language", "Язык", "Sprachen")),
        Field(name="address_as_ru", label=N_("How to address in Russian"), also=("Обращение",)),
        Field(name="address_as_en", label=N_("How to address in English"), also=("Salutation", "Anrede")),
        Field(name="postal_address", label=N_("Postal address"), also=("Address", "Адрес", "Anschrift", "Adresse")),
        Field(name="birthday", label=N_("Birthday"), also=("Date of birth", "Дата рождения", "Geburtstag")),
        Field(name="basis", label=N_("Basis for keeping the data"), also=("Basis",)),
        Field(name="source", label=N_("Where the data came from"), also=("Source", "Источник")),
        Field(name="obtained_on", label=N_("Obtained on")),
        Field(name="review_on", label=N_("Review on")),
        Field(name="may_send_abroad", label=N_("The data may be sent abroad")),
        Field(name="note", label=N_("Note"), also=("Comment", "Комментарий", "Bemerkung", "Notes", "Примечания")),
        Field(name="unread", label=N_("Card that cannot be read")),
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.directory = Directory(context)
        self._index = Index()
        self._on_the_way: set[str] = set()
        for row in db.session.execute(
            select(Contact.id, Contact.name_ru, Contact.name_en, Contact.name_original, Contact.archived_at)
        ):
            self._learn(row)
        ways = select(ContactWay.contact_id, ContactWay.folded_value, Contact.archived_at).join(
            Contact, Contact.id == ContactWay.contact_id
        )
        for way in db.session.execute(ways):
            self._index.add(("way", way.folded_value), way.contact_id, archived=way.archived_at is not None)
        self._employers: dict[int, set[str]] = {}
        posts = select(ContactPost.contact_id, Organisation.name_ru, Organisation.name_en, ContactPost.body).join(
            Organisation, Organisation.id == ContactPost.organisation_id, isouter=True
        )
        for post in db.session.execute(posts):
            names = {normal(name) for name in (post.name_ru, post.name_en, post.body) if name}
            self._employers.setdefault(post.contact_id, set()).update(names)

    def _learn(self, one: Any) -> None:
        for name in {one.name_ru, one.name_en, one.name_original}:
            if name:
                self._index.add(_in_order(name), one.id, archived=one.archived_at is not None)

    # reading

    def read(self, row: Row) -> dict[str, Any]:
        if row.says("unread"):
            row.problems.append(Bad(CARD_UNREAD, "unread"))
            return {}
        wanted: dict[str, Any] = self._names(row)
        wanted |= {name: row.read(name, values.line) for name in LINES}
        wanted["languages"] = row.read("languages", _languages)
        wanted["ways"] = self._ways(row)
        wanted["posts"] = row.attempt("organisation", lambda: self._posts(row))
        wanted["postal_address"] = row.read("postal_address", values.paragraphs, 1000)
        wanted["note"] = row.read("note", values.paragraphs)
        for name in DAYS:
            on = row.read(name, values.day)
            wanted[name] = on.isoformat() if on else None
        basis = row.read("basis", values.one_of, BASIS_WORDS, BASIS_LABELS)
        source = row.read("source", values.one_of, SOURCE_WORDS, SOURCE_LABELS)
        wanted |= {"basis": basis.value if basis else None, "source": source.value if source else None}
        wanted["no_source_column"] = "source" not in row.texts or None
        wanted["may_send_abroad"] = row.read("may_send_abroad", values.yes_or_no)
        return {name: value for name, value in wanted.items() if value not in (None, [])}

    def _names(self, row: Row) -> dict[str, Any]:
        names: dict[str, Any] = {name: row.read(name, values.line) for name in NAMES}
        parts = [row.read(name, values.line) for name in ("family_name", "given_name", "patronymic")]
        whole = row.read("name", values.line) or " ".join(part for part in parts if part)
        if whole:
            field = {"cyrillic": "name_ru", "latin": "name_en"}.get(script_of(whole), "name_original")
            names[field] = names[field] or whole
        if not self._is_ours(row):
            self._out_of_capitals(row, names)
        if not any(names.values()) and not row.problems:
            row.problems.append(Bad(NO_NAME, next((one for one in (*NAMES, "name") if one in row.texts), "name_ru")))
        return names

    def _is_ours(self, row: Row) -> bool:
        """Whether it is a file of ours with all columns: it says how names are written here, also in capitals."""
        return all(one.name in row.texts for one in self.fields if one.name not in self.only_read)

    def _out_of_capitals(self, row: Row, names: dict[str, Any]) -> None:
        for field, said in names.items():
            if said and (ordinary := in_ordinary_case(said)) != said:
                names[field] = ordinary
                beside = next((one for one in (field, "name", "family_name") if row.says(one)), field)
                row.notice(OUT_OF_CAPITALS, beside, value=ordinary)

    def _ways(self, row: Row) -> list[list[str]]:
        found = []
        for name, kind in WAYS.items():
            values_of = [clean(one) for one in row.said(name).replace(";", "\n").split("\n") if one.strip()]
            if kind is WayKind.MESSENGER:
                values_of = [clean(one) for one in row.said(name).split("\n") if one.strip()]
            for value in dict.fromkeys(values_of):
                row.attempt(name, functools.partial(_check_way, kind, value))
                found.append([kind.value, value])
        return sorted(found)

    def _posts(self, row: Row) -> list[dict[str, Any]]:
        columns = {name: values.lines(row.said(name)) for name in POST}
        count = max(len(column) for column in columns.values())
        if count > MOST_POSTS:
            raise Bad(N_("At most %(most)s posts."), most=MOST_POSTS)
        posts = []
        for at in range(count):
            said = {name: column[at] if at < len(column) else "" for name, column in columns.items()}
            one = self._post(row, said, sole=count == 1)
            if one is not None:
                posts.append(one)
        return posts

    def _post(self, row: Row, said: dict[str, str], *, sole: bool) -> dict[str, Any] | None:
        if not any(said[name] for name in ("title_ru", "title_en", "organisation", "body")):
            return None
        since = row.attempt("post_since", lambda: values.day(said["post_since"]))
        until = row.attempt("post_until", lambda: values.day(said["post_until"]))
        if since and until and until < since:
            row.problems.append(Bad(N_("A post ends before it begins."), "post_until"))
        place = row.attempt("city", lambda: self.directory.place(Row(said, row.problems, row.notices))) or {}
        main = row.attempt("main_post", lambda: values.yes_or_no(said["main_post"]))
        title_ru, title_en = (
            row.attempt(name, functools.partial(values.line, said[name])) or "" for name in ("title_ru", "title_en")
        )
        return {
            "title_ru": title_ru,
            "title_en": title_en,
            "body": row.attempt("body", lambda: values.line(said["body"])),
            "since_on": since.isoformat() if since else None,
            "until_on": until.isoformat() if until else None,
            "is_main": bool(main),
            **self._employer(row, said["organisation"], place),
        }

    def _employer(self, row: Row, name: str, place: dict[str, Any]) -> dict[str, Any]:
        """The organisation of a post: its number, or the name under which it is made on the way."""
        if not name:
            return {"organisation_id": None, "said": ""}
        row.attempt("organisation", lambda: values.line(name))
        found = row.attempt(
            "organisation", lambda: self.directory.find([name], place.get("country_id"), place.get("city_id"))
        )
        if found is not None:
            return {"organisation_id": found, "said": normal(name)}
        if normal(name) not in self._on_the_way:
            row.notice(NEW_BODY, "organisation", value=name)
        self._on_the_way.add(normal(name))
        return {"organisation_id": None, "said": normal(name), "new_organisation": name, "place": place}

    # matching

    def keys(self, wanted: dict[str, Any]) -> Sequence[Hashable]:
        employers = frozenset(self._employers_of(wanted))
        ways = tuple(value for _kind, value in wanted.get("ways", []))
        return [(_in_order(wanted[name]), employers, ways) for name in NAMES if wanted.get(name)]

    def match(self, wanted: dict[str, Any]) -> int | None:
        """By name; of several of one name by how they are reached, then by where they work."""
        names = [_in_order(wanted[name]) for name in NAMES if wanted.get(name)]
        same = self._index.living(names)
        if len(same) > 1:
            ways = [("way", rules.fold_way(WayKind(kind), value)) for kind, value in wanted.get("ways", [])]
            reached = set(self._index.living(ways))
            employers = self._employers_of(wanted)
            same = (
                [one for one in same if one in reached]
                or [one for one in same if employers & self._employers.get(one, set())]
                or same
            )
        if len(same) > 1:
            raise Bad(SEVERAL, "name_ru", value=next(wanted[name] for name in NAMES if wanted.get(name)))
        return same[0] if same else self._index.one(names, "name_ru")

    def _employers_of(self, wanted: dict[str, Any]) -> set[str]:
        posts = wanted.get("posts", [])
        return {post["said"] for post in posts if post["said"]} | {
            normal(post["body"]) for post in posts if post["body"]
        }

    # records

    def get(self, record_id: int) -> Contact:
        return queries.get_contact(record_id)

    def state(self, record: Contact) -> dict[str, Any]:
        return {
            **{name: getattr(record, name) for name in (*NAMES, *LINES, "postal_address", "note", "may_send_abroad")},
            **{name: value.isoformat() if (value := getattr(record, name)) else None for name in DAYS},
            "languages": languages.codes_of(record.languages),
            "basis": record.basis.value if record.basis else None,
            "source": record.source.value if record.source else None,
            "ways": sorted([way.kind.value, way.value] for way in record.ways),
            "posts": [post_state(post) for post in sorted(record.posts, key=lambda post: post.id)],
        }

    def changes(self, record: Contact, wanted: dict[str, Any]) -> dict[str, Any]:
        """Ways and posts are added to those that are there."""
        state = self.state(record)
        merged = dict(wanted)
        if "ways" in wanted:
            merged["ways"] = sorted([*state["ways"], *(way for way in wanted["ways"] if way not in state["ways"])])
        if "posts" in wanted:
            there = {post_key(post) for post in state["posts"]}
            merged["posts"] = [*state["posts"], *(post for post in wanted["posts"] if post_key(post) not in there)]
        found = super().changes(record, merged)
        grown = {name: merged[name] for name in ("ways", "posts") if name in wanted and merged[name] != state[name]}
        return found | grown

    def create(self, wanted: dict[str, Any]) -> Contact:
        answers = self._answers(wanted)
        if wanted.get("no_source_column"):
            answers["source"] = Source.SPREADSHEET.value
        made = actions.create(by=self.context.by, answers=answers)
        db.session.flush()
        return made

    def update(self, record: Contact, changes: dict[str, Any]) -> None:
        """What is not spoken of stays: the action keeps ways and posts it is not given."""
        names = {name: getattr(record, name) for name in NAMES}
        answers = {**names, **self._answers(changes)}
        actions.edit(record, by=self.context.by, version=record.version, answers=answers)

    def _answers(self, wanted: dict[str, Any]) -> dict[str, Any]:
        answers = {
            name: value for name, value in wanted.items() if name not in {"ways", "posts", "no_source_column", *DAYS}
        }
        answers |= {name: _day(wanted[name]) for name in DAYS if name in wanted}
        if "ways" in wanted:
            answers["ways"] = [{"kind": kind, "value": value} for kind, value in wanted["ways"]]
        if "posts" in wanted:
            answers["posts"] = [self._post_answer(post) for post in wanted["posts"]]
        return answers

    def _post_answer(self, post: dict[str, Any]) -> dict[str, Any]:
        answer = {name: value for name, value in post.items() if name not in {"new_organisation", "place", "said"}}
        if name := post.get("new_organisation"):
            place = post.get("place") or {}
            found = self.directory.find([name], place.get("country_id"), place.get("city_id"))
            answer["organisation_id"] = found or self._make_employer(name, place)
        answer |= {name: _day(post[name]) for name in ("since_on", "until_on")}
        return answer

    def _make_employer(self, name: str, place: dict[str, Any]) -> int:
        made = organisation_actions.create_named(name, by=self.context.by, **place)
        db.session.flush()
        self.directory.learn(made)
        self.context.made("organisation", made)
        return made.id

    def remove(self, record: Contact) -> str | None:
        db.session.delete(record)
        return None

    # files

    def load(self, ids: Sequence[int]) -> Sequence[Contact]:
        employer = selectinload(Contact.posts).joinedload(ContactPost.organisation)
        found = db.session.scalars(
            select(Contact)
            .where(Contact.id.in_(ids))
            .options(selectinload(Contact.ways), employer.joinedload(Organisation.city))
        )
        return in_order(found, ids)

    def cells(self, record: Contact, language: str) -> dict[str, Any]:
        posts = sorted(record.posts, key=lambda post: post.id)
        return {
            **{name: getattr(record, name) for name in (*NAMES, *LINES, *DAYS, "postal_address", "note")},
            **{
                name: "\n".join(sorted(way.value for way in record.ways if way.kind is kind))
                for name, kind in WAYS.items()
            },
            **post_cells(posts, language),
            "languages": languages.told(record.languages, language),
            "basis": values.told(BASIS_LABELS[record.basis], language) if record.basis else None,
            "source": values.told(SOURCE_LABELS[record.source], language) if record.source else None,
            "may_send_abroad": values.told(values.YES_WORD, language) if record.may_send_abroad else None,
        }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _in_order(name: str) -> str:
    """The words of a name in one order: «Петров Иван» is Иван Петров."""
    return " ".join(sorted(normal(name).split()))


def _languages(text: str) -> list[str]:
    stored, unknown = languages.as_stored(text.replace("\n", ","))
    if unknown:
        raise Bad(NO_LANGUAGE, value=unknown[0])
    return languages.codes_of(stored)


def _check_way(kind: WayKind, value: str) -> None:
    values.line(value)
    rules.check_way(kind, value)
