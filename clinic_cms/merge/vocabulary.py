"""The closed vocabulary: every variable that a merge tag may name, and where its value is from.

A new variable is added here, as a fact in `merge/facts.py`, where facts are built
(`facts/build.py`), and in the table of the fields that hold them (`facts/fields.py`).
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from operator import attrgetter

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinic_cms.formats.person_names import full_name, short_name
from clinic_cms.merge import formatting
from clinic_cms.merge.facts import FEMININE, MASCULINE, UNSPECIFIED, Facts


@dataclass(frozen=True, slots=True)
class Variable:
    """One entry of the picker: ``sample`` is what a reader might see in its place."""

    name: str
    label: str | Promise
    help: str | Promise
    sample: str

    @property
    def group(self) -> str:
        return self.name.partition(".")[0]


VOCABULARY: tuple[Variable, ...] = (
    Variable(
        "clinic.name",
        _("Clinic name"),
        _("The name that patients know the clinic by."),
        "Harbor Chiropractic",
    ),
    Variable(
        "clinic.phone",
        _("Clinic phone"),
        _("The clinic's main number, written the local way. Readers can tap it to call."),
        "707-555-0142",
    ),
    Variable(
        "clinic.url",
        _("Clinic website"),
        _("The URL of the clinic's home page."),
        "https://harbor.example/",
    ),
    Variable(
        "clinic.appointment_url",
        _("Appointment page"),
        _("The URL of the page where patients ask for an appointment."),
        "https://harbor.example/appointment/",
    ),
    Variable(
        "doctor.name",
        _("Doctor"),
        _("The doctor's name with the form of address."),
        "Dr. Jane Doe",
    ),
    Variable(
        "doctor.short_name",
        _("Doctor's short name"),
        _(
            "The form of address with the name used after it; the full name without a form of "
            "address."
        ),
        "Dr. Doe",
    ),
    Variable(
        "doctor.first_name",
        _("Doctor's first name"),
        _("The first name alone."),
        "Jane",
    ),
    Variable(
        "doctor.last_name",
        _("Doctor's last name"),
        _("The last name alone."),
        "Doe",
    ),
    Variable(
        "doctor.credentials",
        _("Doctor's credentials"),
        _("Degrees and licences, as written after the name."),
        "DC, CCSP",
    ),
    Variable(
        "doctor.gender",
        _("Doctor's gender"),
        _("For conditions only: “feminine”, “masculine” or “unspecified”."),
        "feminine",
    ),
    Variable(
        "doctor.pronoun",
        _("Doctor's pronoun"),
        _("“she” or “he” in the reader's language; the doctor's name where neither is known."),
        "she",
    ),
    Variable(
        "location.place",
        _("Place"),
        _("City and region, written as is usual in the country."),
        "Fairfield, CA",
    ),
    Variable("location.city", _("City"), _("The city alone."), "Fairfield"),
    Variable("location.region", _("Region"), _("State, province or county."), "CA"),
    Variable("location.street", _("Street"), _("Street and number."), "12 Harbor Street"),
    Variable("location.postal_code", _("Postal code"), _("The postal code alone."), "94533"),
    Variable(
        "location.country",
        _("Country"),
        _("The country's name in the reader's language."),
        "United States",
    ),
    Variable(
        "location.phone",
        _("Location phone"),
        _("The number of this address, written the local way. Readers can tap it to call."),
        "707-555-0143",
    ),
    Variable(
        "location.service_areas",
        _("Service areas"),
        _("The places that the clinic also serves, joined into one list."),
        "Vacaville and Dixon",
    ),
)

NAMES: frozenset[str] = frozenset(variable.name for variable in VOCABULARY)
SAMPLES: Mapping[str, str] = {variable.name: variable.sample for variable in VOCABULARY}
LABELS: Mapping[str, str | Promise] = {variable.name: variable.label for variable in VOCABULARY}
GROUPS: tuple[str, ...] = tuple(dict.fromkeys(variable.group for variable in VOCABULARY))

PRONOUNS: dict[str, list[str]] = tomllib.loads(
    (files("clinic_cms.merge") / "pronouns.toml").read_text(encoding="utf-8")
)
"""Subject pronouns by language: [feminine, masculine]."""


def labels_of(names: Iterable[str]) -> str:
    """What the variables are called in the admin, as one list: "Clinic phone, Service areas"."""
    return ", ".join(str(LABELS[name]) for name in sorted(names))


def pronoun(gender: str, language: str) -> str:
    """The subject pronoun, or "" where the gender or the language gives none."""
    feminine, masculine = PRONOUNS.get(language.lower().split("-")[0], ("", ""))
    return {FEMININE: feminine, MASCULINE: masculine}.get(gender, "")


def _doctor_name(facts: Facts) -> str:
    return full_name(facts.doctor.honorific, facts.doctor.name)


def _doctor_short_name(facts: Facts) -> str:
    doctor = facts.doctor
    given, family = doctor.first_name, doctor.last_name
    return short_name(doctor.honorific, doctor.name, given=given, family=family)


def _phone(number: str, facts: Facts) -> str:
    country = facts.clinic.country or facts.location.country
    return formatting.phone(number, country, facts.language) if number else ""


def _place(facts: Facts) -> str:
    location = facts.location
    country = location.country or facts.clinic.country
    return formatting.place(location.city, location.region, country) if location.city else ""


VALUES: Mapping[str, Callable[[Facts], str]] = {
    **{name: attrgetter(name) for name in NAMES},
    "clinic.phone": lambda facts: _phone(facts.clinic.phone, facts),
    "clinic.url": lambda facts: formatting.web_address(facts.clinic.url),
    "clinic.appointment_url": lambda facts: formatting.web_address(facts.clinic.appointment_url),
    "doctor.name": _doctor_name,
    "doctor.short_name": _doctor_short_name,
    "doctor.gender": lambda facts: facts.doctor.gender or UNSPECIFIED,
    "doctor.pronoun": lambda facts: (
        pronoun(facts.doctor.gender, facts.language) or _doctor_name(facts)
    ),
    "location.place": _place,
    "location.country": lambda facts: formatting.country_name(
        facts.location.country, facts.language
    ),
    "location.phone": lambda facts: _phone(facts.location.phone, facts),
    "location.service_areas": lambda facts: formatting.listed(
        facts.location.service_areas, facts.language
    ),
}
"""The value of each variable: most are the fact of that name. An empty one means it is missing."""


def value(name: str, facts: Facts) -> str:
    """What ``name`` stands for, "" where the fact is missing or only blanks."""
    made = VALUES[name](facts)
    return formatting.isolated(made, facts.language) if made.strip() else ""


@lru_cache(maxsize=256)
def present(facts: Facts) -> frozenset[str]:
    """The names of the variables that have a value; many texts are checked against the same."""
    return frozenset(name for name in VALUES if value(name, facts))
