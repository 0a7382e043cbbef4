"""The posts of a person as an import compares and writes them: a line of each cell for each post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.imports import values
from tracker.imports.values import normal

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from tracker.contacts.models import ContactPost


def post_cells(posts: Sequence[ContactPost], language: str) -> dict[str, str]:
    """One line of each cell for each post."""

    def column(tell: Any) -> str:
        told = [tell(post) or "" for post in posts]
        return "\n".join(told) if any(told) else ""

    def employer(tell: Any) -> str:
        return column(lambda post: tell(post.organisation) if post.organisation else "")

    return {
        "title_ru": column(lambda post: post.title_ru),
        "title_en": column(lambda post: post.title_en),
        "organisation": employer(lambda one: one.name_in(language)),
        "country": employer(lambda one: one.country.name_in(language)),
        "city": employer(lambda one: one.city.name_in(language) if one.city else ""),
        "body": column(lambda post: post.body),
        "post_since": column(lambda post: f"{post.since_on:%d.%m.%Y}" if post.since_on else ""),
        "post_until": column(lambda post: f"{post.until_on:%d.%m.%Y}" if post.until_on else ""),
        "main_post": column(lambda post: values.told(values.YES_WORD, language) if post.is_main else ""),
    }


def post_state(post: ContactPost) -> dict[str, Any]:
    return {
        "id": post.id,
        "organisation_id": post.organisation_id,
        "body": post.body,
        "title_ru": post.title_ru,
        "title_en": post.title_en,
        "since_on": post.since_on.isoformat() if post.since_on else None,
        "until_on": post.until_on.isoformat() if post.until_on else None,
        "is_main": post.is_main,
    }


def post_key(post: dict[str, Any]) -> Hashable:
    employer = post["organisation_id"] or normal(post.get("new_organisation") or "")
    return employer, normal(post["body"] or ""), normal(post["title_ru"] or post["title_en"])
