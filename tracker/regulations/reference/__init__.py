"""What municipalities begin with: profiles and articles by region. From here they are data, kept by the admin.

`""` is neutral, for cities whose law is not known here; `RU` for regions of Russia without an entry of their own.
No article has a `checked_on` here: the legal department of a municipality confirms them before a paper quotes them.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from tracker.regulations.kinds import Basis, DayUnit, When

RUSSIA = "RU"
NIZHNY_NOVGOROD = "RU-NIZ"

NEUTRAL: dict[str, Any] = {
    "body_ru": "",
    "body_en": "",
    "consent_giver_ru": "",
    "consent_giver_en": "",
    "legal_when": When.NEVER,
    "legal_kinds": "",
    "finance_when": When.NEVER,
    "finance_kinds": "",
    "council_when": When.NEVER,
    "council_kinds": "",
    "region_when": When.NEVER,
    "region_kinds": "",
    "consent_unit": DayUnit.CALENDAR,
    "enclosures_ru": "",
    "enclosures_en": "",
    "signers_ru": "",
    "signers_en": "",
    "publication_place": "",
    "number_pattern": "",
    "holidays": "",
    "days_off": "",
    "days_worked": "",
}

# days off of article 112 of the Labour Code; days moved by the Government's yearly decision are typed by the admin
_RUSSIAN: dict[str, Any] = {
    **NEUTRAL,
    "body_ru": "Уполномоченный орган субъекта Российской Федерации",
    "body_en": "Authorised body of the region",
    "consent_giver_ru": "Высший исполнительный орган субъекта Российской Федерации",
    "consent_giver_en": "Highest executive body of the region",
    "legal_when": When.ALWAYS,
    "legal_days": 5,
    "finance_when": When.MONEY,
    "finance_days": 5,
    "council_days": 20,
    "region_when": When.FOREIGN,
    "consent_days": 30,
    "application_days": 45,
    "report_month": 1,
    "report_day": 15,
    "enclosures_ru": "Проект соглашения\nПояснительная записка\nПеревод проекта на русский язык",
    "enclosures_en": "Draft agreement\nExplanatory note\nTranslation of the draft into Russian",
    "signers_ru": "Глава муниципального образования",
    "signers_en": "Head of the municipality",
    "publication_days": 30,
    "gift_notice_days": 3,
    "gift_value": 3000,
    "number_pattern": "{yy}-{n}",
    "holidays": "01.01, 02.01, 03.01, 04.01, 05.01, 06.01, 07.01, 08.01, 23.02, 08.03, 01.05, 09.05, 12.06, 04.11",
}

PROFILES: dict[str, dict[str, Any]] = {
    "": NEUTRAL,
    RUSSIA: _RUSSIAN,
    NIZHNY_NOVGOROD: {
        **_RUSSIAN,
        "body_ru": "Министерство международных и межрегиональных связей Нижегородской области",
        "body_en": "Ministry of International and Interregional Relations of the Nizhny Novgorod Region",
        "consent_giver_ru": "Правительство Нижегородской области",
        "consent_giver_en": "Government of the Nizhny Novgorod Region",
        "number_pattern": "01-27/{yy}-{n}",
        "days_off": "09.01.2026, 31.12.2026",
    },
}

_ACT_131 = {
    "act_ru": "Федеральный закон от 06.10.2003 № 131-ФЗ «Об общих принципах организации местного самоуправления"
    " в Российской Федерации»",
    "act_en": "Federal Law No. 131-FZ of 06.10.2003 on the General Principles of Local Self-Government in the"
    " Russian Federation",
    "valid_until": date(2026, 12, 31),
}
_ACT_33 = {
    "act_ru": "Федеральный закон от 20.03.2025 № 33-ФЗ «Об общих принципах организации местного самоуправления"
    " в единой системе публичной власти»",
    "act_en": "Federal Law No. 33-FZ of 20.03.2025 on the General Principles of Local Self-Government in the Single"
    " System of Public Authority",
    "valid_from": date(2027, 1, 1),
}
_LAW_152 = {
    "act_ru": "Федеральный закон от 27.07.2006 № 152-ФЗ «О персональных данных»",
    "act_en": "Federal Law No. 152-FZ of 27.07.2006 on Personal Data",
}
_ORDER_911 = {
    "act_ru": "Приказ Минэкономразвития России от 25.12.2023 № 911",
    "act_en": "Order No. 911 of 25.12.2023 of the Ministry of Economic Development of Russia",
    "valid_from": date(2024, 1, 31),
}

_FROM_33 = (
    Basis.RELATIONS,
    Basis.CONSENT,
    Basis.PUBLICATION,
    Basis.YEARLY_INFORMATION,
    Basis.YEARLY_LIST,
    Basis.CONSOLIDATED_REPORT,
)

FEDERAL_BASES: tuple[dict[str, Any], ...] = (
    {"code": Basis.RELATIONS, "article_ru": "глава о международных и внешнеэкономических связях", "article_en": "chapter on international and foreign economic relations", **_ACT_131},
    {"code": Basis.CONSENT, "article_ru": "статья 69.4, часть 1", "article_en": "Article 69.4, part 1", **_ACT_131},
    {"code": Basis.PUBLICATION, "article_ru": "статья 69.4", "article_en": "Article 69.4", **_ACT_131},
    {"code": Basis.YEARLY_LIST, "article_ru": "статья 69.6, часть 1", "article_en": "Article 69.6, part 1", **_ACT_131},
    {"code": Basis.YEARLY_INFORMATION, "article_ru": "статья 69.6, часть 3", "article_en": "Article 69.6, part 3", **_ACT_131},
    {"code": Basis.CONSOLIDATED_REPORT, "article_ru": "статья 69.5, часть 2", "article_en": "Article 69.5, part 2", **_ACT_131},
    *({"code": code, **_ACT_33} for code in _FROM_33),
    {"code": Basis.CROSS_BORDER_TRANSFER, "article_ru": "статья 12", "article_en": "Article 12", **_LAW_152},
)  # fmt: skip

BASES_OF_REGION: dict[str, tuple[dict[str, Any], ...]] = {
    NIZHNY_NOVGOROD: (
        {"code": Basis.RELATIONS, "article_ru": "статья 2", "article_en": "Article 2", "act_ru": "Закон Нижегородской области о международных и внешнеэкономических связях муниципальных образований", "act_en": "Law of the Nizhny Novgorod Region on International and Foreign Economic Relations of Municipalities", "region_code": NIZHNY_NOVGOROD},
    ),
}  # fmt: skip
