"""What the demo data tells of events: plain tables. Those with a date are public, the others invented."""

from __future__ import annotations

from typing import NamedTuple


class Happening(NamedTuple):
    """An event. When: `on` (a day), `last_year` (month-day), days `ago` (negative: to come), or the last city day.

    `programme`: (day from the first, from, until, what, where); `costs`: (what, currency, planned, actual);
    `logged`: (partner, kind, the main thing); `links`: (partner, subject of the talks).
    """

    key: str
    kind: str
    ru: str
    en: str
    city: str
    who: str = "official"
    on: str = ""
    last_year: str = ""
    ago: int = 0
    city_day: bool = False
    lasts: int = 1
    hours: tuple[str, str] = ("", "")
    place: str = ""
    host: str = ""
    level: str = ""
    delegations: tuple[str, ...] = ()
    programme: tuple[tuple[int, str, str, str, str], ...] = ()
    costs: tuple[tuple[str, str, int, int | None], ...] = ()
    outcome: str = ""
    results: str = ""
    links: tuple[tuple[str, str], ...] = ()
    report: str = ""
    cancelled: str = ""
    logged: tuple[tuple[str, str, str], ...] = ()
    note: str = ""


FOR_BOTH = frozenset({"novopolotsk_visit", "today"})

EVENTS: tuple[Happening, ...] = (
    Happening(
        "brics_plus", "forum", "Международный муниципальный форум стран БРИКС+", "International municipal BRICS+ forum",
        "Saint Petersburg", on="2023-11-22", lasts=3, who="official2", delegations=("ekurhuleni", "ours"),
        outcome="Познакомились с делегациями Южной Африки. Регбийный клуб «Химик» приглашён с ответным визитом.",
        results="Приглашение регбийному клубу, 25 человек.", links=(("ekurhuleni", "Регби: ответный визит «Химика»"),),
        report="отчёт № 14 от 26.11.2023",
    ),
    Happening(
        "brics", "forum", "Форум городов-побратимов и муниципалитетов стран БРИКС",
        "Forum of twinned cities and municipalities of the BRICS countries", "Nizhniy Novgorod", on="2024-07-09",
        hours=("10:00", "18:00"), place="Нижегородская ярмарка", level="official", host="region",
        delegations=("saopaulo", "ekurhuleni", "vadodara", "zibo", "ours"),
        programme=(
            (0, "10:00", "11:30", "Пленарное заседание: качество жизни в городах", "большой зал"),
            (0, "12:00", "13:30", "Круглый стол: экономическое сотрудничество городов", "зал № 2"),
            (0, "14:30", "16:00", "Круглый стол: культура и образование", "зал № 3"),
            (0, "16:30", "18:00", "Встречи делегаций", ""),
        ),
        costs=(("Автобус для делегации города", "RUB", 18_000, 17_400), ("Сувениры", "RUB", 40_000, 38_650)),
        outcome="Более 400 участников из девяти стран и около 100 муниципалитетов России. Делегации проявили интерес "
        "к продукции химического комплекса; начаты переговоры с одним из городов штата Сан-Паулу.",
        results="Договорились о встрече рабочих групп с Вадодарой. Обмен инженеров с Экурхулени: до 6 человек.",
        links=(("saopaulo", "Продукция химического комплекса"), ("vadodara", "Поставки реагентов"),
               ("ekurhuleni", "Обмен инженеров")),
        report="отчёт № 9 от 11.07.2024",
        logged=(
            ("saopaulo", "meeting", "Интересуются продукцией химического комплекса, город пока не называют"),
            ("vadodara", "meeting", "Просят каталог реагентов для очистки воды"),
            ("ekurhuleni", "meeting", "Ответный визит регбистов: сроки и состав"),
            ("zibo", "meeting", "Предложили обмен опытом химических парков"),
        ),
    ),
    Happening(
        "regions", "forum", "XII Форум регионов России и Беларуси", "XII Forum of Regions of Russia and Belarus",
        "Nizhniy Novgorod", on="2025-06-26", lasts=2, place="Нижегородская ярмарка", level="official",
        delegations=("novopolotsk", "grodno", "ours"),
        programme=((0, "10:00", "12:00", "Секционные заседания", ""),
                   (1, "11:00", "11:30", "Подписание соглашения с Новополоцком", "зал подписаний")),
        outcome="Подписано соглашение о дружественных связях с Новополоцком.", results="Соглашение: 1.",
        links=(("novopolotsk", "Дружественные связи"),), report="отчёт № 6 от 29.06.2025",
        logged=(("novopolotsk", "meeting", "Подписали соглашение о дружественных связях"),),
    ),
    Happening(
        "grodno_trip", "delegation_out", "Поездка в Гродно: музейный обмен", "Visit to Hrodna: exchange of museums",
        "Hrodna", last_year="04-22", lasts=2, hours=("10:00", "17:00"), level="working", host="grodno",
        delegations=("ours", "grodno"),
        programme=((0, "10:00", "12:00", "Переговоры в горисполкоме", "горисполком"),
                   (1, "11:00", "13:00", "Историко-археологический музей", "музей")),
        costs=(("Проезд и проживание", "RUB", 92_000, 88_400),),
        outcome="Согласовали график выставок музеев двух городов на год.", results="Две передвижные выставки.",
        report="отчёт № 4", logged=(("grodno", "visit", "Переговоры в горисполкоме: график выставок музеев"),),
    ),
    Happening(
        "pancevo_visit", "delegation_in", "Делегация Панчево: охрана воздуха в промышленных городах",
        "Delegation of Pančevo: clean air in industrial cities", "ours", last_year="09-16", lasts=3, level="official",
        hours=("09:30", "17:00"), who="official2", delegations=("pancevo",),
        programme=((0, "11:00", "12:30", "Приём у главы города", "администрация"),
                   (1, "10:00", "13:00", "Посты наблюдения за воздухом", "")),
        costs=(("Проживание, 4 человека", "RUB", 58_000, 56_200), ("Переводчик", "RUB", 30_000, 30_000)),
        outcome="Обменялись опытом наблюдения за воздухом, решили готовить меморандум.",
        results="Передана схема постов наблюдения.", report="отчёт № 11",
        logged=(("pancevo", "visit", "Приём у главы города: опыт наблюдения за воздухом"),),
    ),
    Happening(
        "last_city_day", "city_day", "День города: гости из городов-побратимов", "City Day: guests from twin cities",
        "ours", last_year="05-31", hours=("11:00", "22:00"), place="площадь Дзержинского",
        delegations=("grodno", "bitterfeld"), costs=(("Проживание делегаций", "RUB", 84_000, 81_900),),
        outcome="Гости из Гродно и Биттерфельд-Вольфена, совместный концерт молодёжных коллективов.",
        logged=(("grodno", "meeting", "День города: встреча с делегацией Гродно"),),
    ),
    Happening(
        "city_day", "city_day", "День города", "City Day", "ours", city_day=True, hours=("11:00", "22:00"),
        place="площадь Дзержинского", delegations=("grodno", "novopolotsk"),
        programme=((0, "11:00", "12:00", "Открытие, приветствия делегаций", "площадь Дзержинского"),
                   (0, "13:00", "15:00", "Обед с делегациями городов-партнёров", "")),
        costs=(("Проживание делегаций", "RUB", 96_000, 88_200), ("Переводчик", "RUB", 12_000, 12_000)),
        outcome="Приехали делегации Гродно и Новополоцка, всего 11 человек.",
    ),
    Happening(
        "exhibition", "exhibition", "Выставка «Химия и нефтехимия» в Тебризе", "Chemistry exhibition in Tabriz",
        "Tabriz", ago=60, lasts=3, level="working", host="tabriz", delegations=("ours",),
        costs=(("Перелёт, 2 человека", "RUB", 180_000, None), ("Стенд", "EUR", 2_400, None)),
        cancelled="Организаторы перенесли выставку на следующий год",
    ),
    Happening(
        "pavlodar_trip", "delegation_out", "Поездка в Павлодар: дружественные связи", "Visit to Pavlodar: friendly ties",
        "Pavlodar", ago=20, lasts=3, hours=("10:00", "17:00"), level="official", who="official2", host="pavlodar",
        delegations=("ours", "pavlodar"),
        programme=((0, "10:00", "11:30", "Встреча с заместителем акима", "акимат"),
                   (1, "12:00", "14:00", "Молодёжный театр: репетиция", "театр")),
        costs=(("Проезд и проживание", "RUB", 140_000, 151_300), ("Приём", "KZT", 120_000, 118_000)),
        outcome="Согласовали проект о дружественных связях, осталось решение региона.",
        links=(("pavlodar", "Дружественные связи"),),
        logged=(("pavlodar", "visit", "Встреча в акимате, проект согласован"),),
    ),
    Happening(
        "novopolotsk_visit", "delegation_in", "Делегация Новополоцка: школы и обучение химиков",
        "Delegation of Novopolotsk: schools and training of chemists", "ours", ago=3, lasts=2, level="working",
        hours=("09:30", "17:00"), delegations=("novopolotsk",),
        programme=((0, "09:30", "10:00", "Встреча на вокзале", ""), (0, "11:00", "12:30", "Переговоры", "администрация"),
                   (1, "10:00", "12:00", "Политехнический институт", "институт")),
        costs=(("Проживание, 3 человека", "RUB", 24_000, 22_500), ("Обед", "RUB", 15_000, 14_300)),
        outcome="Обсудили дополнительное соглашение о школах. Ждут наш проект.",
        links=(("novopolotsk", "Школы: дополнительное соглашение"),),
        logged=(("novopolotsk", "visit", "Переговоры в администрации, обсудили обучение химиков"),),
    ),
    Happening(
        "today", "forum", "Дни деловых встреч «Химия без границ»", "Business days “Chemistry without borders”", "ours",
        ago=1, lasts=3, place="бизнес-центр «Дзержинск», зал № 1", level="working",
        delegations=("saopaulo", "ekurhuleni", "vadodara", "navoi", "novopolotsk"),
        programme=((0, "10:00", "11:00", "Открытие", "зал № 1"), (0, "11:30", "17:00", "Встречи предприятий", "зал № 1"),
                   (1, "10:00", "13:00", "Посещение заводов", ""), (1, "14:00", "17:00", "Встречи предприятий", "зал № 1"),
                   (2, "10:00", "12:00", "Итоги, подведение", "зал № 1")),
        costs=(("Аренда зала", "RUB", 120_000, 120_000), ("Перевод", "RUB", 84_000, None), ("Кофе", "RUB", 60_000, None)),
        logged=(("vadodara", "meeting", "Просят образцы реагентов"), ("navoi", "meeting", "Практика студентов: сроки"),
                ("novopolotsk", "meeting", "Полимеры: условия поставки")),
    ),
    Happening(
        "zibo_soon", "delegation_in", "Делегация Цзыбо: химические парки", "Delegation of Zibo: chemical parks", "ours",
        who="official2", ago=-12, lasts=3, hours=("09:00", "18:00"), level="official", host="",
        delegations=("zibo",),
        programme=((0, "14:20", "15:00", "Встреча в аэропорту", "Нижний Новгород, Стригино"),
                   (1, "10:00", "11:00", "Приём у главы города", "администрация"),
                   (1, "11:30", "13:00", "Переговоры: обмен опытом химических парков", "администрация"),
                   (1, "14:30", "17:00", "Промышленный парк", ""),
                   (2, "10:00", "11:30", "Подписание протокола о намерениях", "администрация"),
                   (2, "12:30", "", "Отъезд", "")),
        costs=(("Проживание, 3 человека", "RUB", 54_000, None), ("Транспорт", "RUB", 36_000, None),
               ("Переводчик", "RUB", 45_000, None), ("Приём", "RUB", 70_000, None)),
        note="Паспортные данные для приглашений получены. Меню без свинины для одного из гостей.",
    ),
)  # fmt: skip
