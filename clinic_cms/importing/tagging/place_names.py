"""Finds the clinic's city, region, street and service areas, but not everyday words like them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import permutations

from babel import Locale
from django.utils.translation import gettext as _

from clinic_cms.facts.fact_check.institutions import in_institution
from clinic_cms.importing.tagging.matches import (
    AND,
    END,
    START,
    WORDS,
    Find,
    any_case,
    find_all,
    literal,
    one_of,
    starts_sentence,
)
from clinic_cms.merge import LocationFacts
from clinic_cms.merge.formatting import address_rules

COUNTRIES_WITH_REGIONS = ("US", "CA", "AU", "MX", "ES", "GB")
COUNTRY_LANGUAGES = ("en", "es")
MOST_AREAS = 5
"""At most so many service areas are found in any order."""

WITHIN = re.compile(rf"(?:^|[\s(\"“]){one_of(WORDS['within'])}\s+$", re.I)
LOCATED = re.compile(rf"(?:^|[\s(]){one_of(WORDS['located'])}\s+$", re.I)
CLOSES = re.compile(r"\s*(?:$|[.,;:!?|)\u2013—-]|(?:and|&|y|AND|Y)\s)")
AGAIN = rf"(?:{one_of(WORDS['from'])}\s*)?"
"""Before each of several places: "de Zapata y de Laredo"."""
COMMA = rf"\s*[,،、]\s*{AGAIN}"
LAST = rf"(?:\s*[,،]?\s+(?i:{AND}|và|و)\s+|\s+و|\s*[和与及]\s*){AGAIN}"
GOES_ON = re.compile(rf"{LAST}[A-ZÀ-Þ]|{COMMA}[A-ZÀ-Þ][\w-]+(?:[,،、]|{LAST})")
PEOPLE_OF = re.compile(rf"(?:['\u2019]s\b|[- ]{one_of(WORDS['people_of'])}\b)")
LED_BY_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w\u2019'-]*(?<!['\u2019]s)|[A-Z]\.)\s+$")
NUMBER = re.compile(r"\d[A-Za-z]?,?\s+$")
"""Before a street that the clinic states without one, it makes it another house."""
ON = re.compile(r"(?<!\w)on\s+$", re.I)
PART_OF_NAME = re.compile(rf"{one_of(WORDS['part_of_name'])}\s+$")


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
        if self.location.region and not is_code(self.location.region):
            yield from self._words(text, self.location.region, "location.region", title_case)
        if self.street:
            for find in find_all(rf"{START}{self.street}{END}", text, "location.street"):
                if not NUMBER.search(text, 0, find.start):
                    yield find

    def _places(self, text: str) -> Iterator[Find]:
        """Yield the city with its region: "Fairfield, CA", "Fairfield, California"."""
        regions = "|".join(any_case(name) for name in self.region_names)
        if not regions:
            return
        pattern = rf"{START}{any_case(self.location.city)},?\s+(?:{regions}){END}"
        for find in find_all(pattern, text, "location.place"):
            if not in_institution(text, find.start, find.end):
                yield find

    def _words(self, text: str, name: str, variable: str, title_case: bool) -> Iterator[Find]:
        """Yield a place's name, unless it is an everyday word or part of another name there."""
        for find in find_all(rf"{START}{any_case(name)}{END}", text, variable):
            if self._is_place(text, find.start, find.end, title_case):
                yield find

    def _is_place(self, text: str, start: int, end: int, title_case: bool) -> bool:
        before, after = text[:start], text[end:]
        if not before.strip(" •-") and not after.strip(" .;,"):
            return True
        part_of_name = in_institution(text, start, end) or PART_OF_NAME.search(before)
        if part_of_name or self.elsewhere.match(after):
            return False
        if title_case or (text[start:end].isupper() and len(text[start:end]) > 1):
            return bool(LOCATED.search(before) and CLOSES.match(after))
        if re.match(r"[ -][A-ZÀ-Þ][a-zà-ÿ]", after):
            return False
        if starts_sentence(text, start):
            is_everyday = text[start:end].casefold() in WORDS["everyday"]
            return not is_everyday or bool(PEOPLE_OF.match(after))
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
        pattern = rf"{START}{COMMA.join(names[:-1])}(?:{LAST}|{COMMA}){names[-1]}{END}"
        note = ""
        if order != self.location.service_areas:
            note = _("“%(found)s” names the service areas in another order than the clinic does.")
        for find in find_all(pattern, text, "location.service_areas"):
            after = text[find.end :]
            if not GOES_ON.match(after) and not self.elsewhere.match(after):
                yield replace(find, note=note % {"found": find.text})


def at_streets(text: str, finds: Sequence[Find]) -> Iterator[Find]:
    """Yield each "on" before a street, to be written "at": another clinic's has a number."""
    for find in finds:
        match = ON.search(text, 0, find.start) if "location.street" in find.variables else None
        if match:
            liquid = "At " if match[0].istitle() else "at "
            yield Find.of(match, liquid=liquid)


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


def is_code(region: str) -> bool:
    """Whether a region is written as a code, such as "CA", which alone says little."""
    return region.isupper() and len(region) <= 3


def _elsewhere(own: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for what follows a city of the same name elsewhere: "Fairfield, OH"."""
    own_words = {name.casefold() for name in own}
    names = one_of(name for name in world() if name.casefold() not in own_words)
    return re.compile(rf"(?:,\s*|\s*\(|\s+in\s+|\s+){names}(?!\w)")


@lru_cache(maxsize=1)
def world() -> frozenset[str]:
    """Return the names and codes of regions and countries."""
    regions = [pair for country in COUNTRIES_WITH_REGIONS for pair in _regions(country)]
    codes = frozenset(code for code, _name in regions if len(code) > 1)
    return codes | names_of_world(COUNTRIES_WITH_REGIONS, COUNTRY_LANGUAGES)


def names_of_world(regions_of: Iterable[str], languages: Iterable[str]) -> frozenset[str]:
    """Return the names of the regions of some countries, and of all countries in some languages."""
    names = {name for country in regions_of for _code, name in _regions(country)}
    for language in languages:
        territories = Locale.parse(language).territories
        names |= {name for code, name in territories.items() if len(code) == 2}
    return frozenset(names)


def _street(street: str) -> str:
    """Return a pattern for a street with its last word in full or abbreviated."""
    words = []
    for word in street.split():
        bare = word.rstrip(".,")
        full = next((f for f, a in WORDS["streets"].items() if bare.lower() in (f, a.lower())), "")
        choices = rf"(?:{full.capitalize()}|{WORDS['streets'][full]}\.?)" if full else literal(bare)
        words.append(choices + (",?" if word.endswith(",") else ""))
    return r",?\s+".join(words) if len(words) > 1 else ""
