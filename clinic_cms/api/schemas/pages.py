"""Pages of a clinic, filled, and what a URL leads to."""

from typing import Annotated, Literal

from pydantic import Field

from clinic_cms.api.schemas.base import Contract, Picture
from clinic_cms.api.schemas.blocks import Block, StrippedHtml
from clinic_cms.api.schemas.conditions import Article, ConditionItem
from clinic_cms.api.schemas.locations import Location
from clinic_cms.api.schemas.page_base import PageBase
from clinic_cms.api.schemas.practitioners import Practitioner


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
