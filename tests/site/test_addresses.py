"""How addresses look, and that each says who may open it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.site import walk
from tracker.permissions import GRANTS, Permission
from tracker.web.area import EVERYONE, declared, undeclared

if TYPE_CHECKING:
    from flask import Flask

OPEN_TO_EVERYONE = {
    "GET /healthz",
    "GET /readyz",
    "GET /sign-in",
    "POST /sign-in",
    "POST /sign-out",
    "POST /language",
    "POST /theme",
    "GET /sign-in/forgotten",
    "POST /sign-in/forgotten",
    "GET /sign-in/new-password",
    "POST /sign-in/new-password",
    "GET /calendar.ics",
    "GET /notices/unsubscribe",
    "POST /notices/unsubscribe",
    "GET /views/unsubscribe",
    "POST /views/unsubscribe",
    "GET /public/<slug:slug>",
    "GET /public/<slug:slug>/embed",
    "GET /public/<slug:slug>/map.svg",
    "GET /public/<slug:slug>/datapackage.json",
    "GET /public/<slug:slug>/<any(partners, agreements, events):table>.csv",
    "GET /public/<slug:slug>/<any(partners, agreements, events):table>.json",
    "GET /public/<slug:slug>/agreements/<int:publication_id>/text",
}
SEGMENT = re.compile(
    r"[a-z0-9]+(-[a-z0-9]+)*(\.(csv|xlsx|json|ics|pdf|docx|vcf|svg))?|<(int|slug|any\([a-z,\s_\"'-]+\)):[a-z_]+>(\.(csv|xlsx|json|docx|pdf))?"
)


def test_every_address_declares_who_may_open_it(program: Flask) -> None:
    assert undeclared(program.view_functions.items()) == []


def test_a_program_with_an_undeclared_address_does_not_start(program: Flask) -> None:
    assert undeclared([("partners.index", lambda: "")]) == ["partners.index"]


def test_what_is_open_to_everyone_is_this_list(program: Flask) -> None:
    found = {str(address) for address in walk.addresses(program) if address.open_to_everyone}
    assert found == OPEN_TO_EVERYONE, "an address without sign-in is added to OPEN_TO_EVERYONE on purpose, or guarded"


def test_addresses_are_kebab_case_words_and_numbers(program: Flask) -> None:
    for address in walk.addresses(program):
        for segment in address.rule.strip("/").split("/"):
            assert not segment or SEGMENT.fullmatch(segment), f"{address.rule}: write {segment!r} in kebab-case"
        assert address.rule == "/" or not address.rule.endswith("/"), f"{address.rule}: no slash at the end"


def test_a_number_in_an_address_says_of_what(program: Flask) -> None:
    for address in walk.addresses(program):
        for argument in address.ids:
            walk.table_of(argument)


def test_what_writes_takes_post_and_what_reads_does_not(program: Flask) -> None:
    for rule in program.url_map.iter_rules():
        declaration = declared(program.view_functions[rule.endpoint])
        if declaration is not None:
            assert ("POST" in (rule.methods or ())) == declaration.writes, f"{rule}: page(), form() or action()?"


def test_no_two_addresses_have_one_rule(program: Flask) -> None:
    seen = [str(address) for address in walk.addresses(program)]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("permission", Permission)
def test_every_permission_is_held_by_some_role(permission: Permission) -> None:
    assert any(permission in granted for granted in GRANTS.values())


def test_every_area_of_the_menu_declares_what_its_first_page_needs(program: Flask) -> None:
    for area in program.extensions["areas"]:
        if area.order is None or area.needs is None:
            continue
        first = declared(program.view_functions[f"{area.name}.index"])
        assert first is not None
        assert first.needs is area.needs, f"{area.name}: its menu entry and its first page differ"


def test_everyone_is_spelled_out() -> None:
    assert repr(EVERYONE) == "EVERYONE"
