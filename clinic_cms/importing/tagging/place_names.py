"""Finds the clinic's city, region, street and service areas, but not everyday words like them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import permutations
from pathlib import Path

from babel import Locale
from django.utils.translation import gettext as _

from clinic_cms.importing.tagging.matches import (
    AND,
    END,
    START,
    Find,
    any_case,
    literal,
    starts_sentence,
)
from clinic_cms.merge import LocationFacts
from clinic_cms.merge.layout import address_rules

COUNTRIES_WITH_REGIONS = ("US", "CA", "AU", "MX", "ES", "GB")
COUNTRY_LANGUAGES = ("en", "es")
MOST_AREAS = 5
"""At most so many service areas are found in any order."""

WITHIN = re.compile(
    r"(?:^|[\s(\"“])(?:in|near|around|at|from|to|of|across|throughout|outside|within|serving|downtown|"
    r"for|and|greater|en|de|a|desde|hacia|por|cerca de|y)\s+$",
    re.I,
)
LOCATED = re.compile(
    r"(?:^|[\s(])(?:in|near|around|serving|across|throughout|en|cerca de)\s+$", re.I
)
CLOSES = re.compile(r"\s*(?:$|[.,;:!?|)\u2013—-]|(?:and|&|y|AND|Y)\s)")
PEOPLE_OF = re.compile(
    r"(?:['\u2019]s\b|[- ](?:residents|patients|families|locals|clinic|office|practice|"
    r"area|region|location|based|drivers|athletes|runners|workers|people)\b)"
)
LED_BY_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w\u2019'-]*(?<!['\u2019]s)|[A-Z]\.)\s+$")
PART_OF_NAME = re.compile(r"(?:North|South|East|West|New|Old|Fort|Mount|Port|Lake|St\.?|San)\s+$")
INSTITUTION = re.compile(
    r"(?:University|College|Universidad|Bank|Battle|Hospital|Diocese)\s+(?:of|de)\s+$"
)
_ABBREVIATIONS = (
    "street:St avenue:Ave road:Rd court:Ct lane:Ln drive:Dr boulevard:Blvd suite:Ste "
    "highway:Hwy parkway:Pkwy place:Pl"
)
ABBREVIATIONS = dict(pair.split(":") for pair in _ABBREVIATIONS.split())
"""By the last word of a street, its abbreviation."""


class Places:
    """Finds one location."""

    def __init__(self, location: LocationFacts) -> None:
        self.location = location
        self.region_names = region_names(location)
        self.street = _street(location.street)
        self.elsewhere = _elsewhere(self.region_names)

    def find(self, text: str, *, title_case: bool) -> Iterator[Find]:
        """Yield every mention of the location in a text."""
        yield from self._areas(text, title_case)
        if self.location.city:
            yield from self._places(text)
            yield from self._words(text, self.location.city, "location.city", title_case)
        if self.location.region and not _is_code(self.location.region):
            yield from self._words(text, self.location.region, "location.region", title_case)
        if self.street:
            for match in re.finditer(rf"{START}{self.street}{END}", text):
                yield Find(match.start(), match.end(), ("location.street",), match.group())

    def _places(self, text: str) -> Iterator[Find]:
        """Yield the city with its region: "Fairfield, CA", "Fairfield, California"."""
        regions = "|".join(any_case(name) for name in self.region_names)
        if not regions:
            return
        pattern = rf"{START}{any_case(self.location.city)},?\s+(?:{regions}){END}"
        for match in re.finditer(pattern, text):
            if not INSTITUTION.search(text[: match.start()]):
                yield Find(match.start(), match.end(), ("location.place",), match.group())

    def _words(self, text: str, name: str, variable: str, title_case: bool) -> Iterator[Find]:
        """Yield a place's name, unless it is an everyday word or part of another name there."""
        for match in re.finditer(rf"{START}{any_case(name)}{END}", text):
            if self._is_place(text, *match.span(), title_case):
                yield Find(match.start(), match.end(), (variable,), match.group())

    def _is_place(self, text: str, start: int, end: int, title_case: bool) -> bool:
        before, after = text[:start], text[end:]
        if not before.strip(" •-") and not after.strip(" .;,"):
            return True
        if self.elsewhere.match(after) or INSTITUTION.search(before):
            return False
        if PART_OF_NAME.search(before):
            return False
        if title_case or (text[start:end].isupper() and len(text[start:end]) > 1):
            return bool(LOCATED.search(before) and CLOSES.match(after))
        if re.match(r"[ -][A-ZÀ-Þ][a-zà-ÿ]", after):
            return False
        if starts_sentence(text, start):
            return bool(PEOPLE_OF.match(after)) or not is_everyday(text[start:end])
        led = LED_BY_NAME.search(before)
        return not led or bool(WITHIN.search(before)) or starts_sentence(text, led.start())

    def _areas(self, text: str, title_case: bool) -> Iterator[Find]:
        areas = self.location.service_areas
        if len(areas) == 1:
            yield from self._words(text, areas[0], "location.service_areas", title_case)
        elif areas:
            orders = permutations(areas) if len(areas) <= MOST_AREAS else (areas,)
            for order in orders:
                yield from self._list(text, order)

    def _list(self, text: str, order: tuple[str, ...]) -> Iterator[Find]:
        names = [any_case(area) for area in order]
        comma, last = r"\s*,\s*", rf"(?:\s*,?\s+(?i:{AND})\s+|\s*,\s*)"
        pattern = rf"{START}{comma.join(names[:-1])}{last}{names[-1]}{END}"
        for match in re.finditer(pattern, text):
            goes_on = re.match(
                rf",?\s+{AND}\s+[A-ZÀ-Þ]|,\s+[A-ZÀ-Þ][\w-]+(?:,|\s+{AND})\s", text[match.end() :]
            )
            if goes_on or self.elsewhere.match(text[match.end() :]):
                continue
            note = (
                ""
                if order == self.location.service_areas
                else _("“%(found)s” names the service areas in another order than the clinic does.")
                % {"found": match.group()}
            )
            yield Find(match.start(), match.end(), ("location.service_areas",), match.group(), note)


def region_names(location: LocationFacts) -> tuple[str, ...]:
    """Return a region as it is written, and other spellings ("CA", "California")."""
    if not location.region:
        return ()
    names = {location.region}
    for code, name in _regions(location.country):
        if location.region in (code, name):
            names |= {code, name}
    return tuple(sorted(names, key=len, reverse=True))


@lru_cache(maxsize=64)
def _regions(country: str) -> tuple[tuple[str, str], ...]:
    rules = address_rules(country)
    choices = rules.country_area_choices if rules else ()
    return tuple((str(code), str(name)) for code, name in choices)


def _is_code(region: str) -> bool:
    return region.isupper() and len(region) <= 3


def _elsewhere(own: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for what follows a city of the same name elsewhere: "Fairfield, OH"."""
    own_words = {name.casefold() for name in own}
    names = {n for n in _world() if n.casefold() not in own_words}
    choices = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?:,\s*|\s*\(|\s+in\s+|\s+)(?:{choices})(?!\w)")


@lru_cache(maxsize=1)
def _world() -> frozenset[str]:
    regions = [pair for country in COUNTRIES_WITH_REGIONS for pair in _regions(country)]
    names = {name for _code, name in regions} | {code for code, _name in regions if len(code) > 1}
    for language in COUNTRY_LANGUAGES:
        territories = Locale.parse(language).territories
        names |= {name for code, name in territories.items() if len(code) == 2}
    return frozenset(names)


def _street(street: str) -> str:
    """Return a pattern for a street with its last word in full or abbreviated."""
    words = []
    for word in street.split():
        bare = word.rstrip(".,")
        full = next((f for f, a in ABBREVIATIONS.items() if bare.lower() in (f, a.lower())), "")
        choices = rf"(?:{full.capitalize()}|{ABBREVIATIONS[full]}\.?)" if full else literal(bare)
        words.append(choices + (",?" if word.endswith(",") else ""))
    return r",?\s+".join(words) if len(words) > 1 else ""


def is_everyday(name: str) -> bool:
    """Whether a town's name is an everyday word too, which any sentence may begin with.

    The words are in everyday.txt, English and Spanish; any other name is taken for a town.
    """
    return name.casefold() in _everyday_words()


@lru_cache(maxsize=1)
def _everyday_words() -> frozenset[str]:
    path = Path(__file__).with_name("everyday.txt")
    return frozenset(path.read_text(encoding="utf-8").split())
