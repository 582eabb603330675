"""Pages of a clinic, filled."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from clinic_cms.api.schemas.articles import ConditionItem, Reference, Review, Section
from clinic_cms.api.schemas.base import Alternate, Contract, Link, Picture
from clinic_cms.api.schemas.blocks import Block, StrippedHtml
from clinic_cms.api.schemas.clinics import Contacts
from clinic_cms.api.schemas.places import Location, Practitioner
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


class HomePage(PageBase):
    """A clinic's home."""

    type: Literal["home"]
    hero_heading: str
    """The heading; where it is empty, pages show the clinic's name."""
    hero_text: StrippedHtml
    """The words below it, or nothing."""
    hero_picture: Picture | None
    """The picture beside them."""
    blocks: list[Block]
    """The page's content."""
    conditions: list[ConditionItem]
    """All articles, where a block lists them."""
    team: list[Practitioner]
    """The practitioners, where a block lists them."""
    locations: list[Location]
    """The locations, where a block lists them."""


class ConditionIndex(PageBase):
    """The page that lists the conditions that a clinic treats."""

    type: Literal["conditions"]
    intro: StrippedHtml
    """The introduction, or nothing."""
    conditions: list[ConditionItem]
    """All articles, by title."""


class LocationPage(PageBase):
    """A location's own page."""

    type: Literal["location"]
    intro: StrippedHtml
    """The introduction, or nothing."""
    location: Location
    """The location."""


class PractitionerPage(PageBase):
    """A practitioner's own page."""

    type: Literal["practitioner"]
    practitioner: Practitioner
    """The practitioner, with a portrait."""
    bio: StrippedHtml
    """About the practitioner."""


class FreePage(PageBase):
    """A free page: about, fees, contact."""

    type: Literal["page"]
    intro: StrippedHtml
    """The introduction, or nothing."""
    blocks: list[Block]
    """The page's content."""
    is_contact: bool
    """Whether it is the contact page, which also shows phone number and locations."""
    locations: list[Location]
    """On the contact page, the clinic's locations."""


class Article(PageBase):
    """A condition article as one clinic's patients read it."""

    type: Literal["condition"]
    slug: str
    """What names it in this API, in this locale."""
    summary: str
    """One or two sentences, or nothing."""
    opening: list[Block]
    """What stands before the first section's heading."""
    sections: list[Section]
    """Its sections, in the order in which they are read; empty ones are left out."""
    review: Review
    """Who wrote and reviewed it, and when."""
    references: list[Reference]
    """Its sources."""
    related: list[ConditionItem]
    """Up to four articles that go with it."""
    published_at: datetime | None
    """When it was first published."""
    modified_at: datetime | None
    """When it was last published."""


AnyPage = HomePage | ConditionIndex | LocationPage | PractitionerPage | FreePage | Article
Page = Annotated[AnyPage, Field(discriminator="type")]
