"""Addresses that are nearly right, and those that are none."""

from __future__ import annotations

import pytest


def test_a_slash_too_many_leads_to_the_page(sign_in, official):
    answer = sign_in(official).get("/partners/?q=%D0%93&status=active", status=301)
    assert answer.location == "/partners?q=%D0%93&status=active"


@pytest.mark.parametrize("path", ["/nowhere/", "/%0d%0aX/", "/partners/abc/"])
def test_nothing_else_is_led_anywhere(path, sign_in, official):
    sign_in(official).get(path, status=404)


def test_no_address_leads_to_another_site(sign_in, official):
    answer = sign_in(official).plain.get("//evil.example/")
    assert answer.status_code == 404 or "evil.example" not in (answer.location or "").removeprefix("http://localhost/")
