"""What the schemas share: links, pictures, languages."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from clinic_cms.serving import views
from clinic_cms.serving.clinic_sites import ClinicSite, Direction, OfferedLocale
from clinic_cms.serving.pictures import PICTURES, RenditionView, renditions_of


class Contract(BaseModel):
    """Base of all answers. Fields may be added within a version, so readers ignore new ones."""

    model_config = ConfigDict(use_attribute_docstrings=True, frozen=True)


def absolute(origin: str, url: str) -> str:
    """Return the absolute form of a path on a clinic's host; a full URL stays as it is."""
    return origin + url if url.startswith("/") else url


class Link(Contract):
    """A labelled link within the clinic's site."""

    label: str
    """The words of the link."""
    path: str
    """The path on the clinic's host, percent-encoded."""
    url: str
    """The same as an absolute URL."""
    current: bool
    """Whether it leads to the page being read, or to one above it in a menu."""

    @classmethod
    def of(cls, link: views.Link, origin: str) -> Self:
        """Return a link of a clinic whose pages lie at `origin`."""
        return cls(
            label=link.label,
            path=link.url,
            url=absolute(origin, link.url),
            current=link.current,
        )


class Alternate(Contract):
    """A page in one of the clinic's locales."""

    locale: str
    """The locale's code, as the parameter `locale` takes it."""
    language: str
    """The same as a BCP 47 tag, for `lang` and `hreflang`."""
    name: str
    """The language in its own words."""
    path: str
    """The path on the clinic's host."""
    url: str
    """The same as an absolute URL."""
    current: bool
    """Whether this is the locale of the answer."""

    @classmethod
    def of(cls, alternate: views.Alternate) -> Self:
        """Return a version of a page."""
        return cls.model_validate(alternate, from_attributes=True)


class Locale(Contract):
    """A locale that a clinic offers."""

    locale: str
    """The code, as the parameter `locale` takes it."""
    language: str
    """The same as a BCP 47 tag."""
    name: str
    """The language in its own words."""
    direction: Direction
    """The direction of its script."""
    path: str
    """The path of the clinic's home in this locale."""
    url: str
    """The same as an absolute URL."""
    default: bool
    """Whether readers of any other language are sent here."""

    @classmethod
    def of(cls, locale: OfferedLocale, clinic: ClinicSite) -> Self:
        """Return a locale with the clinic's home there."""
        return cls(
            locale=locale.code,
            language=locale.language,
            name=locale.name,
            direction=locale.direction,
            path=clinic.path(locale.code, ""),
            url=clinic.url(locale.code, ""),
            default=locale.code == clinic.default_locale,
        )


class Phone(Contract):
    """A phone number."""

    text: str
    """As people of the clinic's country write it."""
    e164: str
    """International, for a `tel:` link (ITU-T E.164)."""


class Rendition(Contract):
    """One file of a picture."""

    type: str
    """Its media type: "image/avif", "image/webp" …"""
    url: str
    """Its absolute URL."""
    width: int
    """In pixels."""
    height: int
    """In pixels."""

    @classmethod
    def of(cls, rendition: RenditionView, origin: str) -> Self:
        """Return a file; local storage gives paths, which lie at `origin`."""
        return cls(
            type=rendition.type,
            url=absolute(origin, rendition.url),
            width=rendition.width,
            height=rendition.height,
        )


class Picture(Contract):
    """A picture in several formats and widths, for `picture` and `srcset`."""

    alt: str
    """What it shows; empty where it is decoration."""
    sizes: str
    """How wide our own pages show it, as the HTML attribute `sizes`; may be empty."""
    renditions: list[Rendition]
    """Its files: the best format first, within one the smallest first; the last format opens
    everywhere."""

    @classmethod
    def of(cls, image: Any, kind: str, *, alt: str, origin: str) -> Self | None:
        """Return an image as pages of a kind show it; None without one."""
        if image is None:
            return None
        files = [Rendition.of(rendition, origin) for rendition in renditions_of(image, kind)]
        return cls(alt=alt, sizes=PICTURES[kind].sizes, renditions=files)
