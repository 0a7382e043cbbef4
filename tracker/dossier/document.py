"""A dossier as an office paper of two pages, in the language that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from tracker import papers
from tracker.contacts import languages
from tracker.documents import pictures
from tracker.dossier import cautions, rules, telling
from tracker.interests.kinds import Direction
from tracker.kernel import clock
from tracker.kernel.storage import CannotStore
from tracker.papers import (
    A4,
    BRIEF,
    Box,
    Bullets,
    Column,
    Facts,
    Heading,
    Letterhead,
    Note,
    Page,
    Paper,
    Picture,
    Table,
    Text,
)
from tracker.partners import wording
from tracker.web import formats

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tracker.contacts.models import Contact
    from tracker.dossier.queries import Known
    from tracker.dossier.rules import Room
    from tracker.papers.paper import Part, Value

SHEET = Page(A4.width, A4.height, left=20, right=12, top=13, bottom=15)
SIZE = 8.5


def whole(known: Known, language: str) -> Paper:
    """For the screen, which has no end."""
    return made(known, language, rules.MOST)


def of_two_pages(known: Known, language: str) -> Paper:
    """With as much of everything as fits on two sheets."""
    for room in rules.ROOMS:
        paper = made(known, language, room)
        if papers.pages_of(paper) <= rules.PAGES:
            break
    return paper


def made(known: Known, language: str, room: Room) -> Paper:
    with force_locale(language):
        home = known.partnership.municipality
        return Paper(
            title=_title(known),
            subtitle=_subtitle(known),
            language=language,
            page=SHEET,
            author=home.administration_in(language),
            letterhead=Letterhead(
                [home.administration_in(language)],
                left=[_("Notes for a meeting")],
                right=[formats.paper_day(known.today), _("For official use")],
            ),
            look=BRIEF,
            parts=list(_parts(known, room)),
            footer=_footer(known),
        )


def _title(known: Known) -> str:
    title, country = wording.title(known.partnership), known.partnership.country.name_in(formats.language())
    return title if country in title else f"{title}, {country}"


def _footer(known: Known) -> str:
    """Who is asked, and how old it is."""
    collected = _("collected %(day)s at %(time)s", day=formats.day(known.today), time=formats.time_of(clock.now()))
    who = known.partnership.responsible
    return (
        " · ".join([_("Responsible: %(name)s", name=formats.spelt(who.name)), collected])
        if who is not None
        else collected
    )


def _subtitle(known: Known) -> str:
    partnership = known.partnership
    told = [wording.kind_label(partnership.kind), wording.status_label(partnership.status).lower()]
    if not partnership.is_named:
        told.append(_("city not named yet"))
    if partnership.city is not None and partnership.city.name_local:
        told.insert(0, partnership.city.name_local)
    return " · ".join(told)


def _parts(known: Known, room: Room) -> Iterator[Part]:
    if known.partnership.note:
        yield Heading(_("In short"))
        yield Box(rules.shortened(known.partnership.note, room.line * 2))
    if known.points is not None and known.points.text:
        yield Heading(_("What to talk about"))
        yield Bullets(rules.cut(known.points.text, room.points).split("\n"))
    yield from _cautions(known, room)
    yield Heading(_("About the partner"))
    yield Facts(telling.facts(known))
    yield from _wishes(known, room)
    yield from _table(
        _("Whom to talk to"),
        [
            *([Column(_("Photo"), 0.9)] if known.photos else []),
            Column(_("Person"), 3, strong=True),
            Column(_("Post"), 4),
            Column(_("How to address"), 3),
        ],
        [_person(one, known, room) for one in known.people],
        room.people,
    )
    yield from _standing(known, room)
    yield from _past(known, room)
    yield Note(_("Holds personal data: for the meeting only, not to be passed on."))


def _cautions(known: Known, room: Room) -> Iterator[Part]:
    found = cautions.lines(known, room.line)
    if found:
        yield Heading(_most(_("What not to promise"), room.cautions, len(found)))
        yield Bullets(found[: room.cautions])


def _wishes(known: Known, room: Room) -> Iterator[Part]:
    """What each of the two wants, side by side."""
    theirs, ours = (
        "\n".join(f"• {rules.shortened(row.what, room.line)}" for row in known.interests if row.direction is direction)
        for direction in (Direction.THEIRS, Direction.OURS)
    )
    if theirs or ours:
        none = _("nothing noted")
        yield Heading(_("Who wants what"))
        yield Table([Column(_("They want"), 1), Column(_("We want"), 1)], [[theirs or none, ours or none]], size=SIZE)


def _standing(known: Known, room: Room) -> Iterator[Part]:
    """What is open between the two."""
    yield from _table(
        _("What stands open"),
        [Column(_("What"), 6), Column(_("How it stands"), 3), Column(_("By"), 2)],
        telling.open_lines(known, room.line),
        room.steps,
        _("Nothing stands open."),
    )
    yield from _table(
        _("What was promised"),
        [Column(_("By whom"), 2), Column(_("What"), 6), Column(_("By"), 2)],
        telling.promises(known, room.line),
        room.promises,
    )
    yield from _table(
        _("Agreements in force"),
        [Column(_("Agreement"), 6), Column(_("Term"), 3), Column(_("Last day to act"), 2)],
        telling.agreements(known, room.line),
        room.agreements,
        _("No agreement is in force."),
    )
    yield from _table(
        _("Letters awaiting an answer"),
        [Column(_("Letter"), 3), Column(_("Subject"), 5), Column(_("Answer due"), 2)],
        telling.letters(known, room.line),
        room.letters,
    )


def _past(known: Known, room: Room) -> Iterator[Part]:
    yield from _table(
        _("What happened last"),
        [Column(_("Day"), 1.3), Column(_("What"), 9)],
        telling.happened(known.interactions, room.line),
        room.interactions,
        _("Nothing was logged yet."),
    )
    lines, count = telling.history(known, room.line, room.history)
    yield from _table(
        _("History in dates"),
        [Column(_("Day"), 1.3), Column(_("What"), 9)],
        lines,
        room.history,
        count=count,
    )
    yield from _table(
        _("Gifts exchanged"),
        [Column(_("Day"), 1.3), Column(_("Gift"), 6), Column(_("Occasion"), 3)],
        telling.gifts(known, room.line),
        room.gifts,
    )


def _table(
    heading: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Value]],
    most: int,
    otherwise: str = "",
    count: int = 0,
) -> Iterator[Part]:
    """As many rows as there is room for; the heading says how many there are. Nothing where there is nothing."""
    if not rows:
        if otherwise:
            yield Heading(heading)
            yield Text(otherwise)
        return
    shown = rows[:most]
    yield Heading(_most(heading, len(shown), max(count, len(rows))))
    yield Table(columns, shown, size=SIZE)


def _most(heading: str, shown: int, found: int) -> str:
    return _("%(heading)s: %(shown)d of %(all)d", heading=heading, shown=shown, all=found) if found > shown else heading


def _person(contact: Contact, known: Known, room: Room) -> list[Value]:
    language = formats.language()
    name = contact.name_in(language)
    other = contact.name_original or (contact.name_en if language == "ru" else contact.name_ru)
    address_as: str | None = contact.address_as_ru if language == "ru" else contact.address_as_en
    spoken = ", ".join(
        languages.names(language).get(code, code) for code in (contact.languages or "").replace(",", " ").split()
    )
    return [
        *([_picture(contact, known)] if known.photos else []),
        name if other == name else f"{name} · {other}",
        rules.shortened(_post(contact), room.line),
        "; ".join(part for part in (address_as, spoken) if part),
    ]


def _picture(contact: Contact, known: Known) -> Value:
    found = known.photos.get(contact.id)
    if found is None:
        return None
    return Picture(
        contact.name_in(formats.language()),
        url_for("documents.picture", document_id=found.id, size=pictures.FACE),
        lambda: _content(found.type, found.storage_key),
    )


def _content(type_code: str, storage_key: str) -> bytes | None:
    """Without the picture where the storage does not answer: the paper is needed now."""
    try:
        return pictures.small(type_code, storage_key, pictures.FACE)
    except CannotStore:
        return None


def _post(contact: Contact) -> str:
    """The main post of those held now."""
    held: list[Any] = sorted((post for post in contact.posts if post.is_held), key=lambda post: not post.is_main)
    if not held:
        return ""
    language = formats.language()
    post = held[0]
    where = post.organisation.name_in(language) if post.organisation is not None else post.body
    return ", ".join(part for part in (post.title_in(language), where) if part)
