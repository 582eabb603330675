"""Clinics, their hosts and navigation, and the texts of their interface."""

from typing import Annotated, Any, Self

from pydantic import Field, create_model

from clinic_cms.api.schemas.base import (
    Alternate,
    Contract,
    Link,
    Locale,
    Phone,
    Picture,
    Url,
    picture_fields,
)
from clinic_cms.api.schemas.listings import Address
from clinic_cms.models import ClinicHost
from clinic_cms.models.themes import ON_PRIMARY, THEMES
from clinic_cms.routing import language_tag
from clinic_cms.serving import views
from clinic_cms.serving.clinic_sites import ClinicSite, Direction, origin
from clinic_cms.serving.ui_strings import WORDS


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


class Contacts(Contract):
    """How to reach a clinic, in the reader's locale."""

    slug: str
    """What names the clinic in this API."""
    name: str
    """Its name."""
    path: str
    """The path of its home in the reader's locale."""
    url: str
    """The same as an absolute URL."""
    phone: Phone | None
    """Its phone number."""
    appointment_path: str
    """The path of the page where readers ask for an appointment, or nothing."""
    appointment_url: Annotated[Url, Field(validation_alias="appointment_path")]
    """The same as an absolute URL, or nothing."""


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


class HelpLine(Contract):
    """A sentence in one language: help in it is free, call. The phone number stands in between."""

    language: str
    """A BCP 47 tag."""
    name: str
    """The language in its own words."""
    direction: Direction
    """The direction of its script."""
    before: str
    """What stands before the phone number."""
    after: str
    """What stands after it."""


class Navigation(Contract):
    """What a clinic's header and footer show in a locale."""

    clinic: Contacts
    """The clinic and how to reach it."""
    address: list[str]
    """Its primary location's address, line by line."""
    menu: list[Link]
    """The menu; our own footer repeats it."""
    languages: list[Alternate]
    """The clinic's home in each locale that it offers."""
    conditions_path: str
    """The path of the page that lists the conditions, or nothing."""
    language_help: list[HelpLine]
    """The notice that language help is free; empty where the clinic did not switch it on."""

    @classmethod
    def of(cls, clinic: views.ClinicView) -> Self:
        """Return a clinic's navigation."""
        return cls.from_view(vars(clinic) | {"clinic": clinic}, clinic.origin)


_fields: dict[str, Any] = {key: (str, Field(description=word.note)) for key, word in WORDS.items()}
Words = create_model(
    "Words",
    __base__=Contract,
    __doc__="What a clinic's pages print around their content, in the reader's language.",
    **_fields,
)


def words() -> Contract:
    """Return every word in the active language."""
    return Words(**{key: word.text for key, word in WORDS.items()})
