"""What the schemas share: links, pictures, languages."""

from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo

from clinic_cms.serving.clinic_sites import ClinicSite, Direction, OfferedLocale
from clinic_cms.serving.pictures import PICTURES, renditions_of
from clinic_cms.tenancy.preview_drafts import signed_url


class Contract(BaseModel):
    """Base of all answers. Fields may be added within a version, so readers ignore new ones."""

    model_config = ConfigDict(use_attribute_docstrings=True, frozen=True)

    @classmethod
    def from_view(cls, view: Any, origin: str = "") -> Self:
        """Return what a view's attributes say, or a mapping; its paths lie at `origin`.

        A field that has another name in the view gives that one as its `validation_alias`.
        """
        return cls.model_validate(view, from_attributes=True, context={"origin": origin})


def _absolute(url: str, info: ValidationInfo) -> str:
    return info.context["origin"] + url if info.context and url.startswith("/") else url


Path = Annotated[str, Field(validation_alias="url")]
"""What a view calls its URL: a path on the clinic's host."""
Url = Annotated[str, AfterValidator(_absolute)]
"""The absolute form of a path on the clinic's host; a full URL stays as it is."""


def _readable(url: str, info: ValidationInfo) -> str:
    is_draft = info.context and info.context.get("draft")
    return _absolute(signed_url(url) if is_draft else url, info)


FileUrl = Annotated[str, AfterValidator(_readable)]
"""The same of a picture's file, which a draft's reader may read before it is on a live page."""


class Link(Contract):
    """A labelled link within the clinic's site."""

    label: str
    """The words of the link."""
    path: Path
    """The path on the clinic's host, percent-encoded."""
    url: Url
    """The same as an absolute URL."""
    current: bool
    """Whether it leads to the page being read, or to one above it in a menu."""


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
    """As people of the clinic's country write it, with the extension in the reader's language."""
    e164: str
    """International, without an extension (ITU-T E.164)."""
    uri: str
    """For a link: it dials the extension too, if there is one (RFC 3966)."""


class Rendition(Contract):
    """One file of a picture."""

    type: str
    """Its media type: "image/avif", "image/webp" …"""
    url: FileUrl
    """Its absolute URL."""
    width: int
    """In pixels."""
    height: int
    """In pixels."""


class Picture(Contract):
    """A picture in several formats and widths, for `picture` and `srcset`."""

    alt: str
    """What it shows; empty where it is decoration."""
    sizes: str
    """How wide our own pages show it, as the HTML attribute `sizes`; may be empty."""
    renditions: list[Rendition]
    """Its files: the best format first, within one the smallest first; the last format opens
    everywhere."""


def picture_fields(image: Any, kind: str, *, alt: str = "") -> dict[str, Any] | None:
    """Return the fields of an image's `Picture`, as pages show a kind; None if there is none."""
    renditions = renditions_of(image, kind) if image is not None else ()
    return (
        {"alt": alt, "sizes": PICTURES[kind].sizes, "renditions": renditions}
        if renditions
        else None
    )
