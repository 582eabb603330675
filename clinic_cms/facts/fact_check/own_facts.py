"""All that is known of one clinic, by the key under which its article is searched for it.

Of the clinic that an article was written for, single names and towns count too, and short forms.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from clinic_cms.blocks.streams import names_of
from clinic_cms.facts.fact_check.finding import Kind, Owner
from clinic_cms.facts.fact_check.folding import Word, key_of
from clinic_cms.facts.fact_check.short_forms import cut_forms
from clinic_cms.facts.fact_check.spellings import (
    SHORTEST_PART,
    dialled,
    first_words,
    parts_of,
    region_names,
    regions_of,
    short_names,
    street_forms,
)
from clinic_cms.facts.fact_check.word_lists import GENERIC, NICKNAMES
from clinic_cms.facts.fact_check.written_contacts import WWW
from clinic_cms.formats.name_forms import name_forms
from clinic_cms.formats.name_order import script_of
from clinic_cms.models import Clinic, ClinicLocation, PractitionerPage
from clinic_cms.routing import host_of

SHORTEST_HANDLE = 8
"""Letters of a name in one word, such as "kosakchiropractic", that show whose it is."""
SHORTEST_LABEL = 5
"""Letters of a name that show, in a host, whose it is."""
LONGEST_NAME = 12
"""Words of a clinic's name that are searched for."""
POSSESSIVE = re.compile(r" s(?= |$)")
EXTENSION = ";ext="
"""Before the extension of a stored phone number."""
GENITIVE = frozenset({"de", "da", "nb", "nn", "no", "sv"})
"""Languages in which a name has an "s" without an apostrophe: "Annas Praxis"."""
ARABIC_PREFIXES = ("و", "ب", "ل", "ف", "ك")


IsUnbroken = Callable[[Sequence[Word]], bool]


class Role(Enum):
    """How much a passage shows by itself."""

    FULL = auto()
    GIVEN = auto()
    CUT = auto()
    """What a first name begins with."""
    FAMILY = auto()
    SHORT = auto()
    """A part of the clinic's name."""
    FIRST_WORDS = auto()
    """What the clinic's name begins with, which may be everyday words."""
    HANDLE = auto()
    """The clinic's name in one word."""
    TOWN = auto()
    REGION = auto()


@dataclass(frozen=True, slots=True)
class Match:
    """A fact in a text, from its first to its last word, by their numbers."""

    first: int
    last: int
    kind: Kind
    role: Role
    owner: Owner
    tag: str = ""


@dataclass(frozen=True, slots=True)
class OwnFact:
    """A fact, the merge tag that prints it, if any, and the page that holds it."""

    kind: Kind
    role: Role
    tag: str = ""
    page_id: int | None = None


class OwnFacts:
    """The facts of one clinic. Three queries."""

    def __init__(self, clinic: Clinic) -> None:
        self.clinic_id = clinic.pk
        self.name = clinic.name
        self.email = clinic.owner_email.lower()
        self.facts: dict[str, OwnFact] = {}
        self.streets: dict[str, OwnFact] = {}
        self.postal_codes: dict[str, OwnFact] = {}
        self.phones: dict[str, OwnFact] = {}
        self.extensions: dict[str, str] = {}
        """By the digits of a phone number; "" where it has none."""
        self.regions: frozenset[str] = frozenset()
        """The regions of its locations, as codes and names."""
        self.areas: frozenset[str] = frozenset()
        """The service areas of its first location."""
        self.other_regions: frozenset[str] = frozenset()
        """Those of the same countries, where it is not."""
        own = {"clinic_id": clinic.pk, "locale_id": clinic.default_locale_id}
        language = clinic.default_locale.language_code.partition("-")[0]
        self.has_genitive = language in GENITIVE
        locations = list(ClinicLocation.objects.filter(**own))
        locations.sort(key=lambda place: place.pk != clinic.primary_location_id)
        lead_id = locations[0].lead_id if locations else None
        people = list(PractitionerPage.objects.filter(**own))
        people.sort(key=lambda person: person.pk != lead_id)
        for person in people:
            self._add_person(person, is_lead=person.pk == lead_id)
        for place in locations:
            self._add_place(place, is_primary=place.pk == clinic.primary_location_id)
        self.other_regions -= self.regions
        self._add_clinic(clinic.name)
        for person in people:
            self._add_cut_forms(person, is_lead=person.pk == lead_id)
        self.countries = frozenset(place.country for place in locations if place.country)
        self.hosts = frozenset(
            host_of(host).removeprefix(WWW)
            for host in clinic.hosts.values_list("hostname", flat=True)
        )
        self.labels = frozenset(self._labels(people))
        self.handles = _joined(key for key, fact in self.facts.items() if _is_whole_name(fact))
        """The names of the clinic and its people in one word, as URLs have them."""
        self.streets_in_urls = _joined(self.streets)
        """The streets of its locations in one word, as links to maps have them."""
        self.families = frozenset(
            word for person in people for word in key_of(person.last_name).split() if len(word) > 2
        )
        self.people = {name for person in people for name in (person.first_name, person.last_name)}

    def _add(self, key: str, fact: OwnFact) -> None:
        if key:
            self.facts.setdefault(key, fact)

    def _add_person(self, person: PractitionerPage, *, is_lead: bool) -> None:
        """Add a person; the tags of full and short names are for those without a title."""
        first, last = person.first_name, person.last_name
        tags = {"given": "{{ doctor.first_name }}", "family": "{{ doctor.last_name }}"}
        if not is_lead:
            tags = dict.fromkeys(tags, "")
        page = person.pk
        whole = f"{tags['given']} {tags['family']}" if first and last else "{{ doctor.name }}"
        full = OwnFact(Kind.PRACTITIONER, Role.FULL, whole if is_lead else "", page)
        forms = name_forms(person.title, first, last)
        givens = [key_of(first), *NICKNAMES.get(key_of(first), ())] if first else []
        families = [key_of(last)] if last else []
        for name in forms.full:
            self._add(key_of(name), full)
        for family in families:
            initials = [] if script_of(first) else [given[0] for given in givens[:1]]
            for given in [*givens, *initials]:
                self._add(f"{given} {family}", full)
                if given != "s":  # "Foster's" is no Sam Foster.
                    self._add(f"{family} {given}", full)
        givens += map(key_of, forms.given)
        for role, tag, names in (
            (Role.GIVEN, tags["given"], [*givens, *parts_of(first)]),
            (Role.FAMILY, tags["family"], [*families, *parts_of(last)]),
        ):
            for name in names:
                self._add(name, OwnFact(Kind.PRACTITIONER, role, tag, page))
            for name in names if self.has_genitive else ():
                self._add(f"{name}s", OwnFact(Kind.PRACTITIONER, role, "", page))

    def _add_cut_forms(self, person: PractitionerPage, *, is_lead: bool) -> None:
        """Add what a first name begins with, unless it is anything else of the clinic's."""
        tag = "{{ doctor.first_name }}" if is_lead else ""
        for form in cut_forms(key_of(person.first_name)):
            self._add(form, OwnFact(Kind.PRACTITIONER, Role.CUT, tag, person.pk))

    def _add_place(self, place: ClinicLocation, *, is_primary: bool) -> None:
        def fact(kind: Kind, role: Role, variable: str) -> OwnFact:
            tag = f"{{{{ {variable} }}}}" if is_primary and variable else ""
            return OwnFact(kind, role, tag, place.pk)

        self._add(key_of(place.city), fact(Kind.TOWN, Role.TOWN, "location.city"))
        areas = names_of(place.service_areas)
        if is_primary:
            self.areas = frozenset(map(key_of, areas))
        for area in areas:
            variable = "location.service_areas" if len(areas) == 1 else ""
            self._add(key_of(area), fact(Kind.TOWN, Role.TOWN, variable))
        regions = region_names(place.region, place.country)
        self.regions |= regions
        self.other_regions |= regions_of(place.country)
        for name in regions:
            if not (name.isupper() and len(name) <= SHORTEST_PART):
                self._add(key_of(name), fact(Kind.TOWN, Role.REGION, "location.region"))
        if place.phone:
            number = fact(Kind.PHONE, Role.FULL, "clinic.phone")
            for digits in dialled(place.phone):
                self.phones.setdefault(digits, number)
                self.extensions.setdefault(digits, place.phone.partition(EXTENSION)[2])
        if place.postal_code:
            code = fact(Kind.STREET, Role.FULL, "location.postal_code")
            self.postal_codes.setdefault("".join(key_of(place.postal_code).split()), code)
        for street in street_forms(place.street):
            self.streets.setdefault(street, fact(Kind.STREET, Role.FULL, "location.street"))

    def _add_clinic(self, name: str) -> None:
        tag = "{{ clinic.name }}"
        keys = key_of(name).split()[:LONGEST_NAME]
        self._add(" ".join(keys), OwnFact(Kind.NAME, Role.FULL, tag))
        handle = "".join(keys).replace("&", "")
        if len(handle) >= SHORTEST_HANDLE:
            self._add(handle, OwnFact(Kind.NAME, Role.HANDLE))
        for short in short_names(name, keys):
            self._add(short, OwnFact(Kind.NAME, Role.SHORT, tag))
            # "Paddys" is "Paddy's", too.
            self._add(POSSESSIVE.sub("s", short), OwnFact(Kind.NAME, Role.SHORT, tag))
        for first in first_words(keys):
            self._add(first, OwnFact(Kind.NAME, Role.FIRST_WORDS, tag))

    def _labels(self, people: Iterable[PractitionerPage]) -> Iterator[str]:
        """Yield what shows, in a part of a host, that it is this clinic's."""
        for host in self.hosts:
            yield from host.split(".")[:-1]
        own = [word for word in key_of(self.name).split() if word not in GENERIC]
        families = [key_of(person.last_name).replace(" ", "") for person in people]
        for label in [*own, "".join(own), *families]:
            if len(label) >= SHORTEST_LABEL:
                yield label

    def matches_in(self, words: Sequence[Word], is_unbroken: IsUnbroken) -> Iterator[Match]:
        """Yield the facts in a text in order, without overlaps, the longest that fits.

        `is_unbroken` says whether words stand in one sentence.
        """
        return self._matches(self.facts, words, is_unbroken)

    def streets_in(self, words: Sequence[Word], is_unbroken: IsUnbroken) -> Iterator[Match]:
        """Yield the streets in what `street_words` returns of a text."""
        return self._matches(self.streets, words, is_unbroken)

    def _matches(
        self, facts: Mapping[str, OwnFact], words: Sequence[Word], is_unbroken: IsUnbroken
    ) -> Iterator[Match]:
        keys = [word.key for word in words]
        lengths = sorted({key.count(" ") + 1 for key in facts}, reverse=True)
        at = 0
        while at < len(keys):
            for length in lengths:
                fact = _fact(facts, keys[at : at + length]) if at + length <= len(keys) else None
                if fact and is_unbroken(words[at : at + length]):
                    owner = Owner(self.clinic_id, fact.page_id)
                    yield Match(at, at + length - 1, fact.kind, fact.role, owner, fact.tag)
                    at += length - 1
                    break
            at += 1

    def is_like(self, host: str) -> bool:
        """Whether a host of no clinic of the install seems to be this one's: another domain."""
        labels = host.removeprefix(WWW).split(".")[:-1]
        return any(
            own in label for label in labels for own in self.labels if len(own) >= SHORTEST_LABEL
        )


def _fact(facts: Mapping[str, OwnFact], keys: Sequence[str]) -> OwnFact | None:
    """Return the fact of a key; in Arabic, "and", "in", "for" are letters before a name."""
    fact = facts.get(" ".join(keys))
    if fact or not keys[0].startswith(ARABIC_PREFIXES):
        return fact
    return facts.get(" ".join((keys[0][1:], *keys[1:])))


def _is_whole_name(fact: OwnFact) -> bool:
    is_person = fact.kind is Kind.PRACTITIONER and fact.role is Role.FULL
    return is_person or fact.role is Role.HANDLE


def _joined(keys: Iterable[str]) -> list[str]:
    """Return keys written in one word; short ones would be found in any URL."""
    words = ("".join(key.split()) for key in keys)
    return [word for word in words if len(word) >= SHORTEST_HANDLE]
