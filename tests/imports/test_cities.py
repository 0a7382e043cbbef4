"""Which city a cell means: whole names link, parts and slips are offered, coordinates decide between namesakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import place
from tracker.imports.kinds import Verdict
from tracker.imports.places import Gazetteer
from tracker.imports.values import Bad
from tracker.kernel.db import db
from tracker.places import queries as places
from tracker.places.models import City, Country, Region

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.imports.conftest import Importer
    from tracker.accounts.models import Municipality
    from tracker.imports.models import ImportRow, ImportRun


COUNTRIES = (
    ("FR", 250, "Франция", "France"), ("AT", 40, "Австрия", "Austria"), ("US", 840, "США", "United States"),
    ("PL", 616, "Польша", "Poland"), ("GB", 826, "Великобритания", "United Kingdom"),
)  # fmt: skip
REGIONS = (
    ("US-TX", "US", "Техас", "Texas"), ("US-VA", "US", "Виргиния", "Virginia"), ("US-MN", "US", "Миннесота", "Minnesota"),
)  # fmt: skip
CITIES = (
    ("BY", None, "Минск", "Minsk", "Мінск, Mensk", 1_742_124, 53.9, 27.57),
    ("RU", "RU-NIZ", "Кстово", "Kstovo", "", 66_657, 56.15, 44.2),
    ("FR", None, "Сюрен", "Suresnes", "", 45_000, 48.87, 2.23),
    ("FR", None, "Дюнкерк", "Dunkirk", "Dunkerque, Dünkirchen", 86_263, 51.03, 2.38),
    ("FR", None, "Тур", "Tours", "Gare du Nord, Turones", 141_621, 47.39, 0.68),
    ("FR", None, "Вьенн", "Vienne", "", 32_293, 45.53, 4.87),
    ("FR", None, "Нанси", "Nancy", "Нансы", 105_000, 48.69, 6.18),
    ("FR", None, "Клермон-Ферран", "Clermont-Ferrand", "Clermont", 147_865, 45.78, 3.08),
    ("FR", None, "Сис-Фур-ле-Плаж", "Six-Fours-les-Plages", "", 34_000, 43.09, 5.84),
    ("FR", None, "Исси-ле-Мулино", "Issy-les-Moulineaux", "", 61_447, 48.82, 2.27),
    ("AT", None, "Клагенфурт", "Klagenfurt am Wörthersee", "Klagenfurt", 90_610, 46.62, 14.31),
    ("PL", None, "Колобжег", "Kołobrzeg", "Kolberg", 47_000, 54.18, 15.58),
    ("PL", None, "Крапковице", "Krapkowice", "Krappitz", 18_000, 50.47, 17.97),
    ("GB", None, "Танбридж-Уэлс", "Royal Tunbridge Wells", "Tunbridge Wells", 68_910, 51.13, 0.26),
    ("US", "US-TX", "Арлингтон", "Arlington", "", 388_125, 32.73, -97.11),
    ("US", "US-VA", "Арлингтон", "Arlington", "", 207_627, 38.88, -77.1),
    ("US", "US-MN", "Хиббинг", "Hibbing", "", 16_200, 47.43, -92.94),
    ("US", "US-TX", "Хиббинг", "Hibbing", "", 16_100, 30.0, -97.0),
)


@pytest.fixture
def gazetteer(city: Municipality) -> Gazetteer:
    countries = {one.code: one for one in places.countries()}
    for code, number, name_ru, name_en in COUNTRIES:
        countries[code] = Country(code=code, numeric_code=number, name_ru=name_ru, name_en=name_en)
    regions = {"RU-NIZ": place("Nizhny Novgorod Region")}
    for code, country, name_ru, name_en in REGIONS:
        regions[code] = Region(code=code, country=countries[country], name_ru=name_ru, name_en=name_en)
    db.session.add_all([*countries.values(), *regions.values()])
    for code, region, name_ru, name_en, also, people, north, east in CITIES:
        db.session.add(
            City(
                country=countries[code], region=regions.get(region or ""), name_ru=name_ru, name_en=name_en,
                alternates=also, population=people, latitude=north, longitude=east,
            )
        )  # fmt: skip
    db.session.flush()
    return Gazetteer()


def named(gazetteer: Gazetteer, text: str, code: str, here: tuple[float, float] | None = None) -> str | None:
    country = gazetteer.country(code)
    assert country is not None
    found = gazetteer.city(text, country, None, here)
    return found.name_en if found is not None else None


def test_whole_names_link_and_parts_do_not(gazetteer: Gazetteer) -> None:
    linked = {
        ("г. Минск", "BY"): "Minsk", ("город Гродно", "BY"): "Grodno", ("Ville de Suresnes", "FR"): "Suresnes",
        ("Klagenfurt", "AT"): "Klagenfurt am Wörthersee", ("Dünkirchen", "FR"): "Dunkirk",
        ("Hibbing, Minnesota", "US"): "Hibbing", ("Arlington (Texas)", "US"): "Arlington",
        ("Кстово (Нижегородская область)", "RU"): "Kstovo", ("Gródno", "BY"): "Grodno",
    }  # fmt: skip
    assert {key: named(gazetteer, *key) for key in linked} == linked
    offered = {
        ("Nord", "FR"), ("Lencloitre (Vienne)", "FR"), ("Troissy (Champagne)", "FR"), ("Wells", "GB"),
        ("Krapkowice, Kreis (Krappitz)", "PL"), ("Powiat Kolobrzeg", "PL"),
        ("Six-Foues-les-Plages", "FR"), ("Moulineaux", "FR"), ("Krapkowice (Kreis)", "PL"), ("...", "PL"),
    }  # fmt: skip
    assert {key for key in offered if named(gazetteer, *key)} == set()
    france = gazetteer.country("Frankreich")
    assert france is not None
    assert gazetteer.likely("Six-Foues-les-Plages", france) == ["Six-Fours-les-Plages"]
    assert gazetteer.likely("Lencloitre (Vienne)", france)[0] == "Vienne"
    assert gazetteer.likely("Нансси", france) == ["Нанси"]


def test_coordinates_decide_between_namesakes_and_make_a_slip_certain(gazetteer: Gazetteer) -> None:
    with pytest.raises(Bad, match="Several cities"):
        named(gazetteer, "Arlington", "US")
    states = gazetteer.country("US")
    assert states is not None
    found = gazetteer.city("Arlington", states, None, (32.692, -97.1105))
    assert places.get_region(found.region_id).name_en == "Texas"
    with pytest.raises(Bad, match="Several cities"):
        named(gazetteer, "Arlington", "US", (0.5, 0.5))
    assert named(gazetteer, "Six-Foues-les-Plages", "FR", (43.1, 5.85)) == "Six-Fours-les-Plages"
    assert named(gazetteer, "Six-Foues-les-Plages", "FR", (48.1, 5.85)) is None
    # found by a neighbour's name: near, but not so called
    assert named(gazetteer, "Essey-lès-Nancy", "FR", (48.7, 6.2)) is None
    # the short form of a name is another place far away
    assert named(gazetteer, "Clermont", "FR", (49.38, 2.41)) is None


def test_a_sheet_with_coordinates_is_told_where_they_speak_against_the_city(
    importer: Importer, gazetteer: Gazetteer, rows_of: Callable[[ImportRun], list[ImportRow]]
) -> None:
    run = importer.check(
        [
            ["latitude", "partnergemeinde", "country", "partner_latitude", "partner_longitude"],
            ["50", "Arlington", "USA", "32,692", "-97,1105"],
            ["50", "Dünkirchen", "Frankreich", "47.95", "7.4"],
            ["50", "Минск (Беларусь)", "", "no", "1000"],
        ]
    )
    assert run.mapping == {"1": "city", "2": "country", "3": "latitude", "4": "longitude"}
    rows = rows_of(run)
    assert [row.verdict for row in rows] == [Verdict.NEW] * 3
    assert [one["values"].get("km", "") != "" for row in rows for one in row.notices] == [False, True, False]
