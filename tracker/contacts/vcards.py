"""Visiting cards as files: vCard 3.0 out (RFC 2426), 2.1 to 4.0 in. Knows no request and no database.

Our own names in other scripts travel in X- properties, so that a card that went out comes back whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import vobject

from tracker.contacts.models import WayKind
from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_, clean, script_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.contacts.models import Contact

MOST_CARDS = 200
LARGEST = 500_000  # bytes
MOST_WAYS = 20
ENCODINGS = ("utf-8-sig", "cp1251")
OWN_NAMES = {"name_ru": "X-NAME-RU", "name_en": "X-NAME-EN", "name_original": "X-NAME-ORIGINAL"}


@dataclass
class Card:
    """One card as it was read: what an action that creates a contact takes, and the organisation by its name."""

    name: str
    answers: dict[str, Any] = field(default_factory=dict)
    organisation: str = ""
    title: str = ""

    @property
    def ways(self) -> list[dict[str, str]]:
        return list(self.answers.get("ways", []))

    @property
    def names(self) -> list[str]:
        return [self.answers[name] for name in OWN_NAMES if self.answers.get(name)]


def written(contacts: Iterable[Contact], language: str, day: date) -> str:
    """The cards of people, one after the other, with the post of the day. No notes and no birthdays."""
    return "".join(_written(contact, language, day) for contact in contacts)


def _written(contact: Contact, language: str, day: date) -> str:
    card = vobject.vCard()
    name = contact.name_in(language)
    card.add("fn").value = name
    card.add("n").value = _parted(name)
    for attribute, own in OWN_NAMES.items():
        if value := getattr(contact, attribute):
            card.add(own.lower()).value = value
    held = [post for post in contact.posts if post.is_held_on(day)]
    post = next((one for one in held if one.is_main), held[0] if held else None)
    if post is not None:
        where = post.organisation.name_in(language) if post.organisation else post.body
        if where:
            card.add("org").value = [where]
        if post.title_in(language):
            card.add("title").value = post.title_in(language)
    for way in contact.ways:
        _add_way(card, way.kind, way.value)
    return str(card.serialize())


def _parted(name: str) -> Any:
    """Russian names begin with the family's, others end with it."""
    family, _blank, given = name.partition(" ")
    if script_of(name) != "cyrillic":
        given, _blank, family = name.rpartition(" ")
    return vobject.vcard.Name(family=family, given=given)


def _add_way(card: Any, kind: WayKind, value: str) -> None:
    if kind is WayKind.EMAIL:
        card.add("email").value = value
    elif kind is WayKind.MESSENGER:
        card.add("impp").value = value
    else:
        tel = card.add("tel")
        tel.value = value
        tel.type_param = "CELL" if kind is WayKind.MOBILE else "WORK"


def decoded(held: bytes) -> str:
    """The file as text. Raises RuleBroken for one that is too large or no text."""
    if len(held) > LARGEST:
        raise RuleBroken(N_("The file is too large: at most 500 kB of cards."), "file")
    for encoding in ENCODINGS:
        try:
            return held.decode(encoding).replace("\x00", "")
        except UnicodeDecodeError:
            continue
    raise RuleBroken(N_("This file holds no visiting cards."), "file")


def read(text: str) -> list[Card]:
    """The cards of a file, those that can be read. Raises RuleBroken where there is none."""
    try:
        found = [
            card
            for component in vobject.readComponents(text, ignoreUnreadable=True)
            if component.name == "VCARD" and (card := _read(component)) is not None
        ]
    except Exception as fault:  # the library raises what its parts raise
        raise RuleBroken(N_("This file holds no visiting cards."), "file") from fault
    if not found:
        raise RuleBroken(N_("This file holds no visiting cards."), "file")
    if len(found) > MOST_CARDS:
        raise RuleBroken(N_("The file has too many cards: at most 200 at once."), "file")
    return found


def _read(component: Any) -> Card | None:
    name = _text(component, "fn") or _name_of_parts(component)
    if not name:
        return None
    own = {attribute: _text(component, key.lower()) for attribute, key in OWN_NAMES.items()}
    if not any(own.values()):
        own = {{"cyrillic": "name_ru", "latin": "name_en"}.get(script_of(name), "name_original"): name}
    answers: dict[str, Any] = {attribute: value for attribute, value in own.items() if value}
    answers["ways"] = _ways(component)
    return Card(name, answers, _text(component, "org"), _text(component, "title"))


def _name_of_parts(component: Any) -> str:
    parts = getattr(component, "n", None)
    value = getattr(parts, "value", None)
    told = [getattr(value, one, "") for one in ("family", "given", "additional")]
    return clean(" ".join(part if isinstance(part, str) else " ".join(part) for part in told))[:300]


def _text(component: Any, name: str) -> str:
    value = getattr(getattr(component, name.replace("-", "_"), None), "value", "")
    if isinstance(value, list):
        value = value[0] if value else ""
    return clean(str(value))[:300]


def _ways(component: Any) -> list[dict[str, str]]:
    found = []
    for line in component.contents.get("tel", []):
        kinds = {str(one).upper() for one in [*line.params.get("TYPE", []), *line.singletonparams]}
        found.append({"kind": "mobile" if "CELL" in kinds else "phone", "value": _way(line, "tel:")})
    found += [{"kind": "email", "value": _way(line, "mailto:")} for line in component.contents.get("email", [])]
    found += [{"kind": "messenger", "value": _way(line, "")} for line in component.contents.get("impp", [])]
    return [way for way in found if way["value"]][:MOST_WAYS]


def _way(line: Any, scheme: str) -> str:
    return clean(str(line.value).removeprefix(scheme))[:300]
