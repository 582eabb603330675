"""Pages of a clinic, filled; an article as it is stored; and what a URL leads to."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from clinic_cms.api.schemas.base import Alternate, Contract, Link, Picture
from clinic_cms.api.schemas.blocks import Block, StrippedHtml
from clinic_cms.api.schemas.conditions import ConditionItem, Source
from clinic_cms.api.schemas.contacts import Contacts
from clinic_cms.api.schemas.locations import Location
from clinic_cms.api.schemas.practitioners import Practitioner
from clinic_cms.models import ConditionPage
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


class Section(Contract):
    """A section of an article."""

    key: Literal["overview", "causes", "treatment", "prevention", "when_to_get_help"]
    """What it is about; the anchor on our own pages."""
    heading: str
    """Its heading, or nothing."""
    blocks: list[Block]
    """Its content."""


class Review(Contract):
    """Who wrote and reviewed an article, and when."""

    author: str
    """Who wrote it, or nothing."""
    reviewer: str
    """Who reviewed it, or nothing."""
    reviewer_credentials: str
    """The reviewer's credentials, or nothing."""
    reviewed_on: date | None
    """When it was last reviewed."""
    reviewed_on_text: str
    """The same as the reader's language writes it, or nothing."""
    next_review_on: date | None
    """When it will be reviewed next."""
    next_review_on_text: str
    """The same as the reader's language writes it, or nothing."""


class Reference(Contract):
    """A source of an article."""

    title: str
    """Its title."""
    publisher: str
    """Who published it, or nothing."""
    url: str
    """Its address, or nothing."""
    year: int | None
    """The year in which it was published."""


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


class RawBlock(Contract):
    """A block as it is stored: texts hold merge tags, pictures and pages are ids."""

    id: str
    """Stable, and the same in every locale."""
    type: str
    """The block's name in its stream."""
    value: Any
    """What is stored."""


class RawArticle(Contract):
    """An article as its editors wrote it, not filled for any clinic."""

    id: int
    """The page's id in the admin."""
    slug: str
    """What names it in this API, in this locale."""
    locale: str
    """The locale's code."""
    source: Source
    """Whether the network shares it, or it is the clinic's own."""
    texts: dict[str, str]
    """Its plain texts by field, with merge tags."""
    streams: dict[str, list[RawBlock]]
    """Its streams by field: "opening", "causes" …"""
    required_facts: list[str]
    """The variables that its texts print without asking whether they are there."""

    @classmethod
    def of(cls, page: ConditionPage, locale: str) -> "RawArticle":
        """Return a published article."""
        return cls(
            id=page.pk,
            slug=page.slug,
            locale=locale,
            source="library" if page.is_master else "clinic",
            texts={name: getattr(page, name) or "" for name in page.plain_fields},
            streams={name: getattr(page, name).get_prep_value() for name in page.stream_fields},
            required_facts=page.required_facts,
        )
