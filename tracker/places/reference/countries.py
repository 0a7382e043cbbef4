"""What the gazetteers leave out of countries: Russian names of those that are no more, and what all are also called."""

from __future__ import annotations

ALSO_CALLED = {
    "AE": ("Эмираты", "Объединённые Арабские Эмираты", "UAE", "Emirates"),
    "BY": ("Белоруссия", "Республика Беларусь", "Belorussia", "Byelorussia"),
    "CD": ("ДРК", "Демократическая Республика Конго", "Заир", "DRC", "DR Congo", "Zaire"),
    "CF": ("ЦАР", "CAR"),
    "CG": ("Республика Конго", "Republic of the Congo"),
    "CI": ("Берег Слоновой Кости", "Ivory Coast"),
    "CN": ("КНР", "Китайская Народная Республика", "PRC"),
    "CZ": ("Чешская Республика", "Czech Republic"),
    "DE": ("ФРГ", "FRG"),
    "GB": ("Англия", "Британия", "Соединённое Королевство", "UK", "Britain", "Great Britain", "England"),
    "IR": ("Исламская Республика Иран", "Персия", "Persia"),
    "KG": ("Кыргызстан", "Кыргызская Республика", "Kyrgyz Republic"),
    "KP": ("Северная Корея", "Корейская Народно-Демократическая Республика", "DPRK"),
    "KR": ("Южная Корея",),
    "LK": ("Цейлон", "Ceylon"),
    "MD": ("Молдавия", "Moldavia"),
    "MK": ("Македония", "Macedonia"),
    "MM": ("Бирма", "Burma"),
    "NL": ("Голландия", "Holland"),
    "PS": ("Палестина", "Palestine"),
    "RU": ("РФ", "Российская Федерация", "Russian Federation"),
    "SZ": ("Свазиленд", "Swaziland"),
    "TL": ("Восточный Тимор", "East Timor"),
    "TM": ("Туркмения", "Turkmenia"),
    "TR": ("Турецкая Республика", "Turkey"),
    "US": ("США", "Америка", "Соединённые Штаты Америки", "USA", "America", "United States of America"),
    "VA": ("Ватикан", "Vatican City", "Holy See"),
    "ZA": ("ЮАР", "Южная Африка", "RSA"),
}

# ISO 3166-3: GeoNames keeps them, CLDR does not
NO_MORE_RU = {
    "AN": "Нидерландские Антильские острова",
    "CS": "Сербия и Черногория",
}
