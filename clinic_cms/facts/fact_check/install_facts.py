"""What is known of every clinic of the install, by the key under which texts are searched for it.

Other clinics' facts count only where they are certain: full names, phones, mails, hosts, streets.
A check reads few columns of all clinics, and takes apart only the names that may occur in its
texts: with 10,000 clinics it takes less than half a second.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable
from dataclasses import replace
from functools import cached_property

from django.db.models import F, IntegerField, Value

from clinic_cms.facts.fact_check.finding import Finding, Owner
from clinic_cms.facts.fact_check.folding import CONJUNCTIONS, key_of, words_of
from clinic_cms.facts.fact_check.own_facts import OwnFacts
from clinic_cms.facts.fact_check.word_lists import street_words
from clinic_cms.facts.fact_check.written_contacts import WWW, national_number
from clinic_cms.models import Clinic, ClinicHost, ClinicLocation, PractitionerPage
from clinic_cms.routing import host_of

FIRST_WORD = re.compile(r"[a-z0-9]+")
NUMBER = re.compile(r"\d+")
Row = tuple[str, int, int | None]
"""A fact, its clinic's id, and the id of the page that holds it."""


class Owners:
    """Clinics by the key of a fact; `lengths` are those of the keys, in words."""

    def __init__(self, rows: Iterable[Row], key_of: Callable[[str], str]) -> None:
        self._owners: defaultdict[str, list[Owner]] = defaultdict(list)
        for fact, clinic_id, page_id in rows:
            if key := key_of(fact):
                self._owners[key].append(Owner(clinic_id, page_id))
        self.lengths = sorted({key.count(" ") + 1 for key in self._owners})

    def get(self, key: str) -> list[Owner]:
        """Return the clinics with a fact; an empty list if there are none."""
        return self._owners.get(key, [])


class AnyWord:
    """Holds every word."""

    def __contains__(self, word: object) -> bool:
        return True


class InstallFacts:
    """The facts of all clinics; each kind is read when it is first needed, in one query.

    `words` are those of the texts that are checked, folded; by default, every name counts.
    """

    def __init__(self, words: Container[str] | None = None) -> None:
        self.words = AnyWord() if words is None else words
        self._own: dict[int, OwnFacts] = {}

    def own(self, clinic: Clinic) -> OwnFacts:
        """Return all that is known of one clinic, read once."""
        if clinic.pk not in self._own:
            self._own[clinic.pk] = OwnFacts(clinic)
        return self._own[clinic.pk]

    @cached_property
    def names(self) -> Owners:
        """Clinics by the key of their name."""
        return Owners(self._full_names[False], key_of)

    @cached_property
    def practitioners(self) -> Owners:
        """Clinics by the key of a practitioner's full name."""
        return Owners(self._full_names[True], key_of)

    @cached_property
    def _full_names(self) -> dict[bool, list[Row]]:
        """The names that may occur in the texts: of clinics, and of people."""
        pages = PractitionerPage.objects.filter(locale=F("clinic__default_locale")).order_by()
        people = pages.values_list("title", "clinic_id", "pk")
        clinics = Clinic.objects.order_by().values_list("name", "pk", Value(None, IntegerField()))
        names: dict[bool, list[Row]] = {False: [], True: []}
        for name, clinic_id, page_id in people.union(clinics, all=True):
            if self._may_occur(name):
                names[page_id is not None].append((name, clinic_id, page_id))
        return names

    @cached_property
    def streets(self) -> Owners:
        """Clinics by the key of a location's street, if that has a number."""
        values = self._locations("street")
        return Owners((row for row in values if self._has_number(row[0])), _street_key)

    @cached_property
    def phones(self) -> Owners:
        """Clinics by a location's national number."""
        return Owners(self._locations("phone"), national_number)

    @cached_property
    def emails(self) -> Owners:
        """Clinics by their owner's mail."""
        rows = Clinic.objects.exclude(owner_email="").order_by().values_list("owner_email", "pk")
        return Owners(((mail, pk, None) for mail, pk in rows), str.lower)

    @cached_property
    def hosts(self) -> Owners:
        """Clinics by host, without "www."."""
        rows = ClinicHost.objects.order_by().values_list("hostname", "clinic_id")
        return Owners(((host, pk, None) for host, pk in rows), _bare_host)

    def complete(self, findings: Iterable[tuple[Finding, Owner | None]]) -> list[Finding]:
        """Return findings with the names of their clinics. One query, if there are any."""
        pairs = list(findings)
        ids = {owner.clinic_id for _, owner in pairs if owner}
        names = dict(Clinic.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
        return [
            replace(finding, clinic_name=names.get(owner.clinic_id, "")) if owner else finding
            for finding, owner in pairs
        ]

    def _locations(self, fact: str) -> Iterable[Row]:
        rows = ClinicLocation.objects.filter(locale=F("clinic__default_locale"))
        return rows.exclude(**{fact: ""}).values_list(fact, "clinic_id", "pk")

    def _may_occur(self, name: str) -> bool:
        """Whether the first word of a name is in the texts; cheap, and never wrongly false."""
        first = FIRST_WORD.match(name.lower())
        if first is None or not name.isascii():
            return True
        return first.group() in self.words or first.group() in CONJUNCTIONS

    def _has_number(self, street: str) -> bool:
        number = NUMBER.search(street)
        return number is not None and number.group() in self.words


def _street_key(street: str) -> str:
    return " ".join(word.key for word in street_words(street, words_of(street)))


def _bare_host(host: str) -> str:
    return host_of(host).removeprefix(WWW)
