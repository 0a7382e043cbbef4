"""Reading the first page: every number on it with the address behind it, and how many rows stand there."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import html5lib

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from tests.client import Client

H = "{http://www.w3.org/1999/xhtml}"
SEPARATORS = str.maketrans("", "", "\u00a0\u202f ,")


def numbers(page: str) -> Iterator[tuple[int, str]]:
    """(number, address) of each link that is or holds a number, and of each section with a count beside its title."""
    main = next(one for one in html5lib.parse(page).iter(f"{H}main"))
    for link in main.iter(f"{H}a"):
        told = [link, *link.iter(f"{H}b")]
        found = [number for one in told if (number := _number("".join(one.itertext()))) is not None]
        if found:
            yield found[-1], link.get("href", "")
    for head in main.iter(f"{H}div"):
        if "sec__h" in head.get("class", ""):
            yield from _of_section(head)


def _of_section(head: Element) -> Iterator[tuple[int, str]]:
    link = head.find(f"{H}h2/{H}a")
    counts = [one for one in head.iter(f"{H}span") if one.get("class") == "sec__n"]
    if link is not None and counts and (number := _number("".join(counts[0].itertext()))) is not None:
        yield number, link.get("href", "")


def _number(text: str) -> int | None:
    plain = text.translate(SEPARATORS).strip()
    return int(plain) if plain.isascii() and plain.isdigit() else None


def rows_behind(client: Client, address: str) -> int:
    """The rows of the list at an address, by its file."""
    path, _question, words = address.partition("?")
    answer = client.get(f"{path}.csv?{words}")
    return len(list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff")), delimiter=";"))) - 1
