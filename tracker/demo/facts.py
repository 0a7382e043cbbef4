"""Who and what the demo data tells of: plain tables, days as days before the day of loading."""

from __future__ import annotations

from typing import Any, NamedTuple


class Person(NamedTuple):
    """A contact: names, post, organisation (key of ORGANISATIONS), languages."""

    ru: str
    en: str
    post_ru: str
    post_en: str
    organisation: str
    languages: str = ""
    original: str = ""


class Talks(NamedTuple):
    """Talks: partner, subject, who answers, and the stages reached as (stage, days ago)."""

    partner: str
    subject: str
    who: str
    stages: tuple[tuple[str, int], ...]
    outcome: str = ""
    ended: int = 0
    next_step: str = ""
    due: int = 0


# key: (city as in the gazetteer, country) or (None, region) while the city is not named;
# kind, status, since (day or year), areas, who answers, introduced by, languages, note
PARTNERS: dict[str, dict[str, Any]] = {
    "grodno": {"city": ("Hrodna", "BY"), "kind": "twin", "status": "active", "since": "2005-06-11", "areas": "culture education sport", "who": "official", "languages": "русский"},
    "bitterfeld": {"city": ("Bitterfeld-Wolfen", "DE"), "kind": "twin", "status": "active", "since": "1996", "areas": "education culture", "who": "official2", "languages": "немецкий", "note": "Побратимы с 1996 года (тогда Биттерфельд). Дополнительное соглашение об образовании — к 15-летию, 2011."},
    "novopolotsk": {"city": ("Novopolotsk", "BY"), "kind": "friendship", "status": "active", "since": "2025-06-27", "areas": "economy education", "who": "official", "languages": "русский", "by": "XII Форум регионов России и Беларуси"},
    "saopaulo": {"region": "BR-SP", "kind": "project", "status": "in_talks", "areas": "economy education", "who": "official", "by": "форум городов-побратимов БРИКС, 09.07.2024", "languages": "португальский, английский", "next": "Отправить перечень продукции на португальском", "due": 4},
    "zibo": {"city": ("Zibo", "CN"), "kind": "project", "status": "in_talks", "areas": "economy science", "who": "official2", "by": "форум городов-побратимов БРИКС, 09.07.2024", "languages": "китайский, английский"},
    "hefei": {"city": ("Hefei", "CN"), "kind": "contact", "status": "in_talks", "areas": "urban ecology", "who": "official", "languages": "китайский"},
    "vadodara": {"city": ("Vadodara", "IN"), "kind": "project", "status": "in_talks", "areas": "economy education", "who": "official", "by": "форум городов-побратимов БРИКС, 09.07.2024", "languages": "английский"},
    "alexandria": {"city": ("Alexandria", "EG"), "kind": "contact", "status": "in_talks", "areas": "economy", "who": "official2", "languages": "арабский, английский"},
    "ekurhuleni": {"city": ("Germiston", "ZA"), "kind": "contact", "status": "in_talks", "areas": "sport youth", "who": "official2", "by": "муниципальный форум БРИКС+, Санкт-Петербург, ноябрь 2023", "languages": "английский"},
    "diredawa": {"city": ("Dire Dawa", "ET"), "kind": "contact", "status": "prospect", "areas": "ecology", "who": "official", "languages": "английский"},
    "tabriz": {"city": ("Tabriz", "IR"), "kind": "contact", "status": "prospect", "areas": "economy", "who": "official2", "languages": "персидский, английский"},
    "pancevo": {"city": ("Pančevo", "RS"), "kind": "friendship", "status": "active", "since": "2021-09-14", "areas": "economy culture", "who": "official", "languages": "сербский, русский"},
    "pavlodar": {"city": ("Pavlodar", "KZ"), "kind": "friendship", "status": "active", "since": "2022-09-14", "areas": "ecology youth culture", "who": "official2", "languages": "русский, казахский"},
    "navoi": {"city": ("Navoiy", "UZ"), "kind": "contact", "status": "in_talks", "areas": "economy ecology education", "who": "official", "languages": "русский, узбекский"},
    "bahia": {"city": ("Bahía Blanca", "AR"), "kind": "contact", "status": "prospect", "areas": "economy", "who": "official", "languages": "испанский"},
}  # fmt: skip

# key: ru, en, kind, city (of the gazetteer) or country
ORGANISATIONS: dict[str, tuple[str, str, str, tuple[str, str] | str]] = {
    "chimregion": ("Ассоциация промышленников «Дзержинскхимрегион»", "Association of industrialists “Dzerzhinskkhimregion”", "association", ("Dzerzhinsk", "RU")),
    "composites": ("АНО «Специализированная организация промышленного кластера „Композиты без границ“»", "ANO “Specialised organisation of the industrial cluster ‘Composites without borders’”", "non_profit", "RU"),
    "khimik": ("Регбийный клуб «Химик»", "Rugby club “Khimik”", "sport", ("Dzerzhinsk", "RU")),
    "polytech": ("Дзержинский политехнический институт", "Dzerzhinsk Polytechnic Institute", "university", ("Dzerzhinsk", "RU")),
    "grodno_hall": ("Гродненский городской исполнительный комитет", "Grodno City Executive Committee", "administration", ("Hrodna", "BY")),
    "grodno_uni": ("Гродненский университет", "University of Grodno", "university", ("Hrodna", "BY")),
    "novopolotsk_hall": ("Новополоцкий городской исполнительный комитет", "Novopolotsk City Executive Committee", "administration", ("Novopolotsk", "BY")),
    "novopolotsk_plant": ("Новополоцкий завод полимеров", "Novopolotsk Polymer Works", "enterprise", ("Novopolotsk", "BY")),
    "bitterfeld_hall": ("Администрация города Биттерфельд-Вольфен", "Stadt Bitterfeld-Wolfen", "administration", ("Bitterfeld-Wolfen", "DE")),
    "sp_secretariat": ("Секретариат внешних связей штата Сан-Паулу", "São Paulo State Secretariat of International Affairs", "ministry", "BR"),
    "sp_union": ("Союз химиков штата Сан-Паулу", "Chemical Industry Union of São Paulo", "association", "BR"),
    "sp_chamber": ("Торговая палата Сан-Пауло", "Chamber of Commerce of São Paulo", "chamber", ("São Paulo", "BR")),
    "zibo_hall": ("Народное правительство города Цзыбо", "People's Government of Zibo", "administration", ("Zibo", "CN")),
    "zibo_park": ("Химический парк Цилу", "Qilu Chemical Industry Park", "cluster", ("Zibo", "CN")),
    "hefei_hall": ("Управление внешних связей Хэфэя", "Hefei Foreign Affairs Office", "administration", ("Hefei", "CN")),
    "vadodara_hall": ("Муниципальная корпорация Вадодары", "Vadodara Municipal Corporation", "administration", ("Vadodara", "IN")),
    "vadodara_chamber": ("Торговая палата Вадодары", "Vadodara Chamber of Commerce", "chamber", ("Vadodara", "IN")),
    "alexandria_port": ("Управление порта Александрии", "Alexandria Port Authority", "administration", ("Alexandria", "EG")),
    "alexandria_fert": ("Александрийские удобрения", "Alexandria Fertilizers", "enterprise", ("Alexandria", "EG")),
    "ekurhuleni_hall": ("Муниципалитет Экурхулени", "City of Ekurhuleni", "administration", ("Germiston", "ZA")),
    "ekurhuleni_rugby": ("Регбийный союз Экурхулени", "Ekurhuleni Rugby Union", "sport", ("Germiston", "ZA")),
    "diredawa_hall": ("Администрация Дыре-Дауа", "Dire Dawa City Administration", "administration", ("Dire Dawa", "ET")),
    "tabriz_hall": ("Муниципалитет Тебриза", "Tabriz Municipality", "administration", ("Tabriz", "IR")),
    "pancevo_hall": ("Городская управа Панчево", "City Administration of Pančevo", "administration", ("Pančevo", "RS")),
    "pavlodar_hall": ("Акимат города Павлодара", "Akimat of Pavlodar", "administration", ("Pavlodar", "KZ")),
    "pavlodar_theatre": ("Молодёжный театр Павлодара", "Pavlodar Youth Theatre", "culture", ("Pavlodar", "KZ")),
    "navoi_hall": ("Хокимият города Навои", "Khokimiyat of Navoi", "administration", ("Navoiy", "UZ")),
    "navoi_plant": ("Навоийский азотный завод", "Navoi Nitrogen Plant", "enterprise", ("Navoiy", "UZ")),
    "bahia_hall": ("Муниципалитет Баия-Бланки", "Municipality of Bahía Blanca", "administration", ("Bahía Blanca", "AR")),
    "region": ("Министерство международных и межрегиональных связей Нижегородской области", "Ministry of International and Interregional Relations of the Nizhny Novgorod Region", "ministry", ("Nizhniy Novgorod", "RU")),
}  # fmt: skip

PEOPLE: tuple[Person, ...] = (
    Person("Рафаэл Мораис", "Rafael Morais", "советник", "adviser", "sp_secretariat", "португальский, английский", "Rafael Morais"),
    Person("Луиза Тейшейра", "Luíza Teixeira", "директор по внешней торговле", "director of foreign trade", "sp_union", "португальский, английский", "Luíza Teixeira"),
    Person("Паулу Андраде", "Paulo Andrade", "переводчик", "interpreter", "sp_secretariat", "португальский, русский", "Paulo Andrade"),
    Person("Беатрис Кошта", "Beatriz Costa", "менеджер", "manager", "sp_chamber", "португальский", "Beatriz Costa"),
    Person("Горбунова Елена Сергеевна", "Elena Gorbunova", "исполнительный директор", "executive director", "chimregion"),
    Person("Сомов Игорь Павлович", "Igor Somov", "заместитель директора", "deputy director", "chimregion"),
    Person("Ким Виктор Олегович", "Viktor Kim", "директор", "director", "composites"),
    Person("Ларина Ольга Юрьевна", "Olga Larina", "руководитель проектов", "head of projects", "composites"),
    Person("Тарасов Денис Игоревич", "Denis Tarasov", "президент клуба", "president of the club", "khimik"),
    Person("Белова Анна Михайловна", "Anna Belova", "проректор", "vice-rector", "polytech"),
    Person("Каминский Андрей Антонович", "Andrei Kaminski", "заместитель председателя", "deputy chairman", "grodno_hall"),
    Person("Жук Марина Степановна", "Maryna Zhuk", "начальник отдела культуры", "head of culture", "grodno_hall"),
    Person("Савицкий Павел Янович", "Pavel Savitski", "декан", "dean", "grodno_uni"),
    Person("Дубровская Ирина Львовна", "Iryna Dubrouskaya", "начальник отдела экономики", "head of economy", "novopolotsk_hall"),
    Person("Шабан Олег Викторович", "Aleh Shaban", "заместитель председателя", "deputy chairman", "novopolotsk_hall"),
    Person("Корнеев Максим Андреевич", "Maksim Karneyeu", "главный инженер", "chief engineer", "novopolotsk_plant"),
    Person("Клаус Вернер", "Klaus Werner", "референт по партнёрствам", "partnership officer", "bitterfeld_hall", "немецкий", "Klaus Werner"),
    Person("Ютта Браун", "Jutta Braun", "заведующая школами", "head of schools", "bitterfeld_hall", "немецкий, английский", "Jutta Braun"),
    Person("Ван Лэй", "Wang Lei", "заместитель начальника управления", "deputy head of office", "zibo_hall", "китайский, английский", "王磊"),
    Person("Чжан Минь", "Zhang Min", "переводчик", "interpreter", "zibo_hall", "китайский, русский", "张敏"),
    Person("Сунь Хао", "Sun Hao", "вице-президент парка", "vice-president of the park", "zibo_park", "китайский", "孙浩"),
    Person("Ли На", "Li Na", "специалист", "officer", "hefei_hall", "китайский, английский", "李娜"),
    Person("Раджеш Патель", "Rajesh Patel", "комиссар по связям", "commissioner for relations", "vadodara_hall", "английский, гуджарати", "રાજેશ પટેલ"),
    Person("Приянка Шах", "Priyanka Shah", "генеральный секретарь", "secretary general", "vadodara_chamber", "английский", "Priyanka Shah"),
    Person("Амит Десаи", "Amit Desai", "член правления", "board member", "vadodara_chamber", "английский"),
    Person("Ахмед Хассан", "Ahmed Hassan", "начальник управления", "head of authority", "alexandria_port", "арабский, английский", "أحمد حسن"),
    Person("Мона Фарук", "Mona Farouk", "директор по экспорту", "export director", "alexandria_fert", "арабский, английский", "منى فاروق"),
    Person("Сипхо Дламини", "Sipho Dlamini", "координатор", "coordinator", "ekurhuleni_hall", "английский", "Sipho Dlamini"),
    Person("Йохан ван Вик", "Johan van Wyk", "тренер", "coach", "ekurhuleni_rugby", "английский, африкаанс", "Johan van Wyk"),
    Person("Номса Кумало", "Nomsa Khumalo", "советник по спорту", "sports adviser", "ekurhuleni_hall", "английский", "Nomsa Khumalo"),
    Person("Абебе Бекеле", "Abebe Bekele", "начальник водоканала", "head of water supply", "diredawa_hall", "амхарский, английский", "አበበ በቀለ"),
    Person("Реза Мохаммади", "Reza Mohammadi", "советник мэра", "adviser to the mayor", "tabriz_hall", "персидский, английский", "رضا محمدی"),
    Person("Милан Йованович", "Milan Jovanović", "помощник мэра", "assistant to the mayor", "pancevo_hall", "сербский, русский", "Милан Јовановић"),
    Person("Ана Петрович", "Ana Petrović", "начальник отдела", "head of department", "pancevo_hall", "сербский", "Ана Петровић"),
    Person("Нурланов Ерлан Бекович", "Yerlan Nurlanov", "заместитель акима", "deputy akim", "pavlodar_hall", "казахский, русский", "Ерлан Нұрланов"),
    Person("Ахметова Айгуль Сериковна", "Aigul Akhmetova", "начальник отдела", "head of department", "pavlodar_hall", "казахский, русский"),
    Person("Ли Светлана Юрьевна", "Svetlana Li", "художественный руководитель", "artistic director", "pavlodar_theatre", "русский"),
    Person("Рахимов Бахтиёр Алиевич", "Bakhtiyor Rakhimov", "заместитель хокима", "deputy khokim", "navoi_hall", "узбекский, русский", "Baxtiyor Rahimov"),
    Person("Каримова Дилноза Рустамовна", "Dilnoza Karimova", "начальник лаборатории", "head of laboratory", "navoi_plant", "узбекский, русский"),
    Person("Лусия Феррейра", "Lucía Ferreyra", "секретарь", "secretary", "bahia_hall", "испанский", "Lucía Ferreyra"),
    Person("Орлова Наталья Викторовна", "Natalia Orlova", "начальник отдела", "head of department", "region"),
    Person("Гусев Артём Николаевич", "Artyom Gusev", "главный специалист", "chief specialist", "region"),
)  # fmt: skip

TALKS: tuple[Talks, ...] = (
    Talks("saopaulo", "Продукция химического комплекса", "official", (("contact", 860), ("interest", 38)), next_step="Отправить перечень продукции на португальском", due=4),
    Talks("saopaulo", "Практика студентов-химиков", "official", (("contact", 12),)),
    Talks("zibo", "Химические парки: обмен опытом", "official2", (("contact", 700), ("interest", 510), ("notice", 300), ("intent", 126)), next_step="Перевести протокол", due=3),
    Talks("hefei", "Качество городской среды", "official", (("contact", 180), ("interest", 90), ("notice", 12))),
    Talks("vadodara", "Поставки реагентов", "official", (("contact", 400), ("interest", 27)), next_step="Получить резолюцию главы на служебную записку", due=-2),
    Talks("vadodara", "Школьный обмен", "official", (("contact", 4),)),
    Talks("alexandria", "Порт и удобрения", "official2", (("contact", 420), ("interest", 131)), next_step="Позвонить в портовое управление", due=12),
    Talks("ekurhuleni", "Регби: ответный визит «Химика»", "official2", (("contact", 740), ("interest", 97))),
    Talks("ekurhuleni", "Обмен инженеров", "official", (("contact", 600), ("interest", 420), ("notice", 300), ("intent", 200), ("drafting", 64))),
    Talks("diredawa", "Вода и очистка", "official2", (("contact", 33),)),
    Talks("tabriz", "Ярмарка химии", "official", (("contact", 12),)),
    Talks("bahia", "Обмен нефтехимических городов", "official", (("contact", 21),)),
    Talks("navoi", "Азот и экология города", "official", (("contact", 51),), next_step="Напомнить о письме без ответа", due=6),
    Talks("navoi", "Практика студентов", "official", (("contact", 200), ("interest", 160), ("notice", 120), ("intent", 60), ("drafting", 14))),
    Talks("pavlodar", "Дружественные связи", "official", (("contact", 500), ("interest", 400), ("notice", 300), ("intent", 200), ("drafting", 90), ("internal", 16)), next_step="Ждёт решения начальника отдела", due=-1),
    Talks("pavlodar", "Молодёжный театр", "official2", (("contact", 160), ("interest", 120), ("notice", 80), ("intent", 44))),
    Talks("novopolotsk", "Школы: дополнительное соглашение", "official2", (("contact", 120), ("interest", 100), ("notice", 80), ("intent", 60), ("drafting", 30), ("internal", 2))),
    Talks("novopolotsk", "Обучение химиков", "official2", (("contact", 140), ("interest", 110), ("notice", 90), ("intent", 70), ("drafting", 30))),
    Talks("pancevo", "Меморандум о сотрудничестве", "official2", (("contact", 300), ("interest", 240), ("notice", 200), ("intent", 150), ("drafting", 100), ("internal", 60), ("region", 31)), next_step="Внести ответ региона", due=1),
    Talks("pancevo", "Музейный обмен", "official2", (("contact", 40), ("interest", 8))),
    Talks("grodno", "Программа 2027–2029", "official", (("contact", 90), ("interest", 70), ("notice", 50), ("intent", 19))),
    Talks("grodno", "Дни городов", "official", (("contact", 400), ("interest", 380), ("notice", 360), ("intent", 340), ("drafting", 320), ("internal", 300), ("region", 280), ("signing", 18))),
    Talks("novopolotsk", "Дружественные связи", "official", (("contact", 700), ("interest", 660), ("notice", 640), ("intent", 600), ("drafting", 570), ("internal", 550), ("region", 540), ("signing", 520), ("signed", 515)), outcome="agreement", ended=512),
    Talks("bitterfeld", "Возобновление школьных поездок", "official2", (("contact", 1000),), outcome="no_answer", ended=800),
    Talks("tabriz", "Прямые поставки катализаторов", "official2", (("contact", 500), ("interest", 430)), outcome="declined_by_us", ended=380),
    Talks("hefei", "Промышленная выставка", "official", (("contact", 260), ("interest", 220)), outcome="paused", ended=150),
)  # fmt: skip

KINDS_TOLD = {
    "meeting": ("Встреча делегаций, тема: {topic}", "Встреча в администрации: {topic}", "Знакомство на форуме: {topic}"),
    "call": ("Звонок, уточнили вопрос: {topic}", "Созвонились по вопросу «{topic}»", "Просят ускорить ответ: {topic}"),
    "letter_in": ("Письмо: просят сведения — {topic}", "Письмо с предложением: {topic}", "Ответ на наше письмо: {topic}"),
    "letter_out": ("Ответ на запрос: {topic}", "Отправили презентацию: {topic}", "Приглашение на День города; {topic}"),
    "email": ("Согласовали даты по электронной почте: {topic}", "Прислали список участников: {topic}"),
    "video": ("Видеовстреча, презентация города: {topic}", "Видеовстреча рабочих групп: {topic}"),
    "visit": ("Визит делегации: {topic}", "Поездка к партнёру: {topic}"),
}  # fmt: skip
TOPICS = (
    "продукция химического комплекса", "школьный обмен", "программа Дня города", "очистка воды", "практика студентов",
    "регби и юношеский спорт", "меры поддержки предприятий", "проект соглашения", "музейный обмен", "композитные материалы",
    "качество городской среды", "перевод документов", "состав делегации", "выставка детского рисунка",
)  # fmt: skip
NEXT_STEPS = (
    "Отправить каталог", "Подготовить ответ", "Согласовать дату", "Запросить перевод", "Позвонить и уточнить",
    "Отчёт о визите", "Собрать предложения предприятий", "Напомнить о письме",
)  # fmt: skip
