"""What all pages of a clinic have, filled."""

from typing import Any

from clinic_cms.api.schemas.base import Alternate, Contract, Link
from clinic_cms.api.schemas.contacts import Contacts
from clinic_cms.serving.clinic_sites import Direction


class PageBase(Contract):
    """What all pages have."""

    title: str
    """The heading of the page."""
    head_title: str
    """The `title` element."""
    description: str
    """The description for search engines, or nothing."""
    locale: str
    """The code of the page's locale."""
    language: str
    """The same as a BCP 47 tag."""
    direction: Direction
    """The direction of its script."""
    path: str
    """The path on the clinic's host."""
    canonical: str
    """The canonical URL."""
    alternates: list[Alternate]
    """The page in all locales in which patients can open it, itself among them."""
    x_default: str
    """The URL for readers of any other language, or nothing."""
    languages: list[Alternate]
    """For a language switcher: the page in each locale that the clinic offers, or else that
    locale's home."""
    breadcrumbs: list[Link]
    """From the home down to the page itself; none on the home."""
    clinic: Contacts
    """The clinic and how to reach it."""
    json_ld: dict[str, Any]
    """The page's structured data (schema.org), for a script of type `application/ld+json`."""
