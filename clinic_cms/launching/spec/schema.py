"""A clinic spec: what its TOML file may say, key by key.

A fact of the clinic is also named in `state/values.py` (`COLUMNS`) and `state/desired.py`
(`PLAIN_FACTS`), by which a launch compares and writes it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from clinic_cms.errors import error_id, suggestion
from clinic_cms.formats.person_names import is_part_of, parse_name
from clinic_cms.formats.phone_numbers import NotAPhoneNumber, refuse_impossible, to_stored
from clinic_cms.formats.slugs import slugify
from clinic_cms.formats.time_zones import ZoneGuess, guess_zone
from clinic_cms.launching.spec import localized_texts, value_rules
from clinic_cms.launching.spec.validation_context import context_of
from clinic_cms.launching.spec.value_rules import explained, value_error
from clinic_cms.models.language_help import check_language_help
from clinic_cms.models.practitioner import Gender
from clinic_cms.models.themes import THEMES, check_primary
from clinic_cms.models.validators import to_zone

FAINT_COLOUR = error_id("clinic_cms.L005")
NOT_A_PRACTITIONER = error_id("clinic_cms.L009")
FIRST_LOCALE = error_id("clinic_cms.L016")
NOT_A_PHONE = error_id("clinic_cms.L017")
UNKNOWN_THEME = error_id("clinic_cms.L033")
HALF_A_POINT = error_id("clinic_cms.L034")
HOST_TWICE = error_id("clinic_cms.L035")
HELP_TWICE = error_id("clinic_cms.L036")
FRONT_END_TWICE = error_id("clinic_cms.L037")
NOT_A_NAME = error_id("clinic_cms.L046")
OTHER_NAME = error_id("clinic_cms.L047")
NOT_A_ZONE = error_id("clinic_cms.L045")

Degrees = Annotated[Decimal, Field(decimal_places=6)]


class Table(BaseModel):
    """A table of a spec; unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class ThemeTable(Table):
    """The design: one of the themes, with the clinic's own colour."""

    name: str = "calm"
    primary: str = ""

    @field_validator("name")
    @classmethod
    def _exists(cls, value: str) -> str:
        if value not in THEMES:
            message = _("There is no theme “%(value)s”.")
            raise value_error(UNKNOWN_THEME, message, suggestion(value, THEMES), value=value)
        return value

    @field_validator("primary")
    @classmethod
    def _readable(cls, value: str, info: ValidationInfo) -> str:
        theme = info.data.get("name", "calm")
        hint = _("The theme's own is %(primary)s.") % {"primary": THEMES[theme].primary}
        with explained(FAINT_COLOUR, hint=hint):
            if value:
                check_primary(theme, value.lower())
        return value.lower()


class ClinicTable(Table):
    """The business itself and its website."""

    slug: value_rules.ClinicSlug
    name: value_rules.Name
    host: value_rules.Host
    other_hosts: tuple[value_rules.Host, ...] = ()
    locales: Annotated[tuple[localized_texts.Language, ...], Field(min_length=1)]
    theme: ThemeTable = ThemeTable()
    owner_email: value_rules.Email = ""
    logo: value_rules.Picture | None = None
    language_help: tuple[localized_texts.HelpLanguage, ...] = ()
    front_ends: tuple[value_rules.FrontEnd, ...] = ()
    preview_url: value_rules.PreviewURL = ""

    @field_validator("language_help")
    @classmethod
    def _each_language_once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        with explained(HELP_TWICE):
            check_language_help(value)
        return value

    @field_validator("front_ends")
    @classmethod
    def _each_front_end_once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if len({*value}) < len(value):
            message = _("A front end is named twice.")
            raise value_error(FRONT_END_TWICE, message, _("Name each front end once."))
        return value

    @field_validator("other_hosts")
    @classmethod
    def _each_host_once(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        hosts = [info.data.get("host"), *value]
        if len({*hosts}) < len(hosts):
            message = _("A host is named twice.")
            raise value_error(HOST_TWICE, message, _("Name each host once."))
        return value

    @field_validator("locales")
    @classmethod
    def _same_first(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        first = context_of(info).default_locales.get(info.data.get("slug", ""), value[0])
        if value[0] != first:
            message = _(
                "“%(value)s” cannot become the first locale: the clinic was launched with "
                "“%(first)s”, which holds its facts and its URLs."
            )
            hint = _("Put “%(first)s” first.") % {"first": first}
            raise value_error(FIRST_LOCALE, message, hint, value=value[0], first=first)
        return value


class PractitionerTable(Table):
    """A practitioner; `slug` is their identity and URL, the name's own if not given."""

    name: value_rules.Name
    slug: value_rules.OptionalSlug = ""
    was: str = ""
    honorific: value_rules.Fact = Field(default="", max_length=30)
    first_name: value_rules.Fact = Field(default="", max_length=80)
    last_name: value_rules.Fact = Field(default="", max_length=80)
    credentials: value_rules.Fact = Field(default="", max_length=120)
    gender: Gender = Gender.UNSPECIFIED
    languages: tuple[localized_texts.Spoken, ...] = ()
    photo: value_rules.Picture | None = None
    bio: localized_texts.LocalText = {}

    @property
    def key(self) -> str:
        """The identity: the slug, or the name's."""
        return self.slug or slugify(self.name)

    @field_validator("name")
    @classmethod
    def _is_a_plain_name(cls, value: str) -> str:
        parsed = parse_name(value)
        if parsed.name != " ".join(value.split()):
            keys = {"honorific": parsed.honorific, "credentials": parsed.credentials}
            stated = [f'{key} = "{text}"' for key, text in keys.items() if text]
            hint = _("Write %(keys)s.") % {"keys": ", ".join([f'name = "{parsed.name}"', *stated])}
            message = _("“%(value)s” is not a plain name.")
            raise value_error(NOT_A_NAME, message, hint, value=value)
        return parsed.name

    @field_validator("last_name")
    @classmethod
    def _is_in_the_name(cls, value: str, info: ValidationInfo) -> str:
        name = info.data.get("name", value)
        if not is_part_of(value, name):
            message = _("“%(part)s” is not in the name “%(name)s”. Correct one of them.")
            raise value_error(OTHER_NAME, message, part=value, name=name)
        return value


class HoursTable(Table):
    """The week's opening hours; a day that is not named is closed."""

    mon: value_rules.Hours = ()
    tue: value_rules.Hours = ()
    wed: value_rules.Hours = ()
    thu: value_rules.Hours = ()
    fri: value_rules.Hours = ()
    sat: value_rules.Hours = ()
    sun: value_rules.Hours = ()

    @model_validator(mode="after")
    def _nights_end_before_days(self) -> Self:
        value_rules.refuse_overlap(self.model_dump())
        return self


class SpecialDayTable(Table):
    """A date that differs from the week; no hours means closed."""

    date: date
    note: value_rules.Fact = Field(default="", max_length=80)
    hours: value_rules.Hours = ()


class LocationTable(Table):
    """An address; the first is the primary one. `slug` is its identity and URL."""

    slug: value_rules.OptionalSlug = ""
    was: str = ""
    title: localized_texts.LocalTitle = {}
    street: value_rules.Fact = Field(default="", max_length=200)
    city: Annotated[value_rules.Name, Field(max_length=100)]
    region: value_rules.Fact = Field(default="", max_length=100)
    postal_code: value_rules.Fact = Field(default="", max_length=20)
    country: value_rules.Country
    latitude: Annotated[Degrees, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[Degrees, Field(ge=-180, le=180)] | None = Field(
        default=None, validate_default=True
    )
    time_zone: str = ""
    phone: str = ""
    service_areas: tuple[Annotated[value_rules.Name, Field(max_length=100)], ...] = ()
    hours: HoursTable = HoursTable()
    special_days: tuple[SpecialDayTable, ...] = ()
    lead: str = ""
    intro: localized_texts.LocalText = {}
    directions: localized_texts.LocalText = {}

    @property
    def key(self) -> str:
        """The identity: the slug, or that of the title or city."""
        return self.slug or slugify(next(iter(self.title.values()), "") or self.city)

    @property
    def zone_guess(self) -> ZoneGuess:
        """The time zone that the address says, and those that it leaves."""
        point = self.latitude, self.longitude
        return guess_zone(self.country, self.region, self.city, point)

    @field_validator("longitude")
    @classmethod
    def _both(cls, value: Decimal | None, info: ValidationInfo) -> Decimal | None:
        if "latitude" in info.data and (value is None) != (info.data["latitude"] is None):
            raise value_error(HALF_A_POINT, _("Give both latitude and longitude, or neither."))
        return value

    @field_validator("time_zone")
    @classmethod
    def _ticks(cls, value: str, info: ValidationInfo) -> str:
        with explained(NOT_A_ZONE):
            return to_zone(value, info.data.get("country", ""))

    @field_validator("phone")
    @classmethod
    def _dials(cls, value: str, info: ValidationInfo) -> str:
        country = info.data.get("country", "")
        try:
            if value and not country:  # The country's own mistake is reported.
                country = context_of(info).meant_countries.get(value, "")
                if not country:
                    refuse_impossible(value)
                    return value
            return to_stored(value, country)
        except NotAPhoneNumber as error:
            raise value_error(NOT_A_PHONE, error.message, error.hint) from error

    @field_validator("lead")
    @classmethod
    def _is_practitioner(cls, value: str, info: ValidationInfo) -> str:
        names = context_of(info).practitioners
        if value and value not in names:
            message = _("“%(value)s” is none of the practitioners.")
            raise value_error(NOT_A_PRACTITIONER, message, suggestion(value, names), value=value)
        return value


class ConditionsTable(Table):
    """Which masters the clinic shows."""

    include: value_rules.Include = (value_rules.ALL,)


class PageTable(Table):
    """A page's own texts in one locale, where the standard ones do not fit."""

    title: Annotated[localized_texts.PlainText, Field(max_length=120)] = ""
    intro: localized_texts.RichText = ""


class HomeTable(Table):
    """The welcome on the home page in one locale."""

    hero_heading: Annotated[localized_texts.PlainText, Field(max_length=160)] = ""
    hero_text: localized_texts.RichText = ""


class PagesTable(Table):
    """The pages that every clinic has, each by locale."""

    conditions: dict[localized_texts.TextLanguage, PageTable] = {}
    about: dict[localized_texts.TextLanguage, PageTable] = {}
    contact: dict[localized_texts.TextLanguage, PageTable] = {}


class ClinicSpec(Table):
    """A whole file."""

    clinic: ClinicTable
    practitioners: Annotated[tuple[PractitionerTable, ...], Field(min_length=1)]
    locations: Annotated[tuple[LocationTable, ...], Field(min_length=1)]
    conditions: ConditionsTable = ConditionsTable()
    home: dict[localized_texts.TextLanguage, HomeTable] = {}
    pages: PagesTable = PagesTable()

    @property
    def default_locale(self) -> str:
        """The first locale, which lies at "/" and holds the facts."""
        return self.clinic.locales[0]

    @property
    def named(self) -> Mapping[str, Sequence[PractitionerTable | LocationTable]]:
        """The tables whose names are the spec's own, by the kind of their pages."""
        return {"practitioner": self.practitioners, "location": self.locations}

    def lead_of(self, location: LocationTable) -> str:
        """Return the key of a location's lead: the one named, or the first practitioner."""
        for practitioner in self.practitioners:
            if location.lead in {practitioner.name, practitioner.slug} - {""}:
                return practitioner.key
        return self.practitioners[0].key
