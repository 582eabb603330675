"""Clinics and their hosts."""

from typing import Self

from clinic_cms.api.schemas.base import (
    Contract,
    Locale,
    Picture,
    picture_fields,
)
from clinic_cms.api.schemas.contacts import Contacts
from clinic_cms.api.schemas.locations import Address
from clinic_cms.models import ClinicHost
from clinic_cms.models.themes import ON_PRIMARY, THEMES
from clinic_cms.routing import language_tag
from clinic_cms.serving import views
from clinic_cms.serving.clinic_sites import ClinicSite, origin


class Theme(Contract):
    """How the clinic's pages look."""

    name: str
    """The theme's name: "calm", "heritage", "bold" or a project's own."""
    primary_color: str
    """The clinic's colour as "#rrggbb"; empty for the theme's own."""
    color: str
    """The primary colour in effect: the clinic's, or else the theme's own. White reads well on it,
    and it reads well on the surface; empty where neither states one."""
    surface_color: str
    """What lies behind the text as "#rrggbb"; white where the theme does not say."""

    @classmethod
    def of(cls, name: str, primary_color: str) -> Self:
        """Return a theme in a clinic's colour."""
        theme = THEMES.get(name)
        own, surface = (theme.primary, theme.surface) if theme else ("", ON_PRIMARY)
        return cls(
            name=name,
            primary_color=primary_color,
            color=primary_color or own,
            surface_color=surface,
        )


class ClinicItem(Contract):
    """A clinic in a list."""

    slug: str
    """What names the clinic in this API."""
    name: str
    """Its name."""
    host: str
    """Its canonical host, without scheme and port."""
    url: str
    """Its home page in the default locale."""
    default_locale: str
    """The locale's code that holds where `locale` is not given."""
    locales: list[Locale]
    """The locales that patients can open, in the clinic's order."""
    theme: Theme
    """How its pages look."""

    @classmethod
    def of(cls, clinic: ClinicSite) -> Self:
        """Return a clinic."""
        return cls(
            slug=clinic.clinic.slug,
            name=clinic.clinic.name,
            host=clinic.host,
            url=clinic.url(clinic.default_locale, ""),
            default_locale=clinic.default_locale,
            locales=[Locale.of(locale, clinic) for locale in clinic.locales],
            theme=Theme.of(clinic.clinic.theme, clinic.clinic.primary_color),
        )


class ClinicList(Contract):
    """A page of the list of clinics."""

    items: list[ClinicItem]
    """The clinics that are open, by slug."""
    next: str | None
    """What to give as `cursor` for the next page; null on the last."""


class Clinic(ClinicItem):
    """A clinic."""

    contacts: Contacts
    """How to reach it."""
    address: list[str]
    """Its primary location's address, line by line, as it is laid out in its country."""
    place: Address | None
    """The same by its parts."""
    logo: Picture | None
    """Its logo."""

    @classmethod
    def detailed(cls, clinic: ClinicSite, view: views.ClinicView) -> Self:
        """Return a clinic as readers of the view's locale see it."""
        shown = {
            "contacts": view,
            "address": view.address,
            "place": view.place,
            "logo": picture_fields(view.logo, "logo", alt=view.name),
        }
        return cls.from_view(dict(ClinicItem.of(clinic)) | shown, view.origin)


class Host(Contract):
    """A host on which a clinic answers."""

    host: str
    """The host name, without scheme and port."""
    url: str
    """Its root as an absolute URL."""
    canonical: bool
    """Whether the clinic's pages lie here; its other hosts redirect to the one where they do."""
    clinic: str
    """The clinic's slug."""
    default_language: str
    """The clinic's default locale as a BCP 47 tag."""

    @classmethod
    def of(cls, host: ClinicHost) -> Self:
        """Return a host."""
        return cls(
            host=host.hostname,
            url=origin().of(host.hostname) + "/",
            canonical=host.is_canonical,
            clinic=host.clinic.slug,
            default_language=language_tag(host.clinic.default_locale.language_code),
        )


class HostList(Contract):
    """A page of the list of hosts."""

    items: list[Host]
    """The hosts by name."""
    next: str | None
    """What to give as `cursor` for the next page; null on the last."""
