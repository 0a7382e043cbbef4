"""A number of a report in words: what the list of the rows behind it says that it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from babel.dates import get_month_names
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.events.models import Event
from tracker.gifts.kinds import WAY_LABELS
from tracker.interactions.kinds import KIND_LABELS
from tracker.interests import sectors
from tracker.interests.kinds import STATE_LABELS
from tracker.kernel.text import number_of
from tracker.negotiations.models import OUTCOME_LABELS, Stage
from tracker.partners.models import CooperationArea
from tracker.places.models import Country
from tracker.reports.queries import choices
from tracker.reports.queries.counted import ANY
from tracker.web.formats import words

if TYPE_CHECKING:
    from tracker.reports.queries.counted import Counted
    from tracker.reports.report import Asked

Name = Callable[["Asked", Any], str]

# words that a table and the rows behind its numbers share
KEPT = {
    "in_time": _l("Done in time"),
    "late": _l("Done late"),
    "overdue": _l("Overdue"),
    "open": _l("Open"),
    "dropped": _l("Dropped"),
}
LEFT = {"on": _l("Went on"), "back": _l("Went back"), "ended": _l("Ended here")}
YEARLY = {
    "interactions": _l("Interactions"),
    "visits": _l("of these visits"),
    "partners": _l("New partners"),
    "begun": _l("Talks begun"),
    "won": _l("Talks that became an agreement"),
    "signed": _l("Agreements signed"),
    "lapsed": _l("Agreements lapsed"),
    "obligations": _l("Obligations done"),
}


def _of_record(model: Any, what: str = "name") -> Name:
    def name(asked: Asked, value: Any) -> str:
        number = number_of(value)
        return choices.name_of(model, number, asked.language, what) if number is not None else ""

    return name


def _of_words(labels: Mapping[Any, Any]) -> Name:
    known = {str(code): label for code, label in labels.items()}
    return lambda _asked, value: words(known[value]) if value in known else ""


def _month(asked: Asked, value: Any) -> str:
    names = {str(number): name for number, name in get_month_names("wide", "stand-alone", asked.language).items()}
    return str(names.get(value, "")).capitalize()


def _official(_asked: Asked, value: Any) -> str:
    number = number_of(value)
    return choices.names_of_users([number]).get(number, "") if number is not None else ""


def _sector(asked: Asked, value: Any) -> str:
    return sectors.title(value, asked.language) if value in sectors.SECTORS else ""


def _as_it_is(_asked: Asked, value: Any) -> str:
    return str(value)


_country, _area, _stage = _of_record(Country), _of_record(CooperationArea), _of_record(Stage)
_event, _outcome = _of_record(Event, "title"), _of_words(OUTCOME_LABELS)
_BEGUN, _VOICED = _l("Talks begun"), _l("Interests")

# name of what is counted → what it is, and the words of each trait that it is counted by
TOLD: dict[str, tuple[Any, Sequence[Name]]] = {
    "logged-in-month": (_l("Interactions"), (_month, _of_words(KIND_LABELS))),
    "logged-by": (_l("Interactions"), (_official, _of_words(KIND_LABELS))),
    "talks-moved-by": (_l("Talks moved"), (_official,)),
    "agreements-begun-by": (_l("Agreements begun"), (_official,)),
    **{f"year-{name}": (title, (_as_it_is,)) for name, title in YEARLY.items()},
    "year-visits": (_l("Visits"), (_as_it_is,)),
    "obligations-due": (_l("Obligations by their day"), (_as_it_is, _of_words(KEPT))),
    "event-interactions": (_l("Interactions"), (_event,)),
    "event-interests": (_l("Interests"), (_event,)),
    "event-talks": (_l("Talks"), (_event,)),
    "event-agreements": (_l("Agreements"), (_event,)),
    "gifts-country": (_l("Gifts"), (_country, _of_words(WAY_LABELS), _as_it_is)),
    "interests-country": (_VOICED, (_sector, _country)),
    "interests-state": (_VOICED, (_sector, _of_words(STATE_LABELS))),
    "interests-worth": (_l("Interests whose worth is known"), (_sector, _as_it_is)),
    "talks-came": (_l("Talks that came to a stage"), (_stage,)),
    "talks-went": (_l("Talks that left a stage"), (_stage, _of_words(LEFT))),
    "talks-standing": (_l("Talks that stand at a stage now"), (_stage,)),
    "outcomes-country": (_BEGUN, (_country, _outcome)),
    "outcomes-area": (_BEGUN, (_area, _outcome)),
    "outcomes-official": (_BEGUN, (_official, _outcome)),
    "outcomes-year": (_BEGUN, (_as_it_is, _outcome)),
}
# the parameters of a report that narrow the number besides
_ASKED: dict[str, Name] = {"year": _as_it_is, "country": _country, "area": _area, "official": _official}


def told(counted: Counted, asked: Asked, traits: Sequence[Any]) -> str:
    """What the number counts: “Interactions: March, Meeting, 2026”."""
    title, names = TOLD[counted.name]
    said = [_trait(name, asked, value) for name, value in zip(names, traits, strict=True) if value is not ANY]
    said += [name(asked, getattr(asked, word)) for word, name in _ASKED.items() if getattr(asked, word) is not None]
    said = [one for one in said if one]
    return f"{title}: {', '.join(said)}" if said else str(title)


def _trait(name: Name, asked: Asked, value: Any) -> str:
    if value is None:
        return _("Open") if name is _outcome else _("not said")
    return name(asked, value)
