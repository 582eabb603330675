"""What is known of every clinic of the install, by the key under which texts are searched for it.

Other clinics' facts count only where they are certain: full names, phones, mails, hosts, streets.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import F

from clinic_cms.facts.fact_check.contacts import WWW, ascii_host, national_number
from clinic_cms.facts.fact_check.folding import key_of
from clinic_cms.models import Clinic, ClinicHost, ClinicLocation, PractitionerPage


@dataclass(frozen=True, slots=True)
class Owner:
    """A clinic that a fact belongs to; `since` is when its website, or its page with
    the fact, was first published."""

    clinic_id: int
    since: datetime | None


Owners = dict[str, list[Owner]]


class InstallFacts:
    """The facts of all clinics; each kind is read when it is first needed, in one query."""

    @cached_property
    def clinics(self) -> dict[int, tuple[str, str, datetime | None]]:
        """By id: name, owner's mail, and when its website was first published."""
        rows = Clinic.objects.values_list("pk", "name", "owner_email", "home__first_published_at")
        return {pk: (name, mail, since) for pk, name, mail, since in rows.iterator()}

    def name_of(self, clinic_id: int) -> str:
        """Return a clinic's name."""
        return self.clinics[clinic_id][0]

    @cached_property
    def names(self) -> Owners:
        """Clinics by the key of their name."""
        return self._by_key((key_of(name), pk, None) for pk, (name, *_) in self.clinics.items())

    @cached_property
    def emails(self) -> Owners:
        """Clinics by their owner's mail."""
        return self._by_key(
            (mail.casefold(), pk, None) for pk, (_, mail, _) in self.clinics.items()
        )

    @cached_property
    def practitioners(self) -> Owners:
        """Clinics by the key of a practitioner's full name."""
        rows = PractitionerPage.objects.filter(locale=F("clinic__default_locale"))
        values = rows.values_list("title", "clinic_id", "first_published_at")
        return self._by_key((key_of(name), pk, since) for name, pk, since in values.iterator())

    @cached_property
    def phones(self) -> Owners:
        """Clinics by a location's national number."""
        return self._by_key(
            (national_number(phone), pk, at) for phone, _, pk, at in self._locations
        )

    @cached_property
    def streets(self) -> Owners:
        """Clinics by the key of a location's street, if that has a number."""
        rows = ((key_of(street), pk, at) for _, street, pk, at in self._locations)
        return self._by_key(row for row in rows if any(c.isdecimal() for c in row[0]))

    @cached_property
    def hosts(self) -> Owners:
        """Clinics by host, without "www."."""
        rows = ClinicHost.objects.values_list("hostname", "clinic_id")
        return self._by_key(
            (ascii_host(host).removeprefix(WWW), pk, None) for host, pk in rows.iterator()
        )

    @cached_property
    def _locations(self) -> list[tuple[str, str, int, datetime | None]]:
        rows = ClinicLocation.objects.filter(locale=F("clinic__default_locale"))
        return list(rows.values_list("phone", "street", "clinic_id", "first_published_at"))

    def _by_key(self, rows: Iterable[tuple[str, int, datetime | None]]) -> Owners:
        owners: Owners = defaultdict(list)
        for key, clinic_id, since in rows:
            if key and clinic_id in self.clinics:
                made = self.clinics[clinic_id][2]
                owners[key].append(Owner(clinic_id, max(filter(None, (made, since)), default=None)))
        return dict(owners)
