"""How the people of the story are addressed: by name and patronymic where there is one, else by the family name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.demo.facts import Person

FAMILY_FIRST = frozenset({"Wang", "Zhang", "Sun", "Li"})
WOMEN = frozenset(
    {
        "Elena", "Olga", "Anna", "Maryna", "Iryna", "Luíza", "Beatriz", "Jutta", "Min", "Na", "Priyanka", "Mona",
        "Nomsa", "Ana", "Aigul", "Svetlana", "Dilnoza",
    }
)  # fmt: skip


def address_of(person: Person) -> dict[str, str]:
    first, *_between, last = person.en.split()
    family, given = (first, last) if first in FAMILY_FIRST else (last, first)
    is_woman = given in WOMEN
    told = person.ru.split()
    if told[-1].endswith(("ич", "на")) and len(told) > 2:  # noqa: PLR2004 - family name, name, patronymic
        here = " ".join(told[1:])
    else:
        own = told[0] if family == first else told[-1]
        here = f"{'госпожа' if is_woman else 'господин'} {own}"
    return {"address_as_ru": here, "address_as_en": f"{'Ms' if is_woman else 'Mr'} {family}"}
