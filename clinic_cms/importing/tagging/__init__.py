"""Turns a clinic's facts, where an article states them, into merge tags.

Of overlapping finds the longest counts.
"""

import re
from collections.abc import Iterator

from clinic_cms.importing.tagging.matches import (
    ADDRESSES,
    END,
    START,
    Find,
    any_case,
    find_all,
    is_elided,
    is_title_case,
    longest_first,
    one_of,
)
from clinic_cms.importing.tagging.people import NAMES, People
from clinic_cms.importing.tagging.phones import Phones
from clinic_cms.importing.tagging.place_names import Places
from clinic_cms.importing.tagging.speaks_of import of_the_clinic
from clinic_cms.merge import Facts
from clinic_cms.routing import url_in_letters

NEARBY = 12
PERSON = {"doctor.name", "doctor.short_name", "doctor.last_name"}
PLACE = {"location.place", "location.city", "location.region", "location.street"}


class Tagger:
    """Finds a clinic's facts in one article, block after block."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.people = People(facts)
        self.places = Places(facts.location)
        self.phones = Phones(facts)

    def find(self, text: str, *, heading: bool = False) -> list[Find]:
        """Return the facts in one block of text, in order and without overlaps."""
        title_case = heading and is_title_case(text)
        urls = list(self._urls(text))
        own = {find.start for find in urls}
        addresses = [m.span() for m in ADDRESSES.finditer(text) if m.start() not in own]
        found = [
            *urls,
            *self._clinic(text),
            *self.phones.find(text),
            *self.people.find(text, title_case=title_case),
            *self.places.find(text, title_case=title_case),
        ]
        # "D'Angers" would become "d'Paris"; only before a doctor's name the joint is rewritten.
        found = [it for it in found if NAMES & {*it.variables} or not is_elided(text, it.start)]
        kept = of_the_clinic(
            longest_first(found, addresses), text, self.facts.language, is_heading=heading
        )
        taken = [*addresses, *((find.start, find.end) for find in kept)]
        extra = longest_first(
            [*self._credentials(text, kept), *self._postal_codes(text, kept)], taken
        )
        return sorted([*kept, *extra], key=lambda find: find.start)

    def _clinic(self, text: str) -> Iterator[Find]:
        name = self.facts.clinic.name
        if name:
            yield from find_all(rf"{START}{any_case(name)}{END}", text, "clinic.name")

    def _urls(self, text: str) -> Iterator[Find]:
        url = self.facts.clinic.url.rstrip("/")
        if url:
            hosts = {form.partition("://")[2] for form in (url, url_in_letters(url))}
            pattern = rf"(?<![^\s(])(?:https?://)?(?:www\.)?{one_of(hosts)}/?(?!\.?[\w/-])"
            yield from find_all(pattern, text, "clinic.url")

    def _credentials(self, text: str, finds: list[Find]) -> Iterator[Find]:
        """Yield credentials that follow the doctor's name: elsewhere "DC" is a city."""
        credentials = self.facts.doctor.credentials
        if not credentials:
            return
        dotted = "".join(
            rf"{re.escape(c)}\.?" if c.isalpha() else re.escape(c) for c in credentials
        )
        pattern = re.compile(rf",?\s+\(?(?P<found>{dotted}){END}")
        for find in finds:
            match = pattern.match(text, find.end) if PERSON & {*find.variables} else None
            if match:
                yield Find.of(match, "doctor.credentials", group="found")

    def _postal_codes(self, text: str, finds: list[Find]) -> Iterator[Find]:
        """Yield a postal code that is beside a place: elsewhere its digits may be any number."""
        code = self.facts.location.postal_code
        if not code:
            return
        places = [find for find in finds if PLACE & {*find.variables}]
        for find in find_all(rf"{START}{any_case(code)}{END}", text, "location.postal_code"):
            gaps = (max(p.start - find.end, find.start - p.end) for p in places)
            if any(0 <= gap < NEARBY for gap in gaps):
                yield find
