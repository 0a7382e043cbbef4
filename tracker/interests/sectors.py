"""Sectors of the economy by a public standard.

Source: International Standard Industrial Classification of All Economic Activities (ISIC), Rev. 4, United Nations
Statistical Papers, Series M No. 4/Rev. 4 (2008): its sections (letters) and divisions (two digits). At this level it is
the same as NACE Rev. 2 of the European Union and ОКВЭД 2 (ОК 029-2014) of Russia, so a code says the same everywhere.
Names are shortened where the standard's are long.
"""

from __future__ import annotations

from typing import NamedTuple

from tracker.kernel.text import fold


class Sector(NamedTuple):
    """A section (code of one letter) or a division (two digits) with the letter of its section."""

    code: str
    section: str
    ru: str
    en: str

    def name_in(self, language: str) -> str:
        return self.ru if language == "ru" else self.en


_TABLE = """
A|Сельское, лесное хозяйство, охота и рыболовство|Agriculture, forestry and fishing
01|Растениеводство, животноводство и охота|Crop and animal production, hunting
02|Лесоводство и лесозаготовки|Forestry and logging
03|Рыболовство и рыбоводство|Fishing and aquaculture
B|Добыча полезных ископаемых|Mining and quarrying
05|Добыча угля|Mining of coal and lignite
06|Добыча нефти и природного газа|Extraction of crude petroleum and natural gas
07|Добыча металлических руд|Mining of metal ores
08|Добыча прочих полезных ископаемых|Other mining and quarrying
09|Услуги в области добычи полезных ископаемых|Mining support services
C|Обрабатывающие производства|Manufacturing
10|Пищевые продукты|Food products
11|Напитки|Beverages
12|Табачные изделия|Tobacco products
13|Текстильные изделия|Textiles
14|Одежда|Wearing apparel
15|Кожа и изделия из кожи|Leather and related products
16|Обработка древесины, изделия из дерева|Wood and products of wood
17|Бумага и бумажные изделия|Paper and paper products
18|Полиграфия и копирование носителей информации|Printing and reproduction of recorded media
19|Кокс и нефтепродукты|Coke and refined petroleum products
20|Химические вещества и химические продукты|Chemicals and chemical products
21|Лекарственные средства и медицинские материалы|Pharmaceuticals and medicinal products
22|Резиновые и пластмассовые изделия|Rubber and plastics products
23|Прочая неметаллическая минеральная продукция|Other non-metallic mineral products
24|Металлургия|Basic metals
25|Готовые металлические изделия|Fabricated metal products
26|Компьютеры, электроника и оптика|Computer, electronic and optical products
27|Электрическое оборудование|Electrical equipment
28|Машины и оборудование|Machinery and equipment
29|Автотранспортные средства, прицепы|Motor vehicles and trailers
30|Прочие транспортные средства|Other transport equipment
31|Мебель|Furniture
32|Прочие готовые изделия|Other manufacturing
33|Ремонт и монтаж машин и оборудования|Repair and installation of machinery
D|Электроэнергия, газ, пар|Electricity, gas, steam
35|Обеспечение электроэнергией, газом и паром|Electricity, gas, steam and air conditioning supply
E|Водоснабжение, водоотведение, отходы|Water supply, sewerage, waste
36|Забор, очистка и распределение воды|Water collection, treatment and supply
37|Сбор и обработка сточных вод|Sewerage
38|Сбор, обработка и утилизация отходов|Waste collection, treatment and disposal
39|Ликвидация загрязнений|Remediation of pollution
F|Строительство|Construction
41|Строительство зданий|Construction of buildings
42|Строительство инженерных сооружений|Civil engineering
43|Специализированные строительные работы|Specialised construction activities
G|Торговля и ремонт автомобилей|Trade and repair of motor vehicles
45|Торговля автомобилями и их ремонт|Trade and repair of motor vehicles and motorcycles
46|Оптовая торговля|Wholesale trade
47|Розничная торговля|Retail trade
H|Транспортировка и хранение|Transportation and storage
49|Сухопутный и трубопроводный транспорт|Land transport and pipelines
50|Водный транспорт|Water transport
51|Воздушный и космический транспорт|Air transport
52|Складское хозяйство и вспомогательный транспорт|Warehousing and support for transportation
53|Почтовая связь и курьеры|Postal and courier activities
I|Гостиницы и общественное питание|Accommodation and food service
55|Места временного проживания|Accommodation
56|Продукты питания и напитки: обслуживание|Food and beverage service
J|Информация и связь|Information and communication
58|Издательская деятельность|Publishing
59|Кино, видео, телепрограммы, звукозапись|Film, video, television and sound recording
60|Телевизионное и радиовещание|Programming and broadcasting
61|Телекоммуникации|Telecommunications
62|Программное обеспечение и консультации|Computer programming and consultancy
63|Информационные технологии, услуги|Information services
K|Финансы и страхование|Finance and insurance
64|Финансовые услуги|Financial services
65|Страхование и пенсионное обеспечение|Insurance and pension funding
66|Вспомогательные финансовые услуги|Auxiliary to finance and insurance
L|Операции с недвижимостью|Real estate
68|Операции с недвижимым имуществом|Real estate activities
M|Наука, техника, консультации|Professional, scientific and technical
69|Право и бухгалтерский учёт|Legal and accounting
70|Головные офисы и управленческие консультации|Head offices, management consultancy
71|Архитектура, инженерные изыскания, испытания|Architecture, engineering, testing
72|Научные исследования и разработки|Scientific research and development
73|Реклама и исследование рынка|Advertising and market research
74|Прочая научная и техническая деятельность|Other professional and technical activities
75|Ветеринария|Veterinary activities
N|Административные и сопутствующие услуги|Administrative and support services
77|Аренда и лизинг|Rental and leasing
78|Трудоустройство и подбор персонала|Employment activities
79|Туризм|Travel agencies and tour operators
80|Безопасность и расследования|Security and investigation
81|Обслуживание зданий и территорий|Services to buildings and landscape
82|Офисное и деловое обслуживание, выставки|Office and business support, exhibitions
O|Государственное управление|Public administration
84|Органы управления, безопасность, соцобеспечение|Public administration, defence, social security
P|Образование|Education
85|Образование|Education
Q|Здравоохранение и социальные услуги|Health and social work
86|Здравоохранение|Human health
87|Уход с проживанием|Residential care
88|Социальные услуги без проживания|Social work without accommodation
R|Культура, спорт, досуг|Arts, entertainment and recreation
90|Творчество, искусство, зрелища|Creative, arts and entertainment
91|Библиотеки, архивы, музеи|Libraries, archives, museums
92|Азартные игры и лотереи|Gambling and betting
93|Спорт, отдых и развлечения|Sports, amusement and recreation
S|Прочие услуги|Other services
94|Общественные организации|Membership organisations
95|Ремонт компьютеров и бытовых изделий|Repair of computers and household goods
96|Прочие персональные услуги|Other personal services
T|Домашние хозяйства|Households
97|Домашние хозяйства с наёмными работниками|Households as employers
98|Производство для собственного потребления|Households producing for own use
U|Экстерриториальные организации|Extraterritorial organisations
99|Экстерриториальные организации и органы|Extraterritorial organisations and bodies
"""


def _read() -> dict[str, Sector]:
    sectors, section = {}, ""
    for line in _TABLE.strip().splitlines():
        code, ru, en = line.split("|")
        section = code if code.isalpha() else section
        sectors[code] = Sector(code, section, ru, en)
    return sectors


SECTORS = _read()


def divisions_of(section: str) -> list[str]:
    """The codes of a section: its own letter and those of its divisions."""
    return [one.code for one in SECTORS.values() if one.section == section]


def found(typed: str, limit: int = 8) -> list[Sector]:
    """By code or a part of the name in either language, those that begin so first."""
    words = fold(typed).split()
    if not words:
        return []

    def names(one: Sector) -> str:
        return f" {one.code.lower()} {fold(one.ru)} {fold(one.en)}"

    hits = [one for one in SECTORS.values() if all(word in names(one) for word in words)]
    return sorted(hits, key=lambda one: (f" {words[0]}" not in names(one), one.code.isalpha(), one.code))[:limit]


def title(code: str, language: str) -> str:
    """The name of a sector behind its code."""
    return f"{code} · {SECTORS[code].name_in(language)}"
