"""Which sites may be named for a frame."""

from __future__ import annotations

import pytest

from tracker.kernel.errors import RuleBroken
from tracker.public import rules


def test_sites_are_kept_as_a_browser_compares_them() -> None:
    typed = "https://Example.org/\n\n  http://город.рф \nhttps://example.org\nhttps://a-b.example:8443"
    assert rules.origins(typed) == ("https://example.org", "http://xn--c1ac3aaj.xn--p1ai", "https://a-b.example:8443")
    assert rules.origins("") == ()


@pytest.mark.parametrize(
    "line",
    [
        "example.org",
        "javascript://example.org",
        "https://example.org/page",
        "https://example.org?x",
        "https://*",
        "https://a b",
        "https://a;script-src *",
        "https://user@example.org",
        "https://example.org:99999",
        "https://example.org:0",
        "https://-a.example",
        "https://[::1]",
        "https://ex\u200b..org",
        "*",
        "'self'",
    ],
)
def test_what_is_no_site_is_refused(line: str) -> None:
    with pytest.raises(RuleBroken, match="is no site"):
        rules.origins(f"https://example.org\n{line}")


def test_they_are_few() -> None:
    with pytest.raises(RuleBroken, match="At most 20"):
        rules.origins("\n".join(f"https://a{n}.example" for n in range(21)))
