"""What is known of every clinic of the install, by the key under which texts are searched for it.

Other clinics' facts count only where they are certain: full names, phones, mails, hosts, streets.
A text is not compared with all of them: what it may hold is looked up in an index, so a check takes
as long with 10,000 clinics as with ten.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from clinic_cms.facts.fact_check.finding import Finding, Kind, Owner
from clinic_cms.facts.fact_check.own_facts import OwnFacts
from clinic_cms.models import Clinic, ClinicFact

MOST_PARAMETERS = 900
"""SQLite may take 999 in a query."""


class Owners:
    """The clinics with a fact of one kind, by its key."""

    def __init__(self) -> None:
        self._owners: defaultdict[str, list[Owner]] = defaultdict(list)

    @property
    def lengths(self) -> list[int]:
        """The lengths of the keys, in words."""
        return sorted({key.count(" ") + 1 for key in self._owners})

    def add(self, key: str, owner: Owner) -> None:
        """Add a clinic with a fact."""
        self._owners[key].append(owner)

    def get(self, key: str) -> list[Owner]:
        """Return the clinics with a fact; an empty list if there are none."""
        return self._owners.get(key, [])


class InstallFacts:
    """The facts of all clinics that may stand in the texts that were looked up."""

    def __init__(self) -> None:
        self._own: dict[int, OwnFacts] = {}
        self._looked_up: set[str] = set()
        self._owners: defaultdict[str, Owners] = defaultdict(Owners)

    def own(self, clinic: Clinic) -> OwnFacts:
        """Return all that is known of one clinic, read once."""
        if clinic.pk not in self._own:
            self._own[clinic.pk] = OwnFacts(clinic)
        return self._own[clinic.pk]

    def look_up(self, anchors: Iterable[str]) -> None:
        """Read the facts with some anchors, each once: one query for some hundred."""
        new = sorted({*anchors} - self._looked_up)
        self._looked_up.update(new)
        for start in range(0, len(new), MOST_PARAMETERS):
            some = new[start : start + MOST_PARAMETERS]
            rows = ClinicFact.objects.filter(anchor__in=some).order_by("clinic_id", "page_id")
            for kind, key, *owner in rows.values_list("kind", "key", "clinic_id", "page_id"):
                self._owners[kind].add(key, Owner(*owner))

    @property
    def names(self) -> Owners:
        """Clinics by the key of their name."""
        return self._owners[Kind.NAME]

    @property
    def practitioners(self) -> Owners:
        """Clinics by the key of a practitioner's full name."""
        return self._owners[Kind.PRACTITIONER]

    @property
    def streets(self) -> Owners:
        """Clinics by the key of a location's street, if that has a number."""
        return self._owners[Kind.STREET]

    @property
    def phones(self) -> Owners:
        """Clinics by a location's national number."""
        return self._owners[Kind.PHONE]

    @property
    def emails(self) -> Owners:
        """Clinics by their owner's mail."""
        return self._owners[Kind.EMAIL]

    @property
    def hosts(self) -> Owners:
        """Clinics by host, without "www."."""
        return self._owners[Kind.WEBSITE]

    def complete(self, findings: Iterable[tuple[Finding, Owner | None]]) -> list[Finding]:
        """Return findings with the names of their clinics. One query, if there are any."""
        pairs = list(findings)
        ids = {owner.clinic_id for _, owner in pairs if owner}
        names = dict(Clinic.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
        return [
            replace(finding, clinic_name=names.get(owner.clinic_id, "")) if owner else finding
            for finding, owner in pairs
        ]
