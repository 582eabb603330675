"""The list of a clinic's articles."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from clinic_cms.api.schemas.base import Contract, Path, Url

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
