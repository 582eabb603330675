"""Where pages lie: hosts, sitemaps, and what a URL leads to."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import AliasPath, BeforeValidator, Field

from clinic_cms.api.schemas.base import Alternate, Contract
from clinic_cms.api.schemas.pages import Page
from clinic_cms.models import ClinicHost
from clinic_cms.models.pages import PAGE_TYPES
from clinic_cms.routing import language_tag
from clinic_cms.serving import origin


class Redirect(Contract):
    """The page lies elsewhere: on the canonical host, or with a slash at its end."""

    kind: Literal["redirect"]
    status: Literal[301]
    """The status with which our own pages answer here."""
    location: str
    """The absolute URL to send the reader to, percent-encoded, with the query of the path asked
    for."""


class Resolved(Contract):
    """A page lies here."""

    kind: Literal["page"]
    status: Literal[200]
    """The status with which our own pages answer here."""
    page: Page
    """The page, filled."""


class SitemapItem(Contract):
    """One address of a clinic at which a page lies."""

    type: Annotated[str, BeforeValidator(PAGE_TYPES.get)]
    """The page's type, as its own answer names it: "home", "condition" …"""
    locale: Annotated[str, Field(validation_alias=AliasPath("locale", "code"))]
    """The locale's code."""
    language: Annotated[str, Field(validation_alias=AliasPath("locale", "language"))]
    """The same as a BCP 47 tag."""
    path: str
    """The path on the clinic's host."""
    url: str
    """The same as an absolute URL: the canonical one."""
    modified_at: datetime | None
    """When the page was last published."""
    alternates: list[Alternate]
    """The page in all locales, itself among them."""
    x_default: str
    """The one for readers of any other language, or nothing."""


class Sitemap(Contract):
    """Every address of a clinic, in all its locales."""

    items: list[SitemapItem]
    """Locale by locale in the clinic's order."""


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
