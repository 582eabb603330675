"""Every URL of a clinic."""

from datetime import datetime
from typing import Annotated

from pydantic import AliasPath, BeforeValidator, Field

from clinic_cms.api.schemas.base import Alternate, Contract
from clinic_cms.models.pages import PAGE_TYPES


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
