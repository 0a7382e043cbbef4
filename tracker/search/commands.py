"""The commands of the box: go to an area, make something new, change language and look. Only what one may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from tracker.kernel.text import N_, fold
from tracker.permissions import Permission
from tracker.search import words
from tracker.web.area import declared
from tracker.web.formats import language
from tracker.web.formats import words as told

if TYPE_CHECKING:
    from tracker.web.area import Area
    from tracker.web.signed_in import Profile

MOST_SHOWN = 6
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
}
OUT_OF_MENU = ("merging", "handover")
ALSO = {"interactions": "записать log встреча звонок письмо meeting call letter"}


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
    return [*made, *(_go(area) for area in areas if area.order is not None or area.name in OUT_OF_MENU), *_own()]


def found(profile: Profile, typed: str) -> list[Command]:
    """The commands that hold all the typed words in either language, also typed in the other layout."""
    commands = offered(profile)
    for text in (typed, words.in_other_layout(typed)):
        wanted = words.terms(text)
        hits = [one for one in commands if wanted and all(_holds(one, term) for term in wanted)]
        if hits:
            return hits[:MOST_SHOWN]
    return []


def _holds(command: Command, term: words.Term) -> bool:
    held = " ".join(command.words).split()
    return any(word.startswith(term.word) or (len(term.stem) > 3 and word.startswith(term.stem)) for word in held)  # noqa: PLR2004


def _may(profile: Profile, endpoint: str) -> bool:
    view = current_app.view_functions.get(endpoint)
    declaration = declared(view) if view is not None else None
    return declaration is not None and isinstance(declaration.needs, Permission) and profile.may(declaration.needs)


def _in_both(text: str, *more: str) -> tuple[str, ...]:
    """The words of a label in both languages, folded."""
    said = list(more)
    for code in ("ru", "en"):
        with force_locale(code):
            said.append(told(text))
    return tuple(fold(one) for one in said)


def _new(area: Area) -> Command:
    label = NEW[area.name]
    return Command(
        told(label),
        "plus",
        url_for(f"{area.name}.new"),
        _in_both(label, ALSO.get(area.name, ""), "создать добавить create add new"),
        makes=True,
        drawer=area.name == "interactions",
    )


def _go(area: Area) -> Command:
    label = str(area.label)
    names = []
    for code in ("ru", "en"):
        with force_locale(code):
            names.append(fold(str(area.label)))
    return Command(label, area.icon, url_for(f"{area.name}.index"), (*names, fold("перейти открыть go open")))


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
        Command(other[1], "language", url_for("accounts.set_language"), (fold(other[2]),), "language", other[0]),
        *(
            Command(told(label), icon, url_for("accounts.set_theme"), _in_both(label, look_words), "theme", value)
            for value, icon, label in looks
        ),
        Command(_("My account"), "user", url_for("accounts.show"), _in_both(N_("My account"), "пароль password")),
        Command(_("Sign out"), "logout", url_for("accounts.sign_out"), _in_both(N_("Sign out")), "next", "/"),
    ]
