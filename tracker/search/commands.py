"""The commands of the box: go to an area, make something new, change language and look. Only what one may do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from flask import current_app, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from tracker.kernel import spelling
from tracker.kernel.text import N_, fold
from tracker.permissions import Permission
from tracker.web.area import declared
from tracker.web.formats import language
from tracker.web.formats import words as told

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.web.area import Area
    from tracker.web.signed_in import Profile

MOST_SHOWN = 6
GO = "перейти открыть go open"
NEW = {
    "partners": N_("New partner"),
    "negotiations": N_("New talks"),
    "agreements": N_("New agreement"),
    "contacts": N_("New contact"),
    "organisations": N_("New organisation"),
    "interactions": N_("Log an interaction"),
    "tasks": N_("New task"),
    "letters": N_("Register a letter"),
    "gifts": N_("Record a gift"),
    "events": N_("New event"),
    "interests": N_("New interest"),
    "documents": N_("Attach documents"),
    "obligations": N_("New obligation"),
    "users": N_("New user"),
}
NOWHERE_TO_GO = ("search", "accounts", "saved_views")
# pages beside the lists that people look for by name: endpoint → its name and icon
PAGES = {
    "dashboard.picture": (N_("The picture for the head of the city"), "chart-bar"),
    "partners.map": (N_("Partners on the map"), "map-pin"),
    "negotiations.board": (N_("Board of negotiations"), "layout-kanban"),
    "agreements.board": (N_("Board of agreements"), "layout-kanban"),
    "agreements.register": (N_("Register of agreements"), "file-certificate"),
    "obligations.board": (N_("Board of obligations"), "layout-kanban"),
    "event_mode.index": (N_("Event mode: cards of a forum"), "id"),
    "notices.index": (N_("Notices"), "bell"),
    "calendar.subscription": (N_("Subscribe to the calendar"), "calendar"),
}
# what people call the things that can be made, beside the words of the command itself
ALSO = {
    "partners": "город побратим партнёрство city twin partnership",
    "negotiations": "переговоры проект сделка talks negotiation deal",
    "agreements": "договор соглашение меморандум протокол treaty contract memorandum protocol",
    "contacts": "человек персона визитка person people card",
    "organisations": "предприятие компания фирма вуз учреждение company firm institution organization",
    "interactions": "встреча звонок беседа разговор визит письмо meeting call talk visit letter interaction",
    "tasks": "поручение дело assignment todo",
    "letters": "письмо входящее исходящее letter",
    "gifts": "сувенир подарок souvenir present",
    "events": "мероприятие форум делегация выставка поездка forum delegation exhibition trip",
    "interests": "запрос предложение спрос request offer wish",
    "documents": "файл скан документ file scan document",
    "obligations": "обязательство пункт commitment",
    "users": "сотрудник коллега colleague",
}
# the words for making something, whatever its gender: «новая», "add"
MAKING = frozenset(
    fold(
        "новый новая новое новые нового новую создать завести добавить записать занести внести"
        " зарегистрировать загрузить new create make add log record register upload"
    ).split()
)


@dataclass(frozen=True)
class Command:
    """A line of the box that leads to an address, or posts one name and value there."""

    label: str
    icon: str
    url: str
    words: tuple[str, ...] = ()
    name: str = ""
    value: str = ""
    makes: bool = False
    drawer: bool = False


def offered(profile: Profile) -> list[Command]:
    """Every command this person may give."""
    areas: list[Area] = [area for area in current_app.extensions["areas"] if area.needs and profile.may(area.needs)]
    made = [_new(area) for area in areas if _may(profile, f"{area.name}.new") and area.name in NEW]
    there = [_go(area) for area in areas if _is_a_place(area)]
    return [*made, *there, *(_page(endpoint) for endpoint in PAGES if _may(profile, endpoint)), *_own()]


def found(profile: Profile, typed: str) -> list[Command]:
    """The commands that hold all the typed words in either language, also typed in the other layout."""
    commands = offered(profile)
    for text in (typed, spelling.in_other_layout(typed)):
        wanted = spelling.terms(text)
        hits = [one for one in commands if wanted and all(_holds(one, term) for term in wanted)]
        if hits:
            return hits[:MOST_SHOWN]
    return []


def asks_to_make(typed: str) -> bool:
    """Whether a word for making something is there and one for what: «новая встреча», «партнёр новый»."""
    readings = ([term.word for term in spelling.terms(text)] for text in (typed, spelling.in_other_layout(typed)))
    return any(len(wanted) > 1 and not MAKING.isdisjoint(wanted) for wanted in readings)


def _holds(command: Command, term: spelling.Term) -> bool:
    if command.makes and term.word in MAKING:
        return True
    stem = term.stem if len(term.stem) > 3 else term.word  # noqa: PLR2004
    return any(word.startswith((term.word, stem)) for word in command.words)


def _may(profile: Profile, endpoint: str) -> bool:
    view = current_app.view_functions.get(endpoint)
    declaration = declared(view) if view is not None else None
    return declaration is not None and isinstance(declaration.needs, Permission) and profile.may(declaration.needs)


@lru_cache
def _in_both(text: str, *more: str) -> tuple[str, ...]:
    """The words of a label in both languages, folded, and more."""
    return _folded(_told_in_both(lambda: told(text)), *more)


@lru_cache
def _names(area: Area) -> tuple[str, ...]:
    return _folded(_told_in_both(lambda: str(area.label)), GO)


def _told_in_both(tell: Callable[[], str]) -> str:
    said = []
    for code in ("ru", "en"):
        with force_locale(code):
            said.append(tell())
    return " ".join(said)


@lru_cache
def _folded(*texts: str) -> tuple[str, ...]:
    return tuple(fold(" ".join(texts)).split())


def _new(area: Area) -> Command:
    label = NEW[area.name]
    return Command(
        told(label),
        "plus",
        url_for(f"{area.name}.new"),
        _in_both(label, ALSO.get(area.name, ""), *MAKING),
        makes=True,
        drawer=area.name == "interactions",
    )


def _is_a_place(area: Area) -> bool:
    views = current_app.view_functions
    return bool(area.label) and area.name not in NOWHERE_TO_GO and f"{area.name}.index" in views


def _page(endpoint: str) -> Command:
    label, icon = PAGES[endpoint]
    return Command(told(label), icon, url_for(endpoint), _in_both(label, GO))


def _go(area: Area) -> Command:
    return Command(str(area.label), area.icon or "arrow-right", url_for(f"{area.name}.index"), _names(area))


def _own() -> list[Command]:
    other = ("ru", "Русский", "язык русский language russian") if language() != "ru" else (
        "en", "English", "язык английский language english"
    )  # fmt: skip
    looks = (
        ("dark", "moon", N_("Dark look")),
        ("light", "sun", N_("Light look")),
    )
    look_words = "тема вид оформление theme look"
    return [
        Command(other[1], "language", url_for("accounts.set_language"), _folded(other[2]), "language", other[0]),
        *(
            Command(told(label), icon, url_for("accounts.set_theme"), _in_both(label, look_words), "theme", value)
            for value, icon, label in looks
        ),
        Command(_("My account"), "user", url_for("accounts.show"), _in_both(N_("My account"), "пароль password")),
        Command(_("Sign out"), "logout", url_for("accounts.sign_out"), _in_both(N_("Sign out")), "next", "/"),
    ]
