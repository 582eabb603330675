"""Which time zone a place lies in, and how people name zones."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_cms.formats import time_zones
from clinic_cms.formats.time_zones import (
    ZoneGuess,
    all_zones,
    canonical_zone,
    guess_zone,
    shares_clock,
    zones_called,
    zones_of,
)

DIVIDED = sorted(code for code in time_zones._table() if len(code) == 2)


@pytest.mark.parametrize(
    ("country", "region", "zone"),
    [
        ("US", "CA", "America/Los_Angeles"),
        ("US", "Maine", "America/New_York"),
        ("US", "hawaii", "Pacific/Honolulu"),
        ("CA", "Québec", "America/Toronto"),
        ("CA", "Nova Scotia", "America/Halifax"),
        ("AU", "New South Wales", "Australia/Sydney"),
        ("AU", "QLD", "Australia/Brisbane"),
        ("BR", "Sao Paulo", "America/Sao_Paulo"),
        ("BR", "AC", "America/Rio_Branco"),
        ("MX", "Sonora", "America/Hermosillo"),
        ("MX", "Yucatán", "America/Mexico_City"),
        ("RU", "Омская область", "Asia/Omsk"),
        ("RU", "Москва", "Europe/Moscow"),
        ("ID", "Bali", "Asia/Makassar"),
        ("ES", "Santa Cruz de Tenerife", "Atlantic/Canary"),
        ("PT", "Azores", "Atlantic/Azores"),
        ("GB", "Surrey", "Europe/London"),
        ("DE", "", "Europe/Berlin"),
        ("NZ", "", "Pacific/Auckland"),
    ],
)
def test_country_and_region_say_the_zone(country, region, zone):
    assert guess_zone(country, region) == ZoneGuess(zone)


@pytest.mark.parametrize(
    ("country", "region", "most", "other"),
    [
        ("US", "TX", "America/Chicago", "America/Denver"),
        ("US", "Florida", "America/New_York", "America/Chicago"),
        ("US", "ID", "America/Boise", "America/Los_Angeles"),
        ("US", "Calif.", "America/New_York", "America/Los_Angeles"),
        ("US", "", "America/New_York", "Pacific/Honolulu"),
        ("AU", "", "Australia/Sydney", "Australia/Perth"),
        ("RU", "", "Europe/Moscow", "Asia/Omsk"),
    ],
)
def test_where_several_remain_that_of_most_people_is_taken(country, region, most, other):
    guess = guess_zone(country, region)
    assert guess.zone == most
    assert other in guess.others


@pytest.mark.parametrize(
    ("region", "city", "zone"),
    [
        ("TX", "El Paso", "America/Denver"),
        ("TX", "Dallas", "America/Chicago"),
        ("FL", "Pensacola", "America/Chicago"),
        ("ID", "Coeur d’Alene", "America/Los_Angeles"),
        ("MI", "Iron Mountain", "America/Menominee"),
        ("AZ", "Window Rock", "America/Denver"),
        ("AZ", "Some Village", "America/Phoenix"),
    ],
)
def test_a_town_decides_within_its_region(region, city, zone):
    assert guess_zone("US", region, city) == ZoneGuess(zone)


def test_a_town_of_that_name_in_another_region_decides_nothing():
    assert guess_zone("US", "FL", "Houston").others == ("America/Chicago",)


@pytest.mark.parametrize(
    ("region", "point", "zone"),
    [
        ("TX", (31.04, -104.83), "America/Denver"),
        ("TX", (29.3, -94.8), "America/Chicago"),
        ("TN", (36.3, -82.4), "America/New_York"),
        ("", (32.78, -96.8), "America/Chicago"),
        ("", (21.3, -157.86), "Pacific/Honolulu"),
    ],
)
def test_a_geo_point_decides_where_the_region_does_not(region, point, zone):
    assert guess_zone("US", region, "", point) == ZoneGuess(zone)


def test_a_geo_point_between_two_zones_leaves_both():
    assert guess_zone("US", "TN", "", (35.7, -84.6)).others


def test_what_is_no_country_has_no_zone():
    assert guess_zone("XX") == ZoneGuess("")
    assert zones_of("XX") == ()
    assert shares_clock("Europe/Paris", "XX")


@pytest.mark.parametrize("country", DIVIDED)
def test_each_region_of_a_divided_country_has_a_zone_of_the_country(country):
    regions = time_zones._regions(country)
    outlying = {"PR", "VI", "GU", "AS", "MP"}
    zones = {*zones_of(country), *(zone for code in outlying for zone in zones_of(code))}
    assert {zone for area in regions.values() for zone in area.towns} <= zones | {
        "Europe/Simferopol"
    }
    assert all(min(map(len, area.towns.values())) for area in regions.values())
    assert all(guess_zone(country, region).zone for region in regions)


@given(
    country=st.sampled_from([*DIVIDED, "GB", "JP", "XX"]),
    region=st.text(max_size=12),
    point=st.just((None, None)) | st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
)
def test_every_address_gives_zones_of_its_country(country, region, point):
    guess = guess_zone(country, region, "", point)
    known = {zone for area in time_zones._regions(country).values() for zone in area.towns}
    known |= {*zones_of(country), ""}
    assert {guess.zone, *guess.others} <= known
    assert guess.zone not in guess.others


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("America/Los_Angeles", "America/Los_Angeles"),
        ("america/new york", "America/New_York"),
        ("US/Pacific", "America/Los_Angeles"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("Pacific", ""),
        ("UTC", ""),
    ],
)
def test_aliases_of_a_zone_are_read(name, zone):
    assert canonical_zone(name) == zone


@pytest.mark.parametrize(
    ("name", "country", "zone"),
    [
        ("PST", "US", "America/Los_Angeles"),
        ("Eastern Time", "US", "America/New_York"),
        ("Central Standard Time", "US", "America/Chicago"),
        ("Perth", "AU", "Australia/Perth"),
    ],
)
def test_people_call_zones_by_other_names(name, country, zone):
    assert zone in zones_called(name, country)


def test_every_zone_is_in_the_time_zone_database():
    assert all(ZoneInfo(zone).key == zone for zone in all_zones())


def test_a_zone_belongs_to_a_country_by_its_clock():
    assert shares_clock("Europe/Vienna", "DE")
    assert not shares_clock("America/New_York", "GB")
