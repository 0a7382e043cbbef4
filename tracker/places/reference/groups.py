"""Groupings of countries and the dates of membership, as the groupings themselves publish them.

Sources: BRICS summits of 2009, 2010, 2023 and 2025; the treaty of the Eurasian Economic Union; the Alma-Ata
Protocol and later accessions to the CIS; declarations of the Shanghai Cooperation Organisation.
"""

from __future__ import annotations

from datetime import date

# code: (ru, en)
GROUPS = {
    "brics": ("БРИКС", "BRICS"),
    "eaeu": ("ЕАЭС", "EAEU"),
    "cis": ("СНГ", "CIS"),
    "sco": ("ШОС", "SCO"),
}

_1991 = date(1991, 12, 21)

# group: (country, since, until)
MEMBERS: dict[str, tuple[tuple[str, date, date | None], ...]] = {
    "brics": (
        ("BR", date(2009, 6, 16), None),
        ("RU", date(2009, 6, 16), None),
        ("IN", date(2009, 6, 16), None),
        ("CN", date(2009, 6, 16), None),
        ("ZA", date(2010, 12, 24), None),
        ("EG", date(2024, 1, 1), None),
        ("ET", date(2024, 1, 1), None),
        ("IR", date(2024, 1, 1), None),
        ("AE", date(2024, 1, 1), None),
        ("ID", date(2025, 1, 6), None),
    ),
    "eaeu": (
        ("RU", date(2015, 1, 1), None),
        ("BY", date(2015, 1, 1), None),
        ("KZ", date(2015, 1, 1), None),
        ("AM", date(2015, 1, 2), None),
        ("KG", date(2015, 8, 12), None),
    ),
    "cis": (
        ("AZ", date(1993, 9, 24), None),
        ("AM", _1991, None),
        ("BY", date(1991, 12, 8), None),
        ("GE", date(1993, 12, 9), date(2009, 8, 18)),
        ("KZ", _1991, None),
        ("KG", _1991, None),
        ("MD", date(1994, 4, 8), None),
        ("RU", date(1991, 12, 8), None),
        ("TJ", _1991, None),
        ("UZ", _1991, None),
    ),
    "sco": (
        ("CN", date(2001, 6, 15), None),
        ("KZ", date(2001, 6, 15), None),
        ("KG", date(2001, 6, 15), None),
        ("RU", date(2001, 6, 15), None),
        ("TJ", date(2001, 6, 15), None),
        ("UZ", date(2001, 6, 15), None),
        ("IN", date(2017, 6, 9), None),
        ("PK", date(2017, 6, 9), None),
        ("IR", date(2023, 7, 4), None),
        ("BY", date(2024, 7, 4), None),
    ),
}
