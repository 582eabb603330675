"""Pages filled for one clinic and one locale: HTML, JSON and JSON-LD are all made from these."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.safestring import SafeString

from clinic_cms.serving.clinic_sites import Direction
from clinic_cms.serving.compiled import FilledBlock
from clinic_cms.serving.location_views import (
    LocationView,
    Phone,
    Place,
    PractitionerView,
    time_zones_of,
)


@dataclass(frozen=True)
class Link:
    """A labelled link; `current` marks the page being read."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Alternate:
    """The page in another locale of the clinic. `url` is absolute."""

    locale: str
    """The locale's code in this install: "en-us"."""
    language: str
    """The same as a BCP 47 tag: "en-US"."""
    name: str
    """The language in its own words."""
    url: str
    path: str
    current: bool


@dataclass(frozen=True)
class HelpLine:
    """A sentence in one language: help in it is free, call the clinic.

    The clinic's phone number goes between `before` and `after`.
    """

    language: str
    """A BCP 47 tag: "zh-Hans"."""
    name: str
    """The language in its own words."""
    direction: Direction
    before: str
    after: str


@dataclass(frozen=True)
class ClinicView:
    """The clinic around the page: what header and footer show."""

    name: str
    slug: str
    origin: str
    """Where its paths and files lie: "https://host", in every locale the same."""
    url: str
    path: str
    theme: str
    primary_color: str
    logo: Any
    phone: Phone | None
    appointment_path: str
    conditions_path: str
    """The conditions index; empty, like the one above, where the clinic has none."""
    address: tuple[str, ...]
    place: Place | None
    """The primary location by its parts."""
    menu: tuple[Link, ...]
    languages: tuple[Alternate, ...]
    """For the switcher: the page's translation, or that language's home."""
    language_help: tuple[HelpLine, ...]
    """The language help notice; empty where the clinic has not switched it on."""


@dataclass(frozen=True, kw_only=True)
class PageView:
    """A page of a clinic's site, filled."""

    id: int
    type: str
    title: str
    head_title: str
    description: str = ""
    locale: str
    """The locale's code in this install: "en-us"."""
    language: str
    """The same as a BCP 47 tag: "en-US"."""
    direction: Direction
    canonical: str = ""
    """Empty, like the two below, on an error page."""
    alternates: tuple[Alternate, ...] = ()
    """The page in all locales in which patients can open it, itself among them."""
    x_default: str = ""
    """The alternate in the clinic's default locale, for readers of any other language; or empty."""
    breadcrumbs: tuple[Link, ...] = ()
    clinic: ClinicView

    @property
    def time_zones(self) -> frozenset[str]:
        """The time zones by whose dates it was made: from midnight on, it may show other days."""
        return frozenset()


@dataclass(frozen=True)
class ConditionLink:
    """An article in a list."""

    title: str
    summary: str
    url: str
    slug: str
    own: bool
    """Whether it is the clinic's own article, and not the Library's."""
    modified_at: datetime | None


@dataclass(frozen=True)
class HomeView(PageView):
    """A clinic's home page with what its blocks list."""

    hero_heading: str
    """Empty where the heading is the clinic's name."""
    hero_text: SafeString
    hero_image: Any
    body: tuple[FilledBlock, ...]
    conditions: tuple[ConditionLink, ...]
    team: tuple[PractitionerView, ...]
    locations: tuple[LocationView, ...]

    @property
    def time_zones(self) -> frozenset[str]:
        return time_zones_of(self.locations)


@dataclass(frozen=True)
class ConditionIndexView(PageView):
    """The conditions that a clinic treats."""

    intro: SafeString
    conditions: tuple[ConditionLink, ...]


@dataclass(frozen=True)
class LocationPageView(PageView):
    """One location."""

    intro: SafeString
    location: LocationView

    @property
    def time_zones(self) -> frozenset[str]:
        return time_zones_of([self.location])


@dataclass(frozen=True)
class PractitionerPageView(PageView):
    """One practitioner."""

    practitioner: PractitionerView
    bio: SafeString


@dataclass(frozen=True)
class ClinicPageView(PageView):
    """A free page; the contact page also lists the locations."""

    intro: SafeString
    body: tuple[FilledBlock, ...]
    is_contact: bool
    locations: tuple[LocationView, ...]

    @property
    def time_zones(self) -> frozenset[str]:
        return time_zones_of(self.locations)


@dataclass(frozen=True)
class SectionView:
    """A section of an article; `key` is "overview", "causes" …"""

    key: str
    heading: str
    blocks: tuple[FilledBlock, ...]


@dataclass(frozen=True)
class ReferenceView:
    """A source of an article."""

    title: str
    publisher: str
    url: str
    year: int | None


@dataclass(frozen=True)
class ArticleView(PageView):
    """A condition article as one clinic's patients read it."""

    slug: str
    summary: str
    opening: tuple[FilledBlock, ...]
    """What comes before the first section's heading."""
    sections: tuple[SectionView, ...]
    author: str
    reviewer: str
    reviewer_credentials: str
    reviewed_on: date | None
    reviewed_on_text: str
    """As readers of the locale write it, or nothing."""
    next_review_on: date | None
    next_review_on_text: str
    published_at: datetime | None
    modified_at: datetime | None
    references: tuple[ReferenceView, ...]
    related: tuple[ConditionLink, ...]
