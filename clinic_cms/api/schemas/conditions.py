"""A clinic's articles: their list, an article filled, and one as it is stored.

A filled article's values come from `serving.views.ArticleView`, which `serving.page_views` makes.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from clinic_cms.api.schemas.base import Contract, Path, Url
from clinic_cms.api.schemas.blocks import Block
from clinic_cms.api.schemas.page_base import PageBase
from clinic_cms.models import ConditionPage

Source = Literal["library", "clinic"]


def _source_of(own: bool) -> Source:
    return "clinic" if own else "library"


class ConditionItem(Contract):
    """An article in a list."""

    slug: str
    """What names it in this API, in this locale."""
    title: str
    """Its title."""
    summary: str
    """One or two sentences, or nothing."""
    path: Path
    """The path of its page."""
    url: Url
    """The same as an absolute URL."""
    source: Annotated[Source, Field(validation_alias="own"), BeforeValidator(_source_of)]
    """Whether the network shares it, or it is the clinic's own."""
    modified_at: datetime | None
    """When it was last published."""


class ConditionList(Contract):
    """A page of the list of a clinic's articles."""

    items: list[ConditionItem]
    """By title."""
    total: int
    """How many there are on all pages."""
    next: str | None
    """What to give as `cursor` for the next page; null on the last."""


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
