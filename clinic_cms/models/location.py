"""Where a clinic is."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.timezone import get_default_timezone_name
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    PageChooserPanel,
    TitleFieldPanel,
)
from wagtail.fields import RichTextField, StreamField

from clinic_cms.blocks.streams import OpeningHoursStream, ServiceAreasStream, SpecialDaysStream
from clinic_cms.errors import error_id
from clinic_cms.formats.time_zones import ZoneGuess, all_zones, guess_zone
from clinic_cms.merge.formatting import address_rules, babel_locale
from clinic_cms.models import gates
from clinic_cms.models.base_page import INTRO_FEATURES, TEXT_FEATURES, ClinicOwnedPage, synchronized
from clinic_cms.models.practitioner import PractitionerPage
from clinic_cms.models.validators import errors_at, stored_phone, to_zone

SEVERAL_ZONES = error_id("clinic_cms.K002")

ISO_CODE_LENGTH = 2


def country_choices() -> list[tuple[str, str]]:
    """Return all countries as form choices; a callable, so that no migration lists them."""
    return _country_choices(get_language() or "en")


@lru_cache(maxsize=32)
def _country_choices(language: str) -> list[tuple[str, str]]:
    territories = babel_locale(language).territories
    names = ((code, name) for code, name in territories.items() if is_country(code))
    return sorted(names, key=lambda choice: choice[1])


def zone_choices() -> list[tuple[str, str]]:
    """Return all time zones as form choices; a callable, so that no migration lists them."""
    return [(zone, zone.replace("_", " ")) for zone in all_zones()]


def is_country(code: str) -> bool:
    """Whether mail is sent to the code: not to "EU", "150" (Europe), nor "IC" (in Spain's)."""
    return len(code) == ISO_CODE_LENGTH and address_rules(code) is not None


def _coordinate(name: Any, most: int) -> "models.DecimalField[Any, Decimal | None]":
    return models.DecimalField(
        name,
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-most), MaxValueValidator(most)],
    )


class ClinicLocation(ClinicOwnedPage):
    """One address with its phone, hours, geo point, service areas and lead practitioner."""

    rich_fields = ("intro", "directions")
    proper_names = ("title",)
    fact_fields = (
        "street",
        "city",
        "region",
        "postal_code",
        "country",
        "latitude",
        "longitude",
        "time_zone",
        "phone",
        "opening_hours",
        "special_days",
        "service_areas",
        "lead",
    )

    street = models.CharField(_("street"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=100)
    region = models.CharField(
        _("region"), max_length=100, blank=True, help_text=_("State or province, such as “CA”.")
    )
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    country = models.CharField(_("country"), max_length=2, choices=country_choices)
    latitude = _coordinate(_("latitude"), 90)
    longitude = _coordinate(_("longitude"), 180)
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        blank=True,
        choices=zone_choices,
        help_text=_("Special days begin and end by it. Leave it empty where your address says it."),
    )
    phone = models.CharField(
        _("phone"),
        max_length=64,
        blank=True,
        help_text=_("Write it as you usually do, with the extension if there is one."),
    )
    opening_hours = StreamField(OpeningHoursStream(), blank=True, verbose_name=_("opening hours"))
    special_days = StreamField(SpecialDaysStream(), blank=True, verbose_name=_("special days"))
    service_areas = StreamField(
        ServiceAreasStream(),
        blank=True,
        verbose_name=_("service areas"),
        help_text=_("Other places whose people come to you, most important first."),
    )
    lead = models.ForeignKey(
        PractitionerPage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead practitioner"),
    )
    intro = RichTextField(_("introduction"), blank=True, features=INTRO_FEATURES)
    directions = RichTextField(_("directions"), blank=True, features=TEXT_FEATURES)

    content_panels = [
        TitleFieldPanel("title"),
        MultiFieldPanel(
            [
                FieldPanel("phone"),
                FieldPanel("street"),
                FieldRowPanel([FieldPanel("city"), FieldPanel("region")]),
                FieldRowPanel([FieldPanel("postal_code"), FieldPanel("country")]),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                PageChooserPanel("lead"),
                FieldPanel("time_zone"),
                FieldPanel("service_areas"),
                FieldPanel("opening_hours"),
                FieldPanel("special_days"),
            ],
            heading=_("Facts"),
            help_text=_("A change shows on every page of your site, in every language."),
        ),
        FieldPanel("intro"),
        FieldPanel("directions"),
    ]
    override_translatable_fields = synchronized(*fact_fields)
    parent_page_types = ["clinic_cms.ClinicHomePage"]
    subpage_types: list[str] = []
    template = "clinic_cms/pages/location.html"

    class Meta:
        verbose_name = _("location")
        verbose_name_plural = _("locations")

    @property
    def zone_guess(self) -> ZoneGuess:
        """The time zone that the address says, and those that it leaves."""
        point = self.latitude, self.longitude
        return guess_zone(self.country, self.region, self.city, point)

    @property
    def local_time_zone(self) -> str:
        """The time zone of the location, by its name: stated, else said by the address."""
        return self.time_zone or self.zone_guess.zone or get_default_timezone_name()

    def clean(self) -> None:
        super().clean()
        with errors_at("time_zone"):
            self.time_zone = to_zone(self.time_zone, self.country)
        with errors_at("phone"):
            self.phone = stored_phone(self.phone, self.country)
        if (self.latitude is None) != (self.longitude is None):
            message = gettext("Give both latitude and longitude, or neither.")
            raise ValidationError({"latitude": message})
        # A chooser alone does not stop a forged request.
        if self.lead and self.clinic_id and self.lead.clinic_id != self.clinic_id:
            raise ValidationError({"lead": gettext("Choose one of this clinic's practitioners.")})


@gates.before_publishing
def one_time_zone(page: ClinicOwnedPage) -> Iterator[tuple[str, ValidationError]]:
    """Ask for the time zone where the address leaves several."""
    if isinstance(page, ClinicLocation) and not page.time_zone and page.zone_guess.others:
        zones = ", ".join((page.zone_guess.zone, *page.zone_guess.others))
        message = gettext("Your address leaves several time zones. Choose one of: %(zones)s.")
        yield "time_zone", ValidationError(message % {"zones": zones}, code=SEVERAL_ZONES)
