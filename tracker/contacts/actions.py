"""What people do with contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.audit import actions as audit
from tracker.contacts import languages, rules
from tracker.contacts.models import Basis, Contact, ContactPost, ContactWay, Source, WayKind
from tracker.kernel import clock
from tracker.kernel.db import db, touch
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.kernel.text import N_, script_of
from tracker.organisations import queries as organisation_queries
from tracker.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.accounts.models import User
    from tracker.organisations.models import Organisation


def create(*, by: User, answers: dict[str, Any]) -> Contact:
    contact = Contact()
    _fill(contact, answers)
    db.session.add(contact)
    audit.record("create", contact, by=by)
    return contact


def create_named(
    name: str,
    *,
    by: User,
    organisation: Organisation | None = None,
    post: str = "",
    body: str | None = None,
    more: dict[str, Any] | None = None,
) -> Contact:
    """A person of whom only the name is known so far, as it comes from a quick form.

    `body`: a body that is only named, where the post is in no organisation; `more`: further answers.
    """
    script = script_of(name)
    field = {"cyrillic": "name_ru", "latin": "name_en"}.get(script, "name_original")
    posts = []
    if organisation is not None or post or body:
        where = {"organisation_id": organisation.id if organisation else None, "body": body}
        posts.append({**where, "title_ru": post, "title_en": post})
    return create(by=by, answers={**(more or {}), field: name, "posts": posts})


def edit(contact: Contact, *, by: User, version: int | None, answers: dict[str, Any]) -> None:
    if contact.version != version:
        raise EditedMeanwhile(contact)
    _fill(contact, answers)
    touch(contact)  # a new version also where only a phone or a post is another one
    audit.record("edit", contact, by=by)


def _fill(contact: Contact, answers: dict[str, Any]) -> None:
    answers = dict(answers)
    ways, posts = answers.pop("ways", None), answers.pop("posts", None)
    name = answers.get("name_ru") or answers.get("name_en") or answers.get("name_original")
    if not name:
        raise RuleBroken(N_("Write the name in at least one script."), "name_ru")
    answers["name_ru"] = answers.get("name_ru") or name
    answers["name_en"] = answers.get("name_en") or name
    _read_words(answers)
    for field, value in answers.items():
        setattr(contact, field, value)
    if ways is not None:
        _put_ways(contact, ways)
    if posts is not None:
        _put_posts(contact, posts)


def _read_words(answers: dict[str, Any]) -> None:
    """Words of the answers as what they mean; what an answer does not speak of stays as it is."""
    for field, kind in (("basis", Basis), ("source", Source)):
        if field in answers:
            answers[field] = kind(answers[field]) if answers[field] else None
    if "languages" in answers:
        answers["languages"], unknown = languages.as_stored(answers["languages"])
        if unknown:
            raise RuleBroken(N_("Choose one of the list."), "languages")


def _put_ways(contact: Contact, given: Sequence[dict[str, Any]]) -> None:
    """Keep the rows that stay, so that the journal tells only what changed."""
    wanted = {(WayKind(one["kind"]), one["value"]) for one in given if one.get("value")}
    for kind, value in wanted:
        rules.check_way(kind, value)
    for way in list(contact.ways):
        if (way.kind, way.value) in wanted:
            wanted.discard((way.kind, way.value))
        else:
            contact.ways.remove(way)
            db.session.delete(way)  # by name: the journal does not see orphans go
    for kind, value in sorted(wanted):
        contact.ways.append(ContactWay(kind=kind, value=value, folded_value=rules.fold_way(kind, value)[:300]))


def _put_posts(contact: Contact, given: Sequence[dict[str, Any]]) -> None:
    """Posts by their numbers; one without a number is new, one that is missing is taken off."""
    kept = {post.id: post for post in contact.posts}
    stay = []
    for one in given:
        values = {name: one.get(name) for name in ("organisation_id", "body", "since_on", "until_on")}
        values["title_ru"], values["title_en"] = one.get("title_ru") or "", one.get("title_en") or ""
        values["is_main"] = bool(one.get("is_main"))
        if not any((values["organisation_id"], values["body"], values["title_ru"], values["title_en"])):
            continue
        if values["since_on"] and values["until_on"] and values["until_on"] < values["since_on"]:
            raise RuleBroken(N_("A post ends before it begins."), "posts")
        post = kept.pop(one.get("id") or 0, None) or ContactPost()
        for name, value in values.items():
            setattr(post, name, value)
        if values["organisation_id"]:
            post.organisation = organisation_queries.get_organisation(values["organisation_id"])
        else:
            post.organisation = None
        stay.append(post)
    contact.posts = stay
    for post in kept.values():
        db.session.delete(post)


def archive(contact: Contact, *, by: User) -> None:
    _check_may_archive(by)
    contact.archived_at = clock.now()
    audit.record("archive", contact, by=by)


def restore(contact: Contact, *, by: User) -> None:
    _check_may_archive(by)
    contact.archived_at = None
    audit.record("restore", contact, by=by)


def _check_may_archive(by: User) -> None:
    if not by.may(Permission.CONTACTS_ARCHIVE):
        raise NotAllowed(N_("Contacts are archived by a manager."))
