"""The agreements of the demo data: what they are, and how far their life has come."""

from __future__ import annotations

from typing import Any

# days are days before the day of loading; negative ones are to come. `life` ends where the document stands.
# a step: (action, by, days ago, answers)
AGREEMENTS: tuple[dict[str, Any], ...] = (
    {"key": "cluster", "title": "О сотрудничестве в развитии химического комплекса и промышленности композитов", "kind": "cooperation", "number": "01-27/24-3", "parties": ("us", "org:chimregion", "org:composites"), "subject": "доступ к мерам поддержки, обмен опытом и технологиями", "areas": "economy urban", "who": "official", "drafted": 1104, "signed": 1015, "ends": -81, "renewal": ("automatic_if_nobody_objects", 36, 60), "end": "in_force"},
    {"key": "grodno05", "title": "О побратимских связях с городом Гродно", "kind": "twinning", "number": "01-27/05-1", "parties": ("us", "city:grodno"), "subject": "культура, образование, спорт", "areas": "culture education sport", "who": "official", "drafted": 7900, "signed": 7835, "end": "in_force"},
    {"key": "grodno21", "title": "О культурном обмене и днях городов", "kind": "cooperation", "number": "01-27/21-8", "parties": ("us", "city:grodno"), "subject": "дни городов, гастроли, выставки", "areas": "culture", "who": "official", "drafted": 1900, "signed": 1840, "ends": -38, "renewal": ("automatic_unless_denounced", 36, 30), "end": "in_force"},
    {"key": "bitter96", "title": "О побратимстве с городом Биттерфельд", "kind": "twinning", "number": "01-27/96-1", "parties": ("us", "city:bitterfeld"), "subject": "дружба, культура, школы", "areas": "culture education", "who": "official2", "drafted": 11200, "signed": 11100, "end": "in_force"},
    {"key": "bitter11", "title": "Образование: дополнительное соглашение", "kind": "supplementary", "parent": "bitter96", "number": "01-27/11-4", "parties": ("us", "city:bitterfeld"), "subject": "школьные поездки и языковые курсы", "areas": "education", "who": "official2", "drafted": 5600, "signed": 5500, "end": "in_force"},
    {"key": "novopolotsk25", "title": "О дружественных связях с городом Новополоцком", "kind": "friendly_relations", "number": "01-27/25-6", "parties": ("us", "city:novopolotsk"), "subject": "экономика, образование, культура", "areas": "economy education", "who": "official", "drafted": 570, "signed": 515, "ends": -1307, "renewal": ("automatic_if_nobody_objects", 60, 90), "end": "in_force", "talks": ("novopolotsk", "Дружественные связи")},
    {"key": "interns", "title": "О стажировках студентов-химиков", "kind": "cooperation", "number": "01-27/25-9", "parties": ("us", "city:novopolotsk", "org:polytech"), "subject": "стажировки, мастер-классы, практика", "areas": "education", "who": "official", "drafted": 120, "signed": 9, "enters": -22, "ends": -1380, "end": "signed"},
    {"key": "pancevo_protocol", "title": "Протокол о намерениях с городом Панчево", "kind": "protocol_of_intent", "number": "01-27/26-2", "parties": ("us", "city:pancevo"), "subject": "подготовка меморандума", "areas": "economy culture", "who": "official2", "drafted": 320, "signed": 238, "ends": -127, "end": "in_force"},
    {"key": "pancevo_memo", "title": "Меморандум о сотрудничестве с городом Панчево", "kind": "memorandum", "parties": ("us", "city:pancevo"), "subject": "экономика, культура, музеи", "areas": "economy culture", "who": "official2", "drafted": 90, "ends": -1800, "end": "at_region", "talks": ("pancevo", "Меморандум о сотрудничестве")},
    {"key": "pavlodar22", "title": "Об обмене опытом в сфере экологии", "kind": "cooperation", "number": "01-27/22-5", "parties": ("us", "city:pavlodar"), "subject": "мониторинг воздуха, молодёжные отряды", "areas": "ecology youth", "who": "official2", "drafted": 1600, "signed": 1530, "ends": -295, "renewal": ("on_written_wish", 60, 90), "end": "in_force"},
    {"key": "pavlodar_friends", "title": "О дружественных связях с городом Павлодаром", "kind": "friendly_relations", "parties": ("us", "city:pavlodar"), "subject": "дружественные связи, взаимные визиты", "areas": "culture youth", "who": "official", "drafted": 40, "ends": -1800, "end": "in_review", "submitted": 6, "visa": True, "talks": ("pavlodar", "Дружественные связи")},
    {"key": "schools", "title": "О сотрудничестве школ Дзержинска и Новополоцка", "kind": "supplementary", "parent": "novopolotsk25", "parties": ("us", "city:novopolotsk"), "subject": "обмен школьниками, олимпиады", "areas": "education", "who": "official2", "drafted": 20, "ends": -1307, "end": "in_review", "submitted": 2, "visa": True},
    {"key": "rugby", "title": "О спортивных связях: регби", "kind": "cooperation", "number": "01-27/23-1", "parties": ("us", "city:ekurhuleni", "org:khimik"), "subject": "товарищеские матчи, сборы юниоров", "areas": "sport", "who": "official2", "drafted": 1000, "signed": 920, "ends": -555, "end": "suspended"},
    {"key": "zibo_parks", "title": "О химических парках", "kind": "memorandum", "parties": ("us", "city:zibo"), "subject": "обмен опытом управления парками", "areas": "economy science", "who": "official2", "drafted": 25, "ends": -1100, "end": "draft"},
    {"key": "hefei_city", "title": "О качестве городской среды", "kind": "protocol_of_intent", "parties": ("us", "city:hefei"), "subject": "благоустройство, общественные пространства", "areas": "urban", "who": "official", "drafted": 60, "ends": -700, "end": "returned"},
    {"key": "navoi_students", "title": "О практике студентов в Навои", "kind": "cooperation", "parties": ("us", "city:navoi"), "subject": "летняя практика", "areas": "education", "who": "official", "drafted": 70, "ends": -1000, "end": "consented"},
    {"key": "polytech", "title": "О базовой кафедре композитов", "kind": "cooperation", "parties": ("us", "org:polytech"), "subject": "подготовка кадров для кластера", "areas": "education economy", "who": "official", "drafted": 45, "ends": -1100, "end": "approved"},
    {"key": "grodno16", "title": "О молодёжных лагерях", "kind": "cooperation", "number": "01-27/16-2", "parties": ("us", "city:grodno"), "subject": "летние смены", "areas": "youth", "who": "official", "drafted": 3800, "signed": 3700, "ends": 48, "end": "expired"},
    {"key": "pavlodar18", "title": "О торговом сотрудничестве", "kind": "memorandum", "number": "01-27/18-3", "parties": ("us", "city:pavlodar"), "subject": "ярмарки, кооперация", "areas": "economy", "who": "official2", "drafted": 2900, "signed": 2830, "end": "terminated"},
    {"key": "pancevo15", "title": "О сотрудничестве городов", "kind": "cooperation", "number": "01-27/15-7", "parties": ("us", "city:pancevo"), "subject": "культура, спорт", "areas": "culture sport", "who": "official2", "drafted": 4000, "signed": 3900, "end": "superseded", "by": "pancevo_protocol"},
    {"key": "tabriz_fair", "title": "О ярмарке химии", "kind": "protocol_of_intent", "parties": ("us", "city:tabriz"), "subject": "участие в ярмарке", "areas": "economy", "who": "official2", "drafted": 450, "ends": -100, "end": "cancelled"},
    {"key": "pavlodar_fair", "title": "О ярмарке производителей Павлодара", "kind": "cooperation", "parties": ("us", "city:pavlodar"), "subject": "ярмарка на площади города, аренда павильонов", "areas": "economy", "who": "official2", "drafted": 30, "ends": -700, "end": "in_review", "submitted": 12, "money": True},
    {"key": "hefei_trade", "title": "О торгово-экономическом сотрудничестве с городом Хэфэй", "kind": "memorandum", "parties": ("us", "city:hefei"), "subject": "торговля, таможенные вопросы, инвестиции", "areas": "economy", "who": "official", "drafted": 160, "ends": -1500, "end": "refused"},
    {"key": "navoi_chem", "title": "О сотрудничестве химических предприятий Дзержинска и Навои", "kind": "cooperation", "parties": ("us", "city:navoi"), "subject": "обмен технологиями очистки стоков", "areas": "industry ecology", "who": "official", "drafted": 130, "submitted": 52, "ends": -1400, "end": "at_region"},
    {"key": "zibo_friends", "title": "О дружественных связях с городом Цзыбо", "kind": "friendly_relations", "number": "01-27/26-4", "parties": ("us", "city:zibo"), "subject": "культура, молодёжные обмены, спорт", "areas": "culture youth", "who": "official2", "drafted": 210, "signed": 44, "end": "in_force"},
    {"key": "tabriz_science", "title": "О научном обмене с городом Тебризом", "kind": "memorandum", "number": "01-27/25-2", "parties": ("us", "city:tabriz"), "subject": "стажировки учёных, совместные публикации", "areas": "science education", "who": "official2", "drafted": 700, "signed": 620, "ends": -474, "end": "in_force"},
    {"key": "grodno19", "title": "О сотрудничестве музеев Дзержинска и Гродно", "kind": "cooperation", "number": "01-27/19-5", "parties": ("us", "city:grodno"), "subject": "обмен выставками, реставрация", "areas": "culture", "who": "official", "drafted": 2700, "signed": 2600, "ends": 780, "end": "in_force"},
    {"key": "grodno19_first", "title": "Дополнительное соглашение № 1: продление до конца программы", "kind": "supplementary", "parent": "grodno19", "number": "01-27/23-4", "parties": ("us", "city:grodno"), "subject": "продление срока", "areas": "culture", "who": "official", "drafted": 900, "signed": 810, "ends": 30, "makes": 30, "end": "in_force"},
    {"key": "grodno19_second", "title": "Дополнительное соглашение № 2: продление ещё на пять лет", "kind": "supplementary", "parent": "grodno19", "number": "01-27/26-3", "parties": ("us", "city:grodno"), "subject": "продление срока", "areas": "culture", "who": "official", "drafted": 120, "signed": 60, "ends": -1790, "makes": -1790, "end": "in_force"},
    {"key": "grodno16_late", "title": "Протокол о продлении соглашения о молодёжных лагерях", "kind": "amending_protocol", "parent": "grodno16", "number": "01-27/26-5", "parties": ("us", "city:grodno"), "subject": "продление летних смен на два года", "areas": "youth", "who": "official", "drafted": 60, "signed": 20, "ends": -710, "makes": -710, "end": "in_force"},
)  # fmt: skip

OUR_SIGNATORY = ("Лаптев Андрей Петрович", "глава города", "устав")
SIGNATORIES = {
    "grodno": ("Каминский Андрей Антонович", "председатель исполкома", "закон о местном управлении"),
    "bitterfeld": ("Клаус Вернер", "бургомистр", "устав"),
    "novopolotsk": ("Шабан Олег Викторович", "председатель исполкома", "закон о местном управлении"),
    "pancevo": ("Милан Йованович", "мэр", "устав"),
    "pavlodar": ("Нурланов Ерлан Бекович", "аким", "закон"),
    "ekurhuleni": ("Сипхо Дламини", "мэр", "устав"),
    "zibo": ("Ван Лэй", "заместитель мэра", "полномочия"),
    "hefei": ("Ли На", "начальник управления", "доверенность"),
    "navoi": ("Рахимов Бахтиёр Алиевич", "хоким", "закон"),
    "tabriz": ("Реза Мохаммади", "мэр", "устав"),
    "chimregion": ("Горбунова Елена Сергеевна", "исполнительный директор", "устав"),
    "composites": ("Ким Виктор Олегович", "директор", "доверенность № 7"),
    "polytech": ("Белова Анна Михайловна", "проректор", "доверенность № 12"),
    "khimik": ("Тарасов Денис Игоревич", "президент клуба", "устав"),
}
